# Captures of other programs, as sessions.
job-import = Import capture
import-hint = A capture (pcap, pcapng) becomes a session among your sessions
import-done = Imported { $connections ->
    [one] 1 connection
   *[other] { $connections } connections
} and { $datagrams ->
    [one] 1 datagram
   *[other] { $datagrams } datagrams
}
import-done-not-all = { $done }. { $left }
import-failed = { $path } was not imported: { $why }
import-not-a-capture = this is no capture: neither pcap nor pcapng
import-unreadable-file = the capture cannot be read: { $errno }
import-not-written = the session could not be written: { $errno }
import-own-file = this is the capture itself; nothing was written. Choose another name
import-other = { $n ->
    [one] 1 packet is neither TCP nor UDP and is left out
   *[other] { $n } packets are neither TCP nor UDP and are left out
}
import-unreadable = { $n ->
    [one] 1 packet has damaged or cut headers and is left out
   *[other] { $n } packets have damaged or cut headers and are left out
}
import-links = { $n ->
    [one] 1 packet is of a network whose headers are not known (LINKTYPE { $links })
   *[other] { $n } packets are of networks whose headers are not known (LINKTYPE { $links })
}
import-fragments = { $n ->
    [one] 1 IP fragment is left out: the others are not in the capture
   *[other] { $n } IP fragments are left out: the others are not in the capture
}
import-cut = { $size } were cut off the ends of packets when they were captured
import-lost = { $size } of the streams are not in the capture; each gap is marked
import-torn = the capture ends in a packet that is not whole, after { $size } of it
import-damaged = the capture is damaged at byte { $at }; what stands before it was imported
import-version = the capture goes on in an unknown version at byte { $at }; what stands before it was imported
banner-reading-import = You are reading { $path }, imported from the capture { $from }: nothing here is live

# What was sent or received, to be sent again.
again-compose = Put into composer
again-save = Save as message…
again-too-long = Longer than { $size }: save the bytes, and send them as a file

# Hex dumps of other programs, as messages.
menu-import-dump = Import hex dump…
dump-title = Import hex dump
dump-hint = xxd, hexdump, tcpdump -X, Wireshark, C arrays, 0x lists or plain hex. One packet goes into the composer, several become messages
dump-take = { $n ->
    [one] Read this dump as 1 byte
   *[other] Read this dump as { $n } bytes
}
dump-keep = Keep this dump as { $n } messages
dump-folder = Hex dump
dump-composed = The dump's bytes are in the composer
dump-kept = { $n ->
    [one] 1 message was added
   *[other] { $n } messages were added
}
dump-wrong = line { $line }, column { $column }: { $why }
dump-not-hex = “{ $what }” is no hex digit
dump-odd = these digits make no whole bytes
dump-gap = the offset is { $what }, but the bytes before it end at { $expected }: some are missing
dump-overlap = the offset is { $what }, but the bytes before it go on to { $expected }
dump-too-large = this number is more than a byte
dump-unclosed = this bracket or comment is not closed
dump-too-many = there are more than { $most } packets
dump-nothing = there are no bytes

# Macros that are filled in at each send.
macros-fill = Fill in {"{{…}}"} at each send
macros-hint = {"{{DATE}} {{TIME}} {{UNIXTIME}} {{COUNTER}} {{RANDOM}} {{UNIQUE}}"}, as Packet Sender has them
