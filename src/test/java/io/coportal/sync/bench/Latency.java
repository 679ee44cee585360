package io.coportal.sync.bench;

import io.coportal.sync.simulator.Request;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** How long ledgers across a network take. */
final class Latency {
  static final Duration SINGLE = Duration.ofMillis(300);

  private static final int FULL = 50;
  private static final int LEAST_MILLIS_OF_A_FULL_ONE = 2_000;
  private static final int MOST_MILLIS_OF_A_FULL_ONE = 5_000;

  private Latency() {}

  static Function<Request, Duration> none() {
    return request -> Duration.ZERO;
  }

  /** Each call takes as long as a single one. */
  static Function<Request, Duration> single() {
    return request -> isSignIn(request) ? Duration.ZERO : SINGLE;
  }

  /**
   * A call of one element takes 0.3 s, one of fifty 2 to 5 s by chance, between them as many more
   * as there are elements. The chances are the same in every run.
   */
  static Function<Request, Duration> ofBatches(ToIntFunction<Request> elements) {
    return request ->
        isSignIn(request)
            ? Duration.ZERO
            : SINGLE.plusMillis(more(request, elements.applyAsInt(request)));
  }

  private static long more(Request request, int elements) {
    int spread = MOST_MILLIS_OF_A_FULL_ONE - LEAST_MILLIS_OF_A_FULL_ONE;
    long full =
        LEAST_MILLIS_OF_A_FULL_ONE
            + new Random(request.sequence()).nextInt(spread + 1)
            - SINGLE.toMillis();
    return full * (elements - 1) / (FULL - 1);
  }

  private static boolean isSignIn(Request request) {
    return !request.target().contains("/api.xro/") && !request.target().contains("/v3/company/");
  }
}
