package io.coportal.sync.invoice;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a decimal must look like: a JSON number, or a text of digits with an optional sign and
 * point.
 *
 * @param decimals at most this many digits after the point, as sent
 * @param range what else must hold
 * @param cure what to do where {@code range} does not hold
 */
record AmountRule(int decimals, Predicate<BigDecimal> range, String cure) {
  private static final int WHOLE_DIGITS = 15;
  private static final int DECIMALS = 10;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Pattern DECIMAL_TEXT =
      Pattern.compile("(?!-0+(\\.0+)?$)-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,10})?");

  static final AmountRule PRICE = new AmountRule(DECIMALS, amount -> true, "");
  static final AmountRule SUM = PRICE;
  static final AmountRule QUANTITY =
      new AmountRule(DECIMALS, amount -> amount.signum() != 0, "Leave out a line of nothing.");
  static final AmountRule TOTAL =
      new AmountRule(
          DECIMALS,
          amount -> amount.signum() >= 0,
          "An invoice cannot have a negative total: issue a credit note instead.");
  static final AmountRule RATE =
      new AmountRule(
          4,
          amount -> amount.signum() >= 0 && amount.compareTo(HUNDRED) <= 0,
          "Send a percentage from 0 to 100.");

  /** The amount written in a text, if it is one. */
  static Optional<BigDecimal> parse(String text) {
    return DECIMAL_TEXT.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** Whether the amount can be calculated with: 1e400 takes four bytes to send. */
  static boolean isOfReasonableSize(BigDecimal amount) {
    return (long) amount.precision() - amount.scale() <= WHOLE_DIGITS && amount.scale() <= DECIMALS;
  }

  /** What is wrong with an amount of reasonable size, if anything is wrong. */
  Optional<String> fault(BigDecimal amount) {
    if (amount.scale() > decimals) {
      return Optional.of("has more than %d decimals. Send fewer.".formatted(decimals));
    }
    return range.test(amount)
        ? Optional.empty()
        : Optional.of("is " + amount.toPlainString() + ". " + cure);
  }
}
