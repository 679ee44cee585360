# QuickBooks' customers, found by name, e-mail and id, to candidates. Our number stands in the notes. The name of an
# inactive customer ends with "(deleted)", which is no part of it.
def inactive: .Active == false;
{
  candidates: ([json("byName"), json("byEmail"), json("byId") | .QueryResponse.Customer // [] | .[]] | unique_by(.Id) | map({
    contactId: .Id,
    number: ((.Notes // "" | capture("CoPortal client (?<number>cp-[0-9a-z]+)").number) // null),
    name: (if inactive then .DisplayName | sub(" \\(deleted\\)$"; "") else .DisplayName end),
    email: .PrimaryEmailAddr.Address,
    active: (inactive | not),
    currency: .CurrencyRef.value
  }))
}
