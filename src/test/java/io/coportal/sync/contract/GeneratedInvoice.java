package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * An invoice by chance: 1 to 100 lines, quantities and prices of up to 4 decimals, discounts, lines
 * of nothing, one rate or several. Its sums are one of the ways in which CoPortal may round, worked
 * out here on its own.
 */
final class GeneratedInvoice {
  private static final int MOST_LINES = 100;
  private static final int MOST_DECIMALS = 4;

  private final String id;
  private final String number;
  private final Country country;
  private final Random random;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final Map<BigDecimal, BigDecimal> exactByRate = new TreeMap<>();
  private final Map<BigDecimal, BigDecimal> roundedByRate = new TreeMap<>();
  private BigDecimal subtotal;
  private BigDecimal taxTotal;

  private GeneratedInvoice(String name, Country country, Random random) {
    this.id = "gen-" + name;
    this.number = "G-" + name;
    this.country = country;
    this.random = random;
  }

  /**
   * @param name unique in the ledger, 18 characters at most
   */
  static GeneratedInvoice of(String name, Country country, Random random) {
    GeneratedInvoice invoice;
    do {
      invoice = new GeneratedInvoice(name, country, random);
      invoice.fill();
    } while (invoice.total().signum() < 0);
    return invoice;
  }

  String id() {
    return id;
  }

  String number() {
    return number;
  }

  String json() {
    return json.toString();
  }

  int lines() {
    return json.get("lines").size();
  }

  BigDecimal subtotal() {
    return subtotal;
  }

  BigDecimal taxTotal() {
    return taxTotal;
  }

  BigDecimal total() {
    return subtotal.add(taxTotal);
  }

  private void fill() {
    Country.Charge usual = charge();
    json.put("version", 1)
        .put("number", number)
        .put("status", "sent")
        .put("issueDate", "2026-11-02")
        .put("currency", country.currency())
        .put("taxRate", usual.percent())
        .put("taxReason", usual.reason());
    json.putObject("client").put("clientId", "cl-regular").put("name", "Regular Client Ltd");
    ArrayNode lines = json.putArray("lines");
    boolean mixed = random.nextInt(3) == 0;
    int most = random.nextInt(10) == 0 ? MOST_LINES : random.nextInt(3) == 0 ? 20 : 5;
    int count = 1 + random.nextInt(most);
    for (int n = 0; n < count; n++) {
      line(lines.addObject().put("description", "Line " + n), mixed ? charge() : usual);
    }
    sums();
    json.put("subtotal", subtotal).put("taxTotal", taxTotal).put("total", total());
  }

  private void line(ObjectNode line, Country.Charge charge) {
    BigDecimal quantity = decimal(random.nextInt(5) == 0 ? 1_000 : 12);
    quantity = quantity.signum() == 0 ? BigDecimal.ONE : quantity;
    BigDecimal price = random.nextInt(40) == 0 ? BigDecimal.ZERO : decimal(900);
    boolean discount = random.nextInt(25) == 0;
    line.put("quantity", quantity)
        .put("unitPrice", discount ? price.negate() : price)
        .put("taxRate", charge.percent())
        .put("taxReason", charge.reason());
    BigDecimal exact = quantity.multiply(line.get("unitPrice").decimalValue());
    exactByRate.merge(charge.percent(), exact, BigDecimal::add);
    roundedByRate.merge(charge.percent(), rounded(exact), BigDecimal::add);
  }

  private void sums() {
    boolean byLine = random.nextBoolean();
    Map<BigDecimal, BigDecimal> bases = byLine ? roundedByRate : exactByRate;
    subtotal = rounded(bases.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    taxTotal =
        bases.entrySet().stream()
            .map(base -> base.getValue().multiply(base.getKey()).movePointLeft(2))
            .map(this::rounded)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Country.Charge charge() {
    return country.charges().get(random.nextInt(country.charges().size()));
  }

  /** Below the most, half of them with decimals. */
  private BigDecimal decimal(int most) {
    int scale = random.nextBoolean() ? 0 : 1 + random.nextInt(MOST_DECIMALS);
    BigDecimal whole = BigDecimal.valueOf(random.nextInt(most));
    return scale == 0
        ? whole
        : whole.add(BigDecimal.valueOf(random.nextInt((int) Math.pow(10, scale)), scale));
  }

  /** Half-up, in the smallest unit of the currency. */
  private BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(country.decimals(), RoundingMode.HALF_UP);
  }
}
