# sockscope export, and what it writes for people.
export-not-written = the export could not be written: { $errno }
export-exists = the file exists already; nothing was written. Choose another name, or add --force
export-own-file = this is the session itself; nothing was written. Choose another name
export-damaged = line { $line } is damaged, { $why }; what stands before it was exported
export-damaged-script = line { $line } is damaged, { $why }; nothing was exported
export-torn = the session ends in a torn line of { $bytes } bytes, which is left out
export-too-long = the session has more steps than a script may have; nothing was exported
export-needs-one = plain bytes are those of one socket in one direction: add --socket NAME, and --sent or --received
export-no-filter = { $format } cannot be limited by { $option }; nothing was exported
export-unreadable = the session cannot be read: { $errno }
export-calls-heading = Calls
export-diagram-heading = Sequence
export-diagram-cut = The diagram shows the first { $count } arrows.
export-column-time = Time
export-column-socket = Socket
export-column-call = Call
export-column-result = Result
export-column-bytes = Bytes

menu-export-session = Export as…
export-title = Export session as
export-no-file = This session is not kept in a file, so it cannot be exported
job-export = Export session
export-done = { $n ->
    [one] 1 record was exported to { $path }
   *[other] { $n } records were exported to { $path }
}

# Export as….
export-go = Export
export-path = File
export-format = Format
export-as-pcapng = pcapng, for Wireshark
export-as-csv = CSV table
export-as-text = Text
export-as-markdown = Markdown with a diagram
export-as-python = Python program
export-as-c = C program
export-as-script = Script
export-as-jsonl = Session file (JSONL)
export-as-hexdump = Hex dump
export-as-raw = Bytes only
export-about-pcapng = Packets as they would have been on the wire, with the call lines as their comments
export-about-csv = One row a call, for spreadsheets
export-about-text = One line a call, as the log shows them
export-about-markdown = A table of the calls and a sequence diagram that many wikis draw
export-about-python = A program that makes the same calls: Python 3.10 or later, nothing to install
export-about-c = A program that makes the same calls: C11 with POSIX threads, one file
export-about-script = The calls as a script to run again, here or with sockscope run
export-about-jsonl = The session itself, to open here again or to read line by line
export-about-hexdump = What xxd -r and text2pcap read
export-about-raw = What one socket sent or received, byte by byte, nothing else
export-what = Calls
export-what-all = Everything
export-what-found = { $count ->
    [one] The call that the filter found
   *[other] The { $count } calls that the filter found
}
export-what-socket = Only socket { $name }
export-what-errors = Only calls that failed
export-no-socket = Select a socket first: these bytes are of one socket
export-direction = Bytes
export-received = Received
export-sent = Sent
export-side = Side
export-side-all = All sides in one program
export-done-part = The chosen calls of { $n ->
    [one] 1 record
   *[other] { $n } records
} were exported to { $path }
export-done-more = { $done } · { $more }
mask-secrets = Mask secrets
mask-about = Authorization, cookies, passwords and tokens in URLs, forms and JSON become * of the same length
mask-patterns-label = Patterns
mask-patterns-name = Patterns to mask as well, one regular expression a line
mask-patterns-hint = One regular expression a line
mask-wrong-pattern = This is no regular expression: { $why }
