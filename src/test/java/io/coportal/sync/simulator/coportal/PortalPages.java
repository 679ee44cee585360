package io.coportal.sync.simulator.coportal;

import static io.coportal.sync.simulator.Html.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CoPortal for people to look at: a workspace's invoices, what came of each in the ledgers as it
 * was written back, and a form to change one. What was written back follows by itself.
 */
final class PortalPages {
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;
  private static final String HOME = "/portal";

  private final Changes changes;
  private final WrittenBack writtenBack;

  PortalPages(Changes changes, WrittenBack writtenBack) {
    this.changes = changes;
    this.writtenBack = writtenBack;
  }

  Response answer(Request request) {
    List<String> path = request.segments();
    return switch (path.size()) {
      case 1 -> workspaces();
      case 2 -> workspace(path.get(1));
      case 3 ->
          changes
              .invoice(path.get(1), path.get(2))
              .map(
                  invoice ->
                      request.method().equals("POST") ? change(invoice, request) : page(invoice))
              .orElseGet(PortalPages::nothing);
      default -> nothing();
    };
  }

  private Response workspaces() {
    Map<String, Long> counts =
        changes.all().stream()
            .collect(
                Collectors.groupingBy(
                    invoice -> text(invoice, "workspace_id"), TreeMap::new, Collectors.counting()));
    String rows =
        counts.entrySet().stream()
            .map(
                each ->
                    "<tr><td><a href=\"%s/%2$s\">%2$s</a></td><td class=\"n\">%3$d</td></tr>"
                        .formatted(HOME, escaped(each.getKey()), each.getValue()))
            .collect(Collectors.joining());
    return Response.html(
        200,
        Html.page(
            "CoPortal simulator: workspaces",
            "<table><thead><tr><th>Workspace</th><th class=\"n\">Invoices</th></tr></thead>"
                + "<tbody>%s</tbody></table>".formatted(rows)));
  }

  private Response workspace(String workspace) {
    List<ObjectNode> invoices =
        changes.all().stream()
            .filter(invoice -> text(invoice, "workspace_id").equals(workspace))
            .toList();
    return invoices.isEmpty()
        ? nothing()
        : Response.html(
            200,
            PortalHtml.list(
                workspace, invoices, invoice -> writtenBack.held(workspace, id(invoice))));
  }

  private Response page(ObjectNode invoice) {
    return Response.html(
        200,
        PortalHtml.invoice(invoice, writtenBack.held(text(invoice, "workspace_id"), id(invoice))));
  }

  private Response change(ObjectNode invoice, Request request) {
    Map<String, String> fields = request.form();
    String workspace = text(invoice, "workspace_id");
    try {
      changes.put(InvoiceEdit.of(invoice, fields, next(invoice)));
    } catch (IllegalArgumentException sentence) {
      return Response.html(
          BAD_REQUEST,
          Html.page("Not changed", "<p>%s</p>".formatted(escaped(sentence.getMessage()))));
    }
    String back = HOME + "/" + workspace;
    return Response.redirect(
        fields.containsKey("raise") ? back + "#" + id(invoice) : back + "/" + id(invoice));
  }

  /** Above every one that somebody has seen: a ledger may hold what was sent past CoPortal. */
  private long next(ObjectNode invoice) {
    Stream<JsonNode> known =
        writtenBack.held(text(invoice, "workspace_id"), id(invoice)).values().stream();
    return Stream.concat(known, Stream.of(invoice))
            .mapToLong(each -> each.path("revision").asLong())
            .max()
            .orElse(0)
        + 1;
  }

  private static Response nothing() {
    return Response.html(
        NOT_FOUND,
        Html.page("Nothing here", "<p><a href=\"%s\">Workspaces</a></p>".formatted(HOME)));
  }

  private static String id(JsonNode invoice) {
    return text(invoice, "id");
  }

  private static String text(JsonNode invoice, String member) {
    return Optional.of(invoice.path(member)).filter(JsonNode::isValueNode).orElseThrow().asText();
  }
}
