# QuickBooks' answer, with every complaint gathered in one place. They come in four shapes: the accounting service's
# Fault, the gateway's fault in lower case, XML although JSON was asked for, and pages of whatever stands in between.
# A 200 may hold a Fault as well. The detail of a refused token quotes the token, so it is left behind.
def words: map(select(. != null and . != "")) | first;
def word($name): capture("<" + $name + ">\\s*(?<word>[^<]*?)\\s*</" + $name + ">").word // null;
def complaints:
  (.json | objects | .Fault // empty | .Error[] | { code: .code, message: ([.Detail, .Message] | words) }),
  (.json | objects | .fault // empty | (.type == "AUTHENTICATION") as $token | .error[]
    | { code: .code, message: ([(if $token then null else .detail end), .message] | words) }),
  (.text // "" | capture("<Error [^>]*code=\"(?<code>[0-9]+)\"[^>]*>(?<inside>[\\s\\S]*?)</Error>"; "g")
    | { code: .code, message: (.inside | [word("Detail"), word("Message")] | words) });
(. + {
  problems: (
    if ((.status // 200) < 400) then [complaints]
    else (([complaints] | select(length > 0)) // [{ code: null, message: null }])
    end)
})
