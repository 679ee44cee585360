# Xero's connections to organisations. Practices hold no invoices.
{
  organisations: [.[] | select(.tenantType == "ORGANISATION") | {
    id: .tenantId,
    name: .tenantName,
    providerConnectionId: .id
  }]
}
