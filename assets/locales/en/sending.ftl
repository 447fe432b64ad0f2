# What is sent over a while: a repeat, a file, a sequence.
sending-repeat = Repeat
sending-sequence = Sequence
sending-every = every { $every }
sending-to-many = { $n ->
    [one] { $n } socket
   *[other] { $n } sockets
}
sending-counts = { $number } sent · { $size }
sending-counts-of = { $number } of { $total } · { $size }
sending-counts-file = { $done } of { $total }
sending-failed = { $n ->
    [one] 1 failed
   *[other] { $number } failed
}
sending-skipped = { $n ->
    [one] 1 skipped
   *[other] { $number } skipped
}
sending-skipped-hint = Starts that were left out because the call before them took more than a second
sending-datagrams = in datagrams of { $size }
sending-datagrams-hint = Datagrams may be lost on the way, and nobody sends them again
sending-waits = waits: the peer is not reading
sending-stop = Stop
sending-stop-name = Stop sending { $what } to { $to }
sending-dismiss-name = Dismiss the line about { $what } to { $to }
sending-running = Sending { $what } to { $to }: { $counts }
sending-ended = { $what } to { $to }: { $end }
sending-each = { $name }: { $bytes } bytes

sending-done = { $n ->
    [one] Done: 1 message sent, { $size }
   *[other] Done: { $number } messages sent, { $size }
}
sending-stopped = { $n ->
    [one] Stopped: 1 message sent, { $size }
   *[other] Stopped: { $number } messages sent, { $size }
}
sending-none-left = { $n ->
    [one] Stopped by itself: 1 message sent, { $size }
   *[other] Stopped by itself: { $number } messages sent, { $size }
}
sending-file-done = { $n ->
    [one] All of the file is sent: 1 byte
   *[other] All of the file is sent: { $done } bytes
}
sending-file-stopped = Stopped: the kernel took { $done } of { $of } bytes
sending-file-left = Stopped by itself: the kernel took at least { $done } of { $of } bytes
sending-file-shorter = The file became shorter while it was sent: { $done } of { $of } bytes were there
sending-file-empty = { $path } is empty: nothing was sent
sending-not-a-file = { $path } is a pipe or a device, not a file: nothing was sent
sending-lost = { $name }: { $headline }. { $why }
sending-lost-unknown = { $name }: { $call } failed
sending-nobody = There is nobody to send to
sending-too-many = { $n } sendings go on already: stop one first
sending-cannot-begin = Cannot begin to send
