package io.coportal.sync.connection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The consent a browser is in the middle of, if any. */
@Component
class ConsentSession {
  private static final String ATTRIBUTE = Consent.class.getName();
  private final ConnectSettings settings;
  private final Clock clock;

  ConsentSession(ConnectSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Starts afresh under a new session id, so that no one can plant a session beforehand. */
  void begin(HttpServletRequest request, ConnectLinks.Opened link) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    put(request, Consent.start(link, clock.instant()));
  }

  /** The consent for this ledger that still waits for the owner's answer, unless it is too old. */
  Optional<Consent> waiting(HttpServletRequest request, String provider) {
    return of(request, provider)
        .filter(consent -> consent.grantId() == null)
        .filter(c -> c.startedAt().plus(settings.linkLifetime()).isAfter(clock.instant()));
  }

  Optional<Consent> of(HttpServletRequest request, String provider) {
    HttpSession session = request.getSession(false);
    return Optional.ofNullable(session)
        .map(present -> (Consent) present.getAttribute(ATTRIBUTE))
        .filter(consent -> consent.provider().equals(provider));
  }

  void put(HttpServletRequest request, Consent consent) {
    request.getSession().setAttribute(ATTRIBUTE, consent);
  }

  void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(ATTRIBUTE);
    }
  }
}
