package io.coportal.sync.simulator.xero;

import java.util.Objects;
import java.util.Set;

/** What a payment freezes: date, currency and every amount; texts and the header stay free. */
final class PaidGuard {
  private PaidGuard() {}

  static void check(Invoice old, Invoice next, Set<String> errors) {
    if (!old.date.equals(next.date)) {
      errors.add(
          "Date cannot be changed on an invoice that has payment or credit notes allocated to it.");
    }
    var same =
        old.currency.equals(next.currency)
            && Money.same(old.currencyRate, next.currencyRate)
            && old.lineAmountTypes.equals(next.lineAmountTypes)
            && Objects.equals(old.expectedPaymentDate, next.expectedPaymentDate)
            && sameLines(old, next);
    if (!same) {
      errors.add(
          "This document cannot be edited as it has a payment or credit note allocated to it.");
    }
  }

  private static boolean sameLines(Invoice old, Invoice next) {
    if (old.lines.size() != next.lines.size()) {
      return false;
    }
    for (var index = 0; index < old.lines.size(); index++) {
      if (!old.lines.get(index).sameMoney(next.lines.get(index))) {
        return false;
      }
    }
    return true;
  }
}
