package io.coportal.sync.invoice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;

/** Why a tax rate is what it is: ledgers code the several kinds of 0 % differently. */
public enum TaxReason {
  STANDARD,
  REDUCED,
  ZERO_RATED_EXPORT,
  EXEMPT,
  OUT_OF_SCOPE,
  NOT_REGISTERED;

  /** The name in JSON, for example {@code zero_rated_export}. */
  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A rate above 0 is standard or reduced; a rate of 0 is one of the others. */
  boolean explains(BigDecimal rate) {
    boolean taxed = this == STANDARD || this == REDUCED;
    return taxed == (rate.signum() > 0);
  }
}
