# Call lines: what is wrong with what was typed.

line-full-width = “{ $sign }” is a full-width sign; Python takes “{ $plain }”
line-beyond = This is more than is read at once
line-unfinished = The line is not finished: a bracket, a string or a block is still open
line-unexpected = “{ $text }” does not belong here
line-unreadable = This is no Python
line-string = The string has no end
line-escape = This escape in the string is not one of Python’s
line-brackets = The brackets do not match
line-indentation = The indentation does not fit the lines around it
line-place-after-name = An argument without a name cannot follow one with a name
line-no-loops = “{ $word }”: loops do not run here; make their calls one by one
line-no-functions = “{ $word }”: functions and classes do not run here; type the lines that they hold
line-no-choices = “{ $word }”: decisions do not run here; you see what came of each call and decide yourself
line-no-fstring = f-strings are not read here; join the pieces with “+”
line-not-expression = This is not read here: call lines take values, names and socket calls
line-number-large = This number is larger than any call takes
line-value-large = This value is larger than lines make: 64 MB, 100,000 parts, 40 levels of brackets
line-division-by-zero = This divides by 0
line-unknown = Nothing here is called “{ $name }”
line-unknown-near = Nothing here is called “{ $name }”; is it “{ $near }”?
line-not-call = “{ $name }” is not a socket call
line-not-callable = A { $type } cannot be called
line-no-attribute = “{ $name }” is nothing that a { $type } has here
line-no-keywords = “{ $call }” takes its arguments without names
line-unknown-keyword = “{ $call }” has no argument called “{ $name }”
line-given-twice = “{ $name }” is given twice
line-missing = “{ $call }” needs “{ $name }”
line-too-many = { $n ->
    [0] “{ $call }” takes nothing in its brackets
    [one] “{ $call }” takes one argument
   *[other] “{ $call }” takes at most { $n } arguments
}
line-pair = “{ $call }” takes one address: host and port stand in brackets of their own
line-wrong-type = “{ $name }” of “{ $call }” is { $wanted }, and this is { $got }
line-bytes-needed = “{ $call }” takes bytes, and this is text: write “b"…"”, or add “.encode()”
line-bad-value = “{ $call }” does not take this here
line-bad-operands = “{ $sign }” does not go with { $left } and { $right }
line-index = There are only { $n } of them
line-no-parts = A { $type } has no parts
line-unpack = { $wanted } names on the left, but { $got } values
line-unknown-encoding = The encoding “{ $name }” is not known here
line-not-in-encoding = The encoding does not have “{ $c }”
line-not-text = These bytes are no text in this encoding
line-no-ancillary = Ancillary data is not read here: leave that argument 0
line-with = “with” takes a socket or a file here, and this is { $type }
line-target = A value can be given to a name only

# What the functions do that make several calls.
line-about-socket = Makes a socket of an address family and a type.
line-about-create_connection = Looks the name up, then makes a socket and connects it: each call shows.
line-about-create_server = Makes a socket, sets SO_REUSEADDR, binds it and lets it listen: each call shows.

# What came of it.
line-failed = { $what }
line-failed-why = { $what }. { $why }
line-none-answered = None of the addresses answered
line-at = Line { $line }, column { $column }: { $what }
line-at-lines = Lines { $line } to { $to }, column { $column }: { $what }
line-more-troubles = { $n ->
    [one] and one more
   *[other] and { $n } more
}
line-as-ascii = Use ASCII signs
line-mend = Mend it
line-run-rest = Run the other lines
line-side = Side
line-side-about = Each side is a program of its own, with its own names
line-no-side = no side
line-new-side = { $side } (new)
line-foot = Enter run · Shift+Enter new line · Tab complete · ↑ earlier lines · Esc close
line-offers-socket = a socket of this side
line-offers-argument = an argument by its name
line-told = { $side }: { $text }: { $result }
line-queued = its turn comes
line-running = runs
line-waiting = waits
line-left-waiting = waits on its own; the next lines run
line-done = done
line-stopped = stopped
line-not-run = not run
line-waits = { $n ->
    [0] { $side } waits for { $call }
    [one] { $side } waits for { $call }; one line stands behind it
   *[other] { $side } waits for { $call }; { $n } lines stand behind it
}
line-rests = { $n ->
    [0] { $side } sleeps for { $seconds } s
    [one] { $side } sleeps for { $seconds } s; one line stands behind it
   *[other] { $side } sleeps for { $seconds } s; { $n } lines stand behind it
}
line-halted = { $n ->
    [one] { $side } stopped there; one line has not run
   *[other] { $side } stopped there; { $n } lines have not run
}
line-stop = Stop
line-skip = Skip waiting and go on
line-go-on = Go on with the next line
line-abandon = Forget the rest
line-rebound = The name is another socket’s now: the older one is { $name }. Python would have closed it here.
line-nameless = Nothing of this side names { $name } any more. Python would have closed it here.
line-close = Close { $name }
line-unnamed = The line gives the new socket no name, so Python would have closed it at once; here it is called { $name }.
line-edit = Edit and run again

# The language in which calls are shown.
line-calls-in = Calls shown as
line-notes-lost = { $n ->
    [one] A comment was not kept as a note: its call was not recorded
   *[other] { $n } comments were not kept as notes: their calls were not recorded
}
