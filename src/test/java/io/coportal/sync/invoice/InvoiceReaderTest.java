package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coportal.sync.problem.Problem;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceReaderTest {
  private final InvoiceReader reader = new InvoiceReader();

  private Problem refusal(String id, String json) {
    Problem problem = catchThrowableOfType(Problem.class, () -> reader.read(id, json));
    assertThat(problem).as("refused").isNotNull();
    return problem;
  }

  @Test
  void readsEveryMember() {
    Invoice invoice = reader.read("inv-1", BadInvoices.GOOD);
    assertThat(invoice.id()).isEqualTo("inv-1");
    assertThat(invoice.status()).isEqualTo(InvoiceStatus.SENT);
    assertThat(invoice.client().address().city()).isEqualTo("London");
    assertThat(invoice.lines()).hasSize(2);
    assertThat(invoice.reference()).isEqualTo("PO 7");
    assertThat(invoice.url()).isEqualTo("https://app.coportal.example/invoices/inv-1");
  }

  @Test
  void keepsTheScaleOfEveryAmountAsSent() {
    Invoice invoice = reader.read("inv-1", BadInvoices.GOOD);
    assertThat(invoice.lines().get(0).quantity()).isEqualTo(new BigDecimal("1.50"));
    assertThat(invoice.lines().get(1).unitPrice()).isEqualTo(new BigDecimal("0.1000"));
    assertThat(invoice.subtotal()).isEqualTo(new BigDecimal("150.10"));
  }

  @Test
  void takesARateAboveZeroWithoutAReasonAsStandard() {
    assertThat(reader.read("inv-1", BadInvoices.GOOD).taxReason()).isEqualTo(TaxReason.STANDARD);
  }

  @Test
  void aLineWithoutItsOwnTaxHasTheInvoices() {
    Invoice invoice = reader.read("inv-1", BadInvoices.GOOD);
    LineItem line = invoice.lines().get(0);
    assertThat(line.taxRate()).isNull();
    assertThat(line.effectiveTaxRate(invoice)).isEqualTo(new BigDecimal("20"));
    assertThat(line.effectiveTaxReason(invoice)).isEqualTo(TaxReason.STANDARD);
  }

  @Test
  void aLineWithItsOwnRateIsStandardUnlessItSaysSo() {
    String json =
        BadInvoices.with("/lines/1/taxRate", "5")
            .replace("\"taxTotal\":30.02", "\"taxTotal\":30.01")
            .replace("\"total\":\"180.12\"", "\"total\":\"180.11\"");
    Invoice invoice = reader.read("inv-1", json);
    assertThat(invoice.lines().get(1).taxReason()).isEqualTo(TaxReason.STANDARD);
  }

  @Test
  void aMemberThatIsNullCountsAsLeftOut() {
    assertThat(reader.read("inv-1", BadInvoices.with("/dueDate", "null")).dueDate()).isNull();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("io.coportal.sync.invoice.BadInvoices#all")
  void refusesWhatIsWrongAndNamesThePlace(BadInvoices.Bad bad) {
    Problem problem = refusal("inv-1", bad.json());
    assertThat(problem.status()).isEqualTo(bad.says().equals("not a known member") ? 400 : 422);
    assertThat(problem.code()).isEqualTo("invalid-invoice");
    assertThat(problem.faults())
        .anySatisfy(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(bad.faultAt());
              assertThat(fault.detail()).contains(bad.says());
            })
        .allSatisfy(
            fault ->
                assertThat(fault.pointer())
                    .isIn(bad.faultAt(), "/subtotal", "/taxTotal", "/total"));
  }

  @Test
  void namesEveryOffendingPlaceAtOnce() {
    String json =
        BadInvoices.GOOD
            .replace("\"INV-1\"", "\"\"")
            .replace("\"2026-10-01\"", "\"2026-02-30\"")
            .replace("1.50", "0")
            .replace("ann@example.com", "ann");
    assertThat(refusal("inv-1", json).faults())
        .extracting(Problem.Fault::pointer)
        .contains("/number", "/issueDate", "/lines/0/quantity", "/client/email", "/subtotal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "not json",
        "{} {}",
        "{\"version\":1,\"version\":2}",
        "{\"total\":NaN}",
        "{\"total\":01}",
        "<a/>"
      })
  void refusesWhatIsNotJson(String text) {
    Problem problem = refusal("inv-1", text);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("not-json");
  }

  @Test
  void refusesDeepNestingAsUnreadable() {
    assertThat(refusal("inv-1", "[".repeat(2000)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"text\"", "{}"})
  void refusesJsonThatIsNoInvoice(String json) {
    assertThat(refusal("inv-1", json).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc",
        "..",
        "%2e%2e",
        "'; drop table",
        "${jndi:ldap://x}",
        "{{env:X}}",
        "#{1+1}",
        "${bean:x}",
        "",
        "a b"
      })
  void refusesAnIdThatCouldMeanMoreThanAnId(String id) {
    assertThat(refusal(id, BadInvoices.GOOD).faults())
        .singleElement()
        .extracting(Problem.Fault::pointer)
        .isEqualTo("");
  }

  @Test
  void aThousandAndOneLinesAreTooMany() {
    String line = "{\"description\":\"a\",\"quantity\":1,\"unitPrice\":1},";
    String lines = "[" + line.repeat(1001).replaceAll(",$", "") + "]";
    assertThat(refusal("inv-1", BadInvoices.with("/lines", lines)).faults())
        .singleElement()
        .extracting(Problem.Fault::pointer)
        .isEqualTo("/lines");
  }

  @Test
  void aHostileDocumentDoesNotGrowTheAnswerWithoutLimit() {
    String members =
        IntStream.range(0, 5000).mapToObj(i -> "\"x" + i + "\":1").collect(Collectors.joining(","));
    Problem problem = refusal("inv-1", "{" + members + "}");
    assertThat(problem.faults()).hasSize(1000);
    assertThat(problem.getMessage()).contains("5011 fault(s)");
  }

  @Test
  void aMemberNameThatCannotBeWrittenIsShownWithoutItsBadCharacters() {
    String json = "{\"\\ud83d\\u0000" + "x".repeat(500) + "\":1}";
    assertThat(refusal("inv-1", json).faults())
        .extracting(Problem.Fault::pointer)
        .anyMatch(pointer -> pointer.startsWith("/\uFFFD\uFFFDxxx") && pointer.length() < 70);
  }

  @Test
  void aDocumentOnceAcceptedStaysReadableWhenTheRulesBecomeStricter() {
    String brokenToday = BadInvoices.with("/number", "\"" + "9".repeat(300) + "\"");
    assertThat(InvoiceReader.accepted("inv-1", brokenToday).number()).hasSize(300);
  }
}
