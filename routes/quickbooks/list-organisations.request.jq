# The callback's realmId to a question for that company. It stands in the path, so it is digits or nothing is asked.
(.realmId | tostring | if test("^[0-9]{1,40}$") then . else error("A realmId has only digits") end) as $realm
| {
  method: "GET",
  path: ("/v3/company/" + $realm + "/companyinfo/" + $realm),
  query: "minorversion=75"
}
