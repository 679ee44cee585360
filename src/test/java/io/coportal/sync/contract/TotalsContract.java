package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where CoPortal and the ledger round otherwise, the owner says which of the two gives way. */
abstract class TotalsContract extends LedgerContract {
  TotalsContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  /** CoPortal shows 1.01, and each line rounded 1.02. */
  private static TestInvoice twoCentsOfLinesApart() {
    return TestInvoice.blank()
        .line("One", "1", "0.335")
        .line("Two", "1", "0.335")
        .line("Three", "1", "0.335");
  }

  private static TestInvoice nothingApart() {
    return TestInvoice.blank().line("One", "1", "0.34");
  }

  @Test
  void aCentOfTheSubtotalWaitsForItsOwner() {
    TestInvoice invoice = twoCentsOfLinesApart();

    JsonNode outcome = workspace.sync(invoice);

    assertHeld(outcome, "totals-differ", "totalsCure");
    assertThat(outcome.path("error").path("message").asText())
        .contains("1.01", "1.02", "off by 0.01", "line 1 (One)");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void whatIsHeldGoesByItselfOnceTheOwnerAcceptsTheLedgersTotals() {
    TestInvoice invoice = twoCentsOfLinesApart();
    workspace.sync(invoice);

    workspace.change("{\"totalsCure\": \"accept\"}");

    workspace.await(invoice.id(), "SYNCED");
    assertThat(booked(invoice).subtotal()).isEqualByComparingTo("1.02");
    assertThat(booked(invoice).lines()).hasSize(3);
    assertThat(difference(invoice).path("subtotal").decimalValue()).isEqualByComparingTo("0.01");
    assertThat(difference(invoice).path("total").decimalValue())
        .isEqualByComparingTo(booked(invoice).total().subtract(invoice.total()));
    ledger.journal().clear();
    workspace.press(invoice.id());
    assertThat(writes()).isEmpty();
    workspace.synced(invoice.version(2).withoutLines().line("One", "1", "0.34"));
    assertThat(difference(invoice).isMissingNode()).isTrue();
  }

  @Test
  void aPaidInvoiceIsNotHeldBackForADifferenceThatWasAccepted() {
    workspace.change("{\"totalsCure\": \"accept\"}");
    TestInvoice invoice = twoCentsOfLinesApart();
    String externalId = workspace.synced(invoice).path("externalId").asText();
    ledger.books().pay(externalId, new BigDecimal("0.50"));

    workspace.synced(invoice.version(2));

    assertThat(booked(invoice).subtotal()).isEqualByComparingTo("1.02");
  }

  @Test
  void aRoundingLineComesAndGoesWithTheDifference() {
    withRoundingLines();
    TestInvoice invoice = twoCentsOfLinesApart();

    workspace.synced(invoice);

    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(booked(invoice).lines())
        .hasSize(4)
        .last()
        .satisfies(line -> assertThat(line.amount()).isNegative());

    workspace.synced(invoice.version(2).line("Four", "1", "10"));
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(booked(invoice).lines())
        .extracting(BookedInvoice.Line::description)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("One"),
            two -> assertThat(two).startsWith("Two"),
            three -> assertThat(three).startsWith("Three"),
            four -> assertThat(four).startsWith("Four"),
            last -> assertThat(last).isEqualTo("Rounding"));

    workspace.synced(invoice.version(3).withoutLines().line("One", "1", "0.34"));
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(booked(invoice).lines()).hasSize(1);
  }

  @Test
  void moreThanTheOwnersLimitIsHeldWhateverTheCure() {
    withRoundingLines();
    workspace.change("{\"totalsLimit\": 1}");
    TestInvoice invoice = twoCentsOfLinesApart();
    for (int n = 0; n < 3; n++) {
      invoice.line("More", "1", "0.335");
    }

    assertHeld(workspace.sync(invoice), "totals-differ", "totalsLimit");

    workspace.change("{\"totalsLimit\": 10}");
    workspace.await(invoice.id(), "SYNCED");
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void anAccountThatIsNotThereTakesNoRoundingLine() {
    workspace.change("{\"totalsCure\": \"line\", \"roundingAccount\": \"no-such\"}");

    assertHeld(
        workspace.sync(twoCentsOfLinesApart()), "rounding-account-not-chosen", "roundingAccount");

    workspace.synced(nothingApart());
  }

  @Test
  void aCureThatTheLedgerDoesNotHaveIsSaidWithThoseItHas() {
    workspace.change("{\"totalsCure\": \"stated-tax\"}");
    TestInvoice invoice = twoCentsOfLinesApart();

    JsonNode outcome = workspace.sync(invoice);

    assertHeld(
        outcome,
        ledger.roundsTaxByLine() ? "totals-differ" : "totals-cure-not-possible",
        "totalsCure");
  }

  @ParameterizedTest
  @CsvSource({"20, 10.03, 6.02", "5, 10.10, 1.52", "20, 0.02, 0.01"})
  void taxIsCoPortalsToTheCentByItself(String percent, String price, String tax) {
    TestInvoice invoice =
        TestInvoice.blank()
            .tax(percent, percent.equals("5") ? "reduced" : "standard")
            .line("One", "1", price)
            .line("Two", "1", price)
            .line("Three", "1", price);

    workspace.synced(invoice);

    assertThat(invoice.taxTotal()).isEqualByComparingTo(tax);
    assertThat(booked(invoice).taxTotal()).isEqualByComparingTo(tax);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void taxStaysCoPortalsWhenTheInvoiceChanges() {
    TestInvoice invoice =
        TestInvoice.blank()
            .line("One", "1", "10.03")
            .line("Two", "1", "10.03")
            .line("Three", "1", "10.03");
    workspace.synced(invoice);

    workspace.synced(invoice.version(2).line("Four", "1", "10.03"));
    assertThat(booked(invoice).taxTotal()).isEqualByComparingTo(invoice.taxTotal());

    workspace.synced(invoice.version(3).withoutLines().line("One", "1", "10"));
    assertThat(booked(invoice).taxTotal()).isEqualByComparingTo("2.00");
  }

  private JsonNode difference(TestInvoice invoice) {
    return workspace.read(invoice.id()).path("totalsDifference");
  }

  private void withRoundingLines() {
    workspace.change(
        "{\"totalsCure\": \"line\", \"roundingAccount\": %s}".formatted(ledger.roundingAccount()));
  }

  private static void assertHeld(JsonNode outcome, String code, String cure) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo(code);
    assertThat(outcome.path("error").path("cure").asText()).contains(cure);
  }
}
