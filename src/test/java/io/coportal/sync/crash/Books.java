package io.coportal.sync.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What really is in the ledger and what really came over the wire, by the simulator's word. */
final class Books {
  private static final String INVOICES = "/api.xro/2.0/Invoices";

  private final XeroSimulator xero;

  Books(XeroSimulator xero) {
    this.xero = xero;
  }

  /** Invoices that carry this number; more than one would be a duplicate. */
  List<JsonNode> invoices(TestInvoice invoice) {
    return found("Invoices", "InvoiceNumber", invoice.number());
  }

  /** Contacts of this invoice's client. */
  List<JsonNode> contacts(TestInvoice invoice) {
    return found("Contacts", "Name", invoice.client());
  }

  /** Every creation of this invoice that arrived, in order. */
  List<JournalEntry> creations(TestInvoice invoice) {
    return xero.journal()
        .requests(
            request ->
                request.method().equals("PUT")
                    && request.target().startsWith(INVOICES)
                    && request.body().contains("\"" + invoice.number() + "\""));
  }

  List<JournalEntry> creations(List<TestInvoice> invoices) {
    return invoices.stream().flatMap(invoice -> creations(invoice).stream()).toList();
  }

  /** The refresh token of every refresh that arrived, in order. */
  List<String> refreshTokens() {
    return xero
        .journal()
        .requests(
            request ->
                request.target().startsWith("/connect/token")
                    && request.body().contains("grant_type=refresh_token"))
        .stream()
        .map(request -> request.body().replaceFirst(".*refresh_token=([0-9a-f]+).*", "$1"))
        .toList();
  }

  private List<JsonNode> found(String kind, String field, String value) {
    return StreamSupport.stream(everything().path(kind).spliterator(), false)
        .filter(entry -> entry.path(field).asText().equals(value))
        .toList();
  }

  private JsonNode everything() {
    var dump = xero.baseUrl().resolve("/_sim/ledger/" + XeroSimulator.UNITED_KINGDOM);
    try (InputStream json = dump.toURL().openStream()) {
      return ExactJson.mapper().readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
