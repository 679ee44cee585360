package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

@OnEachDatabase
class InvoicesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Workspace STUDIO = new Workspace("w-1", "Studio", "GB", "GBP", 30, true);

  private final TestDatabase database = TestDatabase.fresh();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Workspaces workspaces =
      new Workspaces(database.jdbc(), clock, database.transactions());
  private final Invoices invoices =
      new Invoices(database.jdbc(), workspaces, clock, database.transactions());
  private final InvoiceReader reader = new InvoiceReader();

  @BeforeEach
  void aWorkspaceExists() {
    workspaces.put(STUDIO);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Stored put(String id, String json) {
    return invoices.put("w-1", reader.read(id, json), json);
  }

  private static String version(long version) {
    return BadInvoices.with("/version", Long.toString(version));
  }

  private int rows(String table) {
    return database.jdbc().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
  }

  @Test
  void keepsANewInvoiceWithItsDocument() {
    assertThat(put("i-1", BadInvoices.GOOD)).isEqualTo(Stored.CREATED);
    assertThat(invoices.find("w-1", "i-1")).contains(reader.read("i-1", BadInvoices.GOOD));
    assertThat(
            database
                .jdbc()
                .sql("SELECT received_at FROM invoice_version")
                .query(OffsetDateTime.class)
                .single()
                .toInstant())
        .isEqualTo(NOW);
  }

  @Test
  void keepsEveryDigitOfTheDocumentAndNoWhiteSpace() {
    put("i-1", BadInvoices.GOOD.replace(",\"", ",\n  \"").replace("\":", "\": "));
    assertThat(invoices.document("w-1", "i-1", 3))
        .contains("\"quantity\":1.50,\"unitPrice\":100}")
        .contains("\"unitPrice\":\"0.1000\"")
        .doesNotContain("\n");
  }

  @Test
  void aNewerVersionIsAddedAndTheOlderStaysReadable() {
    put("i-1", version(3));
    assertThat(
            put(
                "i-1",
                BadInvoices.with("/number", "\"B\"").replace("ion\":3", "ion\":9007199254740993")))
        .isEqualTo(Stored.CHANGED);
    assertThat(invoices.find("w-1", "i-1").orElseThrow().version()).isEqualTo(9007199254740993L);
    assertThat(invoices.get("w-1", "i-1", 3).number()).isEqualTo("INV-1");
    assertThat(database.jdbc().sql("SELECT number FROM invoice").query(String.class).single())
        .isEqualTo("B");
  }

  @Test
  void theSameVersionAgainChangesNothingHoweverItIsWritten() {
    put("i-1", BadInvoices.GOOD);
    assertThat(put("i-1", BadInvoices.GOOD.replace("150.10", "\"150.1\"")))
        .isEqualTo(Stored.UNCHANGED);
    assertThat(rows("invoice_version")).isEqualTo(1);
  }

  @Test
  void refusesAnOlderVersion() {
    put("i-1", version(3));
    assertThat(refusal("w-1", version(2)))
        .extracting(Problem::status, Problem::code)
        .containsExactly(409, "older-version");
  }

  @Test
  void refusesOneVersionWithTwoContents() {
    put("i-1", version(3));
    assertThat(refusal("w-1", BadInvoices.with("/reference", "\"PO 8\"")))
        .extracting(Problem::status, Problem::code)
        .containsExactly(409, "version-reused");
    assertThat(refusal("w-1", BadInvoices.with("/status", "\"paid\"")).code())
        .isEqualTo("version-reused");
  }

  @Test
  void refusesAnInvoiceOfAnUnknownWorkspace() {
    assertThat(refusal("w-2", BadInvoices.GOOD).status()).isEqualTo(404);
    assertThat(rows("invoice")).isZero();
  }

  private Problem refusal(String workspaceId, String json) {
    return catchThrowableOfType(
        Problem.class, () -> invoices.put(workspaceId, reader.read("i-1", json), json));
  }

  @Test
  void theSameIdInAnotherWorkspaceIsAnotherInvoice() {
    workspaces.put(new Workspace("w-2", "Agency", "ZA", "ZAR", 7, true));
    put("i-1", BadInvoices.GOOD);
    assertThat(invoices.find("w-2", "i-1")).isEmpty();
    Invoice other = reader.read("i-1", version(1));
    assertThat(invoices.put("w-2", other, version(1))).isEqualTo(Stored.CREATED);
    assertThat(invoices.find("w-1", "i-1").orElseThrow().version()).isEqualTo(3);
  }

  @Test
  void whatIsNotThereIs404() {
    assertThat(invoices.find("w-1", "nope")).isEmpty();
    assertThat(catchThrowableOfType(Problem.class, () -> invoices.get("w-1", "nope", 1)).status())
        .isEqualTo(404);
    assertThat(
            catchThrowableOfType(Problem.class, () -> invoices.document("w-1", "nope", 1)).status())
        .isEqualTo(404);
  }

  @Test
  void joinsTheCallersTransaction() {
    var transaction = new TransactionTemplate(database.transactions());
    transaction.executeWithoutResult(
        status -> {
          put("i-1", BadInvoices.GOOD);
          status.setRollbackOnly();
        });
    assertThat(rows("invoice")).isZero();
    assertThat(rows("invoice_version")).isZero();
  }

  @Test
  void callersThatRaceWithOneVersionStoreItOnce() throws Exception {
    List<Object> outcomes = race(IntStream.range(0, 8).mapToObj(i -> version(1)).toList());
    assertThat(outcomes).containsOnlyOnce(Stored.CREATED).hasSize(8);
    assertThat(outcomes.stream().filter(Stored.UNCHANGED::equals)).hasSize(7);
    assertThat(rows("invoice_version")).isEqualTo(1);
  }

  @Test
  void ofCallersThatRaceWithSeveralVersionsTheNewestWins() throws Exception {
    List<Object> outcomes =
        race(IntStream.rangeClosed(1, 8).mapToObj(InvoicesTest::version).toList());
    assertThat(outcomes)
        .containsOnlyOnce(Stored.CREATED)
        .allMatch(o -> o instanceof Stored || o.equals("older-version"));
    assertThat(invoices.find("w-1", "i-1").orElseThrow().version()).isEqualTo(8);
    long stored = outcomes.stream().filter(Stored.class::isInstance).count();
    assertThat(rows("invoice_version")).isEqualTo((int) stored);
  }

  private List<Object> race(List<String> documents) throws Exception {
    var barrier = new CyclicBarrier(documents.size());
    var pool = Executors.newFixedThreadPool(documents.size());
    try {
      List<Callable<Object>> calls =
          documents.stream().<Callable<Object>>map(json -> () -> outcome(json, barrier)).toList();
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> call : pool.invokeAll(calls)) {
        outcomes.add(call.get());
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private Object outcome(String json, CyclicBarrier barrier) throws Exception {
    barrier.await();
    try {
      return put("i-1", json);
    } catch (Problem refused) {
      return refused.code();
    }
  }
}
