# Copy as.
copy-as = Copy as
copy-as-many = { $count ->
    [one] Copy 1 call as
   *[other] Copy { $count } calls as
}
copy-form-line = Line of the log
copy-form-python = Python
copy-form-c = C
copy-form-script = Script line
copy-form-csv = CSV
copy-form-markdown = Markdown table
copy-form-jsonl = Session line (JSONL)
copy-form-hexdump = Hex dump
copy-form-text = Bytes as text
copy-form-hex = Bytes as hex
job-copy = Copy calls
copy-done = { $n ->
    [one] 1 call is on the clipboard
   *[other] { $n } calls are on the clipboard
}
copy-too-many = More than { $most } calls were chosen: that is too many to copy. Export the session instead
copy-too-long = This is more than { $most }: too long to copy. Export the session instead
copy-nothing = There is nothing to copy: these calls have no bytes of this kind
copy-unreadable = These calls cannot be read from the session's file
