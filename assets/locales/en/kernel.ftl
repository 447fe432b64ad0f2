# The kernel's panel: what the kernel holds for one socket.
panel-kernel = Kernel
kernel-empty = Nothing is selected
kernel-empty-hint = Select a socket to see its state, its queues and what TCP knows of it
kernel-of-a-file = This session has states and names of it. Its queues and the times of TCP were not sampled by then
kernel-sampled-at = sampled at { $time }
kernel-states = TCP state
kernel-dashed = Dashed: not sampled, inferred from the states around it
kernel-over = It is over: the kernel holds it no more
kernel-by-rst = { $state } (by RST)
kernel-by-rst-inferred = { $state } (by RST, inferred)
kernel-refused-rst = An RST refused it: nobody listens there
kernel-over-rst = An RST of the peer's ended it: what was not read or not yet acknowledged is lost
kernel-over-rst-inferred = An RST ended it: inferred, no call told of it
kernel-next = What moves it next
kernel-inferred = { $state } (inferred)
kernel-way = The way through the TCP states: { $way }. Now: { $now }
kernel-move-connect = connect()
kernel-move-listen = listen()
kernel-move-syn = A peer's SYN
kernel-move-close-listener = close()
kernel-move-syn-ack = The peer's SYN and ACK
kernel-move-both-syn = A SYN of the peer's own
kernel-move-refused = The peer's RST, or no answer
kernel-move-ack = The peer's ACK
kernel-move-close = close() or shutdown(SHUT_WR)
kernel-move-fin = The peer's FIN
kernel-move-rst = An RST
kernel-move-ack-of-fin = The peer's ACK of our FIN
kernel-move-fin-and-ack = The peer's FIN with its ACK of ours
kernel-move-minute = About a minute later
kernel-listening = Listening
kernel-listens-no-more = It listens no more
kernel-accept-makes = Each accept returns a new socket; this one stays LISTEN
kernel-queue-full = The accept queue is full: new handshakes are left to wait until accept makes room
kernel-queue-not-sampled = The queue was not sampled at this moment
kernel-handshakes = handshakes
kernel-handshakes-hint = Connections whose three-way handshake is not done yet (SYN_RECV)
kernel-accept-queue = accept queue
kernel-accept-queue-hint = Connections that are established and wait to be accepted, of the backlog that listen was given. Linux holds one more than that
kernel-accept-hint = Calls that wait to take the next connection
kernel-keeps-accepting = keeps on
kernel-nobody-accepts = not waiting
kernel-accept-waits = waiting
kernel-accepts-wait = { $n } waiting
kernel-queues = Queues
kernel-receive = Receive
kernel-send = Send
kernel-takes = { $taken } of { $most } buffer
kernel-takes-hint = The bytes that wait; the bar is the memory that they take of the buffer, SO_RCVBUF or SO_SNDBUF. The kernel's memory is more than the payload
kernel-looking = Looking…
kernel-not-sampled = Not sampled at this moment
kernel-dropped = Dropped
kernel-tcp = What TCP knows
kernel-not-measured = not measured yet
kernel-cwnd =
    { $n ->
        [one] { $n } segment, { $size }
       *[other] { $n } segments, { $size }
    }
kernel-retransmits = { $n }
kernel-retransmits-label = Retransmits
kernel-segments =
    { $n ->
        [one] { $n } segment
       *[other] { $n } segments
    }
kernel-unacked = Not acked
kernel-lost = Lost
kernel-not-sent = Not sent yet
kernel-udp-connected = UDP has no states of a connection. connect() only set the peer: datagrams of others are not taken
kernel-udp-bound = UDP has no states of a connection. It is bound: datagrams of anybody are taken until the buffer is full, then dropped
kernel-udp-unbound = UDP has no states of a connection. It is not bound: the first send makes the kernel choose a port
kernel-unix = A Unix socket has no TCP states: it is bound to a name, connected, or neither
kernel-unix-connected = A connected Unix socket has no TCP states: what one end sends is in the other end's receive queue at once
kernel-other = The kernel has no states for a socket of this kind
