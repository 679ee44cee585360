package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new invoice is refused for, in the ledger's words. */
class InvoiceRulesTest {
  private static final String PATH = "Invoices?summarizeErrors=false";

  private XeroSimulator xero;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  static Stream<Arguments> invoices() {
    var good = Samples.invoice("R-1");
    return Stream.of(
        arguments(good.replace("ACCREC", "INVOICE"), "Invoice not of valid type for creation"),
        arguments(good.replace("AUTHORISED", "VOIDED"), "Invoice not of valid status for creation"),
        arguments(good.replace("AUTHORISED", "PAID"), "Invoice not of valid status for creation"),
        arguments(
            good.replaceAll("\"Contact\":\\{.*?},", ""),
            "A Contact must be specified for this type of transaction"),
        arguments(
            good.replace(Samples.BAKERY.toString(), Samples.EXISTING.toString()),
            "A Contact must be specified for this type of transaction"),
        arguments(
            good.replaceAll("\"ContactID\":\".*?\"", ""),
            "The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber"),
        arguments(
            good.replace(Samples.BAKERY.toString(), Samples.ARCHIVED.toString()),
            "The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes."),
        arguments(good.replace("R-1", "existing-1"), "Invoice # must be unique."),
        arguments(
            good.replace("R-1", "R".repeat(256)), "InvoiceNumber must not exceed 255 characters"),
        arguments(
            good.replace("R-1", "Ü-1"), "Invoice # must contain printable ASCII characters only"),
        arguments(
            good.replaceAll("\"DueDate\":\".*?\",", ""),
            "The document DueDate field must be specified."),
        arguments(
            Samples.invoice("R-1", Samples.lines()), "One or more line items must be specified"),
        arguments(
            with("\"CurrencyCode\":\"JPY\""), "Organisation is not subscribed to currency JPY"),
        arguments(with("\"Url\":\"/invoices/1\""), "Url must be a valid absolute url"),
        arguments(with("\"Url\":\"https://xero.example/1\""), "Url must be a valid absolute url"),
        arguments(with("\"Total\":121"), "The document total does not equal the sum of the lines."),
        arguments(
            line("\"Description\":\"\",\"UnitAmount\":1,\"AccountCode\":\"200\""),
            "Description must be specified for each line item without an item code"),
        arguments(
            line("\"ItemCode\":\"NONE\",\"Description\":\"a\""), "Item code 'NONE' is not valid"),
        arguments(work("\"UnitAmount\":1"), "Account code must be specified"),
        arguments(account("999"), "Account code '999' is not a valid code for this document."),
        arguments(account("090"), "Account code '090' is not a valid code for this document."),
        arguments(account("610"), "Account code '610' is not a valid code for this document."),
        arguments(
            account("201"),
            "Account code '201' has been archived, or has been deleted. Each line item must reference a valid account."),
        arguments(
            work("\"UnitAmount\":1,\"AccountID\":\"" + Samples.EXISTING + "\""),
            "Account must be valid."),
        arguments(
            tax("INPUT2"), "The TaxType code 'INPUT2' cannot be used with account code '200'."),
        arguments(
            tax("20% (VAT on Income)"),
            "The TaxType code 20% (VAT on Income) does not exist or cannot be used for this type of transaction."),
        arguments(
            money("\"TaxAmount\":20.11"),
            "Tax amount 20.11 is incorrect for OUTPUT2 tax type, should be 20.00"),
        arguments(
            money("\"LineAmount\":99.99"),
            "The line total 99.99 does not match the expected line total 100.00"),
        arguments(
            money("\"DiscountRate\":101"),
            "The discount rate '101' is invalid. Discount must not be greater than the line total."),
        arguments(
            money("\"DiscountAmount\":100.01"),
            "The discount rate '100.01' is invalid. Discount must not be greater than the line total."),
        arguments(
            money("\"Tracking\":[{\"Name\":\"Region\",\"Option\":\"East\"}]"),
            "The tracking category 'Region' with option 'East' does not exist"),
        arguments(
            work("\"UnitAmount\":-1,\"AccountCode\":\"200\""),
            "The document total must not be negative."));
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void refusesInTheLedgersWords(String invoice, String message) {
    var answer = uk.put(PATH, invoice);

    assertThat(answer.messages()).contains(message);
    assertThat(xero.people(Samples.UK).invoices()).hasSize(1);
  }

  @Test
  void collectsEveryMessageOfAnInvoice() {
    var bad = Samples.invoice("EXISTING-1", Samples.lines(Samples.LINE.replace("200", "999")));

    assertThat(uk.put(PATH, bad.replaceAll("\"DueDate\":\".*?\",", "")).messages())
        .containsExactlyInAnyOrder(
            "Invoice # must be unique.",
            "The document DueDate field must be specified.",
            "Account code '999' is not a valid code for this document.");
  }

  @Test
  void refusesAnArchivedTaxRate() {
    xero.people(Samples.UK).archiveTaxRate("OUTPUT2");

    assertThat(uk.put(PATH, Samples.invoice("R-1")).messages())
        .containsExactly("Tax rate must be Active");
  }

  @Test
  void refusesALockedPeriodUpToItsLastDay() {
    xero.people(Samples.UK).lockPeriod(LocalDate.of(2026, 11, 20));
    assertThat(uk.put(PATH, Samples.invoice("R-1")).messages())
        .containsExactly(
            "The document date cannot be before the period lock date, currently set at 20 November 2026");

    xero.people(Samples.UK).lockPeriod(LocalDate.of(2026, 11, 19));
    assertThat(uk.put(PATH, Samples.invoice("R-1")).messages()).isEmpty();
  }

  @Test
  void letsADraftDoWithoutAccountsAndDueDate() {
    var draft =
        work("\"UnitAmount\":1")
            .replace("AUTHORISED", "DRAFT")
            .replaceAll("\"DueDate\":\".*?\",", "");

    var answer = uk.put(PATH, draft).invoice();

    assertThat(answer.path("Status").asText()).isEqualTo("DRAFT");
    assertThat(answer.has("DueDate")).isFalse();
  }

  @Test
  void takesTheDefaultsOfAnItem() {
    var line =
        uk.put(PATH, line("\"ItemCode\":\"HOUR\",\"Quantity\":2")).invoice().at("/LineItems/0");

    assertThat(line.path("Description").asText()).isEqualTo("An hour of work");
    assertThat(line.path("AccountCode").asText()).isEqualTo("200");
    assertThat(line.path("TaxType").asText()).isEqualTo("OUTPUT2");
    assertThat(line.path("LineAmount").decimalValue()).isEqualByComparingTo("190");
  }

  @Test
  void acceptsALineOfTextOnly() {
    var answer =
        uk.put(
            PATH,
            Samples.invoice("R-1", Samples.lines(Samples.LINE, "{\"Description\":\"Thank you\"}")));

    assertThat(answer.messages()).isEmpty();
    assertThat(answer.invoice().path("Total").decimalValue()).isEqualByComparingTo("120");
  }

  @Test
  void numbersAnInvoiceThatHasNoNumber() {
    var unnumbered = Samples.invoice("");

    assertThat(uk.put(PATH, unnumbered).invoice().path("InvoiceNumber").asText())
        .isEqualTo("INV-0001");
    assertThat(uk.put(PATH, unnumbered).invoice().path("InvoiceNumber").asText())
        .isEqualTo("INV-0002");
  }

  @Test
  void keepsTheNumberOfAVoidedInvoiceTakenUnlessTold() {
    xero.people(Samples.UK).voidByUser(Samples.EXISTING);
    var again = Samples.invoice("EXISTING-1");

    assertThat(uk.put(PATH, again).messages()).containsExactly("Invoice # must be unique.");
    xero.people(Samples.UK).deadInvoicesFreeTheirNumber(true);
    assertThat(uk.put(PATH, again).messages()).isEmpty();
  }

  @Test
  void createsAContactOfAnUnknownName() {
    var named = Samples.invoice("R-1").replaceAll("\"ContactID\":\".*?\"", "\"Name\":\"New One\"");

    uk.put(PATH, named);
    uk.put(PATH, named.replace("R-1", "R-2").replace("New One", "NEW ONE"));

    assertThat(xero.people(Samples.UK).contacts())
        .filteredOn(contact -> contact.path("Name").asText().equalsIgnoreCase("new one"))
        .hasSize(1);
  }

  @Test
  void marksAnInvoiceOverNothingPaid() {
    assertThat(
            uk.put(PATH, work("\"UnitAmount\":0,\"AccountCode\":\"200\""))
                .invoice()
                .path("Status")
                .asText())
        .isEqualTo("PAID");
  }

  @Test
  void acceptsARoundingLineWithoutTax() {
    var line = work("\"UnitAmount\":0.01,\"AccountCode\":\"860\",\"TaxType\":\"NONE\"");

    assertThat(uk.put(PATH, line).messages()).isEmpty();
  }

  private static String with(String member) {
    return Samples.invoice("R-1", member + "," + Samples.lines(Samples.LINE));
  }

  private static String line(String members) {
    return Samples.invoice("R-1", Samples.lines("{" + members + "}"));
  }

  private static String work(String members) {
    return line("\"Description\":\"Work\"," + members);
  }

  private static String money(String members) {
    return work("\"UnitAmount\":100,\"AccountCode\":\"200\"," + members);
  }

  private static String account(String code) {
    return work("\"UnitAmount\":1,\"AccountCode\":\"" + code + "\"");
  }

  private static String tax(String type) {
    return money("\"TaxType\":\"" + type + "\"");
  }
}
