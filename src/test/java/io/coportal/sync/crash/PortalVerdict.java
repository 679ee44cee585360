package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.BookedInvoice;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.portal.PortalInvoice;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.RequestMatcher;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** CoPortal's and the ledgers' own books are the judges of what the application did. */
final class PortalVerdict {
  private final CoPortalSimulator coportal;
  private final List<LedgerUnderTest> ledgers;
  private final List<PortalInvoice> invoices;

  PortalVerdict(
      CoPortalSimulator coportal, List<LedgerUnderTest> ledgers, List<PortalInvoice> invoices) {
    this.coportal = coportal;
    this.ledgers = ledgers;
    this.invoices = invoices;
  }

  /** How many such calls found CoPortal down. */
  int unanswered(RequestMatcher call) {
    return coportal.journal().requests(entry -> sent(entry, call) && entry.status() == 503).size();
  }

  /** CoPortal shows each invoice as it is now, in every ledger. */
  void expectNewestTold() {
    for (LedgerUnderTest ledger : ledgers) {
      for (PortalInvoice invoice : invoices) {
        JsonNode told =
            coportal
                .writtenBack()
                .held(PortalWorld.COMPANY.workspace(), invoice.id(), ledger.name());
        assertThat(told.path("ledger_state").asText()).as(told.toString()).isEqualTo("SYNCED");
        assertThat(told.path("revision").asInt()).isEqualTo(invoice.revision());
      }
    }
  }

  /** Each ledger holds each invoice once with its newest content, and CoPortal heard in order. */
  void expectOnceAndInOrder() {
    for (LedgerUnderTest ledger : ledgers) {
      for (PortalInvoice invoice : invoices) {
        String externalId = expectOnce(invoice, ledger);
        expectOrder(invoice, ledger, externalId);
        expectNoWriteTwice(invoice, ledger);
      }
    }
  }

  private static String expectOnce(PortalInvoice invoice, LedgerUnderTest ledger) {
    List<BookedInvoice> held = ledger.invoices(invoice.number());
    assertThat(held).as("%s in %s", invoice.number(), ledger.name()).hasSize(1);
    assertThat(held.get(0).open()).isTrue();
    assertThat(held.get(0).total()).isEqualByComparingTo(invoice.total());
    assertThat(ledger.contacts(held.get(0).contactName())).hasSize(1);
    return held.get(0).externalId();
  }

  private void expectOrder(PortalInvoice invoice, LedgerUnderTest ledger, String externalId) {
    List<JsonNode> told = told(invoice, ledger);
    assertThat(told)
        .as("what CoPortal was told of %s in %s", invoice.id(), ledger.name())
        .allMatch(state -> state.path("ledger_state").asText().equals("SYNCED"))
        .allMatch(state -> state.path("ledger_invoice_id").asText().equals(externalId));
    for (String growing : List.of("revision", "sequence")) {
      assertThat(told)
          .extracting(state -> state.path(growing).asLong())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  /** Repeats carry the key and the bytes of the first call; a version has one key at most. */
  private static void expectNoWriteTwice(PortalInvoice invoice, LedgerUnderTest ledger) {
    Map<String, List<JournalEntry>> byKey =
        writes(ledger).stream()
            .filter(entry -> entry.body().contains("\"" + invoice.number() + "\""))
            .collect(Collectors.groupingBy(ledger::keyOf));
    assertThat(byKey).doesNotContainKey("").hasSizeBetween(1, invoice.revision());
    assertThat(byKey.values())
        .allSatisfy(
            calls ->
                assertThat(calls)
                    .extracting(JournalEntry::bodySha256)
                    .containsOnly(calls.get(0).bodySha256()));
  }

  /** The application says the same of itself. */
  void expectKnown(PortalApi api) {
    assertThat(api.refusals(PortalWorld.COMPANY)).isEmpty();
    for (PortalInvoice invoice : invoices) {
      JsonNode known = api.invoice(PortalWorld.COMPANY, invoice.id());
      assertThat(known.at("/invoice/version").asInt()).isEqualTo(invoice.revision());
      for (LedgerUnderTest ledger : ledgers) {
        JsonNode sync = known.path("syncs").path(ledger.name());
        assertThat(sync.path("state").asText()).isEqualTo("SYNCED");
        assertThat(sync.path("externalId").asText())
            .isEqualTo(ledger.invoices(invoice.number()).get(0).externalId());
      }
    }
  }

  void expectNothingLeft(Remains left) {
    assertThat(left.cursor()).isEqualTo(coportal.changes().end());
    assertThat(left.rows()).hasSize(invoices.size() * ledgers.size());
    assertThat(left.unpushed()).isZero();
    assertThat(left.untold()).isZero();
  }

  /** Counted in the books. */
  String figures() {
    var reports = coportal.journal().requests(entry -> entry.method().equals("PUT"));
    long taken =
        ledgers.stream()
            .flatMap(ledger -> invoices.stream().map(invoice -> told(invoice, ledger).size()))
            .mapToLong(Integer::longValue)
            .sum();
    return "CoPortal: %d pages asked for, %d of them unanswered; %d results sent, %d of them unanswered, %d taken; %s"
        .formatted(
            coportal.journal().requests(entry -> entry.method().equals("GET")).size(),
            unanswered(RequestMatcher.of("GET", "")),
            reports.size(),
            unanswered(RequestMatcher.of("PUT", "")),
            taken,
            ledgers.stream().map(this::figures).collect(Collectors.joining("; ")));
  }

  private String figures(LedgerUnderTest ledger) {
    List<JournalEntry> writes = writes(ledger);
    int held = invoices.stream().mapToInt(each -> ledger.invoices(each.number()).size()).sum();
    return "%s: %d writes with %d keys, %d invoices under %d numbers"
        .formatted(
            ledger.name(),
            writes.size(),
            writes.stream().map(ledger::keyOf).distinct().count(),
            held,
            invoices.size());
  }

  private List<JsonNode> told(PortalInvoice invoice, LedgerUnderTest ledger) {
    return coportal
        .writtenBack()
        .history(PortalWorld.COMPANY.workspace(), invoice.id(), ledger.name());
  }

  private static List<JournalEntry> writes(LedgerUnderTest ledger) {
    return ledger.journal().requests(entry -> ledger.kind(entry) == CallKind.INVOICE_WRITE);
  }

  private static boolean sent(JournalEntry entry, RequestMatcher call) {
    return entry.method().equals(call.method()) && entry.target().contains(call.path());
  }
}
