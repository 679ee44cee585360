package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/** Money as the ledger rounds it: half-up, 2 decimals. */
final class Money {
  static final BigDecimal ZERO = new BigDecimal("0.00");
  static final BigDecimal HUNDRED = new BigDecimal(100);

  private Money() {}

  static BigDecimal cents(BigDecimal amount) {
    return rounded(amount, 2);
  }

  static BigDecimal rounded(BigDecimal amount, int decimals) {
    return amount.setScale(decimals, RoundingMode.HALF_UP);
  }

  static BigDecimal sum(Collection<BigDecimal> amounts) {
    return amounts.stream().reduce(ZERO, BigDecimal::add);
  }

  /** {@code amount × rate / base}, rounded once, to cents. */
  static BigDecimal share(BigDecimal amount, BigDecimal rate, BigDecimal base) {
    return amount.multiply(rate).divide(base, 2, RoundingMode.HALF_UP);
  }

  static boolean same(BigDecimal a, BigDecimal b) {
    return a == null || b == null ? a == b : a.compareTo(b) == 0;
  }
}
