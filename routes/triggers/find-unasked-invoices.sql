-- Invoices whose newest version is not wanted yet in this connection's organisation. Which statuses are pushed is the
-- ledger's rule; drafts and cancelled ones never are.
SELECT i.invoice_id AS "invoice_id"
FROM invoice i
LEFT JOIN invoice_sync s
  ON s.workspace_id = i.workspace_id AND s.invoice_id = i.invoice_id
  AND s.provider = :#${variable.connection.provider()} AND s.organisation_id = :#${variable.connection.organisationId()}
WHERE i.workspace_id = :#${variable.connection.workspaceId()}
  AND i.status NOT IN ('draft', 'cancelled')
  AND (s.wanted_version IS NULL OR s.wanted_version < i.version)
ORDER BY i.updated_at
FETCH FIRST 500 ROWS ONLY
