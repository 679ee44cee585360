package io.coportal.sync.ledger;

import io.coportal.sync.ledger.CallLimit.Scope;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reckons how long a ledger's limits make many calls of one connection last, if nobody else calls.
 * How long the ledger takes to answer is not known, and not in it.
 */
@Component
public class LimitForecast {
  private static final Map<Duration, String> WORDS =
      Map.of(
          Duration.ofSeconds(1), "a second",
          Duration.ofMinutes(1), "a minute",
          Duration.ofHours(1), "an hour",
          Duration.ofDays(1), "a day");

  private final LedgerRuleBook ruleBook;
  private final int kept;

  LimitForecast(LedgerRuleBook ruleBook, CallSettings settings) {
    this.ruleBook = ruleBook;
    this.kept = settings.keptForClicks();
  }

  /**
   * @param length from the first call to the last, as far as limits go
   * @param limitedBy which limit decides about it, in words
   */
  public record Forecast(Duration length, String limitedBy) {}

  /** A limit as a back-fill meets it. */
  private record Bound(String name, CallLimit limit, long needed, long free) {
    /** How many whole times of the limit have to pass before the last call. */
    long times() {
      return needed == 0 ? 0 : (needed - 1) / free;
    }

    Duration length() {
      return limit.per().multipliedBy(times());
    }
  }

  /**
   * @param provider a configured ledger's name
   * @param reads how many calls read
   * @param writes how many calls write; only they count for a limit of single paths
   */
  public Forecast of(String provider, long reads, long writes) {
    List<Bound> bounds =
        ruleBook.limits(provider).entrySet().stream()
            .map(limit -> bound(limit.getKey(), limit.getValue(), reads, writes))
            .sorted(Comparator.comparing((Bound bound) -> bound.limit().per()).reversed())
            .toList();
    Optional<Bound> binding =
        bounds.stream().filter(bound -> bound.times() > 0).max(Comparator.comparing(Bound::length));
    return new Forecast(
        length(bounds, 0), binding.map(LimitForecast::words).orElse(unlimited(reads + writes)));
  }

  private Bound bound(String name, CallLimit limit, long reads, long writes) {
    boolean all = limit.pathContains() == null;
    long free = limit.scope() == Scope.APPLICATION ? limit.calls() : limit.calls() - kept;
    return new Bound(name, limit, all ? reads + writes : writes, Math.max(1, free));
  }

  /**
   * What is left when the last of the longest limit's times has begun still has to keep to the
   * shorter ones.
   *
   * @param done share of the calls, in whole times of longer limits, as a number of calls
   */
  private static Duration length(List<Bound> longestFirst, long done) {
    if (longestFirst.isEmpty()) {
      return Duration.ZERO;
    }
    Bound first = longestFirst.get(0);
    List<Bound> shorter = longestFirst.subList(1, longestFirst.size());
    Bound left =
        new Bound(first.name(), first.limit(), Math.max(0, first.needed() - done), first.free());
    Duration stepped = left.length().plus(length(shorter, done + left.times() * left.free()));
    Duration even = length(shorter, done);
    return stepped.compareTo(even) > 0 ? stepped : even;
  }

  private static String words(Bound bound) {
    return "The ledger's limit %s: of its %d calls %s a back-fill may use %d, and %d are needed."
        .formatted(
            bound.name(),
            bound.limit().calls(),
            WORDS.getOrDefault(bound.limit().per(), "in " + bound.limit().per()),
            bound.free(),
            bound.needed());
  }

  private static String unlimited(long calls) {
    return "No limit: the ledger takes %d calls at once.".formatted(calls);
  }
}
