# A session as a program.
program-too-long = The session is too long for a program: at most { $calls } calls and { $bytes } to send
program-no-side = { $count ->
    [0] The session has no sides: leave the side out to get one program with all sockets
   *[other] No socket is on that side; there are: { $sides }
}
program-not-written = The program could not be written: { $errno }
program-left-out = { $count ->
    [one] 1 call is not made by the program; a comment says which where it can
   *[other] { $count } calls are not made by the program; comments say which where they can
}
program-not-kept = { $count ->
    [one] 1 payload was not kept by the session: the program sends as many question marks
   *[other] { $count } payloads were not kept by the session: the program sends as many question marks
}
