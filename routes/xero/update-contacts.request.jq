# Changed clients to Xero contacts. Always with the id: without it POST picks a contact by name. What is not sent stays; a
# telephone or an address takes the place of the one of its kind, so the lines that it no longer has are sent empty.
def present: with_entries(select(.value != null and .value != ""));
{
  method: "POST",
  path: "/api.xro/2.0/Contacts",
  query: "summarizeErrors=false",
  headers: { "Idempotency-Key": .key },
  body: {
    Contacts: [.contacts[] | {
      ContactID: .contactId,
      Name: .name,
      EmailAddress: .email,
      TaxNumber: .taxNumber,
      Phones: (if .phone then [{ PhoneType: "DEFAULT", PhoneNumber: .phone }] else null end),
      Addresses: (if .address then [.address | {
        AddressType: "POBOX",
        AddressLine1: (.line1 // ""),
        AddressLine2: (.line2 // ""),
        City: (.city // ""),
        Region: (.region // ""),
        PostalCode: (.postalCode // ""),
        Country: (.country // "")
      }] else null end)
    } | present]
  }
}
