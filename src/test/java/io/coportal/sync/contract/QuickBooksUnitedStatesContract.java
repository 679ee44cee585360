package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.quickbooks.People;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sales tax in the United States: CoPortal's figure is booked, or the ledger's is shown. */
abstract class QuickBooksUnitedStatesContract extends QuickBooksContract {
  private static final String US = QuickBooksSimulator.UNITED_STATES;

  private final People americans = quickBooks.people(US);
  private final TestInvoice invoice = TestInvoice.plain().currency("USD").tax("8.25", "standard");

  @BeforeEach
  void connectTheCompany() {
    workspace.disconnect();
    companyIsReadAgain(US);
    workspace =
        newWorkspace()
            .connect(US, "{\"account\":\"3010\",\"taxChoices\":{\"out_of_scope\":\"NON\"}}");
  }

  @AfterEach
  void taxAsBefore() {
    americans.switchAutomatedSalesTax(false);
    companyIsReadAgain(US);
  }

  @Test
  void statedTaxIsBookedToTheCent() {
    workspace.synced(invoice);

    assertBooked("212.35", "17.52", "229.87");
    assertThat(bookedThere().lines()).extracting(BookedInvoice.Line::taxCode).containsOnly("TAX");
  }

  @Test
  void statedTaxFollowsAChange() {
    workspace.synced(invoice);

    workspace.synced(invoice.version(2).tax("5", "standard"));

    assertBooked("212.35", "10.62", "222.97");
  }

  @Test
  void untaxedLinesSaySo() {
    workspace.synced(invoice.tax("0", "out_of_scope"));

    assertBooked("212.35", "0", "212.35");
    assertThat(bookedThere().lines()).extracting(BookedInvoice.Line::taxCode).containsOnly("NON");
  }

  @Test
  void aLedgerThatFindsTaxItselfIsAskedAboutAndTheStatedFigureThenStands() {
    americans.switchAutomatedSalesTax(true);

    assertAsked();
    workspace.change("{\"salesTax\": \"stated\"}");

    workspace.await(invoice.id(), "SYNCED");
    assertBooked("212.35", "14.86", "227.21");
  }

  @Test
  void aComputedFigureThatDiffersIsShown() {
    americans.switchAutomatedSalesTax(true);

    assertAsked();
    workspace.change("{\"salesTax\": \"computed\"}");

    JsonNode outcome = workspace.await(invoice.id(), "DIFFERENT");
    assertStopped(outcome, "DIFFERENT", "totals-differ", "Compare");
    assertThat(outcome.path("error").path("message").asText()).contains("227.21", "229.87");
    assertBooked("212.35", "17.52", "229.87");
  }

  @Test
  void aPaidInvoiceWithAComputedFigureIsNotSaidToHaveChanged() {
    americans.switchAutomatedSalesTax(true);
    workspace.change("{\"salesTax\": \"computed\"}");
    workspace.sync(invoice.tax("7", "standard"));
    americans.recordPayment(bookedThere().externalId(), new BigDecimal("10"));

    JsonNode outcome = workspace.press(invoice.id()).json();

    assertStopped(outcome, "DIFFERENT", "totals-differ", "Compare");
    assertBooked("212.35", "17.52", "229.87");
  }

  @Test
  void aComputedFigureThatAgreesIsFine() {
    americans.switchAutomatedSalesTax(true);
    workspace.change("{\"salesTax\": \"computed\"}");

    workspace.synced(invoice);

    assertBooked("212.35", "17.52", "229.87");
  }

  @Test
  void withoutTaxNothingIsAsked() {
    americans.switchAutomatedSalesTax(true);

    workspace.synced(invoice.tax("0", "out_of_scope"));

    assertBooked("212.35", "0", "212.35");
  }

  private void assertAsked() {
    JsonNode asking = workspace.sync(invoice.tax("7", "standard"));
    assertFailed(asking, "sales-tax-not-chosen", "salesTax");
    assertThat(writes()).isEmpty();
  }

  private void assertBooked(String subtotal, String tax, String total) {
    BookedInvoice booked = bookedThere();
    assertThat(booked.subtotal()).isEqualByComparingTo(subtotal);
    assertThat(booked.taxTotal()).isEqualByComparingTo(tax);
    assertThat(booked.total()).isEqualByComparingTo(total);
  }

  private BookedInvoice bookedThere() {
    assertThat(ledger.invoices(US, invoice.number())).hasSize(1);
    return ledger.invoices(US, invoice.number()).get(0);
  }
}
