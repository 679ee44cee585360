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

/** Bodies are small, JSON and UTF-8, whatever the request says of its charset (RFC 8259). */
class BodyFilter extends OncePerRequestFilter {
  private final BodyReader bodies;
  private final ProblemWriter problems;

  BodyFilter(BodyReader bodies, ProblemWriter problems) {
    this.bodies = bodies;
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

  private byte[] body(HttpServletRequest request) throws IOException {
    byte[] body = bodies.read(request);
    if (body.length > 0) {
      MediaTypes.refuseOthers(request);
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return body;
    } catch (CharacterCodingException notUtf8) {
      throw new Problem(400, "not-utf-8", "The body is not UTF-8.", "Send it encoded in UTF-8.");
    }
  }
}
