# Xero's contacts to candidates. Several calls may find the same one.
{
  candidates: [.Contacts | unique_by(.ContactID)[] | {
    contactId: .ContactID,
    number: .ContactNumber,
    name: .Name,
    email: .EmailAddress,
    active: (.ContactStatus == "ACTIVE"),
    mergedInto: .MergedToContactID
  }]
}
