package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the key from the {@code Authorization} header, and from nowhere else. */
class ApiKeyFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private final Callers callers;
  private final RequestBudget budget;
  private final ProblemWriter problems;
  private final SecurityContextRepository contexts;

  ApiKeyFilter(
      Callers callers,
      RequestBudget budget,
      ProblemWriter problems,
      SecurityContextRepository contexts) {
    this.callers = callers;
    this.budget = budget;
    this.problems = problems;
    this.contexts = contexts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      try {
        enter(callers.caller(bearer(header)), request, response);
      } catch (Problem refused) {
        refuse(request, response, refused);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  // Whoever tries key after key is slowed down; a good key from the same address is not.
  private void refuse(HttpServletRequest request, HttpServletResponse response, Problem refused)
      throws IOException {
    Optional<Duration> wait = budget.take("address:" + request.getRemoteAddr());
    if (wait.isPresent()) {
      problems.writeWait(response, wait.get());
    } else {
      problems.write(response, refused);
    }
  }

  private static String bearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  // Saved with the request, because an answer that is ready later is dispatched through here again.
  private void enter(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(caller));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
  }
}
