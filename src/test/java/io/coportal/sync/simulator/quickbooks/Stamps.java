package io.coportal.sync.simulator.quickbooks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the servers stamp them: Pacific, whatever the company's own zone. */
final class Stamps {
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private Stamps() {}

  static String seconds(Instant instant) {
    return text(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  static String millis(Instant instant) {
    return text(instant.truncatedTo(ChronoUnit.MILLIS));
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, PACIFIC);
  }

  private static String text(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(PACIFIC));
  }
}
