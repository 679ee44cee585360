package io.coportal.sync.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A password that was made for an account opens one page: the one to choose another. */
final class NewPasswordFirst extends OncePerRequestFilter {
  private static final String PASSWORD = "/console/password";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!PASSWORD.equals(request.getRequestURI())
        && SecurityContextHolder.getContext().getAuthentication()
            instanceof AccountAuthentication known
        && known.getPrincipal().passwordTemporary()) {
      response.sendRedirect(PASSWORD);
    } else {
      chain.doFilter(request, response);
    }
  }
}
