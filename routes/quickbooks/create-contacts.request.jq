# A client to a QuickBooks customer, one a call. The currency is fixed for ever with it. Our number goes into the
# notes, where a look-up finds it again. Details that are longer than QuickBooks takes are left out; the name has been
# cut before.
def present: with_entries(select(.value != null and .value != ""));
def only: if length == 1 then .[0] else error("QuickBooks takes one customer a call") end;
def short($length): select(. != null and . != "" and length <= $length) // null;
def wrapped($member): if . == null then null else { ($member): . } end;
{
  method: "POST",
  path: "/v3/company/{organisation}/customer",
  query: ("requestid=" + .key + "&minorversion=75"),
  body: (.contacts | only | {
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
    } | present) else null end),
    CurrencyRef: (.currency | wrapped("value")),
    Notes: (if .number then "CoPortal client " + .number else null end)
  } | present)
}
