package io.coportal.sync.invoice;

import java.math.BigDecimal;

/**
 * A tax rate and the reason for it, of an invoice or of one of its lines.
 *
 * @param rate percent; null on a line: the invoice's
 * @param reason null on a line: the invoice's
 */
record TaxReader(BigDecimal rate, TaxReason reason) {
  private static final String RATE = "taxRate";
  private static final String REASON = "taxReason";

  static TaxReader ofInvoice(JsonMembers members) {
    BigDecimal rate = members.required(RATE).amount(AmountRule.RATE);
    JsonValue sent = members.optional(REASON);
    TaxReason reason = sent.oneOf(TaxReason.class);
    if (sent.absent() && rate != null) {
      reason = ordinaryReason(rate);
    }
    check(rate, reason, sent);
    return new TaxReader(rate, reason);
  }

  /** A line's own rate, if it is not the invoice's, has its own reason too: the ordinary one. */
  static TaxReader ofLine(JsonMembers members, TaxReader invoice) {
    BigDecimal rate = members.optional(RATE).amount(AmountRule.RATE);
    JsonValue sent = members.optional(REASON);
    TaxReason reason = sent.oneOf(TaxReason.class);
    boolean differs = rate != null && (invoice.rate == null || rate.compareTo(invoice.rate) != 0);
    if (sent.absent() && differs) {
      reason = ordinaryReason(rate);
    }
    if (differs || !sent.absent()) {
      check(rate == null ? invoice.rate : rate, reason, sent);
    }
    return new TaxReader(rate, reason);
  }

  private static TaxReason ordinaryReason(BigDecimal rate) {
    return rate.signum() > 0 ? TaxReason.STANDARD : null;
  }

  private static void check(BigDecimal rate, TaxReason reason, JsonValue sent) {
    boolean faultNamedAlready =
        rate == null || rate.signum() < 0 || (reason == null && !sent.absent());
    if (faultNamedAlready) {
      return;
    }
    if (reason == null) {
      sent.fault(
          "is missing, and a rate of 0 can mean several things."
              + " Send zero_rated_export, exempt, out_of_scope or not_registered.");
    } else if (!reason.explains(rate)) {
      sent.fault(
          "does not go with a rate of %s. Send %s."
              .formatted(
                  rate.toPlainString(),
                  rate.signum() > 0
                      ? "standard or reduced, or the rate 0"
                      : "zero_rated_export, exempt, out_of_scope or not_registered"));
    }
  }
}
