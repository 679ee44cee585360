package io.coportal.sync.ledger;

import io.coportal.sync.invoice.Invoice;

/** What the ledger's reference data already rules out. */
final class Preflight {
  private Preflight() {}

  static void check(Invoice invoice, ReferenceData references, HeldInvoice held) {
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
    if (held != null) {
      checkHeld(invoice, held);
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
    Totals wanted = new Totals(invoice.subtotal(), invoice.taxTotal(), invoice.total());
    if (held.moneyAttached() && !wanted.sameAmounts(held.totals())) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "paid-in-ledger",
          "The ledger's invoice %s has a payment or credit on it and its amounts can no longer change."
              .formatted(held.number()),
          "Remove the payment in the ledger or issue a credit note, and sync again.");
    }
  }
}
