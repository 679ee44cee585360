# A page of Xero's contacts to ours. Xero says how many pages there are.
{
  contacts: [.Contacts[] | {
    contactId: .ContactID,
    number: .ContactNumber,
    name: .Name,
    email: .EmailAddress
  }],
  more: (.pagination.page < .pagination.pageCount)
}
