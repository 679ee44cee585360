package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may still be done to an invoice that is in the ledger. */
class InvoiceLifeTest {
  private QuickBooksSimulator quickBooks;
  private People people;
  private Samples samples;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    people = quickBooks.people(Samples.UK);
    samples = Samples.uk(quickBooks);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void changesOnlyWhatASparseUpdateNames() {
    var made = create();

    var changed = uk.post("invoice", sparse(made, "\"DueDate\":\"2026-12-24\"")).invoice();

    assertThat(changed.path("SyncToken").asText()).isEqualTo("1");
    assertThat(changed.path("DueDate").asText()).isEqualTo("2026-12-24");
    assertThat(changed.path("sparse").asBoolean(true)).isFalse();
    assertThat(changed.path("PrivateNote").asText()).isEqualTo("ours");
    assertThat(changed.path("Line")).hasSize(2);
    assertThat(changed.path("TotalAmt").decimalValue()).isEqualByComparingTo("120");
  }

  @Test
  void emptiesWhatAFullUpdateDoesNotName() {
    var made = create();
    var full = Samples.with(samples.invoice("Q-1"), ids(made));

    var changed = uk.post("invoice?operation=update", full).invoice();

    assertThat(changed.has("PrivateNote")).isFalse();
    assertThat(changed.path("Id").asText()).isEqualTo(made.path("Id").asText());
    assertThat(changed.path("DocNumber").asText()).isEqualTo("Q-1");
  }

  @Test
  void replacesAllLinesEvenInASparseUpdate() {
    var code = samples.firstCode();
    var made =
        uk.post(
                "invoice",
                samples.invoice(
                    "Q-1", samples.line("1", "1", "1", code), samples.line("2", "1", "2", code)))
            .invoice();
    var kept = samples.line("5", "1", "5", code).replaceFirst("\\{", "{\"Id\":\"2\",");

    var changed =
        uk.post(
                "invoice",
                sparse(made, "\"Line\":[" + kept + "," + samples.line("7", "1", "7", code) + "]"))
            .invoice();

    assertThat(changed.path("Line"))
        .extracting(line -> line.path("Id").asText())
        .containsExactly("2", "3", "");
    assertThat(changed.path("TotalAmt").decimalValue()).isEqualByComparingTo("14.40");
  }

  @Test
  void takesItsOwnAnswerBack() {
    var made = create();

    var again = uk.post("invoice", made.toString()).invoice();

    assertThat(again.path("SyncToken").asText()).isEqualTo("1");
    assertThat(again.path("Line").toString()).isEqualTo(made.path("Line").toString());
    assertThat(again.path("TotalAmt")).hasToString(made.path("TotalAmt").toString());
  }

  @Test
  void refusesAnOldSyncToken() {
    var made = create();
    uk.post("invoice", sparse(made, "\"PrivateNote\":\"first\""));

    var late = uk.post("invoice", sparse(made, "\"PrivateNote\":\"second\""));

    assertThat(late.code()).isEqualTo("5010");
    assertThat(people.invoices("Q-1").get(0).path("PrivateNote").asText()).isEqualTo("first");
  }

  @Test
  void refusesAnUpdateWithoutSyncToken() {
    var made = create();

    assertThat(uk.post("invoice", "{\"Id\":" + made.path("Id") + ",\"sparse\":true}").code())
        .isEqualTo("2020");
  }

  @Test
  void refusesTheNumberOfAnotherInvoiceInAnUpdate() {
    var made = create();

    assertThat(uk.post("invoice", sparse(made, "\"DocNumber\":\"EXISTING-1\"")).code())
        .isEqualTo("6140");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operation=void", "include=void"})
  void voidsAnInvoiceWhichKeepsItsNumber(String how) {
    var made = create();

    var voided = uk.post("invoice?" + how, "{" + ids(made) + "}").invoice();

    assertThat(voided.path("TotalAmt").decimalValue()).isZero();
    assertThat(voided.path("Balance").decimalValue()).isZero();
    assertThat(voided.path("PrivateNote").asText()).isEqualTo("Voided - ours");
    assertThat(voided.path("SyncToken").asText()).isEqualTo("1");
    assertThat(voided.at("/Line/0/SalesItemLineDetail/Qty").decimalValue()).isZero();
    assertThat(uk.post("invoice", samples.invoice("Q-1")).code()).isEqualTo("6140");
  }

  @Test
  void deletesAnInvoiceWhichFreesItsNumber() {
    var made = create();

    var deleted = uk.post("invoice?operation=delete", made.toString()).invoice();

    assertThat(deleted.path("status").asText()).isEqualTo("Deleted");
    var gone = uk.get("invoice/" + made.path("Id").asText());
    assertThat(gone.code()).isEqualTo("610");
    assertThat(gone.detail()).contains("deleted");
    assertThat(uk.post("invoice", samples.invoice("Q-1")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"void", "delete"})
  void keepsAPaidInvoice(String operation) {
    var made = create();
    people.recordPayment(made.path("Id").asText(), new BigDecimal("20.00"));
    var paid = uk.get("invoice/" + made.path("Id").asText()).invoice();

    assertThat(paid.path("SyncToken").asText()).isEqualTo("1");
    assertThat(paid.path("Balance").decimalValue()).isEqualByComparingTo("100");
    assertThat(paid.at("/LinkedTxn/0/TxnType").asText()).isEqualTo("Payment");
    assertThat(uk.post("invoice?operation=" + operation, "{" + ids(made) + "}").code())
        .isEqualTo("5010");
    assertThat(uk.post("invoice?operation=" + operation, "{" + ids(paid) + "}").code())
        .isEqualTo("6000");
  }

  @Test
  void letsThePaymentOfAChangedInvoiceStand() {
    var id = create().path("Id").asText();
    people.recordPayment(id, new BigDecimal("20.00"));
    var paid = uk.get("invoice/" + id).invoice();

    var changed = uk.post("invoice", sparse(paid, "\"DueDate\":\"2027-01-01\"")).invoice();

    assertThat(changed.path("Balance").decimalValue()).isEqualByComparingTo("100");
    assertThat(changed.path("LinkedTxn")).hasSize(1);
  }

  @Test
  void guardsTheOldDateOfAnInvoiceToo() {
    var made = create();
    people.closeBooks(LocalDate.of(2026, 11, 30));

    assertThat(uk.post("invoice", sparse(made, "\"TxnDate\":\"2026-12-01\"")).code())
        .isEqualTo("6210");
    assertThat(uk.post("invoice?operation=void", "{" + ids(made) + "}").code()).isEqualTo("6210");
  }

  @Test
  void appliesAnOpenCreditBehindTheAnswer() {
    people.giveCredit(samples.framers(), new BigDecimal("50.00"));

    var made = create();

    assertThat(made.path("Balance").decimalValue()).isEqualByComparingTo("120");
    var read = uk.get("invoice/" + made.path("Id").asText()).invoice();
    assertThat(read.path("Balance").decimalValue()).isEqualByComparingTo("70");
    assertThat(read.path("SyncToken").asText()).isEqualTo("1");
  }

  @Test
  void obeysPeople() {
    var id = people.takeNumber("Q-7");
    people.editByUser(id, JsonNodeFactory.instance.objectNode().put("PrivateNote", "by hand"));
    assertThat(uk.get("invoice/" + id).invoice().path("PrivateNote").asText()).isEqualTo("by hand");
    people.voidByUser(id);
    assertThat(uk.get("invoice/" + id).invoice().path("TotalAmt").decimalValue()).isZero();
    people.deleteByUser(id);
    assertThat(people.invoices("Q-7")).isEmpty();
    assertThatThrownBy(() -> people.takeNumber("EXISTING-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6140");
  }

  private JsonNode create() {
    return uk.post("invoice", Samples.with(samples.invoice("Q-1"), "\"PrivateNote\":\"ours\""))
        .invoice();
  }

  private static String ids(JsonNode invoice) {
    return "\"Id\":%s,\"SyncToken\":%s".formatted(invoice.path("Id"), invoice.path("SyncToken"));
  }

  private static String sparse(JsonNode invoice, String members) {
    return "{" + ids(invoice) + ",\"sparse\":true," + members + "}";
  }
}
