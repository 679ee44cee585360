# Changed clients to the members of QuickBooks customers that CoPortal owns: a single one to a call of its own, several to
# a batch, where each is told from the others by its place (bId). The rest stays: sparse. The stamp is that of the customer
# just read; one that was not found is QuickBooks' to refuse. Details that are longer than QuickBooks takes are left out.
def present: with_entries(select(.value != null and .value != ""));
def within($most): if length > $most then error("QuickBooks takes \($most) customers a batch") else . end;
def short($length): select(. != null and . != "" and length <= $length) // null;
def wrapped($member): if . == null then null else { ($member): . } end;
(json("heldCustomers").QueryResponse.Customer // []) as $held
| def customer: .contactId as $id | (first($held[] | select(.Id == $id) | .SyncToken) // "0") as $stamp | {
    Id: $id,
    SyncToken: $stamp,
    sparse: true,
    DisplayName: .name,
    CompanyName: (.company | short(100)),
    PrimaryEmailAddr: (.email | short(100) | wrapped("Address")),
    PrimaryPhone: (.phone | short(30) | wrapped("FreeFormNumber")),
    PrimaryTaxIdentifier: (.taxNumber | short(20)),
    BillAddr: (if .address then (.address | {
      Line1: .line1,
      Line2: .line2,
      City: .city,
      CountrySubDivisionCode: .region,
      PostalCode: (.postalCode | short(30)),
      Country: .country
    } | present) else null end)
  } | present;
(.contacts | within(30)) as $contacts
| ($contacts | length == 1) as $single
| {
  method: "POST",
  path: (if $single then "/v3/company/{organisation}/customer" else "/v3/company/{organisation}/batch" end),
  query: ("requestid=" + .key + "&minorversion=75"),
  body: (if $single then ($contacts[0] | customer) else {
    BatchItemRequest: [$contacts | to_entries[] | {
      bId: (.key | tostring),
      operation: "update",
      Customer: (.value | customer)
    }]
  } end)
}
