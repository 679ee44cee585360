package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a query may say of one entity.
 *
 * @param type the entity's name as it is spelt
 * @param properties those that may be filtered and ordered by, besides the time stamps
 */
record Filterable(String type, List<String> properties) {
  private static final Set<String> TRANSACTIONS = Set.of("Invoice", "Payment");

  /** The properties that may be filtered and ordered by. */
  private static final Map<String, List<String>> ALL =
      Map.ofEntries(
          Map.entry(
              "Customer",
              List.of(
                  "Id",
                  "DisplayName",
                  "GivenName",
                  "MiddleName",
                  "FamilyName",
                  "FullyQualifiedName",
                  "CompanyName",
                  "PrintOnCheckName",
                  "Active",
                  "Balance",
                  "PrimaryEmailAddr")),
          Map.entry("Vendor", List.of("Id", "DisplayName", "Active")),
          Map.entry("Employee", List.of("Id", "DisplayName", "Active")),
          Map.entry(
              "Invoice",
              List.of(
                  "Id", "DocNumber", "TxnDate", "CustomerRef", "Balance", "TotalAmt", "DueDate")),
          Map.entry("Payment", List.of("Id", "TxnDate", "CustomerRef", "TotalAmt")),
          Map.entry(
              "Item",
              List.of(
                  "Id",
                  "Name",
                  "Sku",
                  "Type",
                  "Description",
                  "Active",
                  "FullyQualifiedName",
                  "UnitPrice")),
          Map.entry(
              "Account",
              List.of(
                  "Id",
                  "AccountType",
                  "AccountSubType",
                  "Active",
                  "Name",
                  "Classification",
                  "FullyQualifiedName")),
          Map.entry("TaxCode", List.of("Id", "Name", "Active", "Hidden")),
          Map.entry("TaxRate", List.of("Id", "Name", "Active")),
          Map.entry("TaxAgency", List.of("Id")),
          Map.entry("CompanyCurrency", List.of("Id", "Code", "Active")),
          Map.entry("ExchangeRate", List.of("SourceCurrencyCode", "AsOfDate")),
          Map.entry("CompanyInfo", List.of("Id")),
          Map.entry("Preferences", List.of("Id")));

  /** Entities are known by their name in any letter case. */
  static Filterable of(String entity) {
    return ALL.entrySet().stream()
        .filter(known -> known.getKey().equalsIgnoreCase(entity))
        .map(known -> new Filterable(known.getKey(), known.getValue()))
        .findFirst()
        .orElseThrow(() -> Query.invalid("Metadata not found for Entity " + entity));
  }

  /** Whether a row fulfils all conditions; inactive names do only if the query speaks of Active. */
  Predicate<ObjectNode> matches(Query query) {
    var active =
        query.conditions().stream()
            .anyMatch(condition -> condition.property().equalsIgnoreCase("Active"));
    Predicate<ObjectNode> matches =
        row -> active || TRANSACTIONS.contains(type) || row.path("Active").asBoolean(true);
    for (var condition : query.conditions()) {
      var property = property(condition.property());
      matches = matches.and(row -> matches(value(row, property), condition));
    }
    return matches;
  }

  private String property(String asked) {
    if (asked.matches("(?i)MetaData\\.(CreateTime|LastUpdatedTime)")) {
      return asked.toLowerCase(Locale.ROOT).endsWith("createtime")
          ? "MetaData.CreateTime"
          : "MetaData.LastUpdatedTime";
    }
    return properties.stream()
        .filter(asked::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> Query.invalid("Property " + asked + " not found for Entity " + type));
  }

  private static JsonNode value(ObjectNode row, String property) {
    var value = row.at("/" + property.replace('.', '/'));
    if (value.isObject()) {
      return value.has("value") ? value.get("value") : value.path("Address");
    }
    return value;
  }

  private static boolean matches(JsonNode value, Query.Condition condition) {
    if (value.isMissingNode()) {
      return false;
    }
    return switch (condition.sign()) {
      case "in" -> condition.values().stream().anyMatch(each -> compare(value, each) == 0);
      case "like" -> like(value.asText(), condition.values().get(0));
      default -> compares(compare(value, condition.values().get(0)), condition.sign());
    };
  }

  private static boolean compares(int order, String sign) {
    return switch (sign) {
      case "=" -> order == 0;
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      default -> order >= 0;
    };
  }

  private static boolean like(String value, String pattern) {
    var parts =
        List.of(pattern.split("%", -1)).stream().map(Pattern::quote).collect(Collectors.toList());
    return Pattern.compile(
            String.join(".*", parts),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
        .matcher(value)
        .matches();
  }

  private static int compare(JsonNode value, String other) {
    try {
      if (value.isNumber()) {
        return value.decimalValue().compareTo(new BigDecimal(other));
      }
      if (value.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
        return instant(value.asText()).compareTo(instant(other));
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      throw Query.invalid("value " + other + " is not valid");
    }
    return value.asText().compareToIgnoreCase(other);
  }

  private static Instant instant(String text) {
    return text.contains("T")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.ofHours(-8));
  }

  /** The order asked for; otherwise transactions latest first, names from A to Z. */
  Comparator<ObjectNode> order(Query query) {
    if (query.orders().isEmpty()) {
      return TRANSACTIONS.contains(type)
          ? by("MetaData.LastUpdatedTime").reversed()
          : by(Set.of("Item", "Account").contains(type) ? "FullyQualifiedName" : "DisplayName");
    }
    return query.orders().stream()
        .map(
            order -> {
              var by = by(property(order.property()));
              return order.descending() ? by.reversed() : by;
            })
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  private static Comparator<ObjectNode> by(String property) {
    return (a, b) -> {
      var left = value(a, property);
      var right = value(b, property);
      return property.equals("Id")
              && left.asText().matches("\\d+")
              && right.asText().matches("\\d+")
          ? Long.compare(left.asLong(), right.asLong())
          : left.isNumber() && right.isNumber()
              ? left.decimalValue().compareTo(right.decimalValue())
              : left.asText().compareToIgnoreCase(right.asText());
    };
  }
}
