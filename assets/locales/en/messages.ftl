# Saved messages: the panel, the dialog, their files.
panel-messages = Messages
messages-new = New message
messages-menu = Import, export and undo
messages-import = Import…
messages-export = Export…
messages-undo = Undo
messages-undo-what = Undo: { $what }
messages-search = Search messages
messages-search-none = No message has this in its name, folder, note or text
messages-empty = Nothing saved yet
messages-first = Save a message…
messages-empty-hint = Keep what you send often: Enter or a click on ▷ sends it, Alt+1 to Alt+9 from anywhere. Folders are sent in order

## Rows
messages-row = { $name }, { $what }
messages-row-and = { $row }, { $more }
messages-size = { $size }
messages-key-is = key { $key }
messages-note-is = note: { $note }
messages-every = every { $time }
messages-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
messages-in-folder = in { $name }
messages-wrong = cannot be sent: { $why }
messages-folder = Folder { $name }, { $n ->
    [one] { $n } message
   *[other] { $n } messages
}, { $folded ->
    [yes] folded
   *[no] open
}
messages-send-folder = Send { $name } in order
messages-folder-name = New name of the folder { $name }

## What can be done with one
messages-send = Send
messages-load = To the composer
messages-edit = Edit…
messages-duplicate = Duplicate
messages-copy-hex = Copy as hex
messages-copy-text = Copy as text
messages-key = Key
messages-key-none = No key
messages-key-taken = { $key } (now { $name })
messages-delete = Delete
messages-delete-n = Delete { $n } messages
messages-rename-folder = Rename folder…
messages-delete-folder = Delete folder
messages-copy-of = { $name } copy

## What was done, and can be undone
messages-deleted-one = Deleted { $name }
messages-deleted = { $n ->
    [one] Deleted { $n } message
   *[other] Deleted { $n } messages
}
messages-moved = { $n ->
    [one] Moved { $n } message
   *[other] Moved { $n } messages
}
messages-renamed = Renamed the folder { $name }
messages-imported = { $n ->
    [one] Imported { $n } message
   *[other] Imported { $n } messages
}
messages-edited = Edited { $name }
messages-strip-dismiss = Dismiss
messages-nothing-to-undo = There is nothing to undo

## Nothing to send to
messages-no-socket = Nothing is selected to send to. Connect first, or select a connected socket
messages-closed = { $name } is closed. Select an open socket, or connect again
messages-listener = { $name } listens: it sends nothing itself. Select one of its clients
messages-not-connected = { $name } is not connected. Connect it, or select a connected socket
messages-no-address = { $name } has no peer, and nobody has sent to it yet. Connect it, or send once with sendto
messages-not-built = { $name } was not sent: { $why }

## Files
messages-import-title = Import messages
messages-import-go = Import
messages-export-title = Export messages
messages-job-export = Export messages
messages-exported = { $n ->
    [one] { $n } message
   *[other] { $n } messages
} saved to { $path }
messages-imported-from = { $n ->
    [one] { $n } message
   *[other] { $n } messages
} imported from { $path }
messages-import-failed = Nothing was imported from { $path }: { $why }
messages-damaged = Your saved messages could not be read: { $why }. The file is kept as { $path }, and the list begins empty
messages-blocked = Your saved messages could not be read: { $why }. { $path } stays as it is, so nothing is saved in this run: export what you want to keep
messages-full = There is no room for more messages: at most { $most }, and 16 MiB in all
messages-file-foreign = it is no file of saved messages
messages-file-too-large = it is larger than 16 MiB
messages-file-too-many = it has more than { $most } messages
messages-file-version = it was written by a newer version of Sockscope
messages-file-not-utf8 = line { $line } is not UTF-8
messages-file-syntax = line { $line } is no valid JSON at character { $column }
messages-file-cut-short = it ends in the middle of line { $line }
messages-file-value = a value in line { $line } is wrong ({ $why })

## The dialog
message-title-new = Save a message
message-title-edit = Edit a message
message-name = Name
message-folder = Folder
message-folder-choose = Folders there are
message-note = Note
message-payload = Payload
message-text = Text
message-hex = Hex
message-payload-text-hint = Text; \r \n \t \x00 \u4f60 are escapes
message-payload-hex-hint = Hex, such as 01 03 00 00 00 0a
message-ending = Line ending
message-ending-none = nothing
message-sends = Sends { $size }
message-call = Call
message-repeat = Repeat
message-repeat-on = Repeat this message
message-every = Every, in ms
message-every-before = every
message-every-unit = ms,
message-count = How many times
message-count-unit = times
message-count-hint = until stopped
message-pause = Pause
message-pause-name = Pause after it, in ms
message-pause-hint = ms to wait after it, when its folder is sent
message-key = Key
message-save = Save
message-kept = This is what you typed before the dialog was closed
message-start-over = Start over
message-time-wrong = “{ $text }” is no number of milliseconds from { $least } to 86400000
message-count-wrong = “{ $text }” is no number of times from 1 on
