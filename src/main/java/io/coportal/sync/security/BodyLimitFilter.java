package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** A body that is too large is refused before it is read; one of unknown length while it is. */
class BodyLimitFilter extends OncePerRequestFilter {
  private static final int MOST_BYTES = 1024 * 1024;

  private final ProblemWriter problems;

  BodyLimitFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      problems.write(response, tooLarge());
    } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
      chain.doFilter(request, response);
    } else {
      byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        problems.write(response, tooLarge());
      } else {
        chain.doFilter(new ReadRequest(request, body), response);
      }
    }
  }

  private static Problem tooLarge() {
    return new Problem(
        413, "body-too-large", "The body is larger than 1 MiB.", "Send a smaller one.");
  }
}
