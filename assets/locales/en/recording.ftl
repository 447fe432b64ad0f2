# Recording: pause, payloads that are not kept, sessions that are kept.
menu-pause-recording = Pause recording
menu-resume-recording = Resume recording
menu-toggle-recording = Pause or resume recording
menu-keep-payloads = Keep payloads
menu-toggle-payloads = Keep payloads, or their lengths and hashes only
status-paused = Paused
status-paused-lost = { $n ->
    [one] Paused: { $n } record not kept
   *[other] Paused: { $n } records not kept
}
status-payloads-not-kept = Payloads not kept
status-payloads-hint = Of each payload the session keeps the length and a hash. The newest, up to 64 MiB, can be looked at until the program ends
banner-paused = Recording is paused. The sockets keep working; what they do now is not in the session
banner-paused-no-file = Recording is paused before its first record. The sockets keep working; what they do now is in no session
settings-recording = Recording
settings-payloads = Payloads
settings-payloads-kept = Kept
settings-payloads-hashed = Length and hash only
settings-limit = Old sessions
settings-limit-never = Never deleted
settings-limit-above = Deleted above { $size }
settings-kept = Kept sessions…
menu-kept-sessions = Kept sessions…
kept-title = Kept sessions
kept-copy = Copy the folder of the sessions
kept-looking = Looking at the sessions…
kept-look-cancelled = The sessions were not looked at to the end
kept-look-again = Look again
kept-none = No session is kept yet
kept-none-hint = Each run of the program that makes a call leaves one session here
kept-sum = { $n ->
    [one] { $n } session, { $size }
   *[other] { $n } sessions, { $size }
}
kept-removed = { $n ->
    [one] To keep within the limit, { $n } old session was deleted at the start ({ $size })
   *[other] To keep within the limit, { $n } old sessions were deleted at the start ({ $size })
}
kept-cut = The last line of { $name } was torn. Its { $bytes ->
    [one] { $bytes } byte was
   *[other] { $bytes } bytes were
} cut off; every whole record is there
kept-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
kept-in-use = In use
kept-early = Not finished
kept-torn = Torn
kept-torn-words = { $n ->
    [one] its last line is torn, { $n } byte
   *[other] its last line is torn, { $n } bytes
}
kept-row = { $name }, { $date }, { $size }, { $more }
kept-open = Open
kept-open-name = Open { $name }
kept-delete = Delete
kept-delete-name = Delete { $name }
kept-reading = Open here
kept-notes = with notes
kept-older = Delete all older than
kept-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
kept-older-go = { $n ->
    [0] None is that old
    [one] Delete { $n } session
   *[other] Delete { $n } sessions
}
kept-deleted = { $n ->
    [one] { $n } session deleted, { $size }
   *[other] { $n } sessions deleted, { $size }
}
kept-bring-back = { $n ->
    [one] Bring back { $n } session
   *[other] Bring back { $n } sessions
}
kept-restored = { $n ->
    [one] { $n } session is back
   *[other] { $n } sessions are back
}
kept-in-use-now = { $path } is written by a running copy of the program, so it was left as it is
kept-cannot-delete = Cannot delete
kept-cannot-restore = Cannot bring back
kept-cannot-look = Cannot look at the sessions
unfinished-words = The session { $name } was not closed: the program was killed, or the power went. { $size } of whole records are there
unfinished-between = { ". " }
unfinished-cut = { $bytes ->
    [one] { $bytes } byte of a torn last line was cut off
   *[other] { $bytes } bytes of a torn last line were cut off
}
unfinished-open = Open the session
unfinished-board = Make its sockets anew
unfinished-dismiss = Leave the session as it is
data-none-kept = None of these bytes were kept
data-none-kept-hint = ↑ { $sent } and ↓ { $received } moved while recording was paused or could not be written
