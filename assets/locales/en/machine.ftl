# The sockets of this machine, and which process has which.
panel-machine = System
machine-pause = Pause
machine-go-on = Go on
machine-reading = Reading the sockets of this machine
machine-not-here = The sockets of this machine cannot be read: { $error }
machine-not-here-hint = They are read on Linux, by netlink and by /proc/net
machine-filter = Filter the sockets of this machine
machine-filter-hint = port:8000, process, state or address
machine-filter-clear = Show all sockets of this machine
machine-count = { $n } of { $all }
machine-none = No socket of this machine fits
machine-none-hint = port:8000 finds who has a port; pid:, proc:, state:, proto:, addr: and mine narrow it as well
machine-order-usual = Usual order
machine-head-protocol = Proto
machine-head-state = State
machine-head-receive = Recv-Q
machine-head-send = Send-Q
machine-head-local = Local
machine-head-peer = Peer
machine-head-process = Process
machine-sort-by = Sort by { $column }
machine-unnamed = no name
machine-comma = ,{" "}
machine-said-process = { $name } with process number { $pid }
machine-said-queue = { $n } of { $m } waiting to be accepted
machine-said-bytes = receive queue { $receive } B, send queue { $send } B
machine-said-own = yours
machine-said-inode = socket { $inode }
machine-about = Process { $pid }: { $command }
machine-about-many =
    { $n ->
        [one] Process { $pid } and one more: { $command }
       *[other] Process { $pid } and { $n } more: { $command }
    }
machine-about-kernel = No process has it any more: the kernel keeps it until the connection is over
machine-about-hidden = Another user's process has it, which only root sees
machine-connect = Connect to { $address }
machine-watch = Watch it
machine-show-kernel = Show in the Kernel panel
machine-copy = Copy the line
machine-copy-local = Copy the local address
machine-copy-peer = Copy the peer address
machine-copy-pid = Copy the process number
machine-forget = Watch { $name } no more
machine-gone = gone
machine-watches-enough = { $n } sockets are watched already: stop watching one of them first
