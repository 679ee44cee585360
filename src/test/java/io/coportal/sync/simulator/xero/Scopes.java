package io.coportal.sync.simulator.xero;

import java.util.Set;

/** What an application created after 2 March 2026 may ask for, as far as it is simulated. */
final class Scopes {
  static final Set<String> ALL =
      Set.of(
          "openid",
          "profile",
          "email",
          "offline_access",
          "accounting.invoices",
          "accounting.invoices.read",
          "accounting.payments",
          "accounting.payments.read",
          "accounting.contacts",
          "accounting.contacts.read",
          "accounting.settings",
          "accounting.settings.read",
          "accounting.attachments",
          "accounting.attachments.read");
  static final Set<String> USUAL =
      Set.of(
          "offline_access",
          "accounting.invoices",
          "accounting.contacts",
          "accounting.settings.read");

  private Scopes() {}
}
