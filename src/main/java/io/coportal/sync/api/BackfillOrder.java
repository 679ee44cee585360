package io.coportal.sync.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.invoice.InvoiceStatus;
import io.coportal.sync.invoice.JsonText;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.BackfillFilter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a caller wants of a back-fill.
 *
 * @param dryRun whether only the forecast is wanted
 */
record BackfillOrder(BackfillFilter filter, boolean dryRun) {

  /**
   * @param body null or blank for an order without wishes
   * @throws Problem 400 {@code invalid-backfill} with every fault at its place
   */
  static BackfillOrder read(String body) {
    return new Reader().read(body == null || body.isBlank() ? "{}" : body);
  }

  /** Gathers the faults of one body. */
  private static final class Reader {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final List<Problem.Fault> faults = new ArrayList<>();
    private LocalDate from;
    private LocalDate to;
    private List<InvoiceStatus> statuses;
    private String currency;
    private Boolean onlyUnsynced;
    private boolean repush;
    private boolean dryRun;

    BackfillOrder read(String body) {
      JsonNode order = JsonText.parse(body);
      if (!order.isObject()) {
        fault("", "must be a JSON object");
      }
      order.properties().forEach(member -> read(member.getKey(), member.getValue()));
      if (from != null && to != null && to.isBefore(from)) {
        fault("/to", "must not be before from");
      }
      if (repush && Boolean.TRUE.equals(onlyUnsynced)) {
        fault(
            "/repush", "must not be true with onlyUnsynced, which passes over what is sent again");
      }
      if (!faults.isEmpty()) {
        throw new Problem(
            400,
            "invalid-backfill",
            "The body does not describe a back-fill.",
            "Send an object with from, to, statuses, currency, onlyUnsynced, repush and dryRun only, or"
                + " nothing.",
            faults);
      }
      boolean unsynced = onlyUnsynced == null ? !repush : onlyUnsynced;
      return new BackfillOrder(
          new BackfillFilter(from, to, statuses, currency, unsynced, repush), dryRun);
    }

    private void read(String name, JsonNode value) {
      switch (name) {
        case "from" -> from = day("/from", value);
        case "to" -> to = day("/to", value);
        case "statuses" -> statuses = statuses(value);
        case "currency" -> currency = currency(value);
        case "onlyUnsynced" -> onlyUnsynced = flag("/onlyUnsynced", value);
        case "repush" -> repush = flag("/repush", value);
        case "dryRun" -> dryRun = flag("/dryRun", value);
        default ->
            fault(
                "/" + name.replace("~", "~0").replace("/", "~1"), "is not a member of a back-fill");
      }
    }

    private LocalDate day(String place, JsonNode value) {
      try {
        if (value.isTextual() && DAY.matcher(value.textValue()).matches()) {
          return LocalDate.parse(value.textValue());
        }
      } catch (DateTimeException noDay) {
        // It has the form of a day and is none: told as any other fault.
      }
      fault(place, "must be a day such as 2026-01-31");
      return null;
    }

    private List<InvoiceStatus> statuses(JsonNode value) {
      List<InvoiceStatus> read = new ArrayList<>();
      if (!value.isArray() || value.isEmpty() || value.size() > InvoiceStatus.values().length) {
        fault("/statuses", "must be an array of 1 to " + InvoiceStatus.values().length);
        return read;
      }
      for (int i = 0; i < value.size(); i++) {
        Optional<InvoiceStatus> status = status(value.get(i));
        if (status.isPresent()) {
          read.add(status.get());
        } else {
          fault("/statuses/" + i, "is not a status of an invoice");
        }
      }
      return read.stream().distinct().toList();
    }

    private static Optional<InvoiceStatus> status(JsonNode value) {
      return Stream.of(InvoiceStatus.values())
          .filter(status -> status.json().equals(value.textValue()))
          .findFirst();
    }

    private String currency(JsonNode value) {
      if (value.isTextual() && CURRENCY.matcher(value.textValue()).matches()) {
        return value.textValue();
      }
      fault("/currency", "must be a currency of ISO 4217, such as EUR");
      return null;
    }

    private boolean flag(String place, JsonNode value) {
      if (!value.isBoolean()) {
        fault(place, "must be true or false");
      }
      return value.booleanValue();
    }

    private void fault(String place, String detail) {
      faults.add(new Problem.Fault(place, detail));
    }
  }
}
