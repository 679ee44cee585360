package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerUnderTest.SampleBooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Yen have no smaller unit and dinars a thousandth; ledgers keep two decimals of each. What agrees
 * goes, what cannot agree is the owner's to decide.
 */
abstract class MinorUnitsContract extends LedgerContract {
  private SampleBooks books;

  MinorUnitsContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @BeforeEach
  void keepBooksInForints() {
    workspace.disconnect();
    books = ledger.booksOf("hu-digital").orElseThrow();
    workspace = newWorkspace();
    workspace.connect(books.organisation(), books.settings());
  }

  private static TestInvoice in(String currency) {
    return TestInvoice.blank().currency(currency).tax("27", "standard");
  }

  /** Half yen in each line, and 0.27 of one in the tax: 999, 270 and 1,269. */
  private static TestInvoice partsOfYen() {
    return in("JPY").line("One", "1.5", "333").line("Two", "1.5", "333");
  }

  /** A thousandth of a dinar. */
  private static TestInvoice thousandths() {
    return TestInvoice.blank()
        .currency("KWD")
        .tax("0", "zero_rated_export")
        .line("One", "1", "10.001");
  }

  @Test
  void wholeYenAgree() {
    TestInvoice invoice = in("JPY").line("One", "2", "500").line("Two", "1.5", "200");

    workspace.synced(invoice);

    assertThat(inBooks(invoice).total()).isEqualByComparingTo("1651");
    assertThat(difference(invoice).isMissingNode()).isTrue();
  }

  @Test
  void aLineOfHalfYenIsBookedAsCoPortalRoundsIt() {
    TestInvoice invoice =
        TestInvoice.blank()
            .currency("JPY")
            .tax("0", "zero_rated_export")
            .line("Work", "1.5", "333");

    workspace.synced(invoice);

    assertThat(invoice.total()).isEqualByComparingTo("500");
    assertThat(inBooks(invoice).total()).isEqualByComparingTo("500");
  }

  @Test
  void partsOfYenWaitUntilTheOwnerAcceptsThem() {
    TestInvoice invoice = partsOfYen();

    assertHeld(workspace.sync(invoice));
    workspace.change("{\"totalsCure\": \"accept\"}");
    workspace.await(invoice.id(), "SYNCED");

    assertThat(difference(invoice).path("total").decimalValue())
        .isEqualByComparingTo(inBooks(invoice).total().subtract(invoice.total()))
        .isNotZero();
  }

  @Test
  void partsOfYenAreMadeUpForByARoundingLine() {
    withRoundingLines();
    TestInvoice invoice = partsOfYen();

    workspace.synced(invoice);

    assertThat(inBooks(invoice).lines()).hasSize(3);
    assertThat(inBooks(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void dinarsOfTwoDecimalsAgree() {
    TestInvoice invoice = in("KWD").line("One", "2", "10.500");

    workspace.synced(invoice);

    assertThat(inBooks(invoice).total()).isEqualByComparingTo("26.67");
    assertThat(difference(invoice).isMissingNode()).isTrue();
  }

  @Test
  void aThousandthOfADinarIsAcceptedOrHeldAndNeverMadeUpFor() {
    withRoundingLines();
    TestInvoice invoice = thousandths();

    assertHeld(workspace.sync(invoice));
    workspace.change("{\"totalsCure\": \"accept\"}");
    workspace.await(invoice.id(), "SYNCED");

    assertThat(inBooks(invoice).total()).isEqualByComparingTo("10.00");
    assertThat(difference(invoice).path("total").decimalValue()).isEqualByComparingTo("-0.001");
  }

  /** Tax of 2.836 and 2.84. */
  @Test
  void aThousandthOfTaxIsNotStatedToALedgerThatWouldRoundIt() {
    TestInvoice invoice = in("KWD").line("One", "1", "10.50").line("Two", "0.01", "0.2");

    assertHeld(workspace.sync(invoice));
  }

  private BookedInvoice inBooks(TestInvoice invoice) {
    return ledger.invoices(books.organisation(), invoice.number()).get(0);
  }

  private JsonNode difference(TestInvoice invoice) {
    return workspace.read(invoice.id()).path("totalsDifference");
  }

  private void withRoundingLines() {
    workspace.change(
        "{\"totalsCure\": \"line\", \"roundingAccount\": %s}"
            .formatted(books.roundingAccount(ledger)));
  }

  private void assertHeld(JsonNode outcome) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo("totals-differ");
    assertThat(writes()).isEmpty();
  }
}
