package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Client;
import io.coportal.sync.invoice.Invoice;
import java.time.Instant;

/**
 * A client whose contact in the ledger is sought.
 *
 * @param invoice one of his
 * @param arrived when this version of the invoice had arrived from CoPortal
 * @param link what is remembered of him; null: nothing
 */
public record ClientCase(
    Connection connection, ClientKey key, Invoice invoice, Instant arrived, ContactLink link) {
  /** The same with another link. */
  public ClientCase linked(ContactLink other) {
    return new ClientCase(connection, key, invoice, arrived, other);
  }

  Client client() {
    return invoice.client();
  }

  /** The remembered contact, also one that is in doubt; null: none. */
  String linkedContactId() {
    return link == null ? null : link.contactId();
  }
}
