package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.Portal.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which contact a client is, is asked once where it cannot be known, and the answer remembered. */
abstract class ContactChoiceContract extends LedgerContract {
  private BookedContact known;
  private TestInvoice invoice;

  ContactChoiceContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  /** The e-mail address is a contact's of quite another name. */
  @BeforeEach
  void billAClientWhoMayBeAnother() {
    known = ledger.knownContact();
    invoice = TestInvoice.plain();
    invoice.client("cl-choice", invoice.clientName(), known.email());
  }

  @Test
  void theChosenContactSetsItsInvoicesGoingAndIsRemembered() {
    TestInvoice second = TestInvoice.plain().clientOf(invoice);
    assertAsked(invoice);
    assertAsked(second);
    TestInvoice other = TestInvoice.plain();
    assertAsked(other.client("cl-other", other.clientName(), known.email()));

    Answer chosen = choose(invoice, known.id());

    assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
    assertThat(chosen.json().path("why").asText()).isEqualTo("chosen");
    assertThat(chosen.json().path("name").asText()).isEqualTo(known.name());
    workspace.await(invoice.id(), "SYNCED");
    workspace.await(second.id(), "SYNCED");
    assertThat(booked(invoice).contactId()).isEqualTo(known.id());
    assertThat(booked(second).contactId()).isEqualTo(known.id());
    assertThat(workspace.state(other.id())).isEqualTo("FAILED");
    ledger.journal().clear();
    TestInvoice third = TestInvoice.plain().clientOf(invoice);
    workspace.synced(third);
    assertThat(booked(third).contactId()).isEqualTo(known.id());
    assertThat(calls()).extracting(ledger::kind).containsExactly(CallKind.INVOICE_WRITE);
  }

  @Test
  void aPreviewListsWhoMayBeMeantAndDecidesNothing() {
    workspace.put(invoice);

    JsonNode preview = preview();

    assertThat(preview.at("/stops/0/code").asText()).isEqualTo("contact-at-odds");
    assertThat(preview.has("contact")).isFalse();
    assertThat(preview.path("candidates").findValuesAsText("contactId")).contains(known.id());
    assertThat(preview.path("candidates").findValuesAsText("name")).contains(known.name());

    choose(invoice, known.id());

    assertThat(preview().path("stops")).isEmpty();
    assertThat(preview().path("candidates")).isEmpty();
    assertThat(preview().at("/contact/contactId").asText()).isEqualTo(known.id());
    assertThat(writes()).isEmpty();
  }

  @Test
  void whatWasChosenIsForgottenByOneWord() {
    workspace.put(invoice);
    choose(invoice, known.id());
    workspace.synced(invoice);

    assertThat(portal.send("DELETE", path(invoice), null).status()).isEqualTo(204);

    assertAsked(TestInvoice.plain().clientOf(invoice));
  }

  @Test
  void anotherClientsContactMayBeChosenAsWell() {
    TestInvoice first = TestInvoice.plain();
    workspace.synced(first);
    TestInvoice namesake = TestInvoice.plain().client("cl-namesake", first.clientName(), null);
    assertAsked(namesake);

    choose(namesake, booked(first).contactId());

    workspace.await(namesake.id(), "SYNCED");
    assertThat(booked(namesake).contactId()).isEqualTo(booked(first).contactId());
  }

  @Test
  void aContactThatCannotBeUsedIsNotTaken() {
    assertAsked(invoice);
    TestInvoice former = TestInvoice.plain();
    workspace.synced(former);
    String archived = booked(former).contactId();
    ledger.books().archiveContact(archived);

    assertRefused(choose(invoice, ledger.unknownContactId()), 422, "contact-not-there");
    assertRefused(choose(invoice, archived), 422, "contact-archived");
    assertThat(workspace.state(invoice.id())).isEqualTo("FAILED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"contactId\": 7}",
        "{\"contactId\": \"a/../b\"}",
        "{\"id\": \"1\"}"
      })
  void aBodyThatNamesNoContactIsRefused(String body) {
    workspace.put(invoice);

    assertRefused(portal.send("PUT", path(invoice), body), 400, "invalid-contact");
  }

  @Test
  void anInvoiceThatIsNotThereHasNoClient() {
    assertRefused(choose(invoice, known.id()), 404, "not-found");
  }

  private void assertAsked(TestInvoice asked) {
    JsonNode outcome = workspace.sync(asked);
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.at("/error/code").asText()).isEqualTo("contact-at-odds");
    assertThat(outcome.at("/error/cure").asText()).containsIgnoringCase("choose");
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
    assertThat(answer.json().path("cure").asText()).isNotBlank();
  }

  private JsonNode preview() {
    return portal
        .send(
            "POST",
            workspace.path("/invoices/" + invoice.id() + "/previews/" + ledger.name()),
            null)
        .json();
  }

  private Answer choose(TestInvoice ofClient, String contactId) {
    return portal.send("PUT", path(ofClient), "{\"contactId\": \"%s\"}".formatted(contactId));
  }

  private String path(TestInvoice ofClient) {
    return workspace.path("/invoices/" + ofClient.id() + "/contacts/" + ledger.name());
  }
}
