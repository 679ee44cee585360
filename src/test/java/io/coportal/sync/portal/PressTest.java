package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.ReadsTheConsole;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A press while a newer version is being stored. */
@OnEachDatabase
@ReadsTheConsole
class PressTest {
  private static final String WORKSPACE = PortalScene.WORKSPACE;

  private final PortalScene scene = PortalScene.shared();
  private final ApplicationUnderTest application = scene.application();
  private final JdbcClient database = application.database();

  @Test
  void waitsForWhoeverStoresANewerVersionAndNotInACircle() {
    String invoice = draft("pressed-meanwhile");
    CompletableFuture<JsonNode> press =
        new TransactionTemplate(application.bean(PlatformTransactionManager.class))
            .execute(
                status -> {
                  database
                      .sql("SELECT version FROM invoice WHERE invoice_id = ? FOR UPDATE")
                      .param(invoice)
                      .query(Long.class)
                      .single();
                  database
                      .sql(
                          "UPDATE invoice SET status = 'sent', updated_at = updated_at"
                              + " WHERE invoice_id = ?")
                      .param(invoice)
                      .update();
                  CompletableFuture<JsonNode> pressed =
                      CompletableFuture.supplyAsync(() -> application.press(WORKSPACE, invoice));
                  awaitWaiting();
                  database
                      .sql("SELECT id FROM connection WHERE workspace_id = ? FOR UPDATE")
                      .param(WORKSPACE)
                      .query(String.class)
                      .list();
                  return pressed;
                });

    assertThat(press.join().path("code").asText()).isEmpty();
    assertThat(press.join().path("state").asText()).isNotEmpty();
  }

  /** Stored, wanted by nobody so far. */
  private String draft(String id) {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, id).with("state", "DRAFT");
    scene.change(invoice);
    scene.awaitEnd();
    database
        .sql(
            "UPDATE invoice_version SET document = REPLACE(document, '\"draft\"', '\"sent\"')"
                + " WHERE invoice_id = ?")
        .param(id)
        .update();
    return id;
  }

  /** H2 does not tell who waits, and knows no such circle. */
  private void awaitWaiting() {
    if (DatabaseUnderTest.isPostgres()) {
      await()
          .until(
              () ->
                  database
                          .sql("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
                          .query(Integer.class)
                          .single()
                      > 0);
    }
  }
}
