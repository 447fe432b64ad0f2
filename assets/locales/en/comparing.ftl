# Two sessions compared call by call.
compare-menu = Compare with…
compare-path-title = Compare with a session
compare-go = Compare
compare-title = { $left } compared with { $right }
compare-none = No difference in { $calls } calls
compare-some = { $n ->
    [one] 1 of { $calls } calls differs
   *[other] { $differing } of { $calls } calls differ
}
compare-disregarded = Not counted: times, names, descriptor numbers, ports that a kernel chose. A call that moved by more than 64 calls counts as two
compare-cut = Only the first 2,000,000 calls of each session were compared
compare-all = All calls
compare-only = Differences
compare-next = Next difference
compare-previous = Previous difference
compare-list = Compared calls
compare-same = same
compare-outcome = outcome
compare-bytes = bytes
compare-arguments = arguments
compare-only-left = only left
compare-only-right = only right
compare-nothing = no such call
compare-row = { $n }, { $difference }: { $left }; { $right }
compare-said-same = The same call with the same outcome
compare-said-outcome = The same call came back otherwise
compare-said-arguments = The call was made with other arguments
compare-said-left = Only the left session has this call
compare-said-right = Only the right session has this call
compare-lengths = { $left } B against { $right } B, different from byte { $at } on
compare-bytes-lost = The bytes differ, and they were not kept in both sessions
compare-hex-left = Left { $offset }: { $bytes }
compare-hex-right = Right { $offset }: { $bytes }
job-compare = Compare sessions
