package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.Rounding.TaxedLine;
import io.coportal.sync.ledger.TaxRate.Charge;
import io.coportal.sync.ledger.TaxRate.Component;
import io.coportal.sync.ledger.TaxRate.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates change on a day, add up, and stand on top of each other. */
class TaxRateTest {
  private static final LocalDate DAY = LocalDate.parse("2026-08-03");

  @ParameterizedTest
  @CsvSource({
    "2010-12-31, 17.5, true",
    "2011-01-03, 17.5, true",
    "2011-01-04, 17.5, false",
    "2011-01-04, 20, true",
    "2026-08-03, 20.0, true",
    "2009-12-31, 17.5, false"
  })
  void thePeriodOfTheInvoicesDateDecides(LocalDate day, BigDecimal percent, boolean charged) {
    TaxRate standard =
        of(
            new Component(
                null,
                false,
                List.of(
                    period("17.5", "2010-01-01", "2011-01-03"), period("20", "2011-01-04", null))));

    assertThat(standard.charges(percent, day)).isEqualTo(charged);
  }

  @Test
  void taxesOfOneCodeAddUp() {
    TaxRate rate = of(component(false, "5"), component(false, "9.975"));

    assertThat(rate.charges(new BigDecimal("14.975"), DAY)).isTrue();
    assertThat(rate.chargesOn(DAY))
        .extracting(Charge::percent)
        .containsExactly(new BigDecimal("5"), new BigDecimal("9.975"));
  }

  @Test
  void aTaxOnTaxIsChargedOnTheAmountWithTheTaxBeforeIt() {
    TaxRate rate = of(component(false, "5"), component(true, "8"));

    assertThat(rate.charges(new BigDecimal("13.4"), DAY)).isTrue();
  }

  @Test
  void aCodeForAnyRateTakesEveryPositiveOneAndNoZero() {
    TaxRate taxable = new TaxRate("TAX", "Taxable", null, true, true, true, null);

    assertThat(taxable.charges(new BigDecimal("8.25"), DAY)).isTrue();
    assertThat(taxable.charges(BigDecimal.ZERO, DAY)).isFalse();
  }

  @Test
  void aCodeWithoutAnyRateIsNotZeroPercent() {
    TaxRate unknown = new TaxRate("?", "Unknown", null, true, true, false, null);

    assertThat(unknown.charges(BigDecimal.ZERO, DAY)).isFalse();
  }

  @Test
  void perRateEachTaxOfACodeIsRoundedByItself() {
    // 7.1 % and 2 % of 422: 29.962 and 8.44; by line the first would come to 29.97.
    List<TaxedLine> lines =
        List.of(line("75", "7.1", "2"), line("72", "7.1", "2"), line("275", "7.1", "2"));

    assertThat(Rounding.PER_RATE.totals(lines, 2).taxTotal()).isEqualByComparingTo("38.40");
  }

  @Test
  void perLineEachLineIsRoundedAndPerRateTheirSum() {
    List<TaxedLine> lines = List.of(line("10.03", "20"), line("10.03", "20"), line("10.03", "20"));

    assertThat(Rounding.PER_LINE.totals(lines, 2).taxTotal()).isEqualByComparingTo("6.03");
    assertThat(Rounding.PER_RATE.totals(lines, 2).taxTotal()).isEqualByComparingTo("6.02");
  }

  @Test
  void perRateTaxesOfTheSamePercentageAreNotOne() {
    List<TaxedLine> lines =
        List.of(
            new TaxedLine(new BigDecimal("0.10"), List.of(new Charge("GST", new BigDecimal("5")))),
            new TaxedLine(new BigDecimal("0.10"), List.of(new Charge("PST", new BigDecimal("5")))));

    assertThat(Rounding.PER_RATE.totals(lines, 2).taxTotal()).isEqualByComparingTo("0.02");
  }

  private static TaxedLine line(String amount, String... percents) {
    return new TaxedLine(
        new BigDecimal(amount),
        List.of(percents).stream()
            .map(percent -> new Charge(percent, new BigDecimal(percent)))
            .toList());
  }

  private static TaxRate of(Component... components) {
    return new TaxRate("S", "Standard", null, true, true, false, List.of(components));
  }

  private static Component component(boolean compound, String percent) {
    return new Component(null, compound, List.of(period(percent, null, null)));
  }

  private static Period period(String percent, String from, String until) {
    return new Period(
        new BigDecimal(percent),
        from == null ? null : LocalDate.parse(from),
        until == null ? null : LocalDate.parse(until));
  }
}
