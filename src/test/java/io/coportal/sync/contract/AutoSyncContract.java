package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With auto-sync on nobody presses a button, and one bad invoice stops no other. */
abstract class AutoSyncContract extends LedgerContract {
  private static final String ON = "{\"autoSync\": true}";

  AutoSyncContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aSentInvoiceGoesByItselfAndSoDoesItsChange() {
    workspace.change(ON);
    TestInvoice invoice = TestInvoice.plain();

    workspace.put(invoice);
    workspace.await(invoice.id(), "SYNCED");
    workspace.put(invoice.version(2).line("Later", "1", "4"));

    workspace.awaitVersion(invoice.id(), 2);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void whatWasStoredBeforeAutoSyncWasSwitchedOnWaitsForAClick() {
    TestInvoice before = TestInvoice.plain();
    TestInvoice after = TestInvoice.plain();
    workspace.put(before);
    workspace.change(ON);

    workspace.put(after);
    workspace.await(after.id(), "SYNCED");
    awaitPoll();
    assertThat(workspace.read(before.id()).isMissingNode()).isTrue();
    assertThat(ledger.invoices(before.number())).isEmpty();

    workspace.ask(before.id());
    workspace.await(before.id(), "SYNCED");
  }

  @Test
  void thePollFindsWhatWasNeverAskedFor() {
    TestInvoice invoice = TestInvoice.plain();
    TestInvoice draft = TestInvoice.plain().status("draft");
    workspace.put(draft);
    workspace.put(invoice);

    workspace.change(ON);
    coportal
        .database()
        .sql("UPDATE connection SET auto_sync_since = connected_at WHERE workspace_id = ?")
        .param(workspace.id())
        .update();

    workspace.await(invoice.id(), "SYNCED");
    assertThat(workspace.read(draft.id()).isMissingNode()).isTrue();
    assertThat(ledger.invoices(draft.number())).isEmpty();
  }

  @Test
  void anInvoiceTheLedgerRefusesFailsAlone() {
    var refused = ledger.refused();
    TestInvoice next = TestInvoice.plain();
    workspace.change(ON);

    workspace.put(refused.invoice());
    workspace.put(next);

    workspace.await(next.id(), "SYNCED");
    JsonNode failed = workspace.await(refused.invoice().id(), "FAILED");
    assertThat(failed.path("error").path("code").asText()).isEqualTo(refused.code());
    assertThat(failed.path("error").path("cure").asText()).isNotBlank();
  }

  @Test
  void anInvoiceThatBreaksTheRouteFailsAloneWithoutInsides() {
    TestInvoice broken = TestInvoice.plain();
    TestInvoice next = TestInvoice.plain();
    coportal.holdLane(ledger, workspace.id());
    for (TestInvoice invoice : List.of(broken, next)) {
      ask(invoice);
    }
    coportal
        .database()
        .sql("UPDATE invoice_version SET document = ? WHERE workspace_id = ? AND invoice_id = ?")
        .params("{\"secret\": \"half a docu", workspace.id(), broken.id())
        .update();

    coportal.waitsEnd(ledger);

    workspace.await(next.id(), "SYNCED");
    JsonNode failed = portal.get(workspace.syncs(broken.id())).json();
    assertThat(failed.path("state").asText()).isEqualTo("FAILED");
    assertThat(failed.path("error").path("code").asText()).isEqualTo("internal-error");
    assertThat(failed.toString()).doesNotContain("secret", "io.coportal");
  }

  /** A whole one, begun after now. */
  private void awaitPoll() {
    OffsetDateTime begun = lastPoll();
    await().until(() -> lastPoll().isAfter(begun.plusSeconds(1)));
  }

  private OffsetDateTime lastPoll() {
    return coportal
        .database()
        .sql("SELECT last_at FROM tick WHERE name = 'poll-auto-sync'")
        .query(OffsetDateTime.class)
        .single();
  }
}
