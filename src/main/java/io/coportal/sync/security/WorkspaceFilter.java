package io.coportal.sync.security;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A key of one workspace sees that workspace and nothing else; what it asks for elsewhere does not
 * exist, whether it does or not.
 */
class WorkspaceFilter extends OncePerRequestFilter {
  private static final Duration AUDITED_EVERY = Duration.ofMinutes(1);
  private static final RequestMatcher WORKSPACE =
      PathPatternRequestMatcher.withDefaults().matcher("/api/v1/workspaces/{workspace}/**");
  private final Audit audit;
  private final ProblemWriter problems;
  private final Remembered audited;

  WorkspaceFilter(Audit audit, ProblemWriter problems, Clock clock) {
    this.audit = audit;
    this.problems = problems;
    this.audited = new Remembered(AUDITED_EVERY, clock);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication instanceof CallerAuthentication known && !allowed(known, request)) {
      problems.write(
          response,
          Problem.notFound("This workspace or path", "Check the path and the key that is used."));
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean allowed(CallerAuthentication authentication, HttpServletRequest request) {
    Caller caller = authentication.getPrincipal();
    if (caller.installWide()) {
      return true;
    }
    String asked = WORKSPACE.matcher(request).getVariables().get("workspace");
    if (caller.workspaceId().equals(asked)) {
      return true;
    }
    if (asked != null && audited.noteIfNew(caller.name() + " " + asked)) {
      audit.record(caller.workspaceId(), "foreign-workspace-refused", "workspace:" + asked, null);
    }
    return false;
  }
}
