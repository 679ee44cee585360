package io.coportal.sync.invoice;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a text must look like. Texts are kept as sent: nothing is trimmed.
 *
 * @param maxLength in UTF-16 units, as the narrower of the databases counts
 * @param multiline whether tab and line ends may occur
 * @param shape what else must hold
 * @param cure what to send instead where {@code shape} does not hold
 */
record TextRule(int maxLength, boolean multiline, Predicate<String> shape, String cure) {
  /** Control characters and lone surrogates: no database, XML or UTF-8 writer takes them all. */
  static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private static final Pattern UNWRITABLE_IN_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n\\r]]");
  private static final Pattern NOT_BLANK =
      Pattern.compile("[^\\s\\p{Z}\\uFEFF]", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>(),;:\\\\\"\\[\\]]+@[^\\s@<>(),;:\\\\\"\\[\\].]+(\\.[^\\s@<>(),;:\\\\\"\\[\\].]+)+");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  static final TextRule ID_RULE =
      new TextRule(64, false, ID.asMatchPredicate(), "Use 1 to 64 of A-Z a-z 0-9 . _ ~ -");
  static final TextRule EMAIL_RULE =
      new TextRule(
          255,
          false,
          EMAIL.asMatchPredicate(),
          "Send one e-mail address, name@example.com, or leave the member out.");
  static final TextRule URL_RULE =
      new TextRule(
          1000, false, TextRule::isHttpUrl, "Send an absolute http or https URL without a login.");
  static final TextRule COUNTRY_RULE =
      new TextRule(
          2, false, COUNTRIES::contains, "Send an ISO 3166-1 alpha-2 country code, such as GB.");
  static final TextRule CURRENCY_RULE =
      new TextRule(
          3,
          false,
          code -> minorUnits(code) >= 0,
          "Send an ISO 4217 currency code in which prices can be set, such as GBP.");

  /** A text of one line that says something. */
  static TextRule filled(int maxLength) {
    return new TextRule(maxLength, false, TextRule::isFilled, "Send a text that is not blank.");
  }

  static TextRule filledLines(int maxLength) {
    return new TextRule(maxLength, true, TextRule::isFilled, "Send a text that is not blank.");
  }

  /** Any text of one line, the empty one too. */
  static TextRule any(int maxLength) {
    return new TextRule(maxLength, false, text -> true, "");
  }

  static TextRule anyLines(int maxLength) {
    return new TextRule(maxLength, true, text -> true, "");
  }

  /** What is wrong with the text and what to do, if anything is wrong. */
  Optional<String> fault(String text) {
    if (text.length() > maxLength) {
      return Optional.of("has %d characters. Send at most %d.".formatted(text.length(), maxLength));
    }
    if ((multiline ? UNWRITABLE_IN_LINES : UNWRITABLE).matcher(text).find()) {
      return Optional.of(
          "contains control characters or half a surrogate pair. Send text without them.");
    }
    return shape.test(text) ? Optional.empty() : Optional.of("is not acceptable. " + cure);
  }

  /** Decimals of the currency's smallest unit; -1 if there is no such currency or no such unit. */
  static int minorUnits(String currency) {
    try {
      return Currency.getInstance(currency).getDefaultFractionDigits();
    } catch (IllegalArgumentException unknown) {
      return -1;
    }
  }

  private static boolean isFilled(String text) {
    return NOT_BLANK.matcher(text).find();
  }

  private static boolean isHttpUrl(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }
}
