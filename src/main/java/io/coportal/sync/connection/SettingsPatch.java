package io.coportal.sync.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.ConnectionSettings.SalesTax;
import io.coportal.sync.connection.ConnectionSettings.TotalsCure;
import io.coportal.sync.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON merge patch (RFC 7396) on {@link ConnectionSettings}. */
final class SettingsPatch {
  private static final int MAX_ACCOUNT = 64;
  private static final int MAX_CHOICE = 255;
  private static final int MAX_CHOICES = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_DAYS = 3_650;
  private static final Map<String, SalesTax> SALES_TAXES =
      new TreeMap<>(Map.of("stated", SalesTax.STATED, "computed", SalesTax.COMPUTED));
  private static final Map<String, TotalsCure> TOTALS_CURES =
      Stream.of(TotalsCure.values())
          .collect(Collectors.toMap(TotalsCure::json, cure -> cure, (a, b) -> a, TreeMap::new));

  /** No database, XML or UTF-8 writer takes them all. */
  static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private final List<Problem.Fault> faults = new ArrayList<>();
  private boolean autoSync;
  private boolean syncAsDraft;
  private String account;
  private SalesTax salesTax;
  private TotalsCure totalsCure;
  private Integer totalsLimit;
  private String roundingAccount;
  private boolean voidCancelled;
  private Integer voidWithinDays;
  private final Map<String, String> taxChoices;

  private SettingsPatch(ConnectionSettings current) {
    autoSync = current.autoSync();
    syncAsDraft = current.syncAsDraft();
    account = current.account();
    taxChoices = new TreeMap<>(current.taxChoices());
    salesTax = current.salesTax();
    totalsCure = current.totalsCure();
    totalsLimit = current.totalsLimit();
    roundingAccount = current.roundingAccount();
    voidCancelled = current.voidCancelled();
    voidWithinDays = current.voidWithinDays();
  }

  /**
   * @throws Problem 400 {@code settings-refused} with one fault for each member that is unknown or
   *     of the wrong type
   */
  static ConnectionSettings apply(ConnectionSettings current, JsonNode patch) {
    if (patch == null) {
      return current;
    }
    SettingsPatch merged = new SettingsPatch(current);
    merged.read(patch);
    if (!merged.faults.isEmpty()) {
      throw new Problem(
          400,
          "settings-refused",
          "These settings cannot be used.",
          "Send a JSON object with autoSync, syncAsDraft, account, taxChoices, salesTax, totalsCure, totalsLimit, roundingAccount, voidCancelled and voidWithinDays only.",
          merged.faults);
    }
    return new ConnectionSettings(
        merged.autoSync,
        merged.syncAsDraft,
        merged.account,
        merged.taxChoices,
        merged.salesTax,
        merged.totalsCure,
        merged.totalsLimit,
        merged.roundingAccount,
        merged.voidCancelled,
        merged.voidWithinDays);
  }

  private void read(JsonNode patch) {
    if (!patch.isObject()) {
      fault("", "must be a JSON object");
      return;
    }
    patch
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              switch (member.getKey()) {
                case "autoSync" -> autoSync = flag("/autoSync", value);
                case "syncAsDraft" -> syncAsDraft = flag("/syncAsDraft", value);
                case "account" -> account = text("/account", value, MAX_ACCOUNT);
                case "taxChoices" -> readChoices(value);
                case "salesTax" -> salesTax = oneOf("/salesTax", value, SALES_TAXES);
                case "totalsCure" -> totalsCure = oneOf("/totalsCure", value, TOTALS_CURES);
                case "totalsLimit" -> totalsLimit = number("/totalsLimit", value, MAX_LIMIT);
                case "roundingAccount" ->
                    roundingAccount = text("/roundingAccount", value, MAX_ACCOUNT);
                case "voidCancelled" -> voidCancelled = flag("/voidCancelled", value);
                case "voidWithinDays" ->
                    voidWithinDays = number("/voidWithinDays", value, MAX_DAYS);
                default -> fault("/" + pointer(member.getKey()), "is not a setting");
              }
            });
  }

  private void readChoices(JsonNode choices) {
    if (choices.isNull()) {
      taxChoices.clear();
      return;
    }
    if (!choices.isObject()) {
      fault("/taxChoices", "must be a JSON object of strings");
      return;
    }
    choices.properties().forEach(choice -> readChoice(choice.getKey(), choice.getValue()));
    if (taxChoices.size() > MAX_CHOICES) {
      fault("/taxChoices", "must not have more than " + MAX_CHOICES + " members");
    }
  }

  private void readChoice(String name, JsonNode value) {
    String place = "/taxChoices/" + pointer(name);
    if (name.isBlank() || name.length() > MAX_CHOICE) {
      fault(place, "must be named by 1 to " + MAX_CHOICE + " characters");
      return;
    }
    refuseUnwritable(place, name);
    String code = text(place, value, MAX_CHOICE);
    if (code == null) {
      taxChoices.remove(name);
    } else {
      taxChoices.put(name, code);
    }
  }

  private <T> T oneOf(String place, JsonNode value, Map<String, T> known) {
    if (value.isNull()) {
      return null;
    }
    T chosen = known.get(value.asText());
    if (chosen == null) {
      fault(place, "must be " + String.join(", ", known.keySet()) + " or null");
    }
    return chosen;
  }

  private Integer number(String place, JsonNode value, int most) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || value.asLong() < 1 || value.asLong() > most) {
      fault(place, "must be a whole number from 1 to " + most + ", or null");
      return null;
    }
    return value.intValue();
  }

  private boolean flag(String place, JsonNode value) {
    if (!value.isBoolean()) {
      fault(place, "must be true or false");
    }
    return value.booleanValue();
  }

  private String text(String place, JsonNode value, int longest) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > longest) {
      fault(place, "must be a string of 1 to " + longest + " characters, or null");
      return null;
    }
    refuseUnwritable(place, value.textValue());
    return value.textValue();
  }

  private void refuseUnwritable(String place, String text) {
    if (UNWRITABLE.matcher(text).find()) {
      fault(place, "must not contain control characters or half a surrogate pair");
    }
  }

  private void fault(String place, String detail) {
    faults.add(new Problem.Fault(place, detail));
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
