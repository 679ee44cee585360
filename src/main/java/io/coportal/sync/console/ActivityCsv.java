package io.coportal.sync.console;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * RFC 4180, with a byte order mark, by which spreadsheets know UTF-8. What a spreadsheet would take
 * for a formula gets an apostrophe before it (OWASP, CSV injection).
 */
final class ActivityCsv {
  private static final String MARK = "\uFEFF";
  private static final String FORMULAS = "=+-@\t\r";

  private ActivityCsv() {}

  static String of(List<ActivityLog.Try> tries) {
    String head =
        line(
            "time (UTC)",
            "ledger",
            "invoice",
            "number",
            "version",
            "outcome",
            "cause",
            "message",
            "HTTP status",
            "correlation id");
    return MARK
        + head
        + tries.stream()
            .map(
                each ->
                    line(
                        each.at(),
                        each.provider(),
                        each.invoiceId(),
                        each.number(),
                        each.version(),
                        each.outcome(),
                        each.code(),
                        each.message(),
                        each.httpStatus(),
                        each.correlationId()))
            .collect(Collectors.joining());
  }

  private static String line(Object... cells) {
    return Stream.of(cells).map(ActivityCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(Object value) {
    String text = value == null ? "" : value.toString();
    boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
