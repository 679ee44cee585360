# Our result in CoPortal's words. Members without a value are left out.
def known: with_entries(select(.value != null));
.sequence as $sequence | .path as $path | .outcome | {
  method: "PUT",
  path: $path,
  body: ({
    sequence: $sequence,
    revision: .version,
    ledger_state: .state,
    ledger_invoice_id: .externalId,
    ledger_invoice_no: .externalNumber,
    ledger_link: .externalUrl,
    synced_at: .lastSyncedAt,
    problem: (if .error == null then null else (.error | { code: .code, text: .message, advice: .cure, link: .link }) end)
  } | known)
}
