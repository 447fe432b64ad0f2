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
export-endings = The ending says what it becomes: .pcapng for Wireshark, .csv, .txt, .md, .py, .c, .hex or .jsonl
export-ending = { $path }: the ending does not say what to make of the session. Use .pcapng, .csv, .txt, .md, .py, .c, .hex or .jsonl
export-no-file = This session is not kept in a file, so it cannot be exported
job-export = Export session
export-done = { $n ->
    [one] 1 record was exported to { $path }
   *[other] { $n } records were exported to { $path }
}
