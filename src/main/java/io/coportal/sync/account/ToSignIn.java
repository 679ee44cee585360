package io.coportal.sync.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Whoever is not signed in, or no longer, gets the page to do so, and no part of another one. */
final class ToSignIn implements AuthenticationEntryPoint {
  /** The request header of htmx. */
  static final String PART_OF_A_PAGE = "HX-Request";

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (request.getHeader(PART_OF_A_PAGE) == null) {
      response.sendRedirect(ConsoleSecurity.SIGN_IN);
    } else {
      response.setHeader("HX-Redirect", ConsoleSecurity.SIGN_IN);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
