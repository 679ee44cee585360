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
  void linesThatAreGoneInCoPortalAreGoneInTheLedger() {
    TestInvoice invoice = TestInvoice.plain().line("Third", "1", "3").line("Fourth", "2", "4");
    workspace.synced(invoice);

    workspace.synced(invoice.version(2).withoutLines().line("Only", "1", "5"));

    assertThat(booked(invoice).lines()).extracting(Line::description).containsExactly("Only");
    assertThat(booked(invoice).total()).isEqualByComparingTo("6.00");
  }

  @Test
  void aRenumberedInvoiceStaysTheSame() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    String before = invoice.number();

    JsonNode second = workspace.synced(invoice.version(2).number(before + "-R"));

    assertThat(second.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(second.path("externalNumber").asText()).isEqualTo(before + "-R");
    assertThat(ledger.invoices(before)).isEmpty();
    assertThat(booked(invoice).externalId()).isEqualTo(first.path("externalId").asText());
  }

  @Test
  void anInvoiceThatGoesToAnotherClientIsBilledToThatOne() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    String other = invoice.clientName() + " Successor";

    JsonNode second = workspace.synced(invoice.version(2).client("cl-other", other, null));

    assertThat(second.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(booked(invoice).contactName()).isEqualTo(other);
  }

  @Test
  void halfACentIsRoundedUp() {
    TestInvoice invoice = TestInvoice.blank().line("By the hour", "128.35", "14.50");

    workspace.synced(invoice);

    assertThat(booked(invoice).lines().get(0).amount()).isEqualByComparingTo("1861.08");
    assertThat(booked(invoice).taxTotal()).isEqualByComparingTo("372.22");
    assertThat(booked(invoice).total()).isEqualByComparingTo("2233.30");
  }

  @Test
  void aSecondCurrencyOfTheSameClientIsBookedAtTheLedgersRateAndKeepsIt() {
    TestInvoice pounds = TestInvoice.plain();
    TestInvoice dollars = TestInvoice.plain().currency("USD").tax("0", "zero_rated_export");
    String client = "cl-" + pounds.id();
    String name = pounds.clientName();
    workspace.synced(pounds.client(client, name, "money@example.org"));

    workspace.synced(dollars.client(client, name, "money@example.org"));

    BookedInvoice booked = booked(dollars);
    assertThat(booked.currency()).isEqualTo("USD");
    assertThat(booked.exchangeRate()).isPositive().isNotEqualByComparingTo("1");
    assertThat(booked.contactId().equals(booked(pounds).contactId()))
        .isNotEqualTo(ledger.hasContactPerCurrency());
    assertThat(booked.contactName()).startsWith(name);
    workspace.synced(dollars.version(2).line("Later", "1", "8"));
    assertThat(booked(dollars).exchangeRate()).isEqualByComparingTo(booked.exchangeRate());
    assertThat(booked(dollars).contactId()).isEqualTo(booked.contactId());
    assertThat(booked(dollars).total()).isEqualByComparingTo(dollars.total());
  }

  @Test
  void aCurrencyTheLedgerDoesNotKeepIsRefusedBeforeAnythingIsWritten() {
    TestInvoice invoice = TestInvoice.plain().currency("CAD").tax("0", "zero_rated_export");

    JsonNode outcome = workspace.sync(invoice);

    assertThat(outcome.path("state").asText()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo("currency-not-enabled");
    assertThat(outcome.path("error").path("cure").asText()).contains("currency");
    assertThat(writes()).isEmpty();
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
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
