package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the lists have in common: filter, order, pages. */
final class Listing {
  private static final int LARGEST_PAGE = 1000;
  private static final int USUAL_PAGE = 100;

  private final Request request;
  private final String type;
  private final Set<String> known;

  /**
   * @param known the property paths that may be filtered and ordered by, in lower case
   */
  Listing(Request request, String type, Set<String> known) {
    this.request = request;
    this.type = type;
    this.known = known;
  }

  /** The elements of a comma list; empty if it was not sent. */
  Optional<Set<String>> values(String parameter) {
    return request
        .query(parameter)
        .filter(sent -> !sent.isBlank())
        .map(
            sent ->
                Arrays.stream(sent.split(","))
                    .map(value -> value.trim().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet()));
  }

  /** The ids of a comma list; one that is no id refuses the request. */
  Optional<Set<UUID>> ids(String parameter) {
    try {
      return values(parameter)
          .map(sent -> sent.stream().map(UUID::fromString).collect(Collectors.toSet()));
    } catch (IllegalArgumentException e) {
      throw Refusal.badQuery("Could not convert a value of " + parameter + " to Guid");
    }
  }

  boolean flag(String parameter) {
    return request.query(parameter).filter("true"::equalsIgnoreCase).isPresent();
  }

  Optional<String> searchTerm() {
    return request
        .query("searchTerm")
        .filter(term -> !term.isBlank())
        .map(term -> term.toLowerCase(Locale.ROOT));
  }

  boolean modifiedSince(Instant updated) {
    try {
      return request
          .header("If-Modified-Since")
          .filter(header -> !header.isBlank())
          .map(header -> !updated.isBefore(XeroDates.modifiedSince(header)))
          .orElse(true);
    } catch (DateTimeParseException e) {
      throw Refusal.of(Response.text(412, "If-Modified-Since could not be read"));
    }
  }

  boolean paged() {
    return request.query("page").isPresent();
  }

  List<ObjectNode> filteredAndOrdered(List<ObjectNode> rows) {
    Predicate<ObjectNode> where =
        request
            .query("where")
            .filter(sent -> !sent.isBlank())
            .map(sent -> Where.parse(sent, type, known))
            .orElse(row -> true);
    var filtered = rows.stream().filter(where);
    return request
        .query("order")
        .filter(sent -> !sent.isBlank())
        .map(this::comparator)
        .map(filtered::sorted)
        .orElse(filtered)
        .toList();
  }

  /** Cuts out the page asked for and tells of it in {@code envelope}. */
  List<ObjectNode> page(List<ObjectNode> rows, ObjectNode envelope) {
    var size = Math.min(LARGEST_PAGE, Math.max(1, whole("pageSize", USUAL_PAGE)));
    var page = Math.max(1, whole("page", 1));
    envelope
        .putObject("pagination")
        .put("page", page)
        .put("pageSize", size)
        .put("pageCount", (rows.size() + size - 1) / size)
        .put("itemCount", rows.size());
    var from = Math.min((long) (page - 1) * size, rows.size());
    return rows.subList((int) from, (int) Math.min(from + size, rows.size()));
  }

  /** The decimals of unit prices: 2, or 4 if asked for. */
  static int unitDecimals(Request request) {
    return request.query("unitdp").filter("4"::equals).isPresent() ? 4 : 2;
  }

  private int whole(String parameter, int otherwise) {
    try {
      return request.query(parameter).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw Refusal.badQuery("Could not convert " + parameter + " to a number");
    }
  }

  private Comparator<ObjectNode> comparator(String order) {
    return Arrays.stream(order.split(",")).map(this::key).reduce(Comparator::thenComparing).get();
  }

  private Comparator<ObjectNode> key(String part) {
    var words = part.trim().split("\\s+");
    if (!known.contains(words[0].toLowerCase(Locale.ROOT))) {
      throw Refusal.badQuery(
          "No property or field '%s' exists in type '%s'".formatted(words[0], type));
    }
    var path = List.of(words[0].split("\\."));
    Comparator<ObjectNode> ascending =
        Comparator.comparing(
            row -> WhereValues.read(row, path),
            Comparator.nullsFirst((a, b) -> WhereValues.order(a, b)));
    return words.length > 1 && words[1].toLowerCase(Locale.ROOT).startsWith("desc")
        ? ascending.reversed()
        : ascending;
  }
}
