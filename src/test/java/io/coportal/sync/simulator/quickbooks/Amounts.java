package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/** Money as the ledger rounds it: half-up, 2 decimals; shown without trailing zeros. */
final class Amounts {
  static final BigDecimal HUNDRED = new BigDecimal(100);

  private Amounts() {}

  static BigDecimal cents(BigDecimal amount) {
    return rounded(amount, 2);
  }

  static BigDecimal rounded(BigDecimal amount, int decimals) {
    return amount.setScale(decimals, RoundingMode.HALF_UP);
  }

  static BigDecimal sum(Collection<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** {@code amount × percent / 100}, rounded once, to cents. */
  static BigDecimal percent(BigDecimal amount, BigDecimal percent) {
    return amount.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
  }

  /** As answers carry it: 100.00 becomes 100.0, 10.50 becomes 10.5. */
  static BigDecimal shown(BigDecimal amount) {
    var stripped = cents(amount).stripTrailingZeros();
    return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
  }

  static BigDecimal stripped(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The number of a member; 0 if it is missing. */
  static BigDecimal of(JsonNode object, String member) {
    return object.hasNonNull(member) ? object.get(member).decimalValue() : BigDecimal.ZERO;
  }

  static boolean same(BigDecimal a, BigDecimal b) {
    return a.compareTo(b) == 0;
  }
}
