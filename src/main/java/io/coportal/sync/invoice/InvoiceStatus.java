package io.coportal.sync.invoice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an invoice stands in CoPortal. */
public enum InvoiceStatus {
  DRAFT,
  SENT,
  AWAITING_CONFIRMATION,
  PAID,
  CANCELLED;

  /** The name in JSON, for example {@code awaiting_confirmation}. */
  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
