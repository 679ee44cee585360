package io.coportal.sync.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** One key that asks too fast waits; the others do not notice. */
class RequestBudgetFilter extends OncePerRequestFilter {
  private final RequestBudget budget;
  private final ProblemWriter problems;

  RequestBudgetFilter(RequestBudget budget, ProblemWriter problems) {
    this.budget = budget;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    Optional<Duration> wait = caller == null ? Optional.empty() : budget.take(caller.getName());
    if (wait.isPresent()) {
      problems.writeWait(response, wait.get());
      return;
    }
    chain.doFilter(request, response);
  }
}
