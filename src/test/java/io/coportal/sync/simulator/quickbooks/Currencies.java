package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/** Currencies by their ISO 4217 codes. */
final class Currencies {
  private static final Map<String, String> NAMES =
      Map.of("GBP", "British Pound Sterling", "USD", "United States Dollar");

  private Currencies() {}

  static boolean exist(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(each -> each.getCurrencyCode().equals(code));
  }

  static String name(String code) {
    return NAMES.getOrDefault(code, Currency.getInstance(code).getDisplayName(Locale.ENGLISH));
  }

  static ObjectNode reference(String code) {
    return JsonNodeFactory.instance.objectNode().put("value", code).put("name", name(code));
  }
}
