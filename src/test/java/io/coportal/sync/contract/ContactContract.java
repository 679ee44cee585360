package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client is one contact: found if the ledger has it, created if not, asked about if in doubt. */
abstract class ContactContract extends LedgerContract {
  ContactContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  static Stream<String> names() {
    return Stream.of(
        "O'Brien & Söhne + Co",
        "The \"Quoted\" Company",
        "Back\\slash Ltd",
        "Café ☕ 🚀",
        "שלום בע״מ",
        "شركة النور",
        "100% \"best\" \\ 'mixed' & more",
        "Long " + "name ".repeat(48) + "Limit");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameOfAnyLettersArrivesAsItIs(String name) {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice.client("cl-" + invoice.id(), name, null));

    assertThat(ledger.contacts(name)).extracting(BookedContact::name).containsExactly(name);
    assertThat(booked(invoice).contactName()).isEqualTo(name);
  }

  @Test
  void aContactOfTheSameEmailAndALikeNameIsTaken() {
    BookedContact known = ledger.knownContact();
    TestInvoice invoice =
        TestInvoice.plain().client("cl-email", known.name() + " Ltd", known.email());

    workspace.synced(invoice);

    assertThat(booked(invoice).contactId()).isEqualTo(known.id());
    assertThat(ledger.journal().requests(ledger::isContactWrite)).isEmpty();
  }

  @Test
  void aContactOfTheSameNameIsTaken() {
    BookedContact known = ledger.otherKnownContact();
    TestInvoice invoice = TestInvoice.plain().client("cl-name", known.name(), null);

    workspace.synced(invoice);

    assertThat(booked(invoice).contactId()).isEqualTo(known.id());
    assertThat(ledger.journal().requests(ledger::isContactWrite)).isEmpty();
  }

  @Test
  void emailAndNameOfDifferentContactsAreNeverGuessedAbout() {
    TestInvoice invoice =
        TestInvoice.plain()
            .client("cl-odds", ledger.otherKnownContact().name(), ledger.knownContact().email());

    JsonNode outcome = workspace.sync(invoice);

    // The e-mail's contact has quite another name, so the exact name decides.
    assertThat(outcome.path("state").asText()).isEqualTo("SYNCED");
    assertThat(booked(invoice).contactId()).isEqualTo(ledger.otherKnownContact().id());
  }

  @Test
  void anArchivedContactIsAskedAbout() {
    TestInvoice invoice = TestInvoice.plain().client("cl-old", ledger.archivedContactName(), null);

    JsonNode outcome = workspace.sync(invoice);

    assertThat(outcome.path("state").asText()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo("contact-archived");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void aContactWhoseCreationGotNoReadableAnswerIsCreatedOnce() {
    TestInvoice invoice = TestInvoice.plain();
    ledger
        .faults()
        .next(
            request -> request.isWrite() && !ledger.writes().test(request),
            ledger.fault(LedgerFault.FOREIGN_PAGE_AFTER_WORK));

    workspace.put(invoice);
    workspace.ask(invoice.id());

    workspace.await(invoice.id(), "SYNCED");
    assertThat(ledger.contacts(invoice.clientName())).hasSize(1);
  }
}
