package io.coportal.sync.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Checks an invoice's sums, half-up at the currency's minor units. The source may round each line
 * and add, or add and round; both are accepted. Tax is charged on the sum of the lines at one rate,
 * never on single lines.
 */
final class InvoiceSums {
  private static final int PERCENT = 2;

  private final Invoice invoice;
  private final int minorUnits;

  private InvoiceSums(Invoice invoice, int minorUnits) {
    this.invoice = invoice;
    this.minorUnits = minorUnits;
  }

  /** Says nothing where an amount it would need is unusable: that has been said already. */
  static void check(Invoice invoice, Faults faults) {
    int minorUnits = invoice.currency() == null ? -1 : TextRule.minorUnits(invoice.currency());
    if (minorUnits >= 0 && linesAreUsable(invoice)) {
      InvoiceSums sums = new InvoiceSums(invoice, minorUnits);
      compare("subtotal", invoice.subtotal(), "the lines add up to", sums.subtotals(), faults);
      compare("taxTotal", invoice.taxTotal(), "tax on the lines is", sums.taxTotals(), faults);
    }
    if (invoice.subtotal() != null && invoice.taxTotal() != null) {
      BigDecimal total = invoice.subtotal().add(invoice.taxTotal());
      compare("total", invoice.total(), "subtotal and taxTotal make", Set.of(total), faults);
    }
  }

  /**
   * Tax in the invoice's currency by rate in percent.
   *
   * @return empty where no way of rounding that is accepted leads to {@code taxTotal}
   */
  static Map<BigDecimal, BigDecimal> taxByRate(Invoice invoice) {
    return new InvoiceSums(invoice, TextRule.minorUnits(invoice.currency()))
        .taxes().stream()
            .filter(taxes -> sum(taxes.values()).compareTo(invoice.taxTotal()) == 0)
            .findFirst()
            .orElse(Map.of());
  }

  private static boolean linesAreUsable(Invoice invoice) {
    return invoice.taxRate() != null
        && !invoice.lines().isEmpty()
        && invoice.lines().stream()
            .allMatch(line -> line.quantity() != null && line.unitPrice() != null);
  }

  private Set<BigDecimal> subtotals() {
    Set<BigDecimal> accepted = new LinkedHashSet<>();
    accepted.add(sum(byRate(this::round).values()));
    accepted.add(round(sum(byRate(exact -> exact).values())));
    return accepted;
  }

  private Set<BigDecimal> taxTotals() {
    return taxes().stream()
        .map(taxes -> sum(taxes.values()).setScale(minorUnits, RoundingMode.UNNECESSARY))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<Map<BigDecimal, BigDecimal>> taxes() {
    return List.of(
        taxes(byRate(this::round), base -> base),
        taxes(byRate(exact -> exact), this::round),
        taxes(byRate(exact -> exact), base -> base));
  }

  private Map<BigDecimal, BigDecimal> byRate(UnaryOperator<BigDecimal> lineAmount) {
    // A tree map finds 20 and 20.00 equal; a hash map would not.
    return invoice.lines().stream()
        .collect(
            Collectors.toMap(
                line -> line.effectiveTaxRate(invoice),
                line -> lineAmount.apply(line.exactAmount()),
                BigDecimal::add,
                TreeMap::new));
  }

  private Map<BigDecimal, BigDecimal> taxes(
      Map<BigDecimal, BigDecimal> bases, UnaryOperator<BigDecimal> rounding) {
    Map<BigDecimal, BigDecimal> taxes = new TreeMap<>();
    bases.forEach(
        (rate, base) ->
            taxes.put(rate, round(rounding.apply(base).multiply(rate).movePointLeft(PERCENT))));
    return taxes;
  }

  private BigDecimal round(BigDecimal amount) {
    return amount.setScale(minorUnits, RoundingMode.HALF_UP);
  }

  private static BigDecimal sum(Iterable<BigDecimal> amounts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal amount : amounts) {
      sum = sum.add(amount);
    }
    return sum;
  }

  private static void compare(
      String name, BigDecimal given, String says, Set<BigDecimal> accepted, Faults faults) {
    if (given == null || accepted.stream().anyMatch(sum -> sum.compareTo(given) == 0)) {
      return;
    }
    String expected =
        accepted.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" or "));
    faults.add(
        "/" + name,
        "is %s, but %s %s. Correct the sum or the lines."
            .formatted(given.toPlainString(), says, expected));
  }
}
