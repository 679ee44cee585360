package io.coportal.sync.simulator.xero;

import java.util.UUID;

/** An account of the chart of accounts. */
record Account(
    UUID id,
    String code,
    String name,
    String type,
    String accountClass,
    String taxType,
    String systemAccount,
    boolean active) {

  boolean takesInvoiceLines() {
    return !type.equals("BANK")
        && !systemAccount.equals("DEBTORS")
        && !systemAccount.equals("CREDITORS");
  }
}
