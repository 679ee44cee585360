package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the owner can decide is asked once, with the choices, and the answer sets it going. */
abstract class ChoiceContract extends LedgerContract {
  private final TestInvoice invoice = TestInvoice.plain();

  ChoiceContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @BeforeEach
  void startWithoutChoices() {
    workspace.disconnect();
    workspace = newWorkspace();
  }

  @Test
  void aMissingAccountIsAskedForByName() {
    workspace.connect(ledger.home(), "{}");

    assertAsksFor("account-not-chosen", ledger.accountAsOffered(), ledger.homeSettings());
  }

  @Test
  void zeroPercentIsNeverGuessed() {
    workspace.connect(ledger.home(), ledger.settingsWithAccountOnly());
    invoice.tax("0", "exempt");

    assertAsksFor(
        "tax-reason-not-chosen",
        ledger.exemptTaxCode(),
        "{\"taxChoices\": {\"exempt\": \"%s\"}}".formatted(ledger.exemptTaxCode()));

    assertThat(booked(invoice).lines())
        .extracting(BookedInvoice.Line::taxCode)
        .containsOnly(ledger.exemptTaxCode());
  }

  @Test
  void aRateOfSeveralTaxCodesIsAskedAbout() {
    var tax = ledger.ambiguousTax();
    workspace.connect(tax.organisation(), tax.settings());
    invoice.currency(tax.currency()).tax(tax.percent(), "standard");

    assertAsksFor(
        "tax-rate-ambiguous",
        tax.choice(),
        "{\"taxChoices\": {\"%s\": \"%s\"}}".formatted(tax.percent(), tax.choice()));
  }

  private void assertAsksFor(String code, String offered, String answer) {
    JsonNode asking = workspace.sync(invoice);
    assertThat(asking.path("state").asText()).as(asking.toString()).isEqualTo("FAILED");
    assertThat(asking.path("error").path("code").asText()).isEqualTo(code);
    assertThat(asking.path("error").path("cure").asText()).contains(offered);
    assertThat(asking.path("error").path("link").asText()).contains(workspace.id(), "settings");
    assertThat(writes()).isEmpty();

    assertThat(workspace.change(answer).status()).isEqualTo(200);

    workspace.await(invoice.id(), "SYNCED");
  }
}
