package io.coportal.sync.ledger;

import io.coportal.sync.ledger.ProviderHealth.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Leaves a ledger alone that answers nobody, or has said that this whole application calls too
 * much: on all instances, but for one call now and then that finds out whether it is back.
 */
@Component
class Circuit {
  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
  private static final Duration NEWS = Duration.ofSeconds(1);

  /** Longer than any ledger is waited for: a probe whose instance has died. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(3);

  private final ProviderHealth health;
  private final CircuitSettings settings;
  private final Clock clock;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();

  Circuit(
      ProviderHealth health,
      CircuitSettings settings,
      LedgerRuleBook ruleBook,
      MeterRegistry registry,
      Clock clock) {
    this.health = health;
    this.settings = settings;
    this.clock = clock;
    show(ruleBook.ledgers().keySet(), registry);
  }

  /** What this instance knows: as old as a second while all is well. */
  private static final class Watch {
    private final FailureRow failures = new FailureRow();
    private State state = State.WELL;
    private Instant read = Instant.MIN;
  }

  /**
   * @param click a person waits: without the delay that keeps lanes from coming back all at once
   * @return now, or when a call may leave
   */
  Instant openFrom(String ledger, boolean click, Instant now) {
    State state = state(ledger, now);
    Instant open = now;
    if (state.limitedUntil() != null && state.limitedUntil().isAfter(now)) {
      open = state.limitedUntil();
    }
    if (state.away() && state.probeAt().isAfter(open)) {
      open = earlier(state.probeAt(), now.plus(settings.longestProbe()));
    }
    return open.equals(now) || click ? open : open.plus(upTo(spread(state)));
  }

  /**
   * To be asked when all else has let the call pass.
   *
   * @return whether this call has to find out for all whether the ledger is back
   * @throws Closed when it must not leave
   */
  boolean pass(String ledger, Instant now) throws Closed {
    Instant open = openFrom(ledger, true, now);
    if (open.isAfter(now)) {
      throw new Closed(open);
    }
    if (!state(ledger, now).away()) {
      return false;
    }
    boolean probe = health.mayProbe(ledger, now, now.plus(LONGEST_CALL));
    State fresh = forgetNews(ledger, now);
    if (!probe && fresh.away()) {
      throw new Closed(earlier(fresh.probeAt(), now.plus(settings.firstProbe())));
    }
    return probe;
  }

  /** The ledger answered, with whatever it was. */
  void answered(String ledger) {
    Watch watch = watch(ledger);
    boolean away;
    synchronized (watch) {
      watch.failures.end();
      away = watch.state.away();
    }
    if (away && health.back(ledger)) {
      LOG.info("{} answers again", ledger);
    }
    if (away) {
      forgetNews(ledger, clock.instant());
    }
  }

  /**
   * No answer, or one of failure.
   *
   * @param connection whose call it was; null: nobody's, which says nothing about the others'
   * @param probe whether the call was made to find out
   */
  void failed(String ledger, String connection, boolean probe) {
    Instant now = clock.instant();
    if (probe) {
      Duration wait = settings.afterProbe(state(ledger, now).probeWait());
      health.probeFailed(ledger, now.plus(wait), wait);
      forgetNews(ledger, now);
      return;
    }
    Watch watch = watch(ledger);
    boolean forAll;
    synchronized (watch) {
      forAll = connection != null && watch.failures.add(connection) >= settings.failures();
      forAll &= watch.failures.ofSeveral() && !watch.state.away();
    }
    if (forAll) {
      if (health.away(ledger, now, settings.firstProbe())) {
        LOG.warn("{} answers nobody; one lane tries it now and then, the others wait", ledger);
      }
      forgetNews(ledger, now);
    }
  }

  /** A limit of the whole application was met. */
  void limited(String ledger, Duration wait) {
    Instant now = clock.instant();
    LOG.warn("{} says that this application calls too much; all wait for {}", ledger, wait);
    health.limited(ledger, now.plus(wait));
    forgetNews(ledger, now);
  }

  private State state(String ledger, Instant now) {
    Watch watch = watch(ledger);
    synchronized (watch) {
      if (!now.isBefore(watch.read) && now.isBefore(watch.read.plus(NEWS))) {
        return watch.state;
      }
      watch.read = now;
    }
    return forgetNews(ledger, now);
  }

  private State forgetNews(String ledger, Instant now) {
    State fresh = health.read(ledger);
    Watch watch = watch(ledger);
    synchronized (watch) {
      watch.state = fresh;
      watch.read = now;
    }
    return fresh;
  }

  private Watch watch(String ledger) {
    return watches.computeIfAbsent(ledger, first -> new Watch());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Duration spread(State state) {
    return state.away() ? state.probeWait() : settings.firstProbe();
  }

  private static Duration upTo(Duration longest) {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() + 1));
  }

  private void show(Collection<String> ledgers, MeterRegistry registry) {
    ledgers.forEach(
        ledger ->
            Gauge.builder(
                    "coportal.ledger.away", () -> state(ledger, clock.instant()).away() ? 1 : 0)
                .description("1 while a ledger answers nobody and is left alone")
                .tag("ledger", ledger)
                .register(registry));
  }

  /** The ledger is left alone. */
  static final class Closed extends Exception {
    private final transient Instant until;

    Closed(Instant until) {
      super("The ledger is left alone");
      this.until = until;
    }

    Instant until() {
      return until;
    }
  }
}
