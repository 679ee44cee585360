package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.LineItem;

/** What the ledger's reference data already rules out. */
final class Preflight {
  private Preflight() {}

  static void check(
      Invoice invoice,
      ConnectionSettings settings,
      ReferenceData references,
      HeldInvoice held,
      LedgerRules rules) {
    checkNumber(invoice, references, rules);
    checkTexts(invoice, rules);
    checkDraft(settings, rules);
    checkBooks(invoice, references);
    if (held != null) {
      checkHeld(invoice, held);
    }
  }

  private static void checkNumber(Invoice invoice, ReferenceData references, LedgerRules rules) {
    if (invoice.number().length() > rules.numberLength()) {
      throw new LedgerStop(
          ErrorClass.FIX_DATA,
          "number-too-long",
          "The number %s has %d characters; the ledger takes %d."
              .formatted(invoice.number(), invoice.number().length(), rules.numberLength()),
          "Give the invoice a shorter number in CoPortal and sync again.");
    }
    if (!references.organisation().ownNumbers()) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "numbers-not-ours",
          "%s numbers invoices itself, so CoPortal's number could not be kept."
              .formatted(references.organisation().name()),
          "Switch on custom transaction numbers in the ledger's sales settings and sync again.");
    }
  }

  private static void checkTexts(Invoice invoice, LedgerRules rules) {
    for (int i = 0; i < invoice.lines().size(); i++) {
      LineItem line = invoice.lines().get(i);
      if (line.description().length() > rules.descriptionLength()) {
        throw new LedgerStop(
            ErrorClass.FIX_DATA,
            "description-too-long",
            "The description of line %d has %d characters; the ledger takes %d."
                .formatted(i + 1, line.description().length(), rules.descriptionLength()),
            "Shorten the description in CoPortal and sync again.");
      }
    }
  }

  private static void checkDraft(ConnectionSettings settings, LedgerRules rules) {
    if (settings.syncAsDraft() && !rules.holdsDrafts()) {
      throw new LedgerStop(
          ErrorClass.FIX_MAPPING,
          "draft-kept-back",
          "\"Sync as draft\" is on, and this ledger has no drafts: the invoice is kept back.",
          "Switch off \"sync as draft\" (syncAsDraft) in the connection's settings; what waits goes on by itself.");
    }
  }

  private static void checkBooks(Invoice invoice, ReferenceData references) {
    String organisation = references.organisation().name();
    if (!references.currencies().contains(invoice.currency())) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "currency-not-enabled",
          "%s does not keep books in %s.".formatted(organisation, invoice.currency()),
          "Add the currency in the ledger, or bill in one it has, and sync again.");
    }
    var lockedUntil = references.organisation().lockedUntil();
    if (lockedUntil != null && !invoice.issueDate().isAfter(lockedUntil)) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "period-locked",
          "The invoice is dated %s; %s has locked its books up to %s."
              .formatted(invoice.issueDate(), organisation, lockedUntil),
          "Move the lock date in the ledger, or date the invoice later, and sync again.");
    }
  }

  private static void checkHeld(Invoice invoice, HeldInvoice held) {
    if (!held.live()) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "gone-in-ledger",
          "The ledger's invoice %s was voided or deleted there.".formatted(held.number()),
          "Issue a new invoice in CoPortal, or leave it as it is: a voided invoice is never revived.");
    }
  }

  /**
   * @param held what the ledger holds now
   * @param wanted what it would show
   * @throws LedgerStop when money is on the invoice, and what it stands for would change
   */
  static void checkMoney(Invoice invoice, Totals wanted, HeldInvoice held) {
    boolean otherDate = held.issueDate() != null && !held.issueDate().equals(invoice.issueDate());
    boolean otherCurrency = held.currency() != null && !held.currency().equals(invoice.currency());
    if (held.moneyAttached()
        && (otherDate || otherCurrency || !wanted.sameAmounts(held.totals()))) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "paid-in-ledger",
          "The ledger's invoice %s has a payment or credit on it: amounts, date and currency can no longer change."
              .formatted(held.number()),
          "Remove the payment in the ledger or issue a credit note, and sync again.");
    }
  }
}
