package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.Totals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger made of an invoice is compared in all that an owner has to know. */
class DifferencesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-08-03");

  @Test
  void equalFiguresOfAnotherScaleAgree() {
    assertThat(Differences.find(sent("1.310000"), held("INV-1", "120.0", "1.31"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "INV-1, 120.01, 1.31, totals-differ",
    "1042, 120.00, 1.31, number-differs",
    "INV-1, 120.00, 1, exchange-rate-differs"
  })
  void whatDiffersIsNamedWithACure(String number, String total, String rate, String code) {
    Refusal difference = Differences.find(sent("1.31"), held(number, total, rate));

    assertThat(difference.code()).isEqualTo(code);
    assertThat(difference.cure()).isNotBlank();
    assertThat(Differences.isOne(code)).isTrue();
  }

  @Test
  void aRateThatTheLedgerSetsByItselfIsNoDifference() {
    assertThat(Differences.find(sent(null), held("INV-1", "120.00", "1.31"))).isNull();
  }

  private static PreparedInvoice sent(String rate) {
    return new PreparedInvoice(
        "CREATE",
        null,
        null,
        false,
        false,
        "INV-1",
        "INV-1",
        "https://app.coportal.example/1",
        DAY,
        DAY,
        "USD",
        true,
        rate == null ? null : new BigDecimal(rate),
        false,
        "7",
        true,
        null,
        List.of(),
        totals("120.00"),
        null);
  }

  private static HeldInvoice held(String number, String total, String rate) {
    return new HeldInvoice(
        "145",
        number,
        "https://app.coportal.example/1",
        HeldInvoice.Status.OPEN,
        "0",
        null,
        null,
        new BigDecimal(total),
        null,
        DAY,
        null,
        "USD",
        new BigDecimal(rate),
        totals(total),
        List.of());
  }

  private static Totals totals(String total) {
    return new Totals(new BigDecimal(total), BigDecimal.ZERO, new BigDecimal(total));
  }
}
