package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;

/** Answers queries: filter, order, page. */
final class QueryRequests {
  private final Company books;

  QueryRequests(Company books) {
    this.books = books;
  }

  /** What goes under {@code QueryResponse}. */
  ObjectNode answer(String text) {
    var query = Query.parse(text);
    var rules = Filterable.of(query.entity());
    var type = rules.type();
    var rows = rows(type, query).stream().filter(rules.matches(query)).sorted(rules.order(query));
    var all = rows.toList();
    var answer = JsonNodeFactory.instance.objectNode();
    if (query.count()) {
      return answer.put("totalCount", all.size());
    }
    var page = all.stream().skip(query.start() - 1L).limit(query.most()).toList();
    if (!page.isEmpty()) {
      page.forEach(row -> answer.withArray(type).add(projected(query, row)));
      answer.put("startPosition", query.start()).put("maxResults", page.size());
      if (type.equals("Invoice")) {
        answer.put("totalCount", all.size());
      }
    }
    return answer;
  }

  private Collection<ObjectNode> rows(String type, Query query) {
    return switch (type) {
      case "CompanyInfo" -> List.of(ReferenceJson.companyInfo(books));
      case "Preferences" -> List.of(ReferenceJson.preferences(books));
      case "ExchangeRate" -> ReferenceJson.exchangeRates(books, asOf(query));
      default -> books.all(type).stream().map(each -> Shown.of(books, type, each)).toList();
    };
  }

  private LocalDate asOf(Query query) {
    return query.conditions().stream()
        .filter(condition -> condition.property().equalsIgnoreCase("AsOfDate"))
        .map(condition -> asOf(condition.values().get(0)))
        .findFirst()
        .orElseGet(() -> Stamps.day(books.clock.instant()));
  }

  private static LocalDate asOf(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Query.invalid("value " + text + " is not valid");
    }
  }

  private static ObjectNode projected(Query query, ObjectNode row) {
    if (query.fields().isEmpty()) {
      return row;
    }
    var wanted = query.fields().stream().map(each -> each.split("\\.")[0]).toList();
    var projected = JsonNodeFactory.instance.objectNode();
    row.properties()
        .forEach(
            field -> {
              var asked = wanted.stream().anyMatch(field.getKey()::equalsIgnoreCase);
              if (asked && !field.getKey().endsWith("RateList")) {
                projected.set(field.getKey(), field.getValue());
              }
            });
    return projected.put("domain", "QBO").put("sparse", true);
  }
}
