package io.coportal.sync.account;

import static io.coportal.sync.account.ConsoleSessions.ACCOUNT;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * A session knows whose it is and nothing else: what the account may do is read with each request,
 * so that a role that is taken away is gone at once.
 */
final class SignedIn implements SecurityContextRepository {
  private final AccountStore accounts;
  private final Duration longestSession;
  private final Clock clock;

  SignedIn(AccountStore accounts, Duration longestSession, Clock clock) {
    this.accounts = accounts;
    this.longestSession = longestSession;
    this.clock = clock;
  }

  @Override
  @SuppressWarnings("deprecation") // The interface has no other method to implement.
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    HttpSession session = holder.getRequest().getSession(false);
    if (session == null || !(session.getAttribute(ACCOUNT) instanceof String account)) {
      return new SecurityContextImpl();
    }
    if (clock.millis() - session.getCreationTime() > longestSession.toMillis()) {
      session.invalidate();
      return new SecurityContextImpl();
    }
    return accounts
        .find(account)
        .map(known -> new SecurityContextImpl(new AccountAuthentication(known)))
        .orElseGet(SecurityContextImpl::new);
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    if (context.getAuthentication() instanceof AccountAuthentication signedIn) {
      request.getSession().setAttribute(ACCOUNT, signedIn.getPrincipal().id());
    }
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ACCOUNT) != null;
  }
}
