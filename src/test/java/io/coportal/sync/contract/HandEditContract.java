package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerBooks.LineEdit;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people change in the ledger is shown and asked about; what is theirs to choose stays. */
abstract class HandEditContract extends LedgerContract {
  private static final String LATER = "2027-01-15";

  private final TestInvoice invoice =
      TestInvoice.blank()
          .line("Design", "2", "50")
          .line("Hosting", "1", "20")
          .line("Domain", "1", "9");

  HandEditContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @ParameterizedTest
  @CsvSource({
    "REWRITTEN, line 2 (Hosting) text By hand instead of Hosting",
    "REPRICED, line 2 (Hosting) price 7.77 instead of 20",
    "REMOVED, line 2 (Hosting) is gone",
    "ADDED, a line (By hand) is new"
  })
  void anEditedLineIsShownAndNotOverwrittenUntilSomebodySaysSo(LineEdit edit, String shown) {
    String externalId = workspace.synced(invoice).path("externalId").asText();
    ledger.books().edit(externalId, edit, 1);
    BookedInvoice edited = booked(invoice);
    ledger.journal().clear();

    JsonNode outcome = workspace.sync(invoice.version(2).line("More", "1", "1"));

    assertEdited(outcome, shown);
    assertThat(writes()).isEmpty();
    assertThat(booked(invoice)).isEqualTo(edited);

    workspace.repush(invoice.id());
    workspace.awaitVersion(invoice.id(), 2);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(booked(invoice).lines())
        .extracting(BookedInvoice.Line::description)
        .containsExactly("Design", "Hosting", "Domain", "More");
  }

  @Test
  void aClickShowsWhatSomebodyChangedThoughNothingChangedInCoPortal() {
    String externalId = workspace.synced(invoice).path("externalId").asText();
    ledger.books().postpone(externalId, LocalDate.parse(LATER));

    assertEdited(workspace.press(invoice.id()).json(), "due date " + LATER + " instead of");

    ledger.books().postpone(externalId, LocalDate.parse("2026-12-03"));
  }

  @Test
  void whatIsChangedBackIsFine() {
    String externalId = workspace.synced(invoice).path("externalId").asText();
    LocalDate due = booked(invoice).dueDate();
    ledger.books().postpone(externalId, LocalDate.parse(LATER));
    assertEdited(workspace.sync(invoice.version(2).line("More", "1", "1")), "due date");

    ledger.books().postpone(externalId, due);

    workspace.synced(invoice);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void autoSyncDoesNotOverwriteItEither() {
    String externalId = workspace.synced(invoice).path("externalId").asText();
    workspace.change("{\"autoSync\": true}");
    ledger.books().postpone(externalId, LocalDate.parse(LATER));

    workspace.put(invoice.version(2).line("More", "1", "1"));

    workspace.await(invoice.id(), "FAILED");
    assertThat(booked(invoice).dueDate()).isEqualTo(LATER);
    assertThat(booked(invoice).lines()).hasSize(3);
  }

  @Test
  void aNewAccountOfALineIsTheBookkeepersAndStays() {
    String externalId = workspace.synced(invoice).path("externalId").asText();
    ledger.books().edit(externalId, LineEdit.RECODED, 1);
    String account = booked(invoice).lines().get(1).account();

    workspace.synced(invoice.version(2).line("More", "1", "1"));

    assertThat(booked(invoice).lines().get(1).account()).isEqualTo(account);
    assertThat(booked(invoice).lines().get(0).account()).isNotEqualTo(account);
  }

  /** How CoPortal tells that a line is the same one. */
  enum Known {
    BY_ID,
    BY_TEXT
  }

  @ParameterizedTest
  @EnumSource
  void anAccountStaysWithItsLineWhereverThatMoves(Known known) {
    TestInvoice moving = TestInvoice.blank();
    line(moving, known, "a", "Design");
    line(moving, known, "b", "Hosting");
    String externalId = workspace.synced(moving).path("externalId").asText();
    ledger.books().edit(externalId, LineEdit.RECODED, 1);
    String account = booked(moving).lines().get(1).account();

    moving.version(2).withoutLines();
    line(moving, known, "c", "Audit");
    line(moving, known, "b", known == Known.BY_ID ? "Hosting, a year" : "Hosting");
    line(moving, known, "a", "Design");
    workspace.synced(moving);

    assertThat(booked(moving).lines())
        .filteredOn(line -> line.description().startsWith("Hosting"))
        .singleElement()
        .satisfies(line -> assertThat(line.account()).isEqualTo(account));
    assertThat(booked(moving).lines())
        .filteredOn(line -> !line.description().startsWith("Hosting"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.account()).isNotEqualTo(account));
  }

  @Test
  void aLineThatMovesOnAPaidInvoiceKeepsItsName() {
    TestInvoice moving = TestInvoice.blank();
    line(moving, Known.BY_ID, "a", "Design");
    line(moving, Known.BY_ID, "b", "Hosting");
    String externalId = workspace.synced(moving).path("externalId").asText();
    ledger.books().pay(externalId, BigDecimal.ONE);

    moving.version(2).withoutLines().due("2026-12-24");
    line(moving, Known.BY_ID, "b", "Hosting");
    line(moving, Known.BY_ID, "a", "Design");
    workspace.synced(moving);
    moving.version(3).withoutLines();
    line(moving, Known.BY_ID, "b", "Hosting, a year");
    line(moving, Known.BY_ID, "a", "Design");
    workspace.synced(moving);

    assertThat(booked(moving).lines())
        .extracting(BookedInvoice.Line::description)
        .containsExactlyInAnyOrder("Design", "Hosting, a year");
  }

  private static void line(TestInvoice to, Known known, String id, String text) {
    to.line(text, "1", "10");
    if (known == Known.BY_ID) {
      to.lineId(id);
    }
  }

  private static void assertEdited(JsonNode outcome, String shown) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    JsonNode error = outcome.path("error");
    assertThat(error.path("code").asText()).isEqualTo("edited-in-ledger");
    assertThat(error.path("message").asText()).contains(shown);
    assertThat(error.path("cure").asText()).contains("repush=true");
    assertThat(error.path("link").asText()).isEqualTo(outcome.path("externalUrl").asText());
  }
}
