package io.coportal.sync.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.SampleData.Sample;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** A sample invoice as CoPortal's API shows it: {@code pull-invoices.response.jq} backwards. */
final class InCoPortalsWords {
  private static final Map<String, String> INVOICE =
      Map.ofEntries(
          Map.entry("version", "revision"),
          Map.entry("number", "invoice_no"),
          Map.entry("status", "state"),
          Map.entry("issueDate", "issued_on"),
          Map.entry("dueDate", "due_on"),
          Map.entry("currency", "currency_code"),
          Map.entry("client", "customer"),
          Map.entry("lines", "items"),
          Map.entry("taxRate", "vat_percent"),
          Map.entry("taxReason", "vat_category"),
          Map.entry("subtotal", "net_amount"),
          Map.entry("taxTotal", "vat_amount"),
          Map.entry("total", "gross_amount"),
          Map.entry("reference", "po_number"),
          Map.entry("url", "public_url"));

  private static final Map<String, String> CLIENT =
      Map.of(
          "clientId", "id",
          "name", "display_name",
          "email", "email_address",
          "company", "company_name",
          "phone", "phone_number",
          "taxNumber", "vat_number",
          "country", "country_code",
          "address", "billing_address");

  private static final Map<String, String> ADDRESS =
      Map.of(
          "line1", "street",
          "line2", "street_2",
          "city", "city",
          "region", "province",
          "postalCode", "postcode",
          "country", "country_code");

  private static final Map<String, String> LINE =
      Map.of(
          "lineId", "id",
          "description", "details",
          "quantity", "qty",
          "unitPrice", "price",
          "taxRate", "vat_percent",
          "taxReason", "vat_category");

  private InCoPortalsWords() {}

  static ObjectNode of(Sample sample) {
    ObjectNode invoice = renamed(read(sample.json()), INVOICE);
    upper(invoice, "state");
    upper(invoice, "vat_category");
    ObjectNode client = renamed(invoice.path("customer"), CLIENT);
    if (client.hasNonNull("billing_address")) {
      client.set("billing_address", renamed(client.path("billing_address"), ADDRESS));
    }
    invoice.set("customer", client);
    JsonNode lines = invoice.path("items");
    var items = invoice.putArray("items");
    for (JsonNode line : lines) {
      ObjectNode item = renamed(line, LINE);
      upper(item, "vat_category");
      items.add(item);
    }
    return invoice.put("workspace_id", sample.workspaceId()).put("id", sample.id());
  }

  private static ObjectNode renamed(JsonNode ours, Map<String, String> names) {
    ObjectNode theirs = ExactJson.mapper().createObjectNode();
    ours.properties().forEach(each -> theirs.set(name(each.getKey(), names), each.getValue()));
    return theirs;
  }

  private static String name(String ours, Map<String, String> names) {
    if (!names.containsKey(ours)) {
      throw new IllegalArgumentException("CoPortal's API has no word for " + ours);
    }
    return names.get(ours);
  }

  private static void upper(ObjectNode node, String member) {
    if (node.hasNonNull(member)) {
      node.put(member, node.path(member).asText().toUpperCase(Locale.ROOT));
    }
  }

  private static JsonNode read(String json) {
    try {
      return ExactJson.mapper().readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
