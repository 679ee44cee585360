-- The ledger's totals minus CoPortal's, where the owner accepts that they differ. The ledger's own stand in held_invoice.
ALTER TABLE invoice_sync ADD COLUMN totals_difference TEXT;  -- JSON: subtotal, taxTotal, total; null: they agree
ALTER TABLE invoice_sync DROP COLUMN ledger_totals;
