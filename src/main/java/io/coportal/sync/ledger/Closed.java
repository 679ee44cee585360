package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The ledger has refused an invoice for a reason that would meet the others as well. It is not
 * asked again before the reference data are read anew.
 */
public record Closed(Range range, Refusal refusal) {

  /** Which invoices would meet the same. */
  public enum Range {
    /** All of the organisation. */
    @JsonProperty("organisation")
    ORGANISATION,
    /** New ones that are approved at once; drafts are not. */
    @JsonProperty("approvals")
    APPROVALS
  }

  /**
   * @throws LedgerStop the refusal, where it would be met again
   */
  void check(boolean create, boolean draft) {
    if (range == Range.ORGANISATION || create && !draft) {
      throw new LedgerStop(refusal);
    }
  }
}
