package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class FloodRows extends BadInputRows {
  private static final int AT_ONCE = 300;

  @Test
  @DisplayName("B43 1,000 triggers, 300 at once: 429 with Retry-After, another is served meanwhile")
  void triggers() {
    String flooding = scene.key(null);
    String id = scene.unique("B43");
    put(id, invoice(id)).accepted();
    String path = invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero";
    List<Answer> answers = flood(1000, i -> scene.callAs(flooding, "POST", path, null));
    List<Answer> slowed = answers.stream().filter(answer -> answer.status() == 429).toList();
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.status()).as(answer.head()).isIn(200, 202, 429));
    assertThat(answers).extracting(Answer::status).contains(202);
    assertThat(slowed)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              answer.refused(429, "too-many-requests");
              assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 10);
            });
    endsOnceInTheLedger(id);
  }

  @Test
  @DisplayName("B43 300 clicks that wait, of three keys: none fails, another is served meanwhile")
  void waitingClicks() {
    String id = scene.unique("B43");
    put(id, invoice(id)).accepted();
    String path = invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero";
    List<String> keys = IntStream.range(0, 3).mapToObj(i -> scene.key(null)).toList();
    List<Answer> answers;
    blockTheLane();
    try {
      answers =
          flood(
              AT_ONCE,
              i -> scene.callAs(keys.get(i % keys.size()), "POST", path, null, "Prefer: wait=3"));
    } finally {
      scene.waitsEnd();
    }
    assertThat(answers).extracting(Answer::status).isSubsetOf(202, 429).contains(202);
    endsOnceInTheLedger(id);
  }

  @Test
  @DisplayName("B43 clicks that wait: 10 of one key, the others are answered at once")
  void fewWait() {
    String key = scene.key(null);
    String id = scene.unique("B43");
    put(id, invoice(id)).accepted();
    String path = invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero";
    blockTheLane();
    List<Duration> taken;
    try {
      taken =
          flood(
              30,
              i -> {
                long before = System.nanoTime();
                scene.callAs(key, "POST", path, null, "Prefer: wait=4").accepted();
                return Duration.ofNanos(System.nanoTime() - before);
              });
    } finally {
      scene.waitsEnd();
    }
    assertThat(taken.stream().filter(time -> time.toMillis() >= 4000)).hasSize(10);
    press(id, "Prefer: wait=10").accepted();
    endsOnceInTheLedger(id);
  }

  /** All of them from threads of their own, while another key is served again and again. */
  private <T> List<T> flood(int requests, IntFunction<T> request) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(requests, AT_ONCE));
    try {
      List<Future<T>> flood = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        int number = i;
        flood.add(threads.submit(() -> request.apply(number)));
      }
      String other = scene.key(null);
      int served = 0;
      while (served < 20 && flood.stream().anyMatch(one -> !one.isDone())) {
        Answer answer = scene.callAs(other, "GET", "/workspaces/harbour/connections/xero", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        served++;
      }
      assertThat(served).isPositive();
      return flood.stream().map(FloodRows::result).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T result(Future<T> one) {
    try {
      return one.get();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private void blockTheLane() {
    scene
        .database()
        .sql("UPDATE connection SET blocked_until = ?")
        .param(Instant.now().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
        .update();
  }
}
