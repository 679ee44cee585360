package io.coportal.sync.simulator.coportal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A person changes an invoice: its state, and its first line. The sums follow. */
final class InvoiceEdit {
  static final List<String> STATES =
      List.of("DRAFT", "SENT", "AWAITING_CONFIRMATION", "PAID", "CANCELLED");

  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,4})?");
  private static final int PERCENT = 2;
  private static final String PRICE = "price";
  private static final String RATE = "vat_percent";

  private InvoiceEdit() {}

  /**
   * The next revision.
   *
   * @param fields any of {@code state}, {@code details}, {@code price}, and {@code raise}, which is
   *     added to the price
   * @param revision the new one
   * @throws IllegalArgumentException with a sentence for the person
   */
  static ObjectNode of(ObjectNode invoice, Map<String, String> fields, long revision) {
    ObjectNode edited = invoice.deepCopy().put("revision", revision);
    ObjectNode line = (ObjectNode) edited.path("items").path(0);
    if (fields.containsKey("state")) {
      edited.put("state", state(fields.get("state")));
    }
    if (fields.containsKey("details")) {
      line.put("details", fields.get("details").replace("\r", ""));
    }
    if (fields.containsKey(PRICE)) {
      line.put(PRICE, amount(fields.get(PRICE)));
    }
    if (fields.containsKey("raise")) {
      line.put(PRICE, decimal(line.path(PRICE)).add(amount(fields.get("raise"))));
    }
    addUp(edited);
    return edited;
  }

  private static String state(String text) {
    if (!STATES.contains(text)) {
      throw new IllegalArgumentException("The state is one of " + String.join(", ", STATES) + ".");
    }
    return text;
  }

  private static BigDecimal amount(String text) {
    if (!AMOUNT.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("A price is a number such as 1200.00.");
    }
    return new BigDecimal(text.strip());
  }

  /** Lines are rounded half-up at the currency's minor units, tax on the sum of each rate. */
  private static void addUp(ObjectNode invoice) {
    String currency = invoice.path("currency_code").asText();
    int minorUnits = Currency.getInstance(currency).getDefaultFractionDigits();
    Map<BigDecimal, BigDecimal> byRate = new TreeMap<>();
    for (JsonNode line : invoice.path("items")) {
      JsonNode rate = line.hasNonNull(RATE) ? line.path(RATE) : invoice.path(RATE);
      BigDecimal exact = decimal(line.path("qty")).multiply(decimal(line.path(PRICE)));
      byRate.merge(
          decimal(rate), exact.setScale(minorUnits, RoundingMode.HALF_UP), BigDecimal::add);
    }
    BigDecimal nothing = BigDecimal.ZERO.setScale(minorUnits);
    BigDecimal net = byRate.values().stream().reduce(nothing, BigDecimal::add);
    BigDecimal tax =
        byRate.entrySet().stream()
            .map(base -> base.getValue().multiply(base.getKey()).movePointLeft(PERCENT))
            .map(exact -> exact.setScale(minorUnits, RoundingMode.HALF_UP))
            .reduce(nothing, BigDecimal::add);
    invoice.put("net_amount", net).put("vat_amount", tax).put("gross_amount", net.add(tax));
  }

  static BigDecimal decimal(JsonNode number) {
    return new BigDecimal(number.asText());
  }
}
