package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.TestDatabase;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The outbox keeps a row for each invoice and ledger, for ever: nothing may look at all of them.
 */
class ReportPlanTest {
  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-02T10:00Z");

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void anAnswerThatSettlesIsRecordedByTheKey() {
    expectNoScan(
        SyncReports.SETTLE, 200, "", true, 1L, 1L, NOW, 1L, NOW, NOW, "w", "i", "books", "claim");
  }

  @Test
  void anAnswerThatSettlesNothingIsRecordedByTheKey() {
    expectNoScan(SyncReports.LATER, 500, "", NOW, NOW, "w", "i", "books", "claim");
  }

  private static void expectNoScan(String sql, Object... values) {
    JdbcClient jdbc = DATABASE.jdbc();
    String plan =
        new TransactionTemplate(DATABASE.transactions())
            .execute(
                status -> {
                  if (DatabaseUnderTest.isPostgres()) {
                    // An empty table is not worth an index to it.
                    jdbc.sql("SET LOCAL enable_seqscan = off").update();
                  }
                  return String.join(
                      "\n",
                      jdbc.sql("EXPLAIN " + sql)
                          .params(Arrays.asList(values))
                          .query(String.class)
                          .list());
                });
    assertThat(plan).isNotBlank().doesNotContain("tableScan", "Seq Scan");
  }
}
