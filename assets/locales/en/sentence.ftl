# What is read out of a call: in its row of the log, and at its mark on the timeline.
sentence-waits = { $call } waits, since { $time }
sentence-failed = { $call } failed, { $result }; at { $time }
sentence-failed-short = { $call } failed, { $result }, { $why }; at { $time }
sentence-failed-why = { $call } failed, { $result }. { $why }. At { $time }

## Why, in a few words
short-nobody = nobody listens there
short-not-connected = this socket is not connected
short-not-listening = this socket does not listen
short-bound = this socket is bound already
short-connected = this socket is connected already
short-peer-closed = the peer has closed the connection
short-closed = this socket is closed
short-timeout = nothing came in time
