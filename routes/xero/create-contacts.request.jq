# Clients to Xero contacts. Country takes letters only; POBOX is the address printed on invoices.
# Angle brackets are refused in names.
def present: with_entries(select(.value != null and .value != ""));
{
  method: "PUT",
  path: "/api.xro/2.0/Contacts",
  query: "summarizeErrors=false",
  headers: { "Idempotency-Key": .key },
  body: {
    Contacts: [.contacts[] | {
      Name: .name,
      ContactNumber: .number,
      EmailAddress: .email,
      TaxNumber: .taxNumber,
      Phones: (if .phone then [{ PhoneType: "DEFAULT", PhoneNumber: .phone }] else null end),
      Addresses: (if .address then [.address | {
        AddressType: "POBOX",
        AddressLine1: .line1,
        AddressLine2: .line2,
        City: .city,
        Region: .region,
        PostalCode: .postalCode,
        Country: .country
      } | present] else null end)
    } | present]
  }
}
