package io.coportal.sync.simulator.xero;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Xero's forms of dates. */
final class XeroDates {
  private static final Pattern EPOCH = Pattern.compile("/Date\\((-?\\d+)([+-]\\d{4})?\\)/");
  private static final DateTimeFormatter SEVEN_DECIMALS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS").withZone(ZoneOffset.UTC);

  private XeroDates() {}

  static String epoch(Instant instant) {
    return "/Date(" + instant.toEpochMilli() + "+0000)/";
  }

  static String epoch(LocalDate date) {
    return epoch(date.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** The envelope's form, which has no offset. */
  static String epochWithoutOffset(Instant instant) {
    return "/Date(" + instant.toEpochMilli() + ")/";
  }

  static String midnight(LocalDate date) {
    return date + "T00:00:00";
  }

  static String sevenDecimals(Instant instant) {
    return SEVEN_DECIMALS.format(instant);
  }

  static boolean isEpoch(String text) {
    return EPOCH.matcher(text).matches();
  }

  static Instant instant(String epoch) {
    var matcher = EPOCH.matcher(epoch);
    if (!matcher.matches()) {
      throw new DateTimeParseException("Not /Date(ms)/", epoch, 0);
    }
    return Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
  }

  /**
   * A date as callers send it; one with a zone is cut to its day in UTC.
   *
   * @throws DateTimeParseException if it is none of the known forms
   */
  static LocalDate date(String text) {
    if (isEpoch(text)) {
      return LocalDate.ofInstant(instant(text), ZoneOffset.UTC);
    }
    if (text.length() == 10) {
      return LocalDate.parse(text);
    }
    return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && text.length() > 19
        ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
        : LocalDateTime.parse(text).toLocalDate();
  }

  /**
   * The time of an If-Modified-Since header in any of the forms clients send.
   *
   * @throws DateTimeParseException if it is none of them
   */
  static Instant modifiedSince(String header) {
    if (header.contains(",")) {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
    }
    return header.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && header.contains("T")
        ? OffsetDateTime.parse(header).toInstant()
        : LocalDateTime.parse(header.contains("T") ? header : header + "T00:00:00")
            .toInstant(ZoneOffset.UTC);
  }
}
