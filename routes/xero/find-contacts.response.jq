# Xero's contacts to candidates.
{
  candidates: [.Contacts[] | {
    contactId: .ContactID,
    number: .ContactNumber,
    name: .Name,
    email: .EmailAddress,
    active: (.ContactStatus == "ACTIVE")
  }]
}
