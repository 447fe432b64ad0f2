# Many clients of a listener, senders of datagrams, round trips and counters.
clients-sort = Sorted: { $order }
clients-sort-made = By age
clients-sort-name = By name
clients-sort-peer = By peer
clients-sort-bytes = By bytes
clients-sort-activity = By last activity
clients-sort-unread = By unread messages
clients-filter = Filter sockets
clients-filter-hint = Filter
clients-nothing-fits = No socket fits the filter
clients-nothing-fits-hint = Press Esc in the field to see all again

## Added to a row's sentence
clients-row-clients = , { $n ->
    [one] { $n } client
   *[other] { $n } clients
 }
clients-row-bytes = , received { $received }, sent { $sent }
clients-row-last = , last activity at { $time }
clients-row-unread = , { $n ->
    [one] { $n } unread message
   *[other] { $n } unread messages
 }
clients-fold-row = Hide { $n ->
    [one] the row
   *[other] the { $n } rows
 } under { $name }
clients-unfold-row = Show { $n ->
    [one] the row
   *[other] the { $n } rows
 } under { $name }
clients-fold = Hide its clients
clients-unfold = Show its clients

clients-marked = { $n } selected
clients-select-all = Select all clients ({ $n })
clients-close-marked = Close selected ({ $n })
clients-keep-marked = Keep receiving on the selected ({ $n })
clients-keep-no-marked = Receive no more by itself ({ $n })
clients-close-question = Close { $n } sockets?
clients-close-yes = Close { $n }
clients-close-no = Keep them

## Senders of datagrams
clients-sender = { $address } sends to { $name }: { $n ->
    [one] { $n } datagram
   *[other] { $n } datagrams
 }, { $size }, last at { $time }
clients-sender-answered = , is answered
clients-others = other senders
clients-others-row = Other senders to { $name }: { $n ->
    [one] { $n } datagram
   *[other] { $n } datagrams
 }, { $size }
clients-answer-this = Answer this sender
clients-answer-last = Answer whoever sent last
clients-show-only = Show only this sender
clients-copy-address = Copy the address
