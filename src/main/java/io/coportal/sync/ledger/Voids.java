package io.coportal.sync.ledger;

import java.time.LocalDate;

/** What keeps the ledger's invoice from being voided. */
public final class Voids {
  private static final String CURE =
      "Issue a credit note in the ledger instead, or void the invoice there by hand.";

  private Voids() {}

  /**
   * @param held what the ledger holds now
   * @param issued the invoice's date
   * @param oldest the first date of which invoices may be voided; null: any
   * @throws LedgerStop when a void would change what is paid, closed or past
   */
  public static void check(
      HeldInvoice held, LocalDate issued, LocalDate oldest, ReferenceData references) {
    if (held.moneyAttached()) {
      throw stop(
          "paid-in-ledger",
          "The ledger's invoice %s has a payment or credit on it and cannot be voided."
              .formatted(held.number()));
    }
    LocalDate date = held.issueDate() == null ? issued : held.issueDate();
    LocalDate lockedUntil = references.organisation().lockedUntil();
    if (lockedUntil != null && !date.isAfter(lockedUntil)) {
      throw stop(
          "period-locked",
          "The invoice is dated %s; %s has locked its books up to %s."
              .formatted(date, references.organisation().name(), lockedUntil));
    }
    if (oldest != null && date.isBefore(oldest)) {
      throw stop(
          "too-old-to-void",
          "The invoice is dated %s; only those from %s on are voided.".formatted(date, oldest));
    }
  }

  /** Somebody's work is on it. */
  public static LedgerStop edited(LedgerStop edited) {
    return stop(edited.refusal().code(), edited.refusal().message());
  }

  private static LedgerStop stop(String code, String message) {
    return new LedgerStop(ErrorClass.FIX_LEDGER, code, message, CURE);
  }
}
