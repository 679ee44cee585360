-- 1,000 workspaces, each with a live connection that syncs by itself and 20 invoices that are in the ledger.
INSERT INTO workspace (id, name, country, base_currency, payment_term_days, tax_registered, created_at, updated_at)
SELECT 'workspace-' || X, 'Workspace ' || X, 'GB', 'GBP', 14, TRUE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
FROM SYSTEM_RANGE(1, 1000);

INSERT INTO token_grant (id, provider, state, access_expires_at, refresh_expires_at, rotation, created_at)
SELECT 'grant-' || X, 'xero', 'LIVE', CURRENT_TIMESTAMP, DATEADD(DAY, 60, CURRENT_TIMESTAMP), 1, CURRENT_TIMESTAMP
FROM SYSTEM_RANGE(1, 1000);

INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name, country, base_currency, grant_id,
  state, held_organisation, settings, lane_epoch, connected_at, created_at, updated_at)
SELECT 'connection-' || X, 'workspace-' || X, 'xero', 'organisation-' || X, 'Organisation ' || X, 'GB', 'GBP',
  'grant-' || X, 'CONNECTED', 'xero:organisation-' || X, '{"autoSync":true,"account":"200"}', 1, CURRENT_TIMESTAMP,
  CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
FROM SYSTEM_RANGE(1, 1000);

INSERT INTO invoice (workspace_id, invoice_id, version, number, status, client_id, client_name, issue_date, currency,
  total, created_at, updated_at)
SELECT 'workspace-' || W.X, 'invoice-' || I.X, 1, 'INV-' || I.X, 'sent', 'client-' || I.X, 'Client ' || I.X,
  DATE '2026-11-02', 'GBP', 120, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
FROM SYSTEM_RANGE(1, 1000) W, SYSTEM_RANGE(1, 20) I;

INSERT INTO invoice_version (workspace_id, invoice_id, version, document, received_at)
SELECT workspace_id, invoice_id, 1, '{"version":1}', CURRENT_TIMESTAMP FROM invoice;

INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id, connection_id, wanted_version,
  synced_version, state, priority, verify, intent_seq, external_id, external_number, last_synced_at, attempts,
  created_at, updated_at)
SELECT W.X || '-' || I.X, 'workspace-' || W.X, 'xero', 'organisation-' || W.X, 'invoice-' || I.X, 'connection-' || W.X,
  1, 1, 'SYNCED', 5, FALSE, 1, 'external-' || I.X, 'INV-' || I.X, CURRENT_TIMESTAMP, 0, CURRENT_TIMESTAMP,
  CURRENT_TIMESTAMP
FROM SYSTEM_RANGE(1, 1000) W, SYSTEM_RANGE(1, 20) I;
