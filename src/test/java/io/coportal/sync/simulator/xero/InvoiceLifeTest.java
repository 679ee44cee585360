package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may still be done to an invoice that is in the ledger. */
class InvoiceLifeTest {
  private static final String FROZEN =
      "This document cannot be edited as it has a payment or credit note allocated to it.";

  private XeroSimulator xero;
  private People people;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    people = xero.people(Samples.UK);
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DRAFT, SUBMITTED, true",
    "DRAFT, AUTHORISED, true",
    "DRAFT, DELETED, true",
    "DRAFT, VOIDED, false",
    "DRAFT, PAID, false",
    "SUBMITTED, DRAFT, true",
    "SUBMITTED, DELETED, true",
    "AUTHORISED, VOIDED, true",
    "AUTHORISED, DELETED, false",
    "AUTHORISED, DRAFT, false",
  })
  void movesOnlyBetweenCertainStates(String from, String to, boolean allowed) {
    var id = create(Samples.invoice("R-1").replace("AUTHORISED", from));

    var answer = change(id, "\"Status\":\"" + to + "\"");

    assertThat(answer.status()).isEqualTo(allowed ? 200 : 400);
    assertThat(read(id).path("Status").asText()).isEqualTo(allowed ? to : from);
    if (!allowed) {
      assertThat(answer.messages()).containsExactly("Invoice not of valid status for modification");
      assertThat(answer.json().at("/Elements/0/InvoiceID").asText()).isEqualTo(id);
    }
  }

  @Test
  void leavesAVoidedInvoiceAlone() {
    var id = create(Samples.invoice("R-1"));
    change(id, "\"Status\":\"VOIDED\"");

    assertThat(change(id, "\"Reference\":\"late\"").messages())
        .containsExactly("Invoice not of valid status for modification");
    assertThat(read(id).path("AmountDue").decimalValue()).isEqualByComparingTo("0");
  }

  @Test
  void changesKnownLinesAddsNewOnesAndDropsMissingOnes() {
    var id =
        create(Samples.invoice("R-1", Samples.lines(Samples.LINE, Samples.LINE.replace("1", "2"))));
    var kept = read(id).at("/LineItems/1/LineItemID").asText();

    change(
        id,
        Samples.lines(
            "{\"LineItemID\":\"%s\",\"Description\":\"Changed\"}".formatted(kept),
            Samples.LINE.replace("Work", "Added")));

    assertThat(read(id).path("LineItems"))
        .extracting(line -> line.path("Description").asText())
        .containsExactly("Changed", "Added");
    assertThat(read(id).at("/LineItems/0/LineItemID").asText()).isEqualTo(kept);
    assertThat(read(id).path("LineItems")).hasSize(2);
  }

  @Test
  void keepsTheLinesOfAHeaderUpdate() {
    var id = create(Samples.invoice("R-1"));

    change(id, "\"Reference\":\"order 7\",\"SentToContact\":true");

    assertThat(read(id).path("LineItems")).hasSize(1);
    assertThat(read(id).path("Reference").asText()).isEqualTo("order 7");
    assertThat(read(id).path("SentToContact").asBoolean()).isTrue();
  }

  @Test
  void checksADraftsLinesWhenItIsApproved() {
    var draft =
        Samples.invoice("R-1", Samples.lines("{\"Description\":\"Work\",\"UnitAmount\":1}"))
            .replace("AUTHORISED", "DRAFT");

    assertThat(change(create(draft), "\"Status\":\"AUTHORISED\"").messages())
        .containsExactly("Account code must be specified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Reference\":\"new\"",
        "\"DueDate\":\"2027-01-01\"",
        "\"InvoiceNumber\":\"R-9\"",
        "\"Url\":\"https://coportal.example/i/1\"",
      })
  void letsPaidInvoicesChangeTheirHeader(String change) {
    assertThat(change(paid(), change).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"CurrencyCode\":\"EUR\" | " + FROZEN,
        "\"LineAmountTypes\":\"NoTax\" | " + FROZEN,
        "\"LineItems\":[{\"Description\":\"a\",\"UnitAmount\":1,\"AccountCode\":\"200\"}] | "
            + FROZEN,
        "\"Date\":\"2026-11-21\" | Date cannot be changed on an invoice that has payment or credit notes allocated to it.",
        "\"Status\":\"VOIDED\" | The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated to it.",
        "\"Status\":\"AUTHORISED\" | The status AUTHORISED cannot be applied to the invoice because it has payments or credit notes allocated to it.",
      })
  void refusesAnythingOfMoneyOnAPaidInvoice(String change, String message) {
    assertThat(change(paid(), change).messages()).contains(message);
  }

  @Test
  void letsAPaidInvoicesLineChangeItsTextOnly() {
    var id = paid();
    var line = read(id).at("/LineItems/0/LineItemID").asText();
    var text = Samples.lines("{\"LineItemID\":\"%s\",\"Description\":\"New\"}".formatted(line));

    assertThat(change(id, text).status()).isEqualTo(200);
    assertThat(change(id, text.replace("}", ",\"Quantity\":2}")).messages()).contains(FROZEN);
  }

  @Test
  void showsPaymentsAndReopensWithoutThem() {
    var id = create(Samples.invoice("R-1"));

    people.recordPayment(UUID.fromString(id), new BigDecimal("20.00"));
    assertThat(read(id).path("Status").asText()).isEqualTo("AUTHORISED");
    assertThat(read(id).path("AmountDue").decimalValue()).isEqualByComparingTo("100");
    people.recordPayment(UUID.fromString(id), new BigDecimal("100.00"));
    assertThat(read(id).path("Status").asText()).isEqualTo("PAID");
    assertThat(read(id).has("FullyPaidOnDate")).isTrue();
    people.removePayments(UUID.fromString(id));
    assertThat(read(id).path("Status").asText()).isEqualTo("AUTHORISED");
  }

  @Test
  void leavesInvoicesOfALockedPeriodAlone() {
    var id = create(Samples.invoice("R-1"));
    people.lockPeriod(LocalDate.of(2026, 11, 30));

    assertThat(change(id, "\"Date\":\"2026-12-05\"").status()).isEqualTo(400);
    assertThat(change(id, "\"Status\":\"VOIDED\"").status()).isEqualTo(400);
  }

  @Test
  void editsAStrangersInvoiceWhenPostedWithItsNumber() {
    var answer = uk.post("Invoices?summarizeErrors=false", Samples.invoice("EXISTING-1"));

    assertThat(answer.invoice().path("InvoiceID").asText()).isEqualTo(Samples.EXISTING.toString());
    assertThat(people.invoices()).hasSize(1);
  }

  @Test
  void createsWhenPostedWithANewNumber() {
    uk.post("Invoices", Samples.invoice("R-1"));

    assertThat(people.invoices("R-1")).hasSize(1);
  }

  @Test
  void doesNotFindAnUnknownIdToUpdate() {
    var unknown = "{\"InvoiceID\":\"%s\",\"Reference\":\"a\"}".formatted(UUID.randomUUID());

    assertThat(uk.post("Invoices?summarizeErrors=false", unknown).messages())
        .containsExactly("An existing Invoice with the specified InvoiceID could not be found");
    assertThat(uk.post("Invoices/" + UUID.randomUUID(), unknown).status()).isEqualTo(404);
  }

  @Test
  void keepsAHistory() {
    var id = create(Samples.invoice("R-1"));
    uk.put("Invoices/" + id + "/History", "{\"HistoryRecords\":[{\"Details\":\"a note\"}]}");

    assertThat(uk.get("Invoices/" + id + "/History").json().path("HistoryRecords"))
        .extracting(entry -> entry.path("Changes").asText())
        .containsExactly("Created", "Note");
  }

  private String create(String invoice) {
    var answer = uk.put("Invoices", invoice);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.invoice().path("InvoiceID").asText();
  }

  private String paid() {
    var id = create(Samples.invoice("R-1"));
    people.recordPayment(UUID.fromString(id), new BigDecimal("120.00"));
    return id;
  }

  private Caller.Answer change(String id, String members) {
    return uk.post("Invoices/" + id, "{" + members + "}");
  }

  private JsonNode read(String id) {
    return uk.get("Invoices/" + id).invoice();
  }
}
