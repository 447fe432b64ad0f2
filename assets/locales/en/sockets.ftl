# The list of sockets, and how every panel names a socket's state.
sockets-new = New
sockets-new-name = New socket
sockets-empty = No sockets yet
sockets-empty-hint = Press New, or pick a start
sockets-no-side = Others
sockets-closed = Closed { $n }
sockets-wide = Bound to { $address }: other machines can reach this socket
sockets-wide-soon = Bound to { $address }: other machines can reach this socket once it listens

sockets-pill-unbound = not bound
sockets-pill-bound = bound
sockets-pill-listening = listening
sockets-pill-connected = connected
sockets-pill-closed = closed
sockets-pill-closing = closing

## One sentence a row, for who cannot see it
sockets-row = { $name }, { $protocol }, { $state }
sockets-row-wide = { $row }, reachable from other machines
sockets-row-waits = { $row }, { $call } waits
sockets-call-waits = { $call } waits
sockets-row-failed = { $row }, last { $call } failed: { $why }
sockets-state-closed = closed
sockets-state-listening = listening on { $local }
sockets-state-connected = connected from { $local } to { $peer }
sockets-state-to = connected to { $peer }
sockets-state-bound = bound to { $local }
sockets-state-unbound = not bound

sockets-mode-blocking = blocking
sockets-mode-nonblocking = non-blocking
sockets-mode-timeout = timeout { $seconds } s

sockets-stop = Stop waiting
sockets-keep-accepting = Keep accepting
sockets-no-accepting = Accept no more by itself
sockets-keep-receiving = Keep receiving
sockets-no-receiving = Receive no more by itself
sockets-close = Close
sockets-copy-name = Copy the name
sockets-copy-local = Copy the local address
sockets-copy-peer = Copy the peer's address
