package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies are small and UTF-8, whatever the request says of its charset (RFC 8259). One that is too
 * large is refused before it is read, or, when its length is not told, once that shows.
 */
class BodyFilter extends OncePerRequestFilter {
  private static final int MOST_BYTES = 1024 * 1024;

  private final ProblemWriter problems;

  BodyFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest read;
    try {
      read = new ReadRequest(request, body(request));
    } catch (Problem refused) {
      problems.write(response, refused);
      return;
    }
    chain.doFilter(read, response);
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw tooLarge();
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw tooLarge();
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return body;
    } catch (CharacterCodingException notUtf8) {
      throw new Problem(400, "not-utf-8", "The body is not UTF-8.", "Send it encoded in UTF-8.");
    }
  }

  private static Problem tooLarge() {
    return new Problem(
        413, "body-too-large", "The body is larger than 1 MiB.", "Send a smaller one.");
  }
}
