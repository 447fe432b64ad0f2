## What one press does: the button, and a sentence where it changes more than it says
do-show = Show { $name }
do-stop = Stop { $call }
do-again = { $call } again
do-connect = Connect to { $address }
do-connect-anew = Makes a new socket of { $family } in the place of this one, which is closed
do-connect-first = Connect to { $address }, then { $call }
do-connect-other = Connect { $name } to { $address }
do-dial-anew = Connect a new socket to { $address }
do-reconnect = Connect to { $peer } again, with a new socket
do-reconnect-changes = This socket is closed; the new one takes its name, its options and its timeout
do-anew = Make a new socket in its place
do-anew-changes = This socket is closed if it is open; the new one takes its name
do-see-connect = Wait for it, then read SO_ERROR
do-see-connect-changes = poll waits up to 10 s until the connect is done; SO_ERROR then says how: 0 is connected
do-listen-there = Listen on { $address }, then connect
do-listen-there-changes = Makes a second socket that binds and listens there; call accept on it to get the connection
do-listen-ours = listen on { $name }, then connect
do-listen-accept = listen, then accept
do-accept = accept
do-accept-on = accept on { $name }
do-bind = bind { $address }
do-bind-there = Bind a UDP socket to { $address }
do-bind-there-changes = Datagrams sent from now on wait in it until recvfrom reads them
do-bind-anew = Bind a new socket to { $address }
do-bind-loopback-changes = This address is always there; only programs on this machine can reach it
do-bind-wide = Bind a new socket to every address, port { $port }
do-bind-wide-changes = This socket is closed; the new one also takes broadcasts, and other machines can reach it
do-port-zero = bind port 0 instead
do-port-zero-changes = The kernel chooses a free port; getsockname tells which
do-port = Use port { $port } on every side
do-port-changes = Binds { $port } here, and writes { $port } for { $from } of this machine in the forms, the connect bar and the open script
do-reuse = Set SO_REUSEADDR, then bind { $address }
do-reuse-changes = Lets bind pass beside old connections that are still ending; a socket that listens keeps its port all the same
do-close-and-bind = Close { $name }, then bind { $address }
do-close-and-bind-changes = { $name } is gone then, and calls that wait on it end
do-broadcast = Set SO_BROADCAST, then { $call }
do-broadcast-changes = From now on this socket may send to every machine of a network at once
do-split = Send it in { $n } datagrams of at most { $most } bytes
do-split-changes = The other side gets { $n } datagrams in place of one
do-udp-to-many = Make a UDP socket for { $address }
do-udp-to-many-changes = A second socket, with SO_BROADCAST: send on it reaches everybody there who listens
do-blocking = setblocking(True), then { $call }
do-blocking-changes = From now on calls of this socket wait until they are done
do-timeout = settimeout({ $seconds }), then { $call }
do-timeout-changes = From now on calls of this socket wait up to { $seconds } s
do-no-timeout = settimeout(None), then { $call }
do-no-limit = Set { $option } to 0, then { $call }
do-read-rest = Receive what is left
do-recv-on = recv on { $name }
do-plain-recv = recv without MSG_OOB
do-without-flags = { $call } without flags
do-send-plain = send the same without an address
do-getsockname = getsockname
do-shut-wr = shutdown(SHUT_WR)
do-close = close
do-close-ended = Close { $name }
do-close-ended-changes = Its peer has ended already, so nothing is lost
do-as-stream = Make a TCP socket that listens on { $address }
do-other-family = Make a socket of { $family }, then { $call } { $address }
do-ping-socket = Make a SOCK_DGRAM socket of ICMP
do-ping-socket-changes = It sends and receives echo requests only, and the kernel writes their headers; no special right is needed
do-udp-socket = Make a UDP socket (SOCK_DGRAM)
do-aim = Point { $name } at { $address }
do-aim-changes = connect on a UDP socket sends nothing; it only sets where send goes
do-remove = Remove the file { $address }, then bind
do-remove-changes = Only the file of a socket that nobody has any more is removed; you are asked first
do-yes-remove = Remove { $path }
do-no-remove = Keep it
remove-question = Remove the file { $path }? No open socket is bound to it
remove-no-socket = { $path } is not the file of a socket, so it stays
remove-in-use = { $path } may be in use by a program now, so it stays
file-cannot-remove = Cannot remove

## Who has it
why-holder = { $name } (pid { $pid })
why-in-use-program = { $who } has { $owned }: another program on this machine
why-in-use-time-wait = No socket has { $address } any more, but an old connection of it is in TIME_WAIT: the kernel keeps its port for about a minute, in case late packets come. { $whose }
why-in-use-fin-wait = An old connection of { $address } is still ending: it is in { $state }. { $whose }
why-old-ours = It was a connection of { $name }, with { $peer }
why-old-unknown = It was a connection with { $peer }
why-in-use-abstract = Another program has the name { $address }
try-end-program = Or end { $name } (pid { $pid }) first
try-wait-old = Or wait until the old connection is gone, about a minute
try-reuse-next-time = SO_REUSEADDR helps only where { $name } had set it too: set it before bind on servers, from the first time on
why-no-source-port = Every port that connect may choose on this machine is in use, so { $address } cannot be reached from a new one
try-port-range = Or widen net.ipv4.ip_local_port_range
try-low-port-right = Or give the program the right for it: sudo setcap cap_net_bind_service+ep FILE (Linux)
why-holder-own = Sockscope itself
why-holder-user = a program of another user (uid { $uid })
why-holder-hidden = a program that the system does not show to you
why-in-use-own = Sockscope itself still has { $owned }, with a descriptor that belongs to no socket here: what detach lets go of stays open until Sockscope ends
why-in-use-user = A program of another user (uid { $uid }) has { $owned }; only root sees which one
why-in-use-hidden = A program that the system does not show to you has { $owned }
try-look-as-root = Or see as root which program it is: sudo ss -tulnp 'sport = :{ $port }' (Linux)

## Nobody there
why-refused-machine = The machine of { $address } answered that nobody listens there: it is on, and the way to it works
why-refused-program-family = Nobody listens on { $address }, but { $who } listens on { $at }: one is IPv4, the other IPv6
why-refused-abstract = Nobody listens under the name { $address }
why-refused-program-now = Nobody took the connection to { $address }, but { $who } listens on { $at } now: it began only after that, or a firewall refused
why-refused-program-address = Nobody listens on { $address }, but { $who } listens on { $at }: the same port of another address
try-start-there = Start the server on that machine, on { $address }
try-bound-to-loopback = A server bound to 127.0.0.1 there cannot be reached from here: bind it to 0.0.0.0
why-loopback-down = The loopback interface, which { $address } belongs to, is switched off: a fresh network namespace or container begins like that
try-loopback-up = Switch it on: sudo ip link set lo up (Linux)
why-prohibited = A rule of this machine's routes or firewall forbids the way to { $address }
try-firewall-here = Look at the firewall of this machine

## Paths of Unix sockets
why-path-missing = There is no file { $address }, so nobody listens there; a server makes the file with bind
why-path-no-folder = The folder of { $address } does not exist, and bind makes no folders
why-path-not-folder = A part of { $address } is a file and no folder
why-path-forbidden = To connect, this program needs the right to write { $address } and to pass through its folders
why-path-forbidden-bind = This program may not make a file in the folder of { $address }
why-path-read-only = The disk of { $address } is read-only, and bind makes a file there
why-path-loop = The links in { $address } run in a circle
why-path-no-socket = { $address } is a file, but not of a socket
why-path-stale = { $address } is the file of a socket that nobody has any more: the server has ended, and its file stayed
why-path-listened = Another program has { $address }, and it is still running
why-path-other-kind = The socket at { $address } is not of type { $kind }
why-path-too-long-by = The path has { $bytes } bytes, and a Unix socket's address has room for 107
try-check-path = Check the path for a slip
try-make-folder = Make the folder first
try-path-rights = Look at the rights of the file and of its folders
why-again-connect-unix = The queue of { $address } is full: connections wait there until the server calls accept
try-let-accept = Let the server accept, then connect again
why-refused-path = { $address } is there, but nobody took the connection: the server has ended and its file stayed, or it has not called listen yet
why-refused-path-bound = A program has { $address }, but it took no connection then: it had not called listen yet, or had not begun
why-refused-path-later = Nobody had { $address } at that moment, but a program has it now
try-let-listen = Let the server call listen, then connect again

## Who ended the connection
why-broken-linger = { $name } closed with SO_LINGER on and 0 seconds: that throws away what is under way and sends a RST in the place of a FIN
why-broken-unread = { $name } closed with { $bytes } of your bytes unread: the kernel then sends a RST, so that you learn that they were lost
why-broken-unix = { $name } is closed: nobody is left to read what you send
why-broken-unix-unread = { $name } closed with { $bytes } of your bytes unread. A Unix socket tells you so: a receive fails with ECONNRESET, a send with EPIPE
why-broken-closed-first = { $name } closed first. What you sent after that had nobody to read it, so the answer was a RST
why-broken-never-accepted = { $name } was closed before accept took this connection, and the kernel ended it with a RST
why-aborted-connect = This only ends the earlier connect of this socket, which had failed: on a socket with a timeout, the kernel tells of that once
try-connect-anew = Call connect again: now it begins anew
why-pipe-after-end = { $peer } has closed the connection (recv gave b""), and what was sent after that was answered with a RST
why-timed-out-keepalive = { $peer } answered neither data nor the probes of SO_KEEPALIVE, and the kernel gave the connection up
try-no-linger = Close without SO_LINGER: what is under way still arrives then
try-accept-before-close = Accept the connections that wait before you close a listening socket
try-stop-at-end = Stop sending once recv gives b"": the peer has closed then
why-again-limit = { $option } is set on this socket: { $call } waited that long, and then gave EAGAIN
try-no-limit = Or set { $option } to 0: no limit

## Descriptors
why-too-many-open-of = This program has { $open } descriptors open, and may have { $limit }

## What a waiting call waits for
wait-accept-early = accept waits on { $address }. { $name } dialled it before anybody listened there, and was refused: it has to dial again
wait-accept-same-port = accept waits on { $address }. { $name } dialled { $dialled }, the same port at another address, and was refused
wait-accept-elsewhere = accept waits on { $address }. { $name } dialled { $dialled }, the same port at another address, where somebody else listens
wait-accept-other = accept waits until a client connects to { $address }. { $name } dialled { $dialled }, where nobody listens: was this one meant?
wait-recv-nothing = { $call } waits: { $name }, the other end, has sent nothing yet
wait-recv-all-read = { $call } waits: { $name } has sent { $bytes } bytes, and all of them were received
wait-recv-both = { $call } waits for { $name }, and { $name } waits as well: somebody has to send first
wait-recv-more = { $call } waits for more: { $name } has sent { $bytes } bytes so far
wait-recv-under-way = { $call } waits: the { $bytes } bytes that { $name } sent are under way, or went to another call
wait-recv-read = { $call } waits: { $peer } has sent { $bytes } bytes so far, and all of them were received
wait-recv-not-accepted = { $call } waits: the kernel has made the connection, but { $name } has not accepted it, so nobody can send
wait-recv-broadcast = { $name } sent to the broadcast address { $to }, but this socket is bound to { $address }: a loopback address gets no broadcasts
wait-recv-other-port = { $name } sent to { $to }, but this socket has { $address }: another port
wait-recv-other-address = { $name } sent to { $to }, but this socket has { $address }: another address
wait-send-ours = { $call } waits: { $name } does not receive, and the buffers of both ends are full
try-bind-wide = Bind the receiver to 0.0.0.0

## A word before a mistake
hint-hide = Never show this kind of hint again
hint-wide = Other machines will be able to reach this socket; 127.0.0.1 is for this machine only
hint-taken = { $name } has { $owned } already
hint-not-listening = { $name } is bound to { $address }, but does not listen yet
hint-other-family = { $name } listens on { $listener }: IPv4 and IPv6 are two places
hint-other-address = { $name } listens on { $listener }, not on { $address }
hint-listener-dials = This socket listens: a client needs a socket of its own
hint-listener = This socket listens: data go over the sockets that accept returns
hint-after-end = The peer has closed the connection: what is sent now is answered with a RST
hint-broadcast = { $address } reaches every machine of its network: SO_BROADCAST has to be set first

## A script that keeps to its reach
head-beyond-script = { $what }: not made
why-beyond-script = The script that made this socket may not reach so far, so { $call } was not made
try-script-near = Stay on this machine: bind to 127.0.0.1 before listen, and connect to 127.0.0.1
try-script-net = To reach further, the script's first line has to say "net":"any", and you have to allow it when you are asked
