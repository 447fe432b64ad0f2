## What was called, and how it ended
head-call-alone = { $call }
head-call-to = { $call } to { $address }
head-call-from = { $call } from { $address }
head-call-on = { $call } on { $address }
head-call-with = { $call } { $what }
head-errno = { $what }: { $name } ({ $number })
head-errno-unnamed = { $what }: errno { $number }
head-timeout = { $what }: timeout
head-stopped = { $what }: stopped
head-argument-range = { $what }: argument refused, out of range
head-argument-type = { $what }: argument refused, wrong type
head-argument-value = { $what }: argument refused, value not allowed
head-argument-encoding = { $what }: argument refused, host name cannot be encoded

## ECONNREFUSED
why-refused-nobody = The machine answered, but nobody listens on { $address }
why-refused-other-port = Nobody listens on { $address }; { $name } listens on { $listener }, which is another port
why-refused-other-address = Nobody listens on { $address }; { $name } has the same port, but on another address: { $listener }
why-refused-other-family = { $address } and { $listener } are not the same place: one is IPv4, the other IPv6, and { $name } listens on only one of them
why-refused-bound-only = { $name } is bound to { $address } but does not listen, and only a listening socket takes connections
why-refused-now-there = Nobody listened for TCP on { $address } at that moment; { $name }, which has { $listener } now, began to listen later
why-refused-late = An earlier datagram was turned away: no UDP socket has { $address }; the kernel heard of it by ICMP and tells it on the next call
why-refused-late-now-there = An earlier datagram was turned away: no UDP socket had { $address } at that moment. { $name } has it now, and gets what is sent from now on
why-refused-background = The connect that went on in the background was refused: nobody listens there
why-port-zero = Port 0 is no place to send to; it only asks bind to choose a free port
try-start-listener = Start the server first: bind to { $address }, then listen
try-check-port = Compare the port with the one that the server prints or getsockname shows
try-dial = Connect to { $listener }
try-dial-new-socket = Connect again from a new socket
try-listen-all = Or bind the server to "" (all addresses of this machine)
try-listen-on = Call listen on { $name }
try-bind-udp = Make a UDP socket and bind it to { $address }
try-again-told-once = Make the call again: the kernel tells this error only once
try-real-port = Give the port that the other socket is bound to

## EADDRINUSE, EADDRNOTAVAIL, EACCES, EPERM
why-in-use-ours = { $name } has { $owned }, so { $address } is taken
why-in-use-other = Another program has { $address }, or an old connection of it is still in TIME_WAIT (about a minute)
why-in-use-path = There is a file at { $address } already: a socket's file stays when the socket is closed, until someone removes it
why-in-use-connect = There is already a connection with the same two addresses, from here to { $address }
why-in-use-listen = Another socket already listens on { $address }
why-in-use-group = This socket has joined that group already
why-in-use-none-free = No free port is left for this socket
try-port-zero = Bind to port 0: the kernel chooses a free port, and getsockname shows it
try-close-ours = Close { $name } if it is no longer needed
try-reuseaddr = Set SO_REUSEADDR to 1 before bind: it helps against TIME_WAIT, not against a socket that still listens
try-remove-path = Remove the file if no program uses it any more, then bind again
try-other-path = Choose another path
try-other-port = Choose another port
try-leave-group = Leave the group before joining it again
why-not-here = { $address } is not an address of this machine, and bind takes only this machine's own
why-no-source = This machine has no address, or no free port, from which { $address } could be reached
why-no-interface = No network interface of this machine has the address that the option names
try-bind-loopback = Bind to 127.0.0.1: reachable from this machine only
try-bind-loopback-6 = Bind to ::1: reachable from this machine only
try-bind-all = Bind to "": every address of this machine, reachable from other machines too
try-check-address = Check the host and the port for a slip
try-use-ipv4 = Use an IPv4 socket and address
try-interface-address = Give the address of an interface that this machine has
why-privileged-port = Ports below { $start } are kept for programs with special rights, and { $port } is one of them
why-broadcast = { $address } is a broadcast address, and the socket was not allowed to broadcast
why-forbidden = The rules of this system forbid { $call } here
why-raw-needs-root = A raw socket reads and writes packets itself, so the system gives it only to programs with special rights
why-firewall = A firewall of this machine held the packet back
why-option-needs-root = The system lets only programs with special rights change this option
why-not-permitted = The system permits { $call } here only to programs with special rights
try-high-port = Choose a port from { $start } up, such as { $port }
try-broadcast = Set SO_BROADCAST to 1 on this socket, then call again
try-send-to-one = Or send to the address of one machine
why-ping-range = Echo requests without special rights are allowed to some groups of users only, and this program runs in none of them
try-raw-right = Start the program with sudo, or give its file this one right: sudo setcap cap_net_raw+ep FILE (Linux)
try-ping-socket = To ping without rights: SOCK_DGRAM with IPPROTO_ICMP, where net.ipv4.ping_group_range includes your group
try-ping-range = Let your group ping: sudo sysctl net.ipv4.ping_group_range="0 2147483647"
try-run-with-rights = Run the program as an administrator, if you trust what you are about to do
try-look-at-firewall = Look at the firewall rules of this machine
try-datagram-socket = Use SOCK_STREAM (TCP) or SOCK_DGRAM (UDP) instead

## EINVAL
why-bind-twice = This socket is already bound to { $local }, and a socket is bound once
why-bind-invalid = The kernel says that this socket cannot have the address { $address }
why-accept-not-listening = This socket does not listen, and only a listening socket has connections to accept
why-accept-shut-down = This listening socket was shut down while or before accept waited
why-listen-connected = A connected socket cannot listen, and a Unix socket only once it is bound
why-no-urgent = There is no urgent (out-of-band) byte to read
why-option-value = { $option } does not take this value, or not in the state that the socket is in
why-option-read = { $option } cannot be read this way
why-shutdown-how = shutdown takes SHUT_RD, SHUT_WR or SHUT_RDWR, nothing else
why-destination-invalid = The kernel says that { $address } is no place that this socket could reach
why-socket-invalid = This family, type and protocol do not make a socket together
why-invalid = The kernel takes an argument of { $call } as invalid, or { $call } does not fit the state that the socket is in
try-new-socket = Make a new socket
try-keep-binding = Or go on with this one: it has its address already
try-listen-first = Call listen on this socket, then accept
try-use-listener = Or call accept on the socket that listens
try-plain-recv = Receive without MSG_OOB
try-option-values = Look up which values { $option } takes, and when
try-option-int = Read it as an int first
try-shut-wr = SHUT_WR says "I have sent everything" and still receives (half-close)
try-manual = Read the manual page { $page }

## ENOTCONN, EPIPE, EISCONN, EDESTADDRREQ
why-listener-no-data = This socket listens; data go over the sockets that accept returns
why-no-peer = This socket has no peer: it was not connected, or the connection has ended
why-shutdown-not-connected = There is no connection to shut down: this socket was not connected, or the connection has ended
why-not-connected = This socket is not connected, so { $call } has no other end
try-use-accepted = Use the socket that accept returned
try-accept-first = Call accept to get one
try-connect-first = Call connect first
try-close-instead = To end it, close is enough
try-getsockname = For this socket's own address, use getsockname
why-pipe-shut = This side said that it would send no more (shutdown), so it cannot send
why-pipe-never = This socket was never connected, and for sending on such a TCP socket the kernel answers EPIPE
why-pipe-peer = { $peer } has closed the connection, so nobody takes the data any more
try-shut-last = Call shutdown(SHUT_WR) only after everything is sent
try-still-receive = Receiving still works until the peer ends too
try-read-rest = Receive what is left: data that came before the end is not lost
try-connect-again = Connect again with a new socket
why-connect-listening = This socket listens, and a listening socket cannot connect
why-already-connected = This socket is already connected to { $peer }, and a TCP socket is connected once
why-already-connected-unknown = This socket is already connected
why-sendto-connected = This socket is connected, so its data have one destination; sendto must not name another
try-send-instead = Use send without an address
try-go-on = Go on with send and recv: the connection is there
try-client-socket = Make a second socket for the client side
why-no-destination = This datagram socket has no destination: it is not connected, and send names none
try-sendto = Use sendto with an address
try-connect-datagram = Or call connect once to set the destination

## EALREADY, EINPROGRESS, EAGAIN
why-still-connecting = An earlier connect of this socket still goes on in the background
why-connect-started = The socket is non-blocking: the connect has started and goes on in the background, so this is no failure yet
why-in-progress = Another operation of this socket still goes on
try-wait-then-connect = Wait, then call connect again: EISCONN says that it is connected
try-so-error = Or read SO_ERROR: 0 says that it worked, or still goes on
try-blocking = Use setblocking(True): the call waits then
try-close-retry = To give up, close the socket and make a new one
why-again-recv = The socket is non-blocking (or MSG_DONTWAIT was given) and nothing has arrived yet
why-again-accept = The socket is non-blocking and no client waits to be accepted
why-again-send = The socket is non-blocking and its send buffer is full, because the peer does not read fast enough
why-again-connect = The kernel cannot start this connection now
why-again-connect-ex = The timeout ran out before the peer answered; connect_ex returns EAGAIN for that
why-again = The kernel cannot do this now without waiting
try-later = Try again a little later
try-let-peer-send = Let the peer send something, then call again
try-let-client-connect = Let a client connect, then call again
try-let-peer-read = Let the peer receive, then send the rest
try-settimeout = Or use settimeout to wait for so long at most
try-longer-timeout = Set a longer timeout

## ECONNRESET, ECONNABORTED, ETIMEDOUT, timeout
why-reset = { $peer } cut the connection with a RST: it closed with data unread, its program ended suddenly, or it no longer knew the connection
why-reset-connect = { $address } took the connection and cut it at once (RST)
why-aborted-accept = The client gave up before accept took its connection
why-aborted = This machine cut the connection
try-read-before-close = On the other side, receive everything before close, or call shutdown(SHUT_WR) and wait for EOF
try-accept-again = Call accept again: the listening socket is well
why-timed-out-connect = { $address } did not answer: the kernel asked several times and gave up
why-timed-out = { $peer } did not acknowledge the data: the kernel sent it several times and gave up, and the connection is lost
try-machine-on = Check that the machine is on and reachable, for instance with ping
try-firewall-between = A firewall that drops packets in silence looks the same: let the port through
why-timeout-connect = { $address } did not answer within the timeout of this socket
why-timeout-queue-full = { $n ->
    [one] The accept queue of { $who } at { $address } is full with { $n } connection: the kernel lets no other handshake through until that is accepted
   *[other] The accept queue of { $who } at { $address } is full with { $n } connections: the kernel lets no other handshake through until one is accepted
 }
why-timeout-accept = No client connected to { $address } within the timeout of this socket
why-timeout-recv = Nothing arrived within the timeout of this socket; the connection is still there
why-timeout-recv-datagram = No datagram arrived within the timeout of this socket
why-timeout-send = The send buffer stayed full for as long as the timeout: the peer does not read
why-timeout-sendall = The peer did not read fast enough: the timeout ran out before everything was sent, and a part of it may be on its way
why-timeout-other = The timeout of this socket ran out before { $call } was done
try-no-timeout = Or settimeout(None): wait as long as it takes
try-check-destination = Datagrams get lost without a word: check that the sender uses the right port
why-stopped-connect = You stopped waiting, but the kernel goes on connecting to { $address } in the background
why-stopped-sending = You stopped after { $done } of { $total } bytes had been handed to the kernel; those are on their way
try-see-if-connected = Call connect again: EALREADY says that it still goes on, EISCONN that it is connected
try-close-gives-up = Close the socket to give the connection up
try-send-rest = Send the rest from byte { $done } on

## EMSGSIZE, the network, the family
why-too-long = { $size } bytes do not fit into one datagram: { $limit } are the most here
why-too-long-path = The datagram is longer than the way to the peer takes in one piece
why-message-size = A message is longer than this socket takes
try-split = Send it in smaller datagrams
try-udp-to-many = Send datagrams by UDP: only those go to many machines at once
why-stream-to-many = { $address } stands for many machines, and a connection has one other end
try-stream = Or use TCP, which cuts the data up itself
why-no-route = This machine has no route to the network of { $address }
why-no-route-6 = This machine has no route to { $address }: it may have no IPv6 connection
why-host-unreachable = The network is there, but the machine of { $address } does not answer in it
why-network-down = The network interface on the way to { $address } is switched off
why-network-reset = The network dropped the connection
try-check-network = Check that this machine is connected to the network
try-check-host = Check the address, and that the machine is on
try-interface-up = Switch the interface on, or use 127.0.0.1 for tests on this machine
why-family-mismatch = { $address } is not of this socket's family ({ $family })
why-family = This system does not offer the address family { $family }
try-same-family = Give an address of the socket's own family, or make a socket of the address's family
try-inet = Use AF_INET (IPv4) or AF_INET6 (IPv6)
why-protocol = The protocol { $proto } does not go with { $kind }
why-kind = This system does not offer { $kind } in { $family }
why-prototype = The two sockets are not of one type
try-proto-zero = Use protocol 0: the system chooses the one that fits
try-same-kind = Use the same type on both sides
why-option-unknown = This socket has no option { $option }
why-option-tcp = { $option } belongs to TCP, and this is a datagram socket
try-option-level = Check that level and option belong together
try-stream-socket = Use it on a SOCK_STREAM socket
why-datagram-no-listen = A datagram socket has no connections, so there is no { $call }
why-flag-unsupported = This socket does not know the flag { $flags }
why-not-supported = This kind of socket does not offer { $call }
try-recvfrom = Use recvfrom and sendto on the bound socket
try-without-flags = Call it without flags
try-stream-for-connections = For connections, make a SOCK_STREAM socket

## The socket itself, and the system
why-closed = This socket was closed, so its descriptor is no longer valid
why-bad-descriptor = The descriptor of this socket is not valid
why-not-a-socket = The descriptor belongs to something that is no socket
why-too-many-open = This program has as many descriptors open as it may have
why-too-many-open-system = The whole system has as many files open as it may have
why-no-buffers = The kernel has no room for this now
why-interrupted = A signal interrupted the call before it had done anything
why-bad-pointer = The kernel could not read or write the memory that was given to it
why-protocol-error = The two sides did not keep to the protocol, or the option does not fit the protocol's state
why-shut-down = The connection was shut down, so nothing more can be sent
why-canceled = The call was cancelled before it was done
why-no-device = There is no network interface like that
why-value-out-of-domain = The value is outside what { $option } takes
why-not-offered = This system does not offer { $call }
why-busy = What the call needs is in use by something else
why-device = The device under the network reported an error
why-other = The kernel answered { $call } with { $name }, number { $number }, which socket calls seldom give
why-other-unnamed = The kernel answered { $call } with number { $number }, which has no name on this system
try-close-some = Close sockets that are no longer needed
try-raise-limit = Or start the program with a higher limit (ulimit -n)
try-close-programs = Close other programs
try-smaller = Send less at a time, or use smaller buffers
try-again = Make the call again
try-check-interface = Check the name or number of the interface

## Names (getaddrinfo)
why-eai-noname = There is no address for the name { $host }
why-eai-again = No name server answered for { $host }, so it is not known yet whether the name exists
why-eai-fail = The name server could not answer for { $host }
why-eai-family = { $host } has no address of this socket's family ({ $family })
why-eai-memory = The system had no room to look up { $host }
why-eai-other = The system could not turn { $host } into an address
try-check-spelling = Check the spelling of { $host }
try-numbers = Use a numeric address, such as { $example }
try-name-server = Check that this machine is connected and has a name server

## Arguments refused before any system call
why-range-port = Port { $port } does not exist: ports go from 0 to 65535
why-range = A number is outside what { $call } can hand to the kernel, so no system call was made
why-value-size = A size of { $size } is not possible: it must be 0 or more
why-value-timeout = A timeout must be 0 or more seconds, or None for no limit
why-value = { $call } does not take this value, so no system call was made
why-type = { $call } takes another type of argument here, so no system call was made
why-encoding = { $host } cannot be a host name: a part of it is empty, too long, or has characters that names cannot carry
try-port-in-range = Give a port from 0 to 65535
try-smaller-number = Give a smaller number
try-positive-size = Give a size from 1 up, such as 4096
try-timeout-value = Give seconds such as 5 or 0.5; 0 makes the socket non-blocking
try-look-at-form = Compare the call with its form: { $call }
try-address-form = An IPv4 address is ("127.0.0.1", 8000), an IPv6 address ("::1", 8000, 0, 0)

## What a waiting call waits for
wait-accept = accept waits until a client connects to { $address }
wait-accept-unknown = accept waits until a client connects
wait-connect = { $call } waits for { $address } to answer
wait-recv = { $call } waits: nothing has come from { $peer } yet
wait-recv-unknown = { $call } waits: the peer has sent nothing new
wait-recv-all = { $call } waits until { $size } bytes are there (MSG_WAITALL), or the peer ends
wait-recv-datagram = { $call } waits until a datagram comes to { $address }
wait-recv-from-peer = { $call } waits until { $peer } sends a datagram to { $address }; this socket is connected, so it takes no other sender's
wait-recv-unbound = { $call } waits, but this socket has no address yet, so nobody can send to it; call bind first
wait-send = { $call } waits: the peer does not read, and the buffers are full
wait-send-datagram = { $call } waits until the kernel has room for another datagram
wait-close = close waits until the data still on its way is taken (SO_LINGER)
wait-closed = { $call } still waits although the socket was closed: the call holds it until it comes back
wait-other = { $call } waits for the kernel

## Files
file-failed = { $what }: { $name } ({ $number }): { $why }
file-failed-unnamed = { $what }: errno { $number }: { $why }
file-failed-unknown = { $what }: { $why }
file-what-and-path = { $what } { $path }
file-cannot-open = Cannot open
file-cannot-save = Cannot save
file-cannot-read = Cannot read
file-why-missing = there is nothing under this name; check the path
file-why-forbidden = you may not do this here; choose another folder, or ask for the right
file-why-full = the disk is full; make room, or choose another disk
file-why-quota = your share of the disk is used up; make room, or choose another disk
file-why-read-only = the disk is read-only; choose another place
file-why-folder = this is a folder; give the name of a file
file-why-not-a-folder = a part of the path is no folder; check the path
file-why-exists = there is a file with this name already; choose another name
file-why-name-too-long = the name is too long; choose a shorter one
file-why-too-many-open = too many files are open; close some sockets or programs
file-why-too-large = the file is larger than this disk takes; choose another disk
file-why-device = the disk reported an error; save to another one, and look after this one
file-why-busy = something else uses the file; close it there, then try again
file-why-memory = the system has no memory left; close programs, then try again
file-why-loop = the links in the path run in a circle; give the path of the file itself
file-why-other = the system refused it; try another place
file-why-unknown = it did not work, and the system gave no number for why; try another place

## What was typed
input-odd-hex = A hex digit is left over: bytes take two digits each
input-not-hex = “{ $char }” at position { $at } is no hex digit
input-bad-escape = “\{ $char }” at position { $at } is no escape; for a backslash write \\
input-ends-in-backslash = The text ends in a backslash; for a backslash write \\
input-short-escape = The escape at position { $at } has too few digits: \xHH, \uXXXX or \UXXXXXXXX
input-not-a-code-point = U+{ $char } at position { $at } is no Unicode character
input-octal-too-large = The escape at position { $at } is no byte: octal escapes go to \377
input-not-in-encoding = “{ $char }” at position { $at } does not exist in the chosen encoding
input-port-range = “{ $text }” is no port: ports go from 0 to 65535
input-not-a-number = “{ $text }” is no number
input-negative = “{ $text }” is negative; give 0 or more
input-too-small = “{ $text }” is too small
input-too-large = “{ $text }” is too large
input-empty = Nothing is filled in
input-host-empty = The host is not filled in; for this machine it is 127.0.0.1
input-name-empty = A name needs at least one character
input-name-odd = A name has no control characters and at most one “/”
input-name-long = A name has at most 64 characters
input-fullwidth = There are full-width signs in it; change them to ASCII: { $text }

## Session files
open-not-a-session = { $path } is not a session: its first line is not a session's
open-other-version = { $path } has version { $version }, which this program does not know; open it with a newer one
open-unreadable = { $path } cannot be read: { $errno }
open-damaged = Line { $line } is damaged, { $why }; the records before it are shown
open-torn = The file ends in a torn line of { $bytes } bytes, which is left out
line-not-utf8 = it is not UTF-8
line-not-json = it is not JSON
line-not-an-object = it is not a JSON object
line-too-long = it is longer than 1 MiB
line-duplicate-key = the key { $key } stands twice
line-missing-key = the key { $key } is missing

## Files on a socket, Unix names, and what CPython says in its own words
head-argument-said = { $what }: refused, { $text }
why-value-file = The file does not allow { $call }: it is closed, or made for the other direction
why-value-makefile = The mode, the buffer size or the line ending is none that makefile knows
why-encoding-file = In { $call }, some bytes are not text in the encoding of the file, or some character is not in it
why-file-timed-out = An earlier read of this file timed out, and after that Python's file objects do not read any more
why-path-too-long = A Unix socket's path has room for 107 bytes, an abstract name for 107
why-buflen = getsockopt gives at least 1 byte and at most 1024
why-said = CPython refused { $call } before any system call, with these words: { $text }
try-another-file = Make another file with makefile
try-binary-file = Use a binary mode such as "rb", which takes bytes as they are
try-shorter-path = Use a shorter path, or bind from within the folder
