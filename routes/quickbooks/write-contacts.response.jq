# Outcome of each contact written. A 200 may hold a Fault. A batch answers in any order: each contact is found by its
# place (bId), with its own Fault. One that is not answered ends the outcomes, so that they are fewer than were sent and
# none is taken for another's.
def words: map(select(. != null and . != "")) | first;
def complaints: [.Error[]? | { code: .code, message: ([.Detail, .Message] | words) }]
  | if . == [] then [{ code: null, message: null }] else . end;
def taken: { ok: true, contactId: .Id, name: .DisplayName, problems: [] };
def refused: { ok: false, contactId: null, name: null, problems: . };
def single: ((.json | objects | .Customer) // null) as $customer
  | if $customer != null and .problems == [] then $customer | taken else .problems | refused end;
def unbroken: reduce .[] as $one ({ open: true, told: [] };
    if .open and $one != null then { open, told: (.told + [$one]) } else { open: false, told } end)
  | .told[];
def batch:
  ((.json | objects | .BatchItemResponse | arrays) // []) as $items
  | [$items | keys[] | tostring as $place
    | [$items[] | objects | select(.bId == $place)]
    | if length != 1 then null
      elif .[0].Fault then .[0].Fault | complaints | refused
      elif .[0].Customer then .[0].Customer | taken
      else null
      end]
  | unbroken;
(json("request") // {} | .path // "" | endswith("/batch")) as $several
| {
  status: .status,
  outcomes: [if $several then batch else single end]
}
