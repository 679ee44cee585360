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

  static Stream<String> emails() {
    return Stream.of("o'brien+books@example.org", "a&b=c%20d@example.org", "+@example.org");
  }

  @ParameterizedTest
  @MethodSource("emails")
  void anEmailOfAnyLettersFindsItsContactAgain(String email) {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice.client("cl-" + invoice.id(), invoice.clientName(), email));
    workspace.disconnect();
    workspace = newWorkspace().connect();
    TestInvoice next = TestInvoice.plain();
    ledger.journal().clear();

    workspace.synced(next.client("cl-again", invoice.clientName() + " Holding", email));

    assertThat(ledger.contacts(invoice.clientName()))
        .singleElement()
        .satisfies(contact -> assertThat(contact.email()).isEqualTo(email));
    assertThat(booked(next).contactId()).isEqualTo(booked(invoice).contactId());
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
  }

  @Test
  void aNameUnderWhichSomebodyElseStandsStopsNothing() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.books().takeName(invoice.clientName());

    workspace.synced(invoice);

    assertThat(booked(invoice).contactName()).startsWith(invoice.clientName());
    workspace.synced(invoice.version(2).line("More", "1", "1"));
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void aContactArchivedMeanwhileIsNamedAndUsedAgainOnceRestored() {
    TestInvoice first = TestInvoice.plain();
    TestInvoice second = TestInvoice.plain();
    workspace.synced(first.client("cl-shut", first.clientName(), null));
    ledger.books().archiveContact(booked(first).contactId());

    JsonNode outcome = workspace.sync(second.client("cl-shut", first.clientName(), null));

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).startsWith("contact-");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    assertThat(ledger.invoices(second.number())).isEmpty();
    ledger.books().restoreContact(booked(first).contactId());
    workspace.synced(second);
    assertThat(booked(second).contactId()).isEqualTo(booked(first).contactId());
  }

  @Test
  void aContactOfTheSameEmailAndALikeNameIsTaken() {
    BookedContact known = ledger.knownContact();
    TestInvoice invoice =
        TestInvoice.plain().client("cl-email", known.name() + " Ltd", known.email());

    workspace.synced(invoice);

    assertThat(booked(invoice).contactId()).isEqualTo(known.id());
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
  }

  @Test
  void aContactOfTheSameNameIsTaken() {
    BookedContact known = ledger.otherKnownContact();
    TestInvoice invoice = TestInvoice.plain().client("cl-name", known.name(), null);

    workspace.synced(invoice);

    assertThat(booked(invoice).contactId()).isEqualTo(known.id());
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
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
            ledger.requests(CallKind.CONTACT_WRITE),
            ledger.fault(LedgerFault.FOREIGN_PAGE_AFTER_WORK));

    ask(invoice);

    workspace.await(invoice.id(), "SYNCED");
    assertThat(ledger.contacts(invoice.clientName())).hasSize(1);
  }
}
