package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A client is one contact: found if the ledger has it, created if not, asked about if in doubt. */
abstract class ContactContract extends LedgerContract {
  ContactContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aContactThatPeopleRenamedIsStillTheClients() {
    TestInvoice first = TestInvoice.plain();
    workspace.synced(first);
    String contact = booked(first).contactId();
    ledger
        .books()
        .editContact(contact, "Renamed " + first.id(), "else@" + first.id() + ".example", null);
    TestInvoice second = TestInvoice.plain().clientOf(first);
    ledger.journal().clear();

    workspace.synced(second);

    assertThat(booked(second).contactId()).isEqualTo(contact);
    assertThat(calls()).extracting(ledger::kind).containsExactly(CallKind.INVOICE_WRITE);
    assertThat(ledger.books().contact(contact).name()).isEqualTo("Renamed " + first.id());
  }

  @Test
  void ourNumberDecidesBeforeEmailAndName() {
    TestInvoice first = TestInvoice.plain();
    workspace.synced(first);
    String contact = booked(first).contactId();
    ledger.books().editContact(contact, "Renamed " + first.id(), null, null);
    ledger.books().takeName("Something of " + first.clientName());
    forgetContacts();
    TestInvoice second = TestInvoice.plain().clientOf(first);

    workspace.synced(second);

    assertThat(booked(second).contactId()).isEqualTo(contact);
    assertThat(matchedBy()).isEqualTo("number");
  }

  @Test
  void anEmailAndANameOfTwoContactsAreAskedAbout() {
    TestInvoice invoice = TestInvoice.plain();
    String name = invoice.clientName();
    String domain = invoice.id() + ".example";
    ledger.books().addContacts(ledger.home(), 1, name, domain);
    ledger.books().addContacts(ledger.home(), 1, name + " 1 Ltd", "other." + domain);

    assertAsked(invoice.client("cl-odds", name + " 1 Ltd 1", "1@" + domain), "contact-at-odds");
  }

  @Test
  void anEmailOfAContactOfQuiteAnotherNameIsAskedAbout() {
    TestInvoice invoice = TestInvoice.plain();

    assertAsked(
        invoice.client("cl-odds", invoice.clientName(), ledger.knownContact().email()),
        "contact-at-odds");
  }

  @Test
  void anEmailOfSeveralContactsIsAskedAbout() {
    TestInvoice invoice = TestInvoice.plain();
    String domain = invoice.id() + ".example";
    ledger.books().addContacts(ledger.home(), 1, invoice.clientName(), domain);
    ledger.books().addContacts(ledger.home(), 1, "Agent of " + invoice.clientName(), domain);

    assertAsked(invoice.clientWith("email", "1@" + domain), "contact-at-odds");
  }

  @Test
  void aContactMergedIntoAnotherIsNamedAndThatOneIsTaken() {
    TestInvoice first = TestInvoice.plain();
    String domain = first.id() + ".example";
    workspace.synced(first.clientWith("email", "1@" + domain));
    ledger.books().addContacts(ledger.home(), 1, first.clientName() + " Holding", domain);
    BookedContact left = ledger.contacts(first.clientName() + " Holding 1").get(0);
    ledger.books().mergeContact(booked(first).contactId(), left.id());
    TestInvoice second = TestInvoice.plain().clientOf(first);

    JsonNode outcome = workspace.sync(second);

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).startsWith("contact-");
    assertThat(outcome.path("error").path("cure").asText()).contains("merged");
    ledger.journal().clear();
    workspace.synced(second);
    assertThat(booked(second).contactId()).isEqualTo(left.id());
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
    assertThat(ledger.books().contact(left.id())).isEqualTo(left);
  }

  /** Nothing is written, and the invoice says what to do. */
  private void assertAsked(TestInvoice invoice, String code) {
    ledger.journal().clear();

    JsonNode outcome = workspace.sync(invoice);

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo(code);
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    assertThat(ledger.invoices(invoice.number())).isEmpty();
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"UNAVAILABLE", "ERROR_BEFORE_WORK", "FOREIGN_PAGE_BEFORE_WORK", "ANSWER_LOST"})
  void aLookUpThatFailedIsNeverTakenForNotFound(LedgerFault fault) {
    workspace.synced(TestInvoice.plain());
    BookedContact known = ledger.otherKnownContact();
    TestInvoice invoice = TestInvoice.plain().client("cl-failed", known.name(), null);
    ledger.journal().clear();
    ledger.faults().next(3, ledger.requests(CallKind.OTHER_READ), ledger.fault(fault));

    ask(invoice);

    workspace.await(invoice.id(), "SYNCED");
    assertThat(booked(invoice).contactId()).isEqualTo(known.id());
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
    assertThat(ledger.contacts(known.name())).hasSize(1);
  }

  @Test
  void twoInvoicesSideBySideMakeTheirClientOnce() {
    workspace.synced(TestInvoice.plain());
    TestInvoice first = TestInvoice.plain();
    TestInvoice second = TestInvoice.plain().clientOf(first);
    ledger.journal().clear();
    CompletableFuture<Void> creating = new CompletableFuture<>();
    CompletableFuture<Void> gate = new CompletableFuture<>();
    ledger
        .faults()
        .next(
            request ->
                ledger.requests(CallKind.CONTACT_WRITE).test(request) && creating.complete(null),
            heldBackBy(gate));
    ask(first);
    creating.join();
    ask(second);
    awaitClaimWaitedFor();
    gate.complete(null);

    workspace.await(first.id(), "SYNCED");
    workspace.await(second.id(), "SYNCED");
    assertThat(calls(CallKind.CONTACT_WRITE)).hasSize(1);
    assertThat(booked(second).contactId()).isEqualTo(booked(first).contactId());
  }

  @Test
  void aContactThatTheLedgerNoLongerKnowsIsNamedAndLookedUpAgain() {
    TestInvoice first = TestInvoice.plain();
    TestInvoice second = TestInvoice.plain().clientOf(first);
    workspace.synced(first);
    coportal
        .database()
        .sql("UPDATE contact_link SET contact_id = ? WHERE workspace_id = ?")
        .params(ledger.unknownContactId(), workspace.id())
        .update();

    JsonNode outcome = workspace.sync(second);

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).startsWith("contact-");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    workspace.synced(second);
    assertThat(booked(second).contactId()).isEqualTo(booked(first).contactId());
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
