package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CoPortal changes of a client reaches his contact, and nothing else of it is touched. */
abstract class ContactChangeContract extends LedgerContract {
  private final TestInvoice first = TestInvoice.plain();
  private final TestInvoice second = TestInvoice.plain().clientOf(first);

  ContactChangeContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  /** What may change of a client, and where the ledger shows it. */
  enum Detail {
    NAME(invoice -> invoice.clientWith("name", invoice.clientName() + " & Sons")),
    EMAIL(invoice -> invoice.clientWith("email", "new-" + invoice.clientEmail())),
    TAX_NUMBER(invoice -> invoice.clientWith("taxNumber", "GB123456789")),
    PHONE(invoice -> invoice.clientWith("phone", "020 7946 0000")),
    ADDRESS(invoice -> invoice.clientIn("7 Quay Street"));

    private final Consumer<TestInvoice> change;

    Detail(Consumer<TestInvoice> change) {
      this.change = change;
    }

    private Function<BookedContact, String> shown() {
      return switch (this) {
        case NAME -> BookedContact::name;
        case EMAIL -> BookedContact::email;
        case TAX_NUMBER -> BookedContact::taxNumber;
        case PHONE -> BookedContact::phone;
        case ADDRESS -> BookedContact::street;
      };
    }

    private String wanted(TestInvoice invoice) {
      return switch (this) {
        case NAME -> invoice.clientName();
        case EMAIL -> invoice.clientEmail();
        case TAX_NUMBER -> "GB123456789";
        case PHONE -> "020 7946 0000";
        case ADDRESS -> "7 Quay Street";
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangedDetailIsToldInOneCallBeforeTheInvoice(Detail detail) {
    BookedContact before = known();
    detail.change.accept(second);

    workspace.synced(second);

    assertThat(booked(second).contactId()).isEqualTo(before.id());
    assertThat(detail.shown().apply(contact())).isEqualTo(detail.wanted(second));
    assertThat(calls())
        .extracting(ledger::kind)
        .filteredOn(kind -> kind != CallKind.OTHER_READ)
        .containsExactly(CallKind.CONTACT_WRITE, CallKind.INVOICE_WRITE);
    for (Detail other : Detail.values()) {
      if (other != detail) {
        assertThat(other.shown().apply(contact())).isEqualTo(other.shown().apply(before));
      }
    }
  }

  @Test
  void aChangeOnAnInvoiceThatTheLedgerHoldsIsToldToo() {
    known();

    workspace.synced(first.version(2).clientWith("taxNumber", "GB999999973"));

    assertThat(contact().taxNumber()).isEqualTo("GB999999973");
  }

  @Test
  void anUnchangedClientCostsNoCall() {
    known();

    workspace.synced(second);

    assertThat(calls()).extracting(ledger::kind).containsExactly(CallKind.INVOICE_WRITE);
  }

  @Test
  void aToldChangeIsNotToldAgain() {
    known();
    workspace.synced(second.clientWith("taxNumber", "GB123456789"));
    ledger.journal().clear();

    workspace.synced(TestInvoice.plain().clientOf(second));

    assertThat(calls()).extracting(ledger::kind).containsExactly(CallKind.INVOICE_WRITE);
  }

  @Test
  void whatPeopleFilledInStaysWhereCoPortalChangedNothing() {
    String contact = known().id();
    ledger.books().editContact(contact, null, "books@" + first.id() + ".example", "0113 496 0000");

    workspace.synced(second.clientWith("taxNumber", "GB123456789"));

    assertThat(contact().email()).isEqualTo("books@" + first.id() + ".example");
    assertThat(contact().phone()).isEqualTo("0113 496 0000");
    assertThat(contact().taxNumber()).isEqualTo("GB123456789");
  }

  @Test
  void aToldContactKeepsOurNumber() {
    String contact = known().id();
    workspace.synced(second.clientWith("name", first.clientName() + " & Sons"));
    ledger.books().editContact(contact, "Quite Another", null, null);
    forgetContacts();

    workspace.synced(TestInvoice.plain().clientOf(second));

    assertThat(matchedBy()).isEqualTo("number");
    assertThat(contact().name()).isEqualTo("Quite Another");
  }

  @Test
  void whatCoPortalNoLongerHasStays() {
    String email = known().email();

    workspace.synced(second.clientWithout("email"));

    assertThat(contact().email()).isEqualTo(email);
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
  }

  @Test
  void aContactThatWasThereIsLeftAsItIsAndFollowsLaterChanges() {
    String domain = first.id() + ".example";
    ledger.books().addContacts(ledger.home(), 1, first.clientName(), domain);
    BookedContact found = ledger.contacts(first.clientName() + " 1").get(0);
    first.clientWith("email", "1@" + domain).clientWith("taxNumber", "GB123456789");

    workspace.synced(first);

    assertThat(booked(first).contactId()).isEqualTo(found.id());
    assertThat(ledger.books().contact(found.id())).isEqualTo(found);
    workspace.synced(second.clientOf(first).clientWith("phone", "020 7946 0000"));
    assertThat(contact().phone()).isEqualTo("020 7946 0000");
    assertThat(contact().name()).isEqualTo(found.name());
    assertThat(contact().taxNumber()).isEmpty();
    workspace.synced(second.version(2).clientWith("name", first.clientName() + " & Sons"));
    assertThat(contact().name()).isEqualTo(first.clientName() + " & Sons");
  }

  @Test
  void aContactLinkedBeforeDetailsWereKeptIsLeftAsItIsAndFollowsLaterChanges() {
    BookedContact before = known();
    coportal
        .database()
        .sql("UPDATE contact_link SET told_details = NULL, told_at = NULL WHERE workspace_id = ?")
        .param(workspace.id())
        .update();

    workspace.synced(second.clientWith("taxNumber", "GB123456789"));

    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
    assertThat(contact()).isEqualTo(before);
    workspace.synced(second.version(2).clientWith("phone", "020 7946 0000"));
    assertThat(contact().phone()).isEqualTo("020 7946 0000");
    assertThat(contact().taxNumber()).isEmpty();
  }

  @Test
  void anInvoiceThatArrivedBeforeTheChangeDoesNotTurnItBack() {
    known();
    TestInvoice older = TestInvoice.plain().clientOf(first);
    workspace.put(older);
    workspace.synced(second.clientWith("name", first.clientName() + " & Sons"));
    ledger.journal().clear();

    workspace.ask(older.id());

    workspace.await(older.id(), "SYNCED");
    assertThat(contact().name()).isEqualTo(second.clientName());
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
  }

  @Test
  void aNameThatSomebodyElseHasIsLeftAndEverythingElseIsTold() {
    String name = known().name();
    String taken = name + " & Sons";
    ledger.books().takeName(taken);

    workspace.synced(second.clientWith("name", taken).clientWith("taxNumber", "GB123456789"));

    assertThat(contact().name()).isEqualTo(name);
    assertThat(contact().taxNumber()).isEqualTo("GB123456789");
    assertThat(booked(second).contactId()).isEqualTo(contact().id());
    assertThat(errors(second)).containsExactly("contact-name-taken");
    ledger.journal().clear();
    workspace.synced(TestInvoice.plain().clientOf(second));
    assertThat(calls()).extracting(ledger::kind).containsExactly(CallKind.INVOICE_WRITE);
    workspace.synced(second.version(2).clientWith("name", name + " Ltd"));
    assertThat(contact().name()).isEqualTo(name + " Ltd");
  }

  @Test
  void aContactArchivedMeanwhileIsToldOnceRestored() {
    String contact = known().id();
    ledger.books().archiveContact(contact);
    second.clientWith("taxNumber", "GB123456789");

    JsonNode outcome = workspace.sync(second);

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).startsWith("contact-");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    assertThat(ledger.invoices(second.number())).isEmpty();
    ledger.books().restoreContact(contact);
    workspace.synced(second);
    assertThat(booked(second).contactId()).isEqualTo(contact);
    assertThat(contact().taxNumber()).isEqualTo("GB123456789");
  }

  @Test
  void aContactThatTheLedgerNoLongerKnowsIsNamedAndLookedUpAgain() {
    String contact = known().id();
    coportal
        .database()
        .sql("UPDATE contact_link SET contact_id = ? WHERE workspace_id = ?")
        .params(ledger.unknownContactId(), workspace.id())
        .update();
    second.clientWith("phone", "020 7946 0000");

    JsonNode outcome = workspace.sync(second);

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    workspace.synced(second);
    assertThat(booked(second).contactId()).isEqualTo(contact);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "ERROR_AFTER_WORK", "FOREIGN_PAGE_AFTER_WORK", "UNAVAILABLE"})
  void anUpdateWithoutAnAnswerIsToldAgain(LedgerFault fault) {
    String contact = known().id();
    ledger.faults().next(ledger.requests(CallKind.CONTACT_WRITE), ledger.fault(fault));

    ask(second.clientWith("name", first.clientName() + " & Sons"));

    workspace.await(second.id(), "SYNCED");
    assertThat(booked(second).contactId()).isEqualTo(contact);
    assertThat(contact().name()).isEqualTo(second.clientName());
    assertThat(ledger.contacts(second.clientName())).hasSize(1);
  }

  @Test
  void aLimitAtAnUpdateHoldsTheInvoiceUntilItEnds() {
    known();
    ledger.faults().next(ledger.requests(CallKind.CONTACT_WRITE), ledger.limit(3600));

    ask(second.clientWith("taxNumber", "GB123456789"));

    workspace.await(second.id(), "BLOCKED");
    assertThat(ledger.invoices(second.number())).isEmpty();
    coportal.waitsEnd(ledger);
    workspace.await(second.id(), "SYNCED");
    assertThat(contact().taxNumber()).isEqualTo("GB123456789");
  }

  @Test
  void aConsentThatDiesAtAnUpdateHoldsTheInvoiceUntilTheOwnerReconnects() {
    known();
    ledger
        .faults()
        .next(ledger.requests(CallKind.CONTACT_WRITE), ledger.fault(LedgerFault.DISCONNECTED));

    ask(second.clientWith("taxNumber", "GB123456789"));

    workspace.await(second.id(), "BLOCKED");
    assertThat(ledger.invoices(second.number())).isEmpty();
    workspace.connect();
    workspace.await(second.id(), "SYNCED");
    assertThat(contact().taxNumber()).isEqualTo("GB123456789");
  }

  @Test
  void twoInvoicesSideBySideTellAChangeOnce() {
    known();
    TestInvoice third = TestInvoice.plain();
    second.clientWith("taxNumber", "GB123456789");
    third.clientOf(second);
    CompletableFuture<Void> telling = new CompletableFuture<>();
    CompletableFuture<Void> gate = new CompletableFuture<>();
    ledger
        .faults()
        .next(
            request ->
                ledger.requests(CallKind.CONTACT_WRITE).test(request) && telling.complete(null),
            heldBackBy(gate));
    ask(second);
    telling.join();
    ask(third);
    awaitClaimWaitedFor();
    gate.complete(null);

    workspace.await(second.id(), "SYNCED");
    workspace.await(third.id(), "SYNCED");
    assertThat(calls(CallKind.CONTACT_WRITE)).hasSize(1);
    assertThat(contact().taxNumber()).isEqualTo("GB123456789");
  }

  /** The client's contact, made with the first invoice. */
  private BookedContact known() {
    workspace.synced(first);
    BookedContact known = contact();
    ledger.journal().clear();
    return known;
  }

  private BookedContact contact() {
    return ledger.books().contact(booked(first).contactId());
  }

  private List<String> errors(TestInvoice invoice) {
    return StreamSupport.stream(workspace.history(invoice.id()).spliterator(), false)
        .map(attempt -> attempt.path("errorCode").asText(""))
        .filter(code -> !code.isEmpty())
        .toList();
  }
}
