# A session as a program.
program-too-long = The session is too long for a program: at most { $calls } calls and { $bytes } to send
program-no-side = { $count ->
    [0] The session has no sides: leave the side out to get one program with all sockets
   *[other] No socket is on that side; there are: { $sides }
}
program-not-written = The program could not be written: { $errno }
