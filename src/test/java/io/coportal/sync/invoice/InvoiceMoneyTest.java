package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coportal.sync.problem.Problem;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tax rates, their reasons, and sums. */
class InvoiceMoneyTest {
  private final InvoiceReader reader = new InvoiceReader();

  private Problem refusal(String id, String json) {
    Problem problem = catchThrowableOfType(Problem.class, () -> reader.read(id, json));
    assertThat(problem).as("refused").isNotNull();
    return problem;
  }

  @ParameterizedTest(name = "{0} {1}: subtotal {2}, tax {3}")
  @CsvSource({
    // three lines of 0.015: rounded one by one 0.06, together 0.05
    "GBP, 0.015 0.015 0.015, 0.06, 0.01",
    "GBP, 0.015 0.015 0.015, 0.05, 0.01",
    "JPY, 10.4 10.4, 20, 4",
    "JPY, 10.4 10.4, 21, 4",
    "KWD, 1.0005 1.0005, 2.002, 0.400",
    "KWD, 1.0005 1.0005, 2.001, 0.400",
  })
  void acceptsSumsOfRoundedLinesAndRoundedSums(
      String currency, String prices, String subtotal, String tax) {
    Invoice invoice = reader.read("inv-1", priced(currency, prices, subtotal, tax));
    assertThat(invoice.total())
        .isEqualByComparingTo(new BigDecimal(subtotal).add(new BigDecimal(tax)));
  }

  @ParameterizedTest
  @CsvSource({
    "GBP, 0.015 0.015 0.015, 0.04, 0.01, /subtotal, 0.06 or 0.05",
    "GBP, 10.00, 10.00, 2.01, /taxTotal, 2.00",
    "JPY, 10.4 10.4, 20.8, 4, /subtotal, 20 or 21",
  })
  void refusesOtherSumsAndSaysWhatWasExpected(
      String currency, String prices, String subtotal, String tax, String pointer, String says) {
    assertThat(refusal("inv-1", priced(currency, prices, subtotal, tax)).faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer);
              assertThat(fault.detail()).contains(says);
            });
  }

  private static String priced(String currency, String prices, String subtotal, String tax) {
    String lines =
        Stream.of(prices.split(" "))
            .map("{\"description\":\"a\",\"quantity\":1,\"unitPrice\":%s}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    return """
        {"version":1,"number":"1","status":"sent","issueDate":"2026-10-01","currency":"%s",
         "client":{"clientId":"c","name":"C"},"lines":%s,"taxRate":20,
         "subtotal":%s,"taxTotal":%s,"total":%s}
        """
        .formatted(
            currency,
            lines,
            subtotal,
            tax,
            new BigDecimal(subtotal).add(new BigDecimal(tax)).toPlainString());
  }

  @ParameterizedTest(name = "invoice {0} {1}, line {2} {3} → {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "0,  -,                 -, -,            /taxReason",
        "0,  standard,          -, -,            /taxReason",
        "0,  reduced,           -, -,            /taxReason",
        "20, zero_rated_export, -, -,            /taxReason",
        "20, standard,          0, -,            /lines/0/taxReason",
        "20, standard,          0, standard,     /lines/0/taxReason",
        "20, standard,          -, exempt,       /lines/0/taxReason",
        "0,  exempt,            5, out_of_scope, /lines/0/taxReason",
        "0,  exempt,            -, reduced,      /lines/0/taxReason",
      })
  void refusesARateWhoseReasonIsMissingOrAnothers(
      String rate, String reason, String lineRate, String lineReason, String pointer) {
    assertThat(refusal("inv-1", taxed(rate, reason, lineRate, lineReason)).faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer);
              assertThat(fault.detail()).contains("Send ");
            });
  }

  @ParameterizedTest(name = "invoice {0} {1}, line {2} {3} → {4} {5}")
  @CsvSource(
      nullValues = "-",
      value = {
        "20, -,             -,    -,       20,   STANDARD",
        "20, reduced,       20.0, -,       20.0, REDUCED",
        "20, reduced,       -,    -,       20,   REDUCED",
        "20, standard,      5,    reduced, 5,    REDUCED",
        "20, reduced,       5,    -,       5,    STANDARD",
        "20, -,             0,    exempt,  0,    EXEMPT",
        "0,  out_of_scope,  -,    -,       0,    OUT_OF_SCOPE",
        "0,  out_of_scope,  0,    -,       0,    OUT_OF_SCOPE",
        "0,  out_of_scope,  -,    exempt,  0,    EXEMPT",
        "0,  not_registered, 20,  -,       20,   STANDARD",
      })
  void aLineHasItsOwnTaxOrElseTheInvoices(
      String rate,
      String reason,
      String lineRate,
      String lineReason,
      BigDecimal effectiveRate,
      TaxReason effectiveReason) {
    Invoice invoice = reader.read("inv-1", taxed(rate, reason, lineRate, lineReason));
    LineItem line = invoice.lines().get(0);
    assertThat(line.effectiveTaxRate(invoice)).isEqualTo(effectiveRate);
    assertThat(line.effectiveTaxReason(invoice)).isEqualTo(effectiveReason);
  }

  /** An invoice of one line at 100.00, so that the tax in money is the rate. */
  private static String taxed(String rate, String reason, String lineRate, String lineReason) {
    String tax = lineRate == null ? rate : lineRate;
    return """
    {"version":1,"number":"1","status":"sent","issueDate":"2026-10-01","currency":"GBP",
     "client":{"clientId":"c","name":"C"},
     "lines":[{"description":"a","quantity":1,"unitPrice":100.00,"taxRate":%s,"taxReason":%s}],
     "taxRate":%s,"taxReason":%s,"subtotal":100.00,"taxTotal":%s,"total":%s}
    """
        .formatted(
            lineRate,
            quoted(lineReason),
            rate,
            quoted(reason),
            tax,
            new BigDecimal(tax).add(new BigDecimal(100)));
  }

  private static String quoted(String text) {
    return text == null ? null : '"' + text + '"';
  }
}
