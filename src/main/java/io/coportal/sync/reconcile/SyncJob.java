package io.coportal.sync.reconcile;

import io.coportal.sync.invoice.ContentHash;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceStatus;
import io.coportal.sync.ledger.ContactLink;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.PreparedInvoice;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One invoice on its way to one ledger, with what the steps of {@code routes/sync} find out about
 * it. Used by one thread at a time.
 */
final class SyncJob {
  private final SyncRow row;
  private final Invoice invoice;
  private final Instant arrived;
  private HeldInvoice held;
  private BigDecimal exchangeRate;
  private ContactLink contactLink;
  private String contactId;
  private PreparedInvoice prepared;

  /**
   * @param row what is wanted and what the ledger has
   * @param invoice the version that is wanted now
   * @param arrived when that version had come from CoPortal
   */
  SyncJob(SyncRow row, Invoice invoice, Instant arrived) {
    this.row = row;
    this.invoice = invoice;
    this.arrived = arrived;
  }

  SyncRow row() {
    return row;
  }

  Invoice invoice() {
    return invoice;
  }

  Instant arrived() {
    return arrived;
  }

  boolean isCreate() {
    return row.externalId() == null;
  }

  /** It is to be voided in the ledger: cancelled, or made by a back-fill that is undone. */
  boolean voiding() {
    return !isCreate() && (row.voidWanted() || invoice.status() == InvoiceStatus.CANCELLED);
  }

  /** The content is what we last wrote. */
  boolean unchanged() {
    return !isCreate() && !voiding() && ContentHash.of(invoice).equals(row.payloadHash());
  }

  /** What the ledger holds now; null on a create and until it is known. */
  HeldInvoice held() {
    return held;
  }

  void holds(HeldInvoice invoiceOfLedger) {
    held = invoiceOfLedger;
  }

  /** Units of the base currency for one of the invoice's; null where none is stated. */
  BigDecimal exchangeRate() {
    return exchangeRate;
  }

  void rate(BigDecimal rate) {
    exchangeRate = rate;
  }

  /** What is remembered of the client's contact; null: nothing. */
  ContactLink contactLink() {
    return contactLink;
  }

  /** A contact in doubt is not used before it has been looked up. */
  void remembered(ContactLink link) {
    contactLink = link;
    contactId = link == null || link.doubtful() ? null : link.contactId();
  }

  /** The ledger's id of the client's contact; null until it is known. */
  String contactId() {
    return contactId;
  }

  void contact(String id) {
    contactId = id;
  }

  /** Null until everything is decided. */
  PreparedInvoice prepared() {
    return prepared;
  }

  void prepared(PreparedInvoice decided) {
    prepared = decided;
  }
}
