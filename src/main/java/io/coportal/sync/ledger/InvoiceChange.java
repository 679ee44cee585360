package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing in which two states of a ledger's invoice differ, for people to read.
 *
 * @param what number, reference, date, due date, currency, totals, or a line and a part of it
 * @param before null: it was not there
 * @param after null: it is not there any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvoiceChange(String what, String before, String after) {
  String sentence() {
    if (before == null) {
      return what + " is new";
    }
    return after == null ? what + " is gone" : "%s %s instead of %s".formatted(what, after, before);
  }
}
