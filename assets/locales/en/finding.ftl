# What is looked for in the call log.
find-do-filter = Filter the call log
find-do-next = Next match
find-do-previous = Previous match
find-open = Filter the log
find-close = Take the filter away
find-field = Filter calls
find-hint = Text, call:send, error, hex:16 03 …
find-by = Filter by
find-by-socket = Socket
find-by-call = Call
find-by-address = Address
find-by-error = Error
find-by-any-error = Any error
find-by-none = None yet
find-by-sent = Calls that send
find-by-received = Calls that receive
find-by-bookmark = Bookmarked calls
find-by-hex = Bytes in hex…
find-by-regex = Regular expression…
find-by-time = Time since the start…
find-by-size = Size of the payload…
find-by-note = Text of a note…
find-only = Only matches
find-mark = Mark matches
find-cancel = Cancel
find-cancel-name = Cancel the search
find-again = Search again
find-again-name = Search the log again
find-found = { $n ->
    [one] 1 match in { $rows } calls
   *[other] { $matches } matches in { $rows } calls
}
find-searched = { $searched } of { $rows } calls searched · { $n ->
    [one] 1 match
   *[other] { $matches } matches
}
find-cancelled = Cancelled after { $searched } of { $rows } calls · { $n ->
    [one] 1 match
   *[other] { $matches } matches
}
find-unreadable = { $n } could not be read
find-nothing = No call fits
find-searching-still = Searching…
find-row-match = { $row }, a match
find-wrong = From character { $at }: { $why }
find-too-long = A filter has at most { $n } characters
find-empty-value = { $key }: needs something after its colon
find-empty-not = Put what must not be there after the minus sign
find-empty-quotes = Put some text between the quotes
find-not-hex = “{ $sign }” is no hex digit: write bytes as 16 03 01
find-odd-hex = A byte takes two hex digits: write 01, not 1
find-odd-flag = “{ $flag }” is no flag: i, s and m are
find-odd-regex = No regular expression: { $why }
find-regex-large = This regular expression takes too much memory
find-no-call = No call is named { $call }
find-odd-direction = Write dir:sent or dir:received
find-odd-time = Write seconds as t:1.5, t:>1, t:<0.2 or t:1..2
find-odd-size = Write bytes as size:100, size:>1k or size:1k..2k
job-find = Search the log
