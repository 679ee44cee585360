# Xero's answer, with every complaint about the request as a whole gathered in one place.
# 400 bodies carry Message, and Elements with errors of their own that say more; 401 and 403 carry Detail (in older
# answers in lower case); 503 is prose and 429 empty.
def complaints: [.. | objects | (.ValidationErrors // empty)[] | { message: (.Message // .Description) }];
(. + {
  problems: (
    if ((.status // 200) < 400) then []
    else ((.json | objects | complaints | select(length > 0))
      // [{ message: (.json.Message? // .json.Detail? // .json.detail? // null) }])
    end)
})
