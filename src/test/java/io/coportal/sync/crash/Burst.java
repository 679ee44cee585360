package io.coportal.sync.crash;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Several callers who press buttons until the application is gone. */
final class Burst {
  private static final int CALLERS = 4;
  private static final int ACCEPTED = 202;
  private static final long PATIENCE_SECONDS = 90;

  private final Scene scene;
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private final AtomicInteger next = new AtomicInteger();
  private final List<Push> pressed = new CopyOnWriteArrayList<>();
  private final List<Push> accepted = new CopyOnWriteArrayList<>();

  Burst(Scene scene) {
    this.scene = scene;
  }

  /** Back as soon as so many 202 were heard; the callers go on meanwhile. */
  void pressUntil(int howMany) {
    var left = new CountDownLatch(howMany);
    var api = scene.api();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.submit(() -> pressUntilNobodyAnswers(api, left));
    }
    require(left);
  }

  /** Waits for the callers, who have nobody to talk to any more. */
  void end() {
    callers.shutdown();
    try {
      if (!callers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The callers did not notice that the application is gone");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  List<Push> pressed() {
    return List.copyOf(pressed);
  }

  List<Push> accepted() {
    return List.copyOf(accepted);
  }

  private void pressUntilNobodyAnswers(PortalApi api, CountDownLatch left) {
    try {
      while (true) {
        for (Push push : scene.everywhere(TestInvoice.of("burst", next.getAndIncrement()))) {
          pressed.add(push);
          if (api.press(push).statusCode() == ACCEPTED) {
            accepted.add(push);
            left.countDown();
          }
        }
      }
    } catch (UncheckedIOException gone) {
      // What a caller without an answer believes is checked by pressed() against accepted().
      return;
    }
  }

  private static void require(CountDownLatch left) {
    try {
      if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(left.getCount() + " answers of 202 are missing");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
