package io.coportal.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

@OnEachDatabase
class RepeatedRequestsTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration RETENTION = Duration.ofHours(24);
  private static final int CALLERS = 6;

  private final TestDatabase database = TestDatabase.fresh();

  @BeforeEach
  void work() {
    database.jdbc().sql("CREATE TABLE work (body VARCHAR(64))").update();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ofRacingRequestsUnderOneKeyOnlyOneIsServed() throws Exception {
    List<String> ends = together(caller -> "body " + caller);
    assertThat(ends).containsOnlyOnce("served");
    assertThat(ends.stream().filter("idempotency-key-reused"::equals)).hasSize(CALLERS - 1);
    assertThat(done()).hasSize(1);
  }

  @Test
  void racingRepeatsOfOneRequestAreAllServed() throws Exception {
    assertThat(together(caller -> "body")).hasSize(CALLERS).containsOnly("served");
  }

  @Test
  void workThatFailsLeavesTheKeyFreeForAnotherRequest() {
    RepeatedRequests requests = at(START);
    assertThatThrownBy(
            () ->
                requests.inOne(
                    request("first"),
                    () -> {
                      store("first");
                      throw Problem.notFound("It", "Look elsewhere.");
                    }))
        .isInstanceOf(Problem.class);
    assertThat(serve(requests, "second")).isEqualTo("served");
    assertThat(done()).containsExactly("second");
  }

  @Test
  void aKeyStandsForItsRequestUntilTheRetentionHasPassed() {
    serve(at(START), "first");
    assertThat(serve(at(START.plus(RETENTION)), "second")).isEqualTo("idempotency-key-reused");
    Instant later = START.plus(RETENTION).plusSeconds(1);
    assertThat(serve(at(later), "second")).isEqualTo("served");
    assertThat(serve(at(later), "first")).isEqualTo("idempotency-key-reused");
  }

  @Test
  void theKeyItselfIsNotStoredAndWhatIsOldIsCleanedAway() {
    serve(at(START), "first");
    assertThat(
            database
                .jdbc()
                .sql("SELECT key_hash FROM idempotency_key")
                .query(String.class)
                .single())
        .hasSize(64)
        .doesNotContain("key");
    assertThat(at(START.plus(RETENTION)).clean()).isZero();
    assertThat(at(START.plus(RETENTION).plusSeconds(1)).clean()).isEqualTo(1);
  }

  private interface Body {
    String of(int caller);
  }

  private List<String> together(Body body) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CALLERS);
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<String>> ends =
          IntStream.range(0, CALLERS)
              .mapToObj(
                  caller ->
                      pool.submit(
                          () -> {
                            RepeatedRequests requests = at(START);
                            start.await();
                            return serve(requests, body.of(caller));
                          }))
              .toList();
      List<String> texts = new ArrayList<>();
      for (Future<String> end : ends) {
        texts.add(end.get());
      }
      return texts;
    } finally {
      pool.shutdownNow();
    }
  }

  private String serve(RepeatedRequests requests, String body) {
    try {
      return requests.inOne(
          request(body),
          () -> {
            store(body);
            return "served";
          });
    } catch (Problem refused) {
      return refused.code();
    }
  }

  private static RepeatedRequests.Request request(String body) {
    return new RepeatedRequests.Request("harbour", "key", "PUT i1", body);
  }

  private void store(String body) {
    database.jdbc().sql("INSERT INTO work VALUES (?)").param(body).update();
  }

  private List<String> done() {
    return database.jdbc().sql("SELECT body FROM work").query(String.class).list();
  }

  private RepeatedRequests at(Instant now) {
    return new RepeatedRequests(
        database.jdbc(),
        new TransactionTemplate(database.transactions()),
        new RepeatSettings(RETENTION),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
