package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import java.util.List;
import java.util.Map;
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
  void aWithdrawnConsentIsSeenAlsoWhereNoTokenIsLeftToAskWith() {
    workspace.synced(invoice);
    ledger.revokeGrants();
    ledger.expireAccessTokens();

    assertBlockedUntilReconnected();
  }

  @Test
  void aReadThatNoTokenIsLeftForSaysThatAReconnectIsNeeded() {
    String id = workspace.synced(invoice).path("externalId").asText();
    ledger.revokeGrants();
    ledger.expireAccessTokens();

    assertThat(read(id)).hasMessageContaining("no longer accepts the consent");
    assertThat(read(id)).hasStackTraceContaining("ReconnectNeeded");
  }

  @Test
  void aTokenEndpointThatIsDownDelaysAnUpdateAndNothingElse() {
    workspace.synced(invoice);
    ledger.expireAccessTokens();
    ledger
        .faults()
        .next(3, ledger.requests(CallKind.NO_CALL), ledger.fault(LedgerFault.UNAVAILABLE));
    workspace.put(invoice.version(2).line("Changed", "1", "2"));

    workspace.ask(invoice.id());

    JsonNode synced = workspace.await(invoice.id(), "SYNCED");
    assertThat(synced.path("syncedVersion").asInt()).isEqualTo(2);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(ledger.faults().pending()).isZero();
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

  private Exception read(String externalId) {
    return coportal
        .camel()
        .createFluentProducerTemplate()
        .to("direct:" + ledger.name() + "-find-invoices")
        .withVariable("connectionId", coportal.connectionId(workspace.id()))
        .withBody(ExactJson.mapper().valueToTree(Map.of("ids", List.of(externalId))))
        .send()
        .getException();
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
