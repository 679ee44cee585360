package io.coportal.sync.contract;

/** What a call of a ledger does, whatever method and address it takes there. */
public enum CallKind {
  INVOICE_WRITE,
  INVOICE_READ,
  CONTACT_WRITE,
  /** References, contacts, rates. */
  OTHER_READ,
  /** Sign-in and whatever else is no call of the ledger's API. */
  NO_CALL
}
