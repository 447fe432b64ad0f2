# The bytes of the selected socket.
data-mode = Grouping
data-by-message = Messages
data-sent-stream = Sent stream
data-received-stream = Received stream
data-encoding = Text encoding
data-menu = Copy and save
data-loading = Bytes are being read

data-find = Find text or hex
data-find-text = Text
data-find-hex = Hex
data-find-hint = Find text
data-find-hex-hint = Find hex, such as 0d 0a
data-find-next = Next place
data-find-previous = Previous place
data-found = { $i } of { $n }
data-found-first = { $i } of the first { $n }
data-found-places = { $n ->
    [one] { $n } place
   *[other] { $n } places
 }
data-found-many = The first { $n } places
data-found-none = Not found
data-searching = searching, { $percent } %
data-not-searched = { $n ->
    [one] { $n } piece could not be read
   *[other] { $n } pieces could not be read
 }

data-block-sent = Sent at { $time }: { $what }
data-block-received = Received at { $time }: { $what }
data-later = { $time } later
data-partial = { $done } of { $total } B
data-not-kept = These bytes were not kept: the session has only their length and hash
data-unreadable = These bytes cannot be read back from the session file
data-eof = EOF: the peer sends no more

data-marked = { $n ->
    [one] { $n } byte marked
   *[other] { $n } bytes marked
 }
data-copy-hex = Copy marked bytes as hex
data-copy-text = Copy marked bytes as text
data-copy-escapes = Copy marked bytes as escapes
data-copied-without = { $n ->
    [one] Copied without { $n } byte that cannot be read
   *[other] Copied without { $n } bytes that cannot be read
 }
data-copy-too-long = Too long to copy: save the bytes instead
data-select-to-copy = Select a block of bytes to copy it
data-save-received = Save received bytes…
data-save-after-blank = Save after the first blank line…
data-save-sent = Save sent bytes…

data-no-socket = No socket is selected
data-no-socket-hint = Select a socket to see every byte that it sends and receives
data-empty = No bytes yet
data-empty-connected = Press send or recv on { $name }: each piece shows here, in hex and as text
data-empty-unconnected = { $name } is not connected: press connect first, then send or recv
data-empty-datagram = Press sendto or recvfrom on { $name }: each datagram shows here, in hex and as text
data-empty-closed = This socket moved no bytes
data-listens = A listening socket moves no bytes
data-listens-hint = Press accept: the bytes go through the socket that it returns
data-nothing-sent = Nothing was sent
data-nothing-received = Nothing was received
data-nothing-hint = The other direction has bytes: choose it above

data-answers = answer { $time } after the request
data-from = From record { $n }
data-show-all = Show all
data-show-all-name = Show all bytes again
data-from-here = Show bytes from here on
data-nothing-since = No bytes since record { $n }
data-nothing-since-hint = Nothing is deleted: press Show all to see what came before
data-reset = Reset
data-reset-name = Count from now on
data-trip = answered after { $last }
data-trips = answered after { $last } (min { $min }, max { $max })
data-only = Only { $address }
data-only-name = Show everybody’s datagrams again, not only those of { $address }
data-answer = Answer this sender
data-answer-name = Answer { $address }
data-deaf-title = Nothing came yet
data-deaf = { $name } is bound to { $address }: broadcasts cannot arrive there. To receive them, bind a new socket to 0.0.0.0
