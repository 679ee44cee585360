package io.coportal.sync.ledger;

/** The currency under which the link of a client and its contact is kept. */
public final class LinkCurrency {
  /** Where the ledger does not bind a contact to a currency: ISO 4217's "no currency". */
  public static final String ANY = "XXX";

  private LinkCurrency() {}

  static String of(String currency) {
    return currency == null ? ANY : currency;
  }

  /** Null where the ledger does not bind a contact to one. */
  static String known(String kept) {
    return ANY.equals(kept) ? null : kept;
  }
}
