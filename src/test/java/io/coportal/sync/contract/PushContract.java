package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.BookedInvoice.Line;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** An invoice arrives, stays the same one, and changes when CoPortal's does. */
abstract class PushContract extends LedgerContract {
  PushContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void theFirstSyncCreatesContactAndInvoiceAndTellsWhereItIs() {
    TestInvoice invoice = TestInvoice.plain().link("https://app.coportal.example/i/first");
    Instant before = Instant.now();

    JsonNode outcome = workspace.synced(invoice);

    BookedInvoice booked = booked(invoice);
    assertThat(outcome.path("externalId").asText()).isEqualTo(booked.externalId());
    assertThat(outcome.path("externalNumber").asText()).isEqualTo(invoice.number());
    assertThat(outcome.path("externalUrl").asText()).contains(booked.externalId());
    assertThat(Instant.parse(outcome.path("lastSyncedAt").asText())).isAfterOrEqualTo(before);
    assertThat(workspace.read(invoice.id())).isEqualTo(outcome);
    assertThat(booked.link()).isEqualTo("https://app.coportal.example/i/first");
    assertThat(booked.reference()).isEqualTo(invoice.number());
    assertThat(booked.contactName()).isEqualTo(invoice.clientName());
    assertThat(booked.date()).isEqualTo(LocalDate.parse(TestInvoice.ISSUED));
    assertThat(booked.dueDate()).isEqualTo(LocalDate.parse(TestInvoice.DUE));
    assertThat(booked.open()).isTrue();
    assertThat(booked.mailed()).isFalse();
    assertThat(booked.lines())
        .extracting(Line::description)
        .containsExactly("Consulting", "Hosting");
    assertThat(booked.lines().get(0).quantity()).isEqualByComparingTo("2.5");
    assertThat(booked.lines().get(1).unitPrice()).isEqualByComparingTo("12.3456");
    assertThat(booked.subtotal()).isEqualByComparingTo("212.35");
    assertThat(booked.taxTotal()).isEqualByComparingTo("42.47");
    assertThat(booked.total()).isEqualByComparingTo("254.82");
  }

  @Test
  void anInvoiceWithoutDueDateIsDueAfterTheWorkspacesPaymentTerm() {
    TestInvoice invoice = TestInvoice.plain().withoutDueDate();

    workspace.synced(invoice);

    assertThat(booked(invoice).dueDate())
        .isEqualTo(LocalDate.parse(TestInvoice.ISSUED).plusDays(30));
  }

  @Test
  void aSecondClickOnAnUnchangedInvoiceWritesNothing() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    ledger.journal().clear();

    JsonNode second = workspace.synced(invoice);

    assertThat(second.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(writes()).isEmpty();
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  @Test
  void aChangedInvoiceBecomesTheSameInvoiceWithNewContent() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);

    JsonNode second =
        workspace.synced(
            invoice
                .version(2)
                .withoutLines()
                .line("Design", "3", "100")
                .line("Hosting", "1", "9.99"));

    assertThat(second.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(second.path("syncedVersion").asInt()).isEqualTo(2);
    BookedInvoice booked = booked(invoice);
    assertThat(booked.externalId()).isEqualTo(first.path("externalId").asText());
    assertThat(booked.lines()).extracting(Line::description).containsExactly("Design", "Hosting");
    assertThat(booked.total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void aClientOfSeveralInvoicesIsOneContact() {
    TestInvoice first = TestInvoice.plain();
    TestInvoice second =
        TestInvoice.plain().client("cl-shared", first.clientName(), "shared@example.org");
    first.client("cl-shared", first.clientName(), "shared@example.org");

    workspace.synced(first);
    workspace.synced(second);

    assertThat(ledger.contacts(first.clientName())).hasSize(1);
    assertThat(booked(first).contactId()).isEqualTo(booked(second).contactId());
  }
}
