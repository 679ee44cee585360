# Outcome of each contact written. A 200 may hold a Fault. A batch answers in any order: each contact is found by its
# place (bId), with its own Fault; one that is not answered is left out, so that outcomes are missing.
def words: map(select(. != null and . != "")) | first;
def complaints: [.Error[]? | { code: .code, message: ([.Detail, .Message] | words) }]
  | if . == [] then [{ code: null, message: null }] else . end;
def taken: { ok: true, contactId: .Id, name: .DisplayName, problems: [] };
def refused: { ok: false, contactId: null, name: null, problems: . };
def single: ((.json | objects | .Customer) // null) as $customer
  | if $customer != null and .problems == [] then $customer | taken else .problems | refused end;
def batch:
  ((.json | objects | .BatchItemResponse | arrays) // []) as $items
  | $items | keys[] | tostring as $place
  | [$items[] | objects | select(.bId == $place)] | select(length == 1) | .[0]
  | if .Fault then .Fault | complaints | refused
    else (.Customer // empty | taken)
    end;
(json("request") // {} | .path // "" | endswith("/batch")) as $several
| {
  status: .status,
  outcomes: [if $several then batch else single end]
}
