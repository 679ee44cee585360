package io.coportal.sync.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The books of a ledger's organisations: a look into them, and what people do in those at home. */
interface LedgerBooks {
  /** What the ledger holds under a number, voided ones included. */
  List<BookedInvoice> invoices(String organisation, String number);

  /** All that the ledger holds at home. */
  List<BookedInvoice> invoices();

  /** Contacts at home of that name, in any case. */
  List<BookedContact> contacts(String name);

  BookedContact contact(String contactId);

  /** A person makes an invoice that takes the number. */
  void takeNumber(String number);

  /** Somebody who is no client yet stands under that name. */
  void takeName(String name);

  /** People have {@code number} contacts more: "name 1" with "1@domain" and so on. */
  void addContacts(String organisation, int number, String name, String domain);

  void archiveContact(String contactId);

  void restoreContact(String contactId);

  /** A person writes these into a contact; null leaves what is there. */
  void editContact(String contactId, String name, String email, String phone);

  /** A person finds that two contacts are one: only {@code winner} is left. */
  void mergeContact(String loser, String winner);

  /** A person moves the due date of an invoice. */
  void postpone(String externalId, LocalDate dueDate);

  /** What a person may do to a line. */
  enum LineEdit {
    REWRITTEN,
    REPRICED,
    REMOVED,
    ADDED,
    /** Booked to another account. */
    RECODED
  }

  /**
   * A person edits a line of an invoice.
   *
   * @param place from 0; of a new line, before which it copies
   */
  void edit(String externalId, LineEdit edit, int place);

  void voidInvoice(String externalId);

  void pay(String externalId, BigDecimal amount);

  /** Locks every day up to and including {@code last}; null unlocks. */
  void lock(LocalDate last);

  /** The organisation's plan takes no more invoices, or does again. */
  void endPlan(boolean ended);

  void disconnect();
}
