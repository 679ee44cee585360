-- Invoices that arrived after auto-sync was switched on, and whose newest version is not wanted yet in this connection's
-- organisation. Which statuses are pushed (variable pushed) is the ledger's rule.
SELECT i.invoice_id AS "invoice_id"
FROM invoice i
JOIN connection c ON c.id = :#${variable.connection.id()} AND i.news_at >= COALESCE(c.auto_sync_since, c.connected_at)
LEFT JOIN invoice_sync s
  ON s.workspace_id = i.workspace_id AND s.invoice_id = i.invoice_id
  AND s.provider = :#${variable.connection.provider()} AND s.organisation_id = :#${variable.connection.organisationId()}
WHERE i.workspace_id = :#${variable.connection.workspaceId()}
  AND i.status IN (:#in:${variable.pushed})
  AND (s.wanted_version IS NULL OR s.wanted_version < i.version)
ORDER BY i.news_at
FETCH FIRST 500 ROWS ONLY
