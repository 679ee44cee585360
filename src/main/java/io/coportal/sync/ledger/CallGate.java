package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.ledger.Circuit.Closed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets no call out that would break a limit of the ledger, or go to a ledger that answers nobody.
 *
 * <p>Variables in: {@code provider}; {@code connectionId}, if it is a connection's call; {@code
 * request}; {@code click} (true: a person waits, false or none: not).
 */
@Component("callGate")
public class CallGate {
  /** Variable: a person waits for this, so that it may use the calls that are kept for it. */
  public static final String CLICK = "click";

  /** Variable: the call may leave. */
  private static final String ADMITTED = "admitted";

  /** Property: when the call left, by our clock. */
  private static final String SENT = "coportalCallSent";

  /** Property: the call finds out for all lanes whether the ledger is back. */
  private static final String PROBE = "coportalCallProbes";

  private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

  /** Limits of seconds end so soon that a thread may wait: a lane that goes back takes longer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(1_500);

  private static final Duration WITHOUT_A_DATABASE = Duration.ofSeconds(5);

  private final ConnectionWindows windows;
  private final RememberedCalls remembered;
  private final ApplicationBudget application;
  private final Circuit circuit;
  private final Clock clock;

  CallGate(
      ConnectionWindows windows,
      RememberedCalls remembered,
      ApplicationBudget application,
      Circuit circuit,
      Clock clock) {
    this.windows = windows;
    this.remembered = remembered;
    this.application = application;
    this.circuit = circuit;
    this.clock = clock;
  }

  /**
   * When the next call of a lane may leave, as far as limits and the ledger's health go; its own
   * {@code blocked_until} stands beside it. To be asked between any two requests: it costs one
   * query a second and ledger.
   *
   * @param click a person waits: uses the calls that are kept for that
   * @param beside how many other calls are about to leave as well
   * @return now or earlier: at once
   */
  public Instant openFrom(String provider, String connectionId, boolean click, int beside) {
    Instant now = clock.instant();
    Instant open = windows.openFrom(provider, connectionId, click, beside, null, now);
    Instant shared = application.openFrom(provider, now);
    Instant healthy = circuit.openFrom(provider, click, now);
    return later(later(open, shared), healthy);
  }

  /**
   * Counts the call that is about to leave, and holds it for a moment where that is enough. When it
   * must not leave, the variable {@code admitted} is false, and the body an answer of ours that
   * says so: certainly not sent, with the time to wait as its {@code retry-after}.
   */
  public void admit(Exchange exchange) {
    Instant now = clock.instant();
    Instant open;
    try {
      open = take(Call.of(exchange), exchange, now);
    } catch (Closed closed) {
      open = later(closed.until(), now.plus(LONGEST_PAUSE).plusMillis(1));
    } catch (DataAccessException | TransactionException noDatabase) {
      LOG.warn("A call is held back: {}", noDatabase.toString());
      open = now.plus(WITHOUT_A_DATABASE);
    }
    boolean admitted = !open.isAfter(now.plus(LONGEST_PAUSE));
    exchange.setVariable(ADMITTED, admitted);
    if (admitted) {
      exchange.setProperty(SENT, open);
      pause(Duration.between(now, open));
    } else {
      exchange.getMessage().setBody(heldBack(Duration.between(now, open)));
    }
  }

  private Instant take(Call call, Exchange exchange, Instant now) throws Closed {
    Instant latest = now.plus(LONGEST_PAUSE);
    if (circuit.openFrom(call.provider(), true, now).isAfter(now)) {
      throw new Closed(circuit.openFrom(call.provider(), true, now));
    }
    Instant shared = application.openFrom(call.provider(), now);
    if (shared.isAfter(now)) {
      throw new Closed(shared);
    }
    Instant open =
        call.connection() == null
            ? now
            : windows.take(
                call.provider(), call.connection(), call.click(), call.path(), now, latest);
    if (open.isAfter(latest)) {
      return open;
    }
    if (call.connection() != null) {
      remembered.beforeCall(call.provider(), call.connection());
    }
    shared = application.take(call.provider(), now);
    if (shared.isAfter(now)) {
      throw new Closed(shared);
    }
    exchange.setProperty(PROBE, circuit.pass(call.provider(), now));
    return open;
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  /** Whether the error handler may repeat a call at once, without what is kept for clicks. */
  boolean admitsAgain(Exchange exchange) {
    return admitsAgain(exchange, Duration.ZERO);
  }

  /**
   * @param pause how long the error handler waits before the repeat
   */
  boolean admitsAgain(Exchange exchange, Duration pause) {
    Instant now = clock.instant();
    return !againFrom(exchange, now).isAfter(now.plus(pause));
  }

  /**
   * An answer of ours to a call that would have to be repeated at once and may not be, as {@link
   * #admit} gives it; null: it may.
   */
  JsonNode heldBackAgain(Exchange exchange) {
    Instant now = clock.instant();
    Instant open = againFrom(exchange, now);
    return open.isAfter(now) ? heldBack(Duration.between(now, open)) : null;
  }

  private Instant againFrom(Exchange exchange, Instant now) {
    Call call = Call.of(exchange);
    try {
      Instant open =
          call.connection() == null
              ? now
              : windows.openFrom(call.provider(), call.connection(), false, 0, call.path(), now);
      Instant shared = application.openFrom(call.provider(), now);
      return later(later(open, shared), circuit.openFrom(call.provider(), true, now));
    } catch (DataAccessException noDatabase) {
      LOG.warn("A call is not repeated: {}", noDatabase.toString());
      return now.plus(WITHOUT_A_DATABASE);
    }
  }

  /** Counts a repeat, which leaves in any case. */
  void again(Exchange exchange) {
    Call call = Call.of(exchange);
    Instant now = clock.instant();
    exchange.setProperty(SENT, now);
    if (call.connection() != null) {
      windows.count(call.provider(), call.connection(), call.path(), now);
    }
    try {
      if (call.connection() != null) {
        remembered.beforeCall(call.provider(), call.connection());
      }
      application.take(call.provider(), now);
    } catch (DataAccessException | TransactionException noDatabase) {
      LOG.warn("A repeat is not counted: {}", noDatabase.toString());
    }
  }

  /** When the call left that an exchange waits for; null: it went past this gate. */
  static Instant sent(Exchange exchange) {
    return exchange.getProperty(SENT, Instant.class);
  }

  static boolean probes(Exchange exchange) {
    return exchange.getProperty(PROBE, false, Boolean.class);
  }

  private static JsonNode heldBack(Duration wait) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("failure", "not-sent");
    node.put("reason", HeldBack.REFUSAL.code());
    long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
    node.putObject("headers").put("retry-after", Long.toString(Math.max(1, seconds)));
    return node;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** A call that is about to leave. Nobody's lane is behind one without a connection. */
  private record Call(String provider, String connection, boolean click, String path) {
    static Call of(Exchange exchange) {
      String connection = exchange.getVariable("connectionId", String.class);
      return new Call(
          exchange.getVariable("provider", String.class),
          connection,
          exchange.getVariable(CLICK, connection == null, Boolean.class),
          exchange.getVariable("request", JsonNode.class).path("path").asText());
    }
  }
}
