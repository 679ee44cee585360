package io.coportal.sync.bench;

/** Rows in numbers that no API call would store in a reasonable time. */
final class ManyRows {
  private final Rows rows;
  private final BenchDatabase database;

  ManyRows(Rows rows, BenchDatabase database) {
    this.rows = rows;
    this.database = database;
  }

  /** Workspaces with a live connection each that nobody uses, numbered on from the last. */
  void connections(int from, int to) {
    rows.execute(
        """
        INSERT INTO workspace (id, name, country, base_currency, payment_term_days,
          tax_registered, created_at, updated_at)
        SELECT 'workspace-' || g.x, 'Workspace ' || g.x, 'GB', 'GBP', 14, TRUE,
          CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM %s"""
            .formatted(series(from, to)));
    rows.execute(
        """
        INSERT INTO token_grant (id, provider, state, access_expires_at, refresh_expires_at,
          rotation, created_at)
        SELECT 'grant-' || g.x, 'xero', 'LIVE', CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP + INTERVAL '60' DAY, 1, CURRENT_TIMESTAMP FROM %s"""
            .formatted(series(from, to)));
    rows.execute(
        """
        INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name,
          country, base_currency, grant_id, state, held_organisation, settings, lane_epoch,
          connected_at, created_at, updated_at)
        SELECT 'connection-' || g.x, 'workspace-' || g.x, 'xero', 'organisation-' || g.x,
          'Organisation ' || g.x, 'GB', 'GBP', 'grant-' || g.x, 'CONNECTED',
          'xero:organisation-' || g.x, '{"account":"200"}', 1, CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM %s"""
            .formatted(series(from, to)));
  }

  /** Copies of a stored invoice under numbers of their own, for the same client. */
  void copies(BenchInvoice original, String story, int howMany) {
    String id = "'%s-' || g.x".formatted(story);
    rows.execute(
        """
        INSERT INTO invoice (workspace_id, invoice_id, version, number, status, client_id,
          client_name, issue_date, currency, total, created_at, updated_at)
        SELECT workspace_id, %s, version, UPPER(%s), status, client_id, client_name, issue_date,
          currency, total, created_at, updated_at
        FROM invoice, %s WHERE workspace_id = '%s' AND invoice_id = '%s'"""
            .formatted(id, id, series(1, howMany), original.books().workspace(), original.id()));
    rows.execute(
        """
        INSERT INTO invoice_version (workspace_id, invoice_id, version, document, received_at)
        SELECT workspace_id, %s, version, REPLACE(document, '%s', UPPER(%s)), received_at
        FROM invoice_version, %s WHERE workspace_id = '%s' AND invoice_id = '%s'"""
            .formatted(
                id,
                original.number(),
                id,
                series(1, howMany),
                original.books().workspace(),
                original.id()));
  }

  /** What a database does by itself after a while. */
  void settle() {
    rows.execute("ANALYZE");
  }

  private String series(int from, int to) {
    return database.kind() == BenchDatabase.Kind.H2
        ? "SYSTEM_RANGE(%d, %d) g".formatted(from, to)
        : "generate_series(%d, %d) AS g(x)".formatted(from, to);
  }
}
