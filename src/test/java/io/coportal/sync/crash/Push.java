package io.coportal.sync.crash;

import io.coportal.sync.contract.BookedContact;
import io.coportal.sync.contract.BookedInvoice;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import java.util.List;

/** An invoice on its way into a ledger, held against what is really in the ledger's books. */
record Push(LedgerUnderTest ledger, TestInvoice invoice) {

  /** Invoices that carry this number; more than one would be a duplicate. */
  List<BookedInvoice> invoices() {
    String books = ledger.booksOf(invoice.company().workspace()).orElseThrow().organisation();
    return ledger.invoices(books, invoice.number());
  }

  /** Contacts of this invoice's client, a client of the British company. */
  List<BookedContact> contacts() {
    return ledger.contacts(invoice.client());
  }

  /** Every creation of this invoice that arrived, in order. */
  List<JournalEntry> creations() {
    return ledger
        .journal()
        .requests(entry -> ledger.kind(entry) == CallKind.INVOICE_WRITE && names(entry.body()));
  }

  /** The same with every change of what the ledger holds by now. */
  List<JournalEntry> writes() {
    List<String> ids = invoices().stream().map(held -> "\"" + held.externalId() + "\"").toList();
    return ledger
        .journal()
        .requests(
            entry ->
                ledger.kind(entry) == CallKind.INVOICE_WRITE
                    && (names(entry.body()) || ids.stream().anyMatch(entry.body()::contains)));
  }

  boolean isCreation(Request request) {
    return ledger.requests(CallKind.INVOICE_WRITE).test(request) && names(request.text());
  }

  boolean isContactCreation(Request request) {
    return ledger.requests(CallKind.CONTACT_WRITE).test(request)
        && request.text().contains("\"" + invoice.client() + "\"");
  }

  private boolean names(String body) {
    return body.contains("\"" + invoice.number() + "\"");
  }

  @Override
  public String toString() {
    return invoice.id() + " in " + ledger.name();
  }
}
