package io.coportal.sync.account;

import io.coportal.sync.security.RequestBudget;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looking at a password is dear on purpose: one address does not get all processors for it. */
final class SignInFlood extends OncePerRequestFilter {
  private final RequestBudget budget;

  SignInFlood(RequestBudget budget) {
    this.budget = budget;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean signIn =
        "POST".equals(request.getMethod())
            && ConsoleSecurity.SIGN_IN.equals(request.getRequestURI());
    if (signIn && budget.take(request.getRemoteAddr()).isPresent()) {
      response.sendRedirect(ConsoleSecurity.SIGN_IN + "?busy");
    } else {
      chain.doFilter(request, response);
    }
  }
}
