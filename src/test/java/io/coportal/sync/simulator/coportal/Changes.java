package io.coportal.sync.simulator.coportal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** CoPortal's invoices in the order of their last change. */
public final class Changes {
  private static final int MOST_A_PAGE = 200;

  private record Change(long number, Instant at, ObjectNode invoice) {
    boolean isOf(String workspace, String id) {
      return invoice.path("workspace_id").asText().equals(workspace)
          && invoice.path("id").asText().equals(id);
    }
  }

  private final Clock clock;
  private final List<Change> newest = new ArrayList<>();
  private final List<ObjectNode> outdated = new ArrayList<>();
  private long changes;
  private boolean disordered;
  private int repetitions;
  private ObjectNode lastPage;

  Changes(Clock clock) {
    this.clock = clock;
  }

  /** Keeps a new state of an invoice; {@code id} and {@code workspace_id} name it. */
  public synchronized void put(ObjectNode invoice) {
    String workspace = invoice.path("workspace_id").asText();
    String id = invoice.path("id").asText();
    held(workspace, id)
        .ifPresent(
            old -> {
              newest.remove(old);
              outdated.add(old.invoice());
            });
    ObjectNode kept = invoice.deepCopy().put("updated_at", clock.instant().toString());
    newest.add(new Change(++changes, clock.instant(), kept));
  }

  /** The next page is turned upside down, with outdated states of its invoices at its end. */
  public synchronized void disorderNextPage() {
    disordered = true;
  }

  /** The next questions are answered with the page before, word for word. */
  public synchronized void repeatLastPage(int times) {
    repetitions = times;
  }

  /** The cursor right after the last change there is. */
  public synchronized String end() {
    return cursor(changes);
  }

  /**
   * The number of the change that a cursor names.
   *
   * @param cursor as it was handed out; null or empty: before the first
   */
  public static long place(String cursor) {
    return cursor == null || cursor.isEmpty()
        ? 0
        : Long.parseLong(cursor.substring("chg!".length()));
  }

  /** The invoices whose last change stands at or before a cursor, as they are. */
  public synchronized List<ObjectNode> until(String cursor) {
    return newest.stream()
        .filter(change -> change.number() <= place(cursor))
        .map(Change::invoice)
        .toList();
  }

  /** The invoice as it is now. */
  public synchronized Optional<ObjectNode> invoice(String workspace, String id) {
    return held(workspace, id).map(change -> change.invoice().deepCopy());
  }

  /** All invoices as they are now, by workspace and number. */
  synchronized List<ObjectNode> all() {
    return newest.stream()
        .map(change -> change.invoice().deepCopy())
        .sorted(
            Comparator.comparing((ObjectNode invoice) -> invoice.path("workspace_id").asText())
                .thenComparing(invoice -> invoice.path("invoice_no").asText()))
        .toList();
  }

  synchronized Response page(Request request) {
    if (repetitions > 0 && lastPage != null) {
      repetitions--;
      return Response.json(200, lastPage);
    }
    long after = place(request.query("cursor").orElse(""));
    Instant since = request.query("updated_since").map(Instant::parse).orElse(Instant.MIN);
    int limit = Math.min(request.query("limit").map(Integer::parseInt).orElse(50), MOST_A_PAGE);
    List<Change> left =
        newest.stream()
            .filter(change -> change.number() > after && !change.at().isBefore(since))
            .toList();
    lastPage = page(left.subList(0, Math.min(limit, left.size())), left.size() > limit, after);
    return Response.json(200, lastPage);
  }

  private ObjectNode page(List<Change> shown, boolean more, long after) {
    List<ObjectNode> invoices = new ArrayList<>(shown.stream().map(Change::invoice).toList());
    if (disordered && !shown.isEmpty()) {
      disordered = false;
      Collections.reverse(invoices);
      outdated.stream()
          .filter(old -> shown.stream().anyMatch(change -> sameInvoice(change, old)))
          .forEach(invoices::add);
    }
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode data = page.putArray("data");
    invoices.forEach(invoice -> data.add(invoice.deepCopy()));
    page.put("has_more", more);
    page.put("next_cursor", cursor(shown.isEmpty() ? after : shown.get(shown.size() - 1).number()));
    return page;
  }

  private static boolean sameInvoice(Change change, ObjectNode old) {
    return change.isOf(old.path("workspace_id").asText(), old.path("id").asText());
  }

  private Optional<Change> held(String workspace, String id) {
    return newest.stream().filter(change -> change.isOf(workspace, id)).findFirst();
  }

  /** With a character that has to be percent-encoded: callers must not look into a cursor. */
  private static String cursor(long change) {
    return "chg!" + change;
  }
}
