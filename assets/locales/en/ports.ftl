# Which process has my port.
port-field = Which process has port
port-field-hint = 8000
port-clear = Ask about no port
port-zero = Nobody can have port 0: it asks the kernel to choose a free port
port-listened = Port { $port } (TCP) is listened on at { $address } by { $who }
port-bound = Port { $port } (TCP) is bound at { $address } by { $who }; nobody listens on it
port-datagrams = Port { $port } (UDP) is bound at { $address } by { $who }: datagrams for it arrive there
port-datagrams-of-one = Port { $port } (UDP) is bound at { $address } by { $who }, which takes datagrams from { $peer } only
port-connection = Port { $port } (TCP) is this end of a connection to { $peer }, of { $who }
port-old = Port { $port } (TCP): no process has it any more; the kernel keeps an old connection to { $peer } for a while ({ $state })
port-connections =
    { $n ->
        [one] One connection uses it at this end
       *[other] { $n } connections use it at this end
    }
port-old-many =
    { $n ->
        [one] The kernel keeps one old connection for a while; no process has it any more
       *[other] The kernel keeps { $n } old connections for a while; no process has them any more
    }
port-more =
    { $n ->
        [one] One more stands in the list below
       *[other] { $n } more stand in the list below
    }
port-nobody = Nobody has port { $port }: no TCP or UDP socket that the kernel lists here
port-hidden = This program may not read which: start Sockscope as that user or as root, or ask in a terminal: sudo ss -lntup 'sport = :{ $port }'
port-hidden-from-root = No process with a number here has it: it belongs to the kernel itself, or to a container with numbers of its own
port-who = { $name }, pid { $pid }
port-who-many =
    { $n ->
        [one] { $name }, pid { $pid }, and one more process
       *[other] { $name }, pid { $pid }, and { $n } more processes
    }
port-who-ours = { $name } of this window
port-who-root = a process of root
port-who-user = a process of the user with number { $uid }
port-who-unknown = a process that is not shown
port-ask = Which process has port { $port }
port-ask-any = Which process has a port…
do-show-system = Show it in System

# A port that was moved.
port-moved = Port { $from } of this machine is now { $to } in the forms and the connect bar
port-moved-script =
    { $n ->
        [one] Port { $from } of this machine is now { $to } in the forms, the connect bar and one line of the script { $name }; its file is unchanged
       *[other] Port { $from } of this machine is now { $to } in the forms, the connect bar and { $n } lines of the script { $name }; its file is unchanged
    }
scripts-port-moved =
    { $n ->
        [one] One line has port { $to } for { $from }; the file is unchanged
       *[other] { $n } lines have port { $to } for { $from }; the file is unchanged
    }
scripts-port-back = Put { $from } back
