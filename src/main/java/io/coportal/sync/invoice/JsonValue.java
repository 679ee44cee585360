package io.coportal.sync.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One value of a JSON document and where it stands. Each method notes what is wrong and answers
 * null where nothing usable is there.
 */
final class JsonValue {
  private static final Pattern DATE = Pattern.compile("(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}");

  private final JsonNode node;
  private final String pointer;
  private final Faults faults;

  /**
   * @param node null: left out
   */
  JsonValue(JsonNode node, String pointer, Faults faults) {
    this.node = node;
    this.pointer = pointer;
    this.faults = faults;
  }

  boolean absent() {
    return node == null;
  }

  void fault(String detail) {
    faults.add(pointer, detail);
  }

  String text(TextRule rule) {
    if (absent()) {
      return null;
    }
    if (!node.isTextual()) {
      fault("is not a text. Send a JSON string.");
      return null;
    }
    rule.fault(node.textValue()).ifPresent(this::fault);
    return node.textValue();
  }

  BigDecimal amount(AmountRule rule) {
    if (absent()) {
      return null;
    }
    BigDecimal amount = decimal().filter(AmountRule::isOfReasonableSize).orElse(null);
    if (amount == null) {
      fault(
          "is not a decimal of at most 15 digits before and 10 after the point."
              + " Send a number such as 12.50 or a text such as \"12.50\".");
      return null;
    }
    rule.fault(amount).ifPresent(this::fault);
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  private Optional<BigDecimal> decimal() {
    if (node.isDouble() || node.isFloat()) {
      throw new IllegalArgumentException("Amounts must be read by the exact mapper: " + pointer);
    }
    if (node.isTextual()) {
      return AmountRule.parse(node.textValue());
    }
    return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
  }

  LocalDate date() {
    if (absent()) {
      return null;
    }
    if (node.isTextual() && DATE.matcher(node.textValue()).matches()) {
      try {
        return LocalDate.parse(node.textValue());
      } catch (DateTimeException notInTheCalendar) {
        fault("is not a day of the calendar. Send a date that exists.");
        return null;
      }
    }
    fault("is not a date. Send YYYY-MM-DD, from 1900-01-01 to 2999-12-31.");
    return null;
  }

  <E extends Enum<E>> E oneOf(Class<E> type) {
    if (absent()) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (node.isTextual() && jsonName(constant).equals(node.textValue())) {
        return constant;
      }
    }
    fault(
        "is not one of the known values. Send one of "
            + Stream.of(type.getEnumConstants())
                .map(JsonValue::jsonName)
                .collect(Collectors.joining(", "))
            + ".");
    return null;
  }

  private static String jsonName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** 0 where nothing usable is there. */
  long whole(long min, long max) {
    if (absent()) {
      return 0;
    }
    BigInteger value = node.isIntegralNumber() ? node.bigIntegerValue() : null;
    if (value == null
        || value.compareTo(BigInteger.valueOf(min)) < 0
        || value.compareTo(BigInteger.valueOf(max)) > 0) {
      fault("is not a whole number from %d to %d. Send one.".formatted(min, max));
      return 0;
    }
    return value.longValue();
  }

  /** False where nothing usable is there. */
  boolean bool() {
    if (!absent() && !node.isBoolean()) {
      fault("is not true or false. Send one of them.");
    }
    return !absent() && node.booleanValue();
  }

  <T> T object(Function<JsonMembers, T> read) {
    if (absent()) {
      return null;
    }
    if (!node.isObject()) {
      fault("is not a JSON object. Send one.");
      return null;
    }
    JsonMembers members = new JsonMembers(node, pointer, faults);
    T result = read.apply(members);
    members.refuseOthers();
    return result;
  }

  /** The objects of an array; null if it is none, or has too few or too many. */
  <T> List<T> objects(int min, int max, Function<JsonMembers, T> read) {
    if (absent()) {
      return null;
    }
    if (!node.isArray() || node.size() < min || node.size() > max) {
      fault("is not an array of %,d to %,d objects. Send one.".formatted(min, max));
      return null;
    }
    List<T> results = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      results.add(new JsonValue(node.get(i), pointer + "/" + i, faults).object(read));
    }
    return results;
  }
}
