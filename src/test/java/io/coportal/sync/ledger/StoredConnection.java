package io.coportal.sync.ledger;

import io.coportal.sync.TestDatabase;
import java.time.OffsetDateTime;

/** The row of a connection, and that of its workspace. */
final class StoredConnection {
  private StoredConnection() {}

  static void store(
      TestDatabase database,
      String workspace,
      String id,
      String provider,
      String organisation,
      OffsetDateTime now) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO workspace (id, name, country, base_currency, payment_term_days,
              tax_registered, created_at, updated_at)
            VALUES (?, 'Atelier Nord', 'GB', 'GBP', 30, TRUE, ?, ?)""")
        .params(workspace, now, now)
        .update();
    database
        .jdbc()
        .sql(
            """
            INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name,
              state, settings, lane_epoch, connected_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, 'Atelier Nord', 'CONNECTED', '{}', 0, ?, ?, ?)""")
        .params(id, workspace, provider, organisation, now, now, now)
        .update();
  }
}
