package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import io.coportal.sync.SampleData.Sample;
import io.coportal.sync.SampleData.SampleWorkspace;
import io.coportal.sync.contract.LedgerUnderTest.SampleBooks;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All sample invoices: in the ledger to the cent, or standing still with a reason. */
abstract class SamplesContract extends LedgerContract {
  /** Keeps ids and numbers apart from those of other tests and ledgers with the same samples. */
  private final String ours = "S" + ledger.name().charAt(0) + "-";

  private final List<String> toTheCent = new ArrayList<>();
  private final List<String> standingStill = new ArrayList<>();
  private final List<String> drafts = new ArrayList<>();

  SamplesContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void everySampleIsInTheLedgerToTheCentOrStandsStillWithAReason() {
    int known = 0;
    for (SampleWorkspace sample : SampleData.workspaces()) {
      var books = ledger.booksOf(sample.workspace().id());
      if (books.isPresent()) {
        workspace.disconnect();
        known += push(sample, books.get());
      }
    }

    System.out.printf(
        "%d invoices: %d in %s to the cent, %d standing still with a reason, %d drafts%n",
        known, toTheCent.size(), ledger.name(), standingStill.size(), drafts.size());
    assertThat(toTheCent.size() + standingStill.size() + drafts.size()).isEqualTo(known);
    assertThat(toTheCent).hasSizeGreaterThan(40);
    assertThat(standingStill).containsExactlyInAnyOrderElementsOf(ledger.samplesThatStandStill());
    assertThat(drafts).containsExactlyInAnyOrder("inv-uk-0015", "inv-za-0014");
  }

  private int push(SampleWorkspace sample, SampleBooks books) {
    workspace =
        PortalWorkspace.ofSample(portal, sample, ledger)
            .connect(books.organisation(), books.settings());
    List<Sample> invoices = SampleData.invoices(sample.workspace().id());
    for (Sample invoice : invoices) {
      String json = invoice.json().replace("\"number\": \"", "\"number\": \"" + ours);
      assertThat(workspace.put(ours + invoice.id(), json).status()).isEqualTo(201);
      var asked = workspace.ask(ours + invoice.id());
      boolean draft = invoice.invoice().status() == InvoiceStatus.DRAFT;
      assertThat(asked.status()).isEqualTo(draft ? 409 : 202);
    }
    invoices.forEach(invoice -> judge(invoice, books.organisation()));
    return invoices.size();
  }

  private void judge(Sample sample, String organisation) {
    Invoice invoice = sample.invoice();
    List<BookedInvoice> booked = ledger.invoices(organisation, ours + invoice.number());
    if (invoice.status() == InvoiceStatus.DRAFT) {
      assertThat(booked).isEmpty();
      drafts.add(sample.id());
      return;
    }
    JsonNode outcome = workspace.awaitRest(ours + sample.id());
    booked = ledger.invoices(organisation, ours + invoice.number());
    if (outcome.path("state").asText().equals("FAILED")) {
      assertThat(outcome.path("error").path("code").asText())
          .as(sample + " " + outcome)
          .isEqualTo("totals-differ");
      assertThat(outcome.path("error").path("message").asText()).containsPattern("line \\d+ \\(");
      assertThat(booked).isEmpty();
      standingStill.add(sample.id());
      return;
    }
    assertThat(outcome.path("state").asText()).as(sample + " " + outcome).isEqualTo("SYNCED");
    assertThat(booked).hasSize(1);
    assertThat(booked.get(0).subtotal()).isEqualByComparingTo(invoice.subtotal());
    assertThat(booked.get(0).taxTotal()).isEqualByComparingTo(invoice.taxTotal());
    assertThat(booked.get(0).total()).isEqualByComparingTo(invoice.total());
    assertThat(booked.get(0).currency()).isEqualTo(invoice.currency());
    assertThat(booked.get(0).lines()).hasSameSizeAs(invoice.lines());
    toTheCent.add(sample.id());
  }
}
