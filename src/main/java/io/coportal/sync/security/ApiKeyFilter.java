package io.coportal.sync.security;

import io.coportal.sync.json.Hashes;
import io.coportal.sync.problem.DatabaseAway;
import io.coportal.sync.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the key from the {@code Authorization} header, and from nowhere else. */
class ApiKeyFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final Duration GOOD_FOR = Duration.ofHours(1);

  private final Callers callers;
  private final RequestBudget budget;
  private final ProblemWriter problems;
  private final SecurityContextRepository contexts;
  private final Remembered good;

  ApiKeyFilter(
      Callers callers,
      RequestBudget budget,
      ProblemWriter problems,
      SecurityContextRepository contexts,
      Clock clock) {
    this.callers = callers;
    this.budget = budget;
    this.problems = problems;
    this.contexts = contexts;
    this.good = new Remembered(GOOD_FOR, clock);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && !known(bearer(header), request, response)) {
      return;
    }
    chain.doFilter(request, response);
  }

  // Whoever tries key after key is slowed down, and costs no look-up any more. A key that was good
  // a while ago is looked up all the same: behind a proxy everybody has one address.
  private boolean known(String token, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String address = "address:" + request.getRemoteAddr();
    String fingerprint = Hashes.sha256(token);
    Optional<Duration> wait =
        good.holds(fingerprint) ? Optional.empty() : budget.waitBefore(address);
    if (wait.isPresent()) {
      problems.writeWait(response, wait.get());
      return false;
    }
    try {
      enter(callers.caller(token), request, response);
      good.note(fingerprint);
      return true;
    } catch (Problem refused) {
      budget.take(address);
      problems.write(response, refused);
      return false;
    } catch (DataAccessException | TransactionException failure) {
      problems.writeAway(response, DatabaseAway.in(failure).orElseThrow(() -> failure));
      return false;
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
