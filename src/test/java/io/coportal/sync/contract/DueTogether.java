package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.core.env.Environment;

/** Many invoices of one workspace, which are due at once. */
abstract class DueTogether extends LedgerContract {
  DueTogether(LedgerUnderTest ledger) {
    super(ledger);
  }

  @BeforeEach
  void switchAutoSyncOn() {
    workspace.change("{\"autoSync\": true}");
  }

  /** Stored while nothing may be sent, then let go together. */
  protected void raise(List<TestInvoice> invoices) {
    coportal.holdLane(ledger, workspace.id());
    invoices.forEach(this::put);
    coportal.waitsEnd(ledger);
  }

  protected void put(TestInvoice invoice) {
    assertThat(workspace.put(invoice).status()).isIn(200, 201);
  }

  /** All of them are in the ledger, each once and to the cent, and CoPortal knows them. */
  protected void awaitBooked(List<TestInvoice> invoices) {
    for (TestInvoice invoice : invoices) {
      JsonNode synced = workspace.await(invoice.id(), "SYNCED");
      assertThat(booked(invoice).externalId()).isEqualTo(synced.path("externalId").asText());
      assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    }
    assertKeysNeverReused();
  }

  /** The same once this version is the ledger's. */
  protected void awaitBooked(List<TestInvoice> invoices, int version) {
    invoices.forEach(invoice -> workspace.awaitVersion(invoice.id(), version));
    awaitBooked(invoices);
  }

  /** Each of them with one line more. */
  protected static List<TestInvoice> changed(List<TestInvoice> invoices, int version) {
    return invoices.stream()
        .map(invoice -> invoice.version(version).line("Change " + version, "1", "3.21"))
        .toList();
  }

  /** How many invoices the first request of a lane carries at most. */
  protected int firstBatch() {
    return coportal
        .bean(Environment.class)
        .getRequiredProperty(
            "coportal.ledgers.%s.batch.first".formatted(ledger.name()), Integer.class);
  }

  /** How many invoices a request wrote. */
  protected static int size(JournalEntry write) {
    JsonNode body = json(write.body());
    return Math.max(
        1, Math.max(body.path("Invoices").size(), body.path("BatchItemRequest").size()));
  }

  /** Whether a request or an answer is about this new invoice. */
  protected static boolean names(String text, TestInvoice invoice) {
    return text.contains("\"" + invoice.number() + "\"");
  }

  protected static JsonNode json(String text) {
    try {
      return ExactJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
