package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerBooks.LineEdit;
import io.coportal.sync.contract.Portal.Answer;
import io.coportal.sync.json.ExactJson;
import org.junit.jupiter.api.Test;

/** A preview shows what a push would do, and does nothing. */
abstract class PreviewContract extends LedgerContract {
  private final TestInvoice invoice = TestInvoice.plain();

  PreviewContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aNewInvoiceOfANewClientIsShownAndNothingIsWritten() {
    workspace.put(invoice);

    JsonNode preview = preview(invoice);

    assertThat(preview.path("action").asText()).isEqualTo("create");
    assertThat(preview.path("stops")).isEmpty();
    assertThat(preview.at("/contact/action").asText()).isEqualTo("create");
    assertThat(preview.at("/contact/why").asText()).isEqualTo("new");
    assertThat(preview.at("/contact/details/name").asText()).isEqualTo(invoice.clientName());
    assertThat(preview.at("/lines/0/account/name").asText()).isNotBlank();
    assertThat(preview.at("/lines/0/taxCode/name").asText()).isNotBlank();
    assertThat(preview.at("/lines/1/unitPrice").decimalValue()).isEqualByComparingTo("12.3456");
    assertThat(preview.at("/totals/ledger")).isEqualTo(preview.at("/totals/coportal"));
    assertThat(preview.at("/totals/ledger/total").decimalValue())
        .isEqualByComparingTo(invoice.total());
    assertThat(preview.path("request").toString()).contains(invoice.number());
    assertNothingWritten();
    assertThat(ledger.contacts(invoice.clientName())).isEmpty();
    assertThat(workspace.read(invoice.id()).isMissingNode()).isTrue();
  }

  @Test
  void whatIsSentIsWhatWasShown() throws Exception {
    TestInvoice earlier = TestInvoice.plain().client("cl-shown", invoice.clientName(), null);
    workspace.synced(earlier);
    workspace.put(invoice.client("cl-shown", invoice.clientName(), null));
    JsonNode shown = preview(invoice);
    ledger.journal().clear();

    workspace.synced(invoice);

    assertThat(shown.at("/contact/action").asText()).isEqualTo("use");
    assertThat(shown.at("/contact/linked").asBoolean()).isTrue();
    assertThat(shown.at("/contact/name").asText()).isEqualTo(invoice.clientName());
    assertThat(writes()).hasSize(1);
    assertThat(ExactJson.read(writes().get(0).body())).isEqualTo(shown.at("/request/body"));
  }

  @Test
  void aContactThatTheLedgerHoldsIsShownWithHowItWasFound() {
    BookedContact known = ledger.knownContact();
    workspace.put(invoice.client("cl-known", known.name(), null));

    JsonNode preview = preview(invoice);

    assertThat(preview.at("/contact/action").asText()).isEqualTo("use");
    assertThat(preview.at("/contact/why").asText()).isEqualTo("name");
    assertThat(preview.at("/contact/linked").asBoolean()).isFalse();
    assertThat(preview.path("request").toString())
        .contains(preview.at("/contact/contactId").asText());
    assertNothingWritten();
  }

  @Test
  void whatTheContactWouldBeToldIsShownAndNotTold() {
    workspace.synced(invoice);
    String contact = booked(invoice).contactId();
    workspace.put(invoice.version(2).clientWith("email", "new@" + invoice.id() + ".example"));

    JsonNode preview = preview(invoice);

    assertThat(preview.at("/contact/tells"))
        .hasSize(1)
        .first()
        .extracting(JsonNode::asText)
        .isEqualTo("new@" + invoice.id() + ".example");
    assertThat(preview.path("stops")).isEmpty();
    assertThat(ledger.books().contact(contact).email())
        .isEqualTo("client" + invoice.id().substring(4) + "@example.org");
  }

  @Test
  void anInvoiceThatTheLedgerHoldsSoNeedsNothing() {
    workspace.synced(invoice);
    ledger.journal().clear();

    JsonNode preview = preview(invoice);

    assertThat(preview.path("action").asText()).isEqualTo("nothing");
    assertThat(preview.has("request")).isFalse();
    assertThat(preview.path("changes")).isEmpty();
    assertThat(preview.at("/held/number").asText()).isEqualTo(invoice.number());
    assertNothingWritten();
  }

  @Test
  void anUpdateShowsInWhatTheLedgersInvoiceWouldChange() {
    workspace.synced(invoice);
    ledger.journal().clear();

    JsonNode preview = previewOf(invoice.version(2).line("Domain", "1", "9"));

    assertThat(preview.path("action").asText()).isEqualTo("update");
    assertThat(preview.path("stops")).isEmpty();
    assertThat(preview.path("changes")).hasSize(1);
    assertThat(preview.at("/changes/0/what").asText()).isEqualTo("a line (Domain)");
    assertThat(preview.at("/changes/0/after").asText()).isEqualTo("9");
    assertThat(workspace.read(invoice.id()).path("wantedVersion").asInt()).isEqualTo(1);
    assertNothingWritten();
  }

  @Test
  void anEditInTheLedgerIsShownAsWhatWouldStopItAndAsAChange() {
    String externalId = workspace.synced(invoice).path("externalId").asText();
    ledger.books().edit(externalId, LineEdit.REPRICED, 1);
    ledger.journal().clear();

    JsonNode preview = preview(invoice);

    assertThat(preview.at("/stops/0/code").asText()).isEqualTo("edited-in-ledger");
    assertThat(preview.path("changes").findValuesAsText("what")).contains("line 2 (Hosting) price");
    assertThat(preview.path("request").isObject()).isTrue();
    assertThat(workspace.state(invoice.id())).isEqualTo("SYNCED");
    assertNothingWritten();
  }

  @Test
  void allThatIsAmissIsListedAtOnce() {
    workspace.change("{\"account\": \"nowhere\"}");
    workspace.put(invoice.client("cl-archived", ledger.archivedContactName(), null));

    JsonNode preview = preview(invoice);

    assertThat(preview.path("stops").findValuesAsText("code"))
        .containsExactlyInAnyOrder("account-not-usable", "contact-archived");
    assertThat(preview.path("stops").findValuesAsText("cure")).noneMatch(String::isBlank);
    assertThat(preview.has("request")).isFalse();
  }

  @Test
  void aConsentThatIsGoneIsShown() {
    workspace.synced(invoice);
    ledger.revokeGrants();
    ledger.expireAccessTokens();

    JsonNode preview = preview(invoice);

    assertThat(preview.at("/stops/0/cure").asText()).containsIgnoringCase("reconnect");
    workspace.connect();
  }

  @Test
  void aLedgerThatIsDownIsShown() {
    workspace.synced(invoice);
    ledger.faults().next(10, reading(), ledger.fault(LedgerFault.DROPPED_BEFORE_WORK));

    assertThat(preview(invoice).at("/stops/0/code").asText()).isEqualTo("ledger-unreachable");
  }

  @Test
  void whatIsNotConnectedOrNotThereCannotBeShown() {
    assertThat(preview("nobody", null).status()).isEqualTo(404);
    assertThat(preview("bad", "{\"version\": 1}").status()).isEqualTo(422);
    workspace.disconnect();
    assertThat(preview(invoice.id(), invoice.json()).json().path("code").asText())
        .isEqualTo("not-connected");
  }

  private void assertNothingWritten() {
    assertThat(writes()).isEmpty();
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
  }

  private JsonNode preview(TestInvoice stored) {
    return shown(preview(stored.id(), null));
  }

  /** Of a content that is not stored. */
  private JsonNode previewOf(TestInvoice content) {
    return shown(preview(content.id(), content.json()));
  }

  private static JsonNode shown(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Answer preview(String invoiceId, String body) {
    return portal.send(
        "POST", workspace.path("/invoices/" + invoiceId + "/previews/" + ledger.name()), body);
  }
}
