package io.coportal.sync.invoice;

/** What became of an invoice that was put. */
public enum Stored {
  /** It is new. */
  CREATED,
  /** A newer version of a known invoice was added. */
  CHANGED,
  /** This very version was there already. */
  UNCHANGED,
  /** This very version was there with another content, which is replaced; it is no new change. */
  CORRECTED
}
