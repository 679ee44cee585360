package io.coportal.sync.simulator.quickbooks;

import java.util.Set;

/** What an application may ask for. */
final class Scopes {
  static final String ACCOUNTING = "com.intuit.quickbooks.accounting";
  static final Set<String> ALL =
      Set.of(
          ACCOUNTING,
          "com.intuit.quickbooks.payment",
          "openid",
          "profile",
          "email",
          "phone",
          "address");

  private Scopes() {}
}
