# Scripts in the window: the panel, its menus and dialogs.
panel-script = Script
menu-open-script = Open script…
menu-save-script = Save as script…
menu-recent-scripts = Recent scripts
menu-examples = Examples
keys-group-scripts = Scripts
scripts-do-run-all = Script: run all
scripts-do-next-step = Script: next step
scripts-do-run-to-here = Script: run to the selected line
scripts-do-stop = Script: stop
scripts-do-start-over = Script: start over

scripts-example-web = Fetch a page from a local web server
scripts-example-accept = Server that prints what each client sends
scripts-example-chat = Chat in both directions, in Chinese
scripts-example-udp = UDP echo, truncation, dead peer
scripts-example-unix = Unix SEQPACKET keeps message boundaries

scripts-empty = No script is open
scripts-empty-hint = A script is a list of socket calls with what is expected of each. Run it whole or step by step: its sockets are real, and each call lands in the log.
scripts-fault-file = { $file } is no script that can be opened
scripts-fault-line = { $file }, line { $line }
scripts-fault-dismiss = Dismiss the fault
scripts-read-again = Read the file again
scripts-too-large = it is larger than 64 MiB; run it from the command line
scripts-no-steps = it has no step

scripts-menu = More about the script
scripts-close = Close the script
scripts-steps = Steps
scripts-addresses = Addresses
scripts-progress = { $done } of { $all } steps
scripts-case = Case { $case }
scripts-run-all = Run all
scripts-run-every = Run every case
scripts-next-step = Next step
scripts-run-to-here = Run to here
scripts-stop = Stop
scripts-start-over = Start over
scripts-close-sockets = Close its sockets

scripts-net-none = Unix sockets only
scripts-net-loopback = this machine only
scripts-net-any = any network
scripts-net-hint = How far its calls may reach; what reaches further is refused
scripts-reach-allowed = You let this script leave this machine.
scripts-reach-kept = It says that it needs other machines; as long as you have not allowed it, what leaves this machine is refused.
scripts-reach-loopback = It says that it needs this machine only; what reaches further is refused.
scripts-reach-none = It says that it needs Unix sockets only; what reaches further is refused.
scripts-reach-nothing = Its lines name no address.
scripts-reached = line { $line }
scripts-near = On this machine
scripts-low-port = Ports below 1024, on this machine
scripts-path = Unix paths outside ${"{"}tmp{"}"}
scripts-raw = Raw sockets
scripts-group = Multicast
scripts-broadcast = Broadcast
scripts-wildcard = Every address of this machine, so that others can connect
scripts-beyond = Other machines
scripts-consent-title = May this script leave this machine?
scripts-consent-body = These of its calls reach beyond this machine, or let others reach it. You are asked once for this file.
scripts-allow = Allow for this file
scripts-keep-here = Run on this machine only

scripts-mark-open = not made yet
scripts-mark-running = running
scripts-mark-waits = waits
scripts-mark-done = made
scripts-mark-held = as expected
scripts-mark-differed = not as expected
scripts-mark-refused = refused
scripts-mark-stopped = stopped
scripts-background = in the background as { $id }
scripts-row = Line { $line }, { $text }, { $mark }
scripts-row-made = Line { $line }, { $text }, { $mark }: { $result }
scripts-row-comment = Line { $line }, comment: { $text }
scripts-came = came { $what }
scripts-expected = expects { $what }
scripts-detail = Line { $line }: { $what }
scripts-go-to-line = Line { $line }

scripts-all-held = { $all ->
    [one] The one expectation held.
   *[other] All { $all } expectations held.
}
scripts-differed = { $held } of { $all } expectations held. Different:
scripts-ended = It has run to its end; it expects nothing.
scripts-stopped = Stopped. { $held } of { $all } expectations held so far.
scripts-failed = It could not be run.
scripts-left-open = { $n ->
    [one] One socket is left open.
   *[other] { $n } sockets are left open.
}
scripts-lacks = This case needs { $why ->
    [root] root
    [ipv6] IPv6
    [linux] Linux
   *[other] { $why }
}, which is not here.
scripts-needs-child = This case wants { $wants ->
    [nobody] another user
    [netns] a network of its own
   *[other] a limit of open files
}, set before the program starts. Run it in a terminal: { $command }
scripts-cannot-run = The script could not be run
scripts-cannot-run-why = The script could not be run: { $why }

scripts-open-title = Open script
scripts-save-title = Save as script
scripts-title = Title
scripts-keep-results = Expect the same results when it is run
scripts-job-save = Saving as a script
scripts-saved = Saved as a script: { $path }
scripts-nothing-to-save = There is nothing to save yet: no call was recorded
scripts-session-damaged = The session’s line { $line } is damaged: { $why }. No script was written
scripts-session-too-long = The session has more than the 100,000 lines of a script. No script was written
scripts-saved-damaged = A fault of Sockscope: { $path } was written and is no valid script, line { $line }: { $why }
