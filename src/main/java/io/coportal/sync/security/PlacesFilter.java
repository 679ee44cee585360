package io.coportal.sync.security;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * One key never holds all threads: not by many requests at once, not by slow bodies, not by waiting
 * for outcomes. Whoever finds no place to wait in is not kept waiting, which {@code Prefer} allows.
 */
class PlacesFilter extends OncePerRequestFilter {
  private static final String PREFER = "Prefer";

  /** Half of the threads of {@code spring.task.execution.pool}; of the web server's as well. */
  private static final int SERVED_OF_ONE = 100;

  private static final int WAITING_OF_ONE = 10;
  private static final int WAITING_OF_ALL = 100;

  private final Places served = new Places(SERVED_OF_ONE, Integer.MAX_VALUE);
  private final Places waiting = new Places(WAITING_OF_ONE, WAITING_OF_ALL);
  private final ProblemWriter problems;

  PlacesFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String caller = SecurityContextHolder.getContext().getAuthentication().getName();
    if (!served.take(caller)) {
      problems.writeWait(response, Duration.ZERO);
      return;
    }
    boolean waits = request.getHeader(PREFER) != null && waiting.take(caller);
    try {
      chain.doFilter(waits ? request : new AnsweredAtOnce(request), response);
    } finally {
      Runnable end = () -> leave(caller, waits);
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new AtTheEnd(end));
      } else {
        end.run();
      }
    }
  }

  private void leave(String caller, boolean waited) {
    served.giveBack(caller);
    if (waited) {
      waiting.giveBack(caller);
    }
  }

  /** The request without its wish to wait. */
  private static final class AnsweredAtOnce extends HttpServletRequestWrapper {
    private AnsweredAtOnce(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return PREFER.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return PREFER.equalsIgnoreCase(name)
          ? Collections.emptyEnumeration()
          : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream()
              .filter(name -> !PREFER.equalsIgnoreCase(name))
              .toList());
    }
  }

  /** The server calls it once the answer is out, however that came about. */
  private record AtTheEnd(Runnable end) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      end.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // Completed afterwards.
    }

    @Override
    public void onError(AsyncEvent event) {
      // Completed afterwards.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
