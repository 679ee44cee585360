package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a company has set up decides what can be booked, and is named when it is in the way. */
abstract class QuickBooksCompanyContract extends QuickBooksContract {
  private final TestInvoice invoice = TestInvoice.plain();

  @AfterEach
  void setUpAsBefore() {
    people.switchCustomNumbers(true);
    people.switchSalesTax(true);
    people.switchMultiCurrency(true);
    people.roundTaxByLine(false);
    people.speakFrench(false);
    people.closeBooks(null);
    companyIsReadAgain();
    coportal.forgetRounding(ledger, ledger.home());
  }

  @Test
  void aCompanyThatNumbersItselfIsToldHowToLetCoPortalNumber() {
    people.switchCustomNumbers(false);
    companyIsReadAgain();

    assertFailed(workspace.sync(invoice), "numbers-not-ours", "custom transaction numbers");
    assertThat(writes()).isEmpty();
    people.switchCustomNumbers(true);

    workspace.synced(invoice);
    assertThat(booked(invoice).number()).isEqualTo(invoice.number());
  }

  @Test
  void aNumberThatIsKeptThoughTheCompanyHasBegunToNumberItselfIsFine() {
    workspace.synced(TestInvoice.plain());
    people.switchCustomNumbers(false);

    workspace.synced(invoice);

    assertThat(booked(invoice).number()).isEqualTo(invoice.number());
  }

  @Test
  void aNumberOfTwentyTwoCharactersIsRefusedBeforeAnythingIsWritten() {
    String longest = "%-21s".formatted(invoice.number()).replace(' ', '0');

    assertFailed(workspace.sync(invoice.number(longest + "1")), "number-too-long", "shorter");
    assertThat(writes()).isEmpty();
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();

    workspace.synced(invoice.version(2).number(longest));
  }

  @Test
  void aCompanyWithoutTaxTakesNoTaxAndTakesTheRest() {
    people.switchSalesTax(false);
    companyIsReadAgain();
    TestInvoice untaxed = TestInvoice.plain().tax("0", "not_registered");

    assertFailed(workspace.sync(invoice), "tax-not-set-up", "tax");
    assertThat(writes()).isEmpty();
    workspace.synced(untaxed);

    assertThat(booked(untaxed).total()).isEqualByComparingTo(untaxed.subtotal());
    people.switchSalesTax(true);
    workspace.synced(invoice);
  }

  @Test
  void taxThatWasSwitchedOffMeanwhileIsSeenInTheAnswer() {
    workspace.synced(TestInvoice.plain());
    people.switchSalesTax(false);

    JsonNode outcome = workspace.sync(invoice);

    assertStopped(outcome, "DIFFERENT", "totals-differ", "Compare");
    assertThat(outcome.path("error").path("message").asText()).contains("254.82", "212.35");
    people.switchSalesTax(true);
    companyIsReadAgain();
    workspace.synced(invoice);
    assertThat(booked(invoice).total()).isEqualByComparingTo("254.82");
  }

  @Test
  void aCompanyThatRoundsTaxByLineIsFoundOutByItsAnswer() {
    people.roundTaxByLine(true);
    TestInvoice penny = penniesApart();

    JsonNode outcome = workspace.sync(penny);

    assertStopped(outcome, "DIFFERENT", "totals-differ", "Compare");
    assertThat(outcome.path("error").path("message").asText()).contains("36.11", "36.12");
    assertThat(ledger.invoices(penny.number())).hasSize(1);
    TestInvoice next = penniesApart();
    assertFailed(workspace.sync(next), "totals-differ", "totalsCure");
    assertThat(ledger.invoices(next.number())).isEmpty();
    workspace.change("{\"totalsCure\": \"accept\"}");
    workspace.await(next.id(), "SYNCED");
    assertThat(booked(next).total()).isEqualByComparingTo("36.12");
    people.roundTaxByLine(false);
  }

  @Test
  void aCompanyThatRoundsOnTheSumAgainIsFoundOutLikewise() {
    people.roundTaxByLine(true);
    workspace.sync(penniesApart());
    people.roundTaxByLine(false);
    companyIsReadAgain();
    workspace.change("{\"totalsCure\": \"accept\"}");

    JsonNode outcome = workspace.sync(penniesApart());

    assertStopped(outcome, "DIFFERENT", "totals-differ", "Compare");
    workspace.change("{\"totalsCure\": \"hold\"}");
    TestInvoice next = penniesApart();
    workspace.synced(next);
    assertThat(booked(next).total()).isEqualByComparingTo("36.11");
  }

  /** 36.11 with the tax of their sum, 36.12 with each line's. */
  private static TestInvoice penniesApart() {
    return TestInvoice.blank()
        .line("One", "1", "10.03")
        .line("Two", "1", "10.03")
        .line("Three", "1", "10.03");
  }

  @Test
  void aServiceItemBeyondTheFirstThousandCanBeChosen() {
    String income = people.idOf("Account", "Sales of services");
    List<String> items =
        IntStream.rangeClosed(1, 1_000).mapToObj(n -> people.addItem("Item " + n, income)).toList();
    companyIsReadAgain();
    workspace.change("{\"account\": \"%s\"}".formatted(items.get(999)));

    workspace.synced(invoice);

    assertThat(booked(invoice).lines())
        .extracting(BookedInvoice.Line::account)
        .containsOnly(items.get(999));
    items.forEach(people::inactivateItem);
  }

  @Test
  void aCompanyThatGivesUpItsCurrenciesIsNamed() {
    people.switchMultiCurrency(false);
    companyIsReadAgain();
    TestInvoice dollars = TestInvoice.plain().currency("USD").tax("0", "zero_rated_export");

    assertFailed(workspace.sync(dollars), "currency-not-enabled", "currency");
    workspace.synced(invoice);

    people.switchMultiCurrency(true);
    workspace.synced(dollars);
  }

  @Test
  void refusalsInAnotherLanguageMeanTheSame() {
    workspace.synced(TestInvoice.plain());
    people.speakFrench(true);
    people.closeBooks(LocalDate.parse(TestInvoice.ISSUED));

    JsonNode outcome = workspace.sync(invoice);

    assertFailed(outcome, "period-locked", "closing date");
    assertThat(outcome.path("error").path("message").asText()).contains("Veuillez corriger");
    people.closeBooks(null);
    workspace.synced(invoice);
  }

  @Test
  void aNumberTakenInAnotherLanguageIsAStrangersAllTheSame() {
    people.speakFrench(true);
    people.takeNumber(invoice.number());
    BookedInvoice stranger = booked(invoice);

    assertFailed(workspace.sync(invoice), "number-taken", "Renumber");

    assertThat(booked(invoice)).isEqualTo(stranger);
  }

  @Test
  void anItemThatWasRetiredIsNamedAndAnotherChoiceSetsItGoing() {
    workspace.change("{\"account\": \"11\"}");
    workspace.synced(TestInvoice.plain());
    people.inactivateItem("11");

    JsonNode refused = workspace.sync(invoice);
    JsonNode asking = workspace.press(invoice.id()).json();

    assertState(refused, "FAILED");
    assertThat(refused.path("error").path("cure").asText()).contains("account");
    assertState(asking, "FAILED");
    assertThat(asking.path("error").path("code").asText()).startsWith("account-");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
    workspace.change("{\"account\": \"10\"}");
    workspace.await(invoice.id(), "SYNCED");
    people.reactivateItem("11");
  }

  @Test
  void aTaxCodeThatWasRetiredIsNamed() {
    String code = people.addTaxCode("12.5% T", "12.5");
    companyIsReadAgain();
    workspace.synced(TestInvoice.plain().tax("12.5", "reduced"));
    people.inactivateTaxCode(code);

    assertState(workspace.sync(invoice.tax("12.5", "reduced")), "FAILED");

    JsonNode asking = workspace.press(invoice.id()).json();
    assertState(asking, "FAILED");
    assertThat(asking.path("error").path("code").asText()).startsWith("tax-");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void aCurrencyWithoutARateIsNamed() {
    people.addCurrency("CHF");
    companyIsReadAgain();

    JsonNode outcome = workspace.sync(invoice.currency("CHF").tax("0", "zero_rated_export"));

    assertFailed(outcome, "exchange-rate-missing", "rate");
    assertThat(writes()).isEmpty();
  }
}
