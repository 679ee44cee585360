package io.coportal.sync.simulator.xero;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Refuses documents dated on or before a lock date. */
final class PeriodLock {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private PeriodLock() {}

  static void check(Organisation books, LocalDate date, Set<String> errors) {
    check("period", books.periodLock, date, errors);
    check("end of year", books.yearLock, date, errors);
  }

  private static void check(String what, LocalDate last, LocalDate date, Set<String> errors) {
    if (last != null && !date.isAfter(last)) {
      errors.add(
          "The document date cannot be before the %s lock date, currently set at %s"
              .formatted(what, DAY.format(last)));
    }
  }
}
