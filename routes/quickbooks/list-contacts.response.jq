# A page of QuickBooks' customers to ours. QuickBooks does not say how many there are: only a page that is not full is the
# last one. Our number stands in the notes. The name of an inactive customer ends with "(deleted)", which is no part of it.
(.QueryResponse.Customer // []) as $customers
| {
  contacts: [$customers[] | {
    contactId: .Id,
    number: ((.Notes // "" | capture("CoPortal client (?<number>cp-[0-9a-z]+)").number) // null),
    name: (if .Active == false then .DisplayName | sub(" \\(deleted\\)$"; "") else .DisplayName end),
    email: .PrimaryEmailAddr.Address
  }],
  more: ($customers | length == json("askedContacts").size)
}
