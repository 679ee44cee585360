package io.coportal.sync.simulator.xero;

import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers of keyed writes, kept six minutes from the first call, errors included. A repeat that
 * comes while the first call is in work waits for its answer.
 */
final class IdempotencyStore {
  private static final Duration LIFE = Duration.ofMinutes(6);
  private static final int LONGEST_KEY = 128;

  private final Clock clock;
  private final Map<String, Entry> entries = new HashMap<>();

  private record Entry(
      String target, byte[] body, Instant expires, CompletableFuture<Response> answer) {

    boolean sameRequest(Entry other) {
      return target.equals(other.target) && Arrays.equals(body, other.body);
    }
  }

  IdempotencyStore(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param client keys are the application's own
   */
  Response answer(String client, Request request, Supplier<Response> work) {
    var key = request.header("Idempotency-Key").filter(sent -> !sent.isEmpty());
    if (key.isEmpty() || !request.isWrite()) {
      return work.get();
    }
    if (key.get().length() > LONGEST_KEY) {
      return Refusal.problem(
          400,
          "Bad Request",
          "Idempotency Key: %s has a length of %d, the longest allowed is 128."
              .formatted(key.get(), key.get().length()));
    }
    var mine = entry(request);
    var first = first(client + " " + key.get(), mine);
    if (first == mine) {
      return firstAnswer(client + " " + key.get(), mine, work);
    }
    return first.sameRequest(mine)
        ? first.answer().join()
        : Refusal.problem(
            400,
            "Bad Request",
            "Idempotency Key: %s is used with a different request.".formatted(key.get()));
  }

  private Entry entry(Request request) {
    var tenant = request.header("xero-tenant-id").orElse("");
    return new Entry(
        request.method() + " " + request.target() + " " + tenant,
        request.body(),
        clock.instant().plus(LIFE),
        new CompletableFuture<>());
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
      mine.answer().complete(answer);
      return answer;
    } catch (RuntimeException bug) {
      synchronized (this) {
        entries.remove(key, mine);
      }
      mine.answer().completeExceptionally(bug);
      throw bug;
    }
  }
}
