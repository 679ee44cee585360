package io.coportal.sync.ledger;

import io.coportal.sync.ledger.Tally.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One limit of one connection: never more calls in any such time, wherever the ledger lets its own
 * time begin. Ours are counted when they leave; what others have used is known from the ledger's
 * answers. Callers lock.
 */
class SlidingWindow {
  /** A call may reach the ledger so much later than it left: with the calls of a time to come. */
  private static final Duration LONGEST_WAY = Duration.ofSeconds(1);

  /** Limits of a longer time are looked at in between: only the ledger knows when theirs ends. */
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final int calls;
  private final Duration lapse;
  private final Tally ours;
  private final Tally others;
  private Instant latestCall = Instant.MIN;
  private Instant toldAbout = Instant.MIN;

  SlidingWindow(int calls, Duration per) {
    this.calls = calls;
    Duration quarter = per.dividedBy(4);
    lapse = per.plus(quarter.compareTo(LONGEST_WAY) < 0 ? quarter : LONGEST_WAY);
    ours = new Tally(lapse);
    others = new Tally(lapse);
  }

  /**
   * @param kept calls that have to be left over; as many as the limit or more count as one less
   * @return now, or when the next call fits
   */
  Instant openFrom(int kept, Instant now) {
    int tooMany = used(now) + 1 + Math.min(kept, calls - 1) - calls;
    if (tooMany <= 0) {
      return now;
    }
    Instant free = freed(tooMany, now);
    Instant look = latestCall.isBefore(now.minus(LOOK_AGAIN)) ? now : latestCall.plus(LOOK_AGAIN);
    boolean mayEndEarlier = lapse.compareTo(LOOK_AGAIN) > 0 && others.sum(now) > 0;
    return mayEndEarlier && look.isBefore(free) ? look : free;
  }

  void count(Instant now) {
    ours.add(1, now);
    latestCall = now;
  }

  /**
   * What an answer told. Calls in flight beside it may be in its number or not. As long as all of
   * it can be ours, it is; once others must have called, as many as possible are taken for theirs.
   *
   * @param left calls by the ledger's word
   * @param sent when the answered call left; answers to earlier calls than one that is known count
   *     no more
   */
  void told(long left, Instant sent, Instant now) {
    if (sent.isBefore(toldAbout)) {
      return;
    }
    toldAbout = sent;
    long used = calls - left;
    long sure = used - ours.sum(now);
    long possible =
        used - ours.entries().filter(e -> !e.began().isAfter(sent)).mapToInt(Entry::calls).sum();
    int theirs = sure > 0 ? (int) Math.min(calls, possible) : 0;
    int known = others.sum(now);
    if (theirs > known) {
      others.add(theirs - known, sent);
    } else {
      others.remove(known - theirs);
    }
  }

  /**
   * Ours and others', the earliest first: when a part of them was made at the latest, in ms, and
   * how many.
   */
  long[][] made(Instant now) {
    used(now);
    return earliestFirst()
        .map(entry -> new long[] {madeBy(entry).toEpochMilli() + 1, entry.calls()})
        .toArray(long[][]::new);
  }

  private Instant madeBy(Entry entry) {
    return entry.lapses().minus(lapse);
  }

  /** Calls that another instance has counted. */
  void recall(int calls, Instant at) {
    if (calls > 0) {
      ours.add(calls, at);
      latestCall = at;
    }
  }

  boolean idle(Instant now) {
    return used(now) == 0;
  }

  int used(Instant now) {
    return ours.sum(now) + others.sum(now);
  }

  private Instant freed(int wanted, Instant now) {
    int freed = 0;
    for (Entry entry : earliestFirst().toList()) {
      freed += entry.calls();
      if (freed >= wanted) {
        return entry.lapses();
      }
    }
    return now.plus(lapse);
  }

  private Stream<Entry> earliestFirst() {
    return Stream.concat(ours.entries(), others.entries())
        .sorted(Comparator.comparing(Entry::lapses));
  }
}
