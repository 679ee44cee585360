package io.coportal.sync.contract;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Response;

/** What can go wrong at any ledger. */
public enum LedgerFault {
  /** 503, nothing done. */
  UNAVAILABLE,
  /** 500 of the ledger itself, nothing done. */
  ERROR_BEFORE_WORK,
  /** 500 of the ledger itself, everything done. */
  ERROR_AFTER_WORK,
  /** 502 in HTML, nothing done. */
  GATEWAY_BEFORE_WORK,
  /** 502 in HTML, everything done. */
  GATEWAY_AFTER_WORK,
  /** 200 with somebody else's page, nothing done. */
  FOREIGN_PAGE_BEFORE_WORK,
  /** 200 with somebody else's page, everything done. */
  FOREIGN_PAGE_AFTER_WORK,
  /** 200 in XML, everything done. */
  XML_AFTER_WORK,
  /** Everything done, half of the answer arrives. */
  TRUNCATED_ANSWER,
  /** The connection ends before anything is done. */
  DROPPED_BEFORE_WORK,
  /** Everything done, the connection ends without an answer. */
  ANSWER_LOST,
  /** Everything done at once, the answer comes later than anyone waits. */
  SLOW_ANSWER,
  /** The work starts when nobody waits any more. */
  SLOW_WORK,
  /** 401: the access token is no longer good. */
  TOKEN_EXPIRED,
  /** 403: the organisation is not connected. */
  DISCONNECTED;

  /** Whether the connection ends without an answer. */
  boolean isUnanswered() {
    return this == DROPPED_BEFORE_WORK || this == ANSWER_LOST;
  }

  static Fault xmlAfterWork() {
    return Fault.gatewayAfterWork(
        "xml-after-work",
        Response.of(200, "application/xml; charset=utf-8", "<?xml version=\"1.0\"?><Answer/>"));
  }
}
