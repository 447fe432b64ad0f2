# Which send and which receive each byte of a stream came with.
boundaries-title = Boundaries of sends and receives
boundaries-show = Show the boundaries of sends and receives
boundaries-hide = Hide the boundaries of sends and receives
boundaries-sends-of = { $n ->
    [one] { $n } send of { $name }
   *[other] { $n } sends of { $name }
 }
boundaries-receives-of = { $n ->
    [one] { $n } receive of { $name }
   *[other] { $n } receives of { $name }
 }
boundaries-sender-unknown = the peer’s sends are not known: it is not one of our sockets
boundaries-receiver-unknown = the peer’s receives are not known: it is not one of our sockets
boundaries-unread = { $size } sent and not received yet
boundaries-send = Send, record { $n }: bytes { $from } to { $to } of the stream, { $len } in all
boundaries-receive = Receive, record { $n }: bytes { $from } to { $to } of the stream, { $len } in all
boundaries-byte = Byte { $offset }
boundaries-byte-is = Byte { $offset }: { $byte }
boundaries-from-send = record { $n }, offset { $i } of { $len }: { $call }
boundaries-by-receive = record { $n }, offset { $i } of { $len }: { $call }
boundaries-send-later = sent by a call that is not back yet
boundaries-not-received = not received yet
boundaries-point = Point at a byte, or press → in the bytes, to see which send it came from and which receive took it
boundaries-at-a-time = Receive at a time
boundaries-size = Bytes that each receive of { $name } asks for
boundaries-size-wrong = A size is a number from 1 to { $most }
boundaries-receive-go = Receive { $n ->
    [one] { $n } byte
   *[other] up to { $n } bytes
 } on { $name }
boundaries-keep = keep on
boundaries-keep-on = Keep receiving so many at a time on { $name }
boundaries-keep-off = Stop receiving so many at a time on { $name }
