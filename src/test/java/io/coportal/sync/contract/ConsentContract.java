package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/**
 * A consent that has died stops nothing for good: the owner reconnects and all goes on by itself.
 */
abstract class ConsentContract extends LedgerContract {
  private final TestInvoice invoice = TestInvoice.plain();
  private final TestInvoice behind = TestInvoice.plain();

  ConsentContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aWithdrawnConsentBlocksUntilTheOwnerReconnects() {
    JsonNode known = workspace.synced(invoice);
    ledger.revokeGrants();

    assertBlockedUntilReconnected();

    assertThat(workspace.read(invoice.id()).path("externalId")).isEqualTo(known.path("externalId"));
  }

  @Test
  void anOrganisationThatWasDisconnectedInTheLedgerBlocksUntilTheOwnerReconnects() {
    workspace.synced(invoice);
    ledger.books().disconnect();

    assertBlockedUntilReconnected();
  }

  @Test
  void aDisconnectHereKeepsTheLinksForALaterReconnect() {
    JsonNode known = workspace.synced(invoice);
    workspace.disconnect();
    assertThat(workspace.press(invoice.id()).json().path("code").asText())
        .isEqualTo("not-connected");

    workspace.connect();

    JsonNode again = workspace.synced(invoice.version(2).line("After the reconnect", "1", "2"));
    assertThat(again.path("externalId")).isEqualTo(known.path("externalId"));
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  private void assertBlockedUntilReconnected() {
    workspace.put(invoice.version(2).line("Changed", "1", "2"));
    workspace.put(behind);

    JsonNode blocked = workspace.press(invoice.id()).json();
    workspace.ask(behind.id());

    assertThat(blocked.path("state").asText()).as(blocked.toString()).isEqualTo("BLOCKED");
    assertThat(blocked.path("error").path("cure").asText()).containsIgnoringCase("reconnect");
    assertThat(workspace.connection().path("state").asText()).isEqualTo("RECONNECT");
    workspace.await(behind.id(), "BLOCKED");

    workspace.connect();

    workspace.await(invoice.id(), "SYNCED");
    workspace.await(behind.id(), "SYNCED");
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(ledger.invoices(behind.number())).hasSize(1);
    assertThat(workspace.connection().path("state").asText()).isEqualTo("CONNECTED");
  }
}
