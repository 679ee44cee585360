package io.coportal.sync.security;

import java.util.Locale;

/** What an API key may do. */
public enum Scope {
  /** Invoices, syncs, previews, back-fills; reading connections. */
  SYNC,
  /** Connect links, settings, disconnecting. */
  CONNECT,
  /** Workspaces and keys. */
  ADMIN;

  /** As written in the database, in answers and in an authority. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Scope of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
