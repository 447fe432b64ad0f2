job-save-session = Save session
job-save-bytes = Save bytes
job-open-session = Open session
job-cancelled = Cancelled; nothing was written
saved-session = { $n ->
    [one] { $n } record saved to { $path }
   *[other] { $n } records saved to { $path }
}
saved-bytes = { $n ->
    [one] { $n } byte saved to { $path }
   *[other] { $n } bytes saved to { $path }
}
save-exists = { $path } exists already. Choose another name, or tick “Replace the file”
save-own-file = { $path } is the file of a session that is open here, so it was left as it is. Choose another name
save-no-blank-line = There is no blank line in these bytes, so nothing was written. Save all of them in its place
open-empty = { $path } has no whole line, so there is nothing to read
open-script = { $path } is a script and not a session's log
open-header = { $path } is no session that can be read: in its first line { $why }
line-trailing = something stands after the JSON value, at byte { $at }
line-control-character = a control character stands within a text, at byte { $at }
line-lone-surrogate = half of a surrogate pair stands at byte { $at }
line-not-a-number = no number of JSON stands at byte { $at }
line-too-deep = it is nested too deep, at byte { $at }
line-wrong-value = the value of { $key } makes no sense
line-too-much-data = it has more than 64 MiB of data
line-out-of-order = its record number is not the one that comes next
