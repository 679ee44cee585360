package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A tax rate.
 *
 * @param rate percent, 4 decimals
 * @param classes the account classes it may be used with
 */
record TaxRate(
    String name,
    String taxType,
    String reportTaxType,
    BigDecimal rate,
    Set<String> classes,
    String component,
    String status) {

  boolean active() {
    return status.equals("ACTIVE");
  }

  TaxRate archived() {
    return new TaxRate(name, taxType, reportTaxType, rate, classes, component, "ARCHIVED");
  }
}
