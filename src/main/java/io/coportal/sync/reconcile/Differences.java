package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Refusal;
import java.math.BigDecimal;
import java.util.Set;

/** What the ledger made of an invoice, against what it was sent. Shown, never hidden. */
final class Differences {
  private static final String TOTALS = "totals-differ";
  private static final String NUMBER = "number-differs";
  private static final String RATE = "exchange-rate-differs";
  private static final Set<String> CODES = Set.of(TOTALS, NUMBER, RATE);

  private Differences() {}

  /** Whether a row stands there because the two differ. */
  static boolean isOne(String errorCode) {
    return errorCode != null && CODES.contains(errorCode);
  }

  /**
   * @return null when they agree
   */
  static Refusal find(PreparedInvoice sent, HeldInvoice held) {
    if (!held.totals().sameAmounts(sent.totals())) {
      return difference(
          TOTALS,
          "The ledger shows %s, CoPortal %s.".formatted(held.totals(), sent.totals()),
          "Compare the two, mend the ledger or the invoice, and sync again.");
    }
    if (!sent.number().equalsIgnoreCase(held.number())) {
      return difference(
          NUMBER,
          "The ledger calls it %s, CoPortal %s.".formatted(held.number(), sent.number()),
          "Let the ledger take CoPortal's numbers (custom transaction numbers), or renumber it there, and sync again.");
    }
    if (otherRate(sent.exchangeRate(), held.exchangeRate())) {
      return difference(
          RATE,
          "The ledger booked it at the exchange rate %s instead of %s."
              .formatted(held.exchangeRate().toPlainString(), sent.exchangeRate().toPlainString()),
          "Correct the rate on the invoice in the ledger.");
    }
    return null;
  }

  private static boolean otherRate(BigDecimal sent, BigDecimal held) {
    return sent != null && held != null && sent.compareTo(held) != 0;
  }

  private static Refusal difference(String code, String message, String cure) {
    return new Refusal(ErrorClass.FIX_LEDGER, code, message, cure);
  }
}
