# Scripts: what the reader finds, and what `run` and `check` say on the command line.
script-no-header = it is empty; the first line has to be {"{"}"netscript":1,…{"}"}
script-not-a-script = the first line has to be {"{"}"netscript":1,…{"}"}
script-is-a-log = this is a session’s log and not a script
script-too-many-lines = it has more than 100,000 lines
script-call-or-do = a step has one of “call” and “do”
script-unknown-call = there is no call { $name }
script-unknown-do = there is no “do” { $name }
script-unknown-key = no step has a key { $name }
script-unknown-name = no line before it makes { $name }
script-unknown-id = no line before it starts { $name }
script-unknown-variable = no line before it saves { $name }
script-name-in-use = { $name } may still be open here; then the call is refused
script-unknown-constant = { $name } is not known on this system; the step will say so
script-outside-tmp = only files inside ${"{"}tmp{"}"} are removed; this step is refused
script-place = { $file }:{ $line }: { $why }
script-place-file = { $file }: { $why }
script-note = { $file }:{ $line }: note: { $why }
script-good = { $file }: { $notes ->
    [0] no fault
    [one] no fault, one note
   *[other] no fault, { $notes } notes
}
script-unreadable = it cannot be read: { $errno }
script-no-case = there is no case { $case }
script-not-written = the results could not be written: { $errno }
script-log-exists = the session file exists already; nothing was run. Choose another name
script-log-not-written = the session file could not be written: { $errno }
script-no-room = the system has no room left to run it: { $errno }
script-case-not-logged = case { $case } runs in a process of its own, and its calls are not in the session file
script-case-hung = case { $case } was ended after 20 seconds; { $steps ->
    [0] no step of it was done
    [one] one step of it was done
   *[other] { $steps } steps of it were done
}
script-case-skipped = case { $case } was skipped: { $why ->
    [root] it needs root
    [ipv6] it needs IPv6
    [linux] it needs Linux
   *[other] it needs { $why }
}
script-net-kept = it asks for net “{ $asks }” and may have “{ $net }”; what reaches further is refused. Use --net { $asks } to allow it
script-refused-address = { $what } is beyond this script’s reach (net “{ $net }”); the call was not made
script-refused-family = sockets of family { $what } are beyond this script’s reach (net “{ $net }”); the call was not made
script-refused-listen = listen without bind takes connections on every address, beyond this script’s reach (net “{ $net }”); the call was not made
script-refused-option = { $what } leads off the loopback interface, beyond this script’s reach (net “{ $net }”); the call was not made
