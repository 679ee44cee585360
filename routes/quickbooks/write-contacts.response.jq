# Outcome of the one contact written. A 200 may hold a Fault.
{
  status: .status,
  outcomes: [((.json | objects | .Customer) // null) as $customer | ($customer != null and .problems == []) as $ok | {
    ok: $ok,
    contactId: (if $ok then $customer.Id else null end),
    name: (if $ok then $customer.DisplayName else null end),
    problems: .problems
  }]
}
