# A currency and a day to one call.
{
  method: "GET",
  path: "/v3/company/{organisation}/exchangerate",
  query: ("sourcecurrencycode=" + (.currency | @uri) + "&asofdate=" + (.date | @uri) + "&minorversion=75")
}
