package io.coportal.sync.routes;

import java.util.Map;

/**
 * What a mapping takes and gives, by the file's name without {@code .jq}: the same for every
 * ledger.
 *
 * @param input schema of what it takes; null: the ledger's own JSON
 * @param output schema of what it gives
 */
record Capability(String input, String output) {
  private static final Map<String, Capability> BY_MAPPING =
      Map.ofEntries(
          Map.entry("call.answer", new Capability("provider-answer", "provider-answer")),
          Map.entry("read-references.response", new Capability(null, "references")),
          Map.entry("find-contacts.requests", new Capability("wanted-contacts", "requests")),
          Map.entry("find-contacts-by-name.request", new Capability("wanted-contacts", "request")),
          Map.entry("find-contacts-by-id.request", new Capability("wanted-contacts", "request")),
          Map.entry("find-contacts-by-email.request", new Capability("wanted-contacts", "request")),
          Map.entry("find-contacts.response", new Capability(null, "contact-candidates")),
          Map.entry("list-contacts.request", new Capability("contacts-question", "request")),
          Map.entry("list-contacts.response", new Capability(null, "listed-contacts")),
          Map.entry("create-contacts.request", new Capability("wanted-contacts", "request")),
          Map.entry("update-contacts.request", new Capability("wanted-contacts", "request")),
          Map.entry("write-contacts.response", new Capability(null, "contact-outcomes")),
          Map.entry("render-invoices.request", new Capability("prepared-invoices", "request")),
          Map.entry("send-request.request", new Capability("request", "request")),
          Map.entry("send-request.response", new Capability("provider-answer", "send-result")),
          Map.entry("find-invoices.requests", new Capability("wanted-invoices", "requests")),
          Map.entry("find-invoices.request", new Capability("wanted-invoices", "request")),
          Map.entry("find-invoices.response", new Capability(null, "held-invoices")),
          Map.entry("pull-invoices.request", new Capability(null, "request")),
          Map.entry("pull-invoices.response", new Capability(null, "portal-page")),
          Map.entry("report-sync.request", new Capability("sync-report", "request")),
          Map.entry("query.request", new Capability(null, "request")),
          Map.entry("read-exchange-rate.request", new Capability(null, "request")),
          Map.entry("read-exchange-rate.response", new Capability(null, "exchange-rate")),
          Map.entry("list-organisations.request", new Capability(null, "request")),
          Map.entry("list-organisations.response", new Capability(null, "organisations")));

  static Capability of(String mapping) {
    Capability known = BY_MAPPING.get(mapping);
    if (known == null) {
      throw new IllegalArgumentException(
          mapping + ".jq: say in Capability which schemas it takes and gives");
    }
    return known;
  }
}
