package io.coportal.sync.simulator.quickbooks;

import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a repeated {@code requestid} does. Only successful answers are kept, for 24 hours from the
 * first call, so a corrected request may use the id of a refused one. A repeat that comes while the
 * first call is in work waits for its answer.
 */
public final class RequestIds {
  /** How the service treats an id it has seen. */
  public enum Policy {
    /** Answers what the first call answered. */
    REPLAY,
    /** Answers 400 with code 6000, as has been seen of batches. */
    REFUSE,
    /** Knows nothing of the first call and does the work again. */
    FORGET
  }

  private static final Duration LIFE = Duration.ofHours(24);

  private final Clock clock;
  private final Answers answers;
  private final Map<String, Entry> entries = new HashMap<>();
  private Policy single = Policy.REPLAY;
  private Policy batches = Policy.REPLAY;
  private boolean strictBytes;

  private record Entry(String request, Instant expires, CompletableFuture<Response> answer) {}

  RequestIds(Clock clock, Answers answers) {
    this.clock = clock;
    this.answers = answers;
  }

  /** For single requests; {@link Policy#REPLAY} in a new simulator. */
  public synchronized RequestIds single(Policy policy) {
    single = policy;
    return this;
  }

  /** For batches; {@link Policy#REPLAY} in a new simulator. */
  public synchronized RequestIds batches(Policy policy) {
    batches = policy;
    return this;
  }

  /** Whether other bytes under a known id are refused with code 600 instead of replayed. */
  public synchronized RequestIds refuseOtherBytes(boolean refuse) {
    strictBytes = refuse;
    return this;
  }

  Response answer(String realm, boolean batch, Request request, Supplier<Response> work) {
    var id = request.query("requestid").filter(sent -> !sent.isEmpty());
    var policy = policy(batch);
    if (id.isEmpty() || !request.isWrite() || policy == Policy.FORGET) {
      return work.get();
    }
    var key = realm + " " + id.get();
    var mine =
        new Entry(
            request.method() + " " + request.rawPath() + " " + request.text(),
            clock.instant().plus(LIFE),
            new CompletableFuture<>());
    var first = first(key, mine);
    if (first == mine) {
      return firstAnswer(key, mine, work);
    }
    var answer = first.answer().join();
    return kept(answer) ? repeated(first, mine, policy) : answer(realm, batch, request, work);
  }

  private Response repeated(Entry first, Entry mine, Policy policy) {
    if (policy == Policy.REFUSE) {
      return answers.fault(
          Refusal.business("An unexpected error occurred while saving your data."), false);
    }
    return refusesOtherBytes() && !Objects.equals(first.request(), mine.request())
        ? answers.fault(
            Refusal.of("600", "Duplicate Request ID", "Duplicate Request ID : other content"),
            false)
        : first.answer().join();
  }

  private synchronized Policy policy(boolean batch) {
    return batch ? batches : single;
  }

  private synchronized boolean refusesOtherBytes() {
    return strictBytes;
  }

  private synchronized Entry first(String key, Entry mine) {
    var found = entries.get(key);
    if (found != null && found.expires().isAfter(clock.instant())) {
      return found;
    }
    entries.put(key, mine);
    return mine;
  }

  private Response firstAnswer(String key, Entry mine, Supplier<Response> work) {
    try {
      var answer = work.get();
      if (!kept(answer)) {
        forget(key, mine);
      }
      mine.answer().complete(answer);
      return answer;
    } catch (RuntimeException bug) {
      forget(key, mine);
      mine.answer().completeExceptionally(bug);
      throw bug;
    }
  }

  private synchronized void forget(String key, Entry entry) {
    entries.remove(key, entry);
  }

  private static boolean kept(Response answer) {
    return answer.status() < 300 && !answer.text().startsWith("{\"Fault\"");
  }
}
