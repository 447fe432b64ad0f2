# The composer: what is sent, how it is typed, and what is wrong with it.
panel-composer = Compose

composer-form = How the message is typed
composer-text = Text
composer-hex = Hex
composer-python = Python
composer-file = File
composer-text-name = Type the message as text
composer-hex-name = Type the message in hex
composer-python-name = Type the message as a Python value
composer-file-name = Send a file
composer-message = Message to send
composer-hint-text = Text to send; \r\n, \x00 and \u4f60 are escapes
composer-hint-hex = Hex to send, such as 01 03 00 00 00 0a
composer-hint-repr = A Python value: its repr is sent as UTF-8
composer-hint-json = A Python value: its json.dumps is sent
composer-python-form = How the value becomes bytes
composer-repr = repr
composer-json = JSON
composer-encoding = Encoding
composer-ending = Line ending
composer-ending-none = No line ending
composer-ascii = Change to ASCII
composer-ascii-hint = There are full-width signs in it

composer-bytes = { $n } B
composer-bytes-sentence = { $n ->
    [one] { $n } byte is sent: { $hex }
   *[other] { $n } bytes are sent: { $hex }
}
composer-more = … { $n } B …
composer-nothing = Nothing typed yet
composer-part-checksum = checksum { $name }
composer-part-ending = line ending

composer-checksum = Checksum
composer-checksum-none = No checksum
composer-checksum-find = Find a checksum
composer-checksum-no-match = No checksum has this in its name
composer-checksum-skip-start = Leave out at the start
composer-checksum-skip-end = Leave out at the end
composer-checksum-order = Byte order
composer-checksum-big = High byte first
composer-checksum-little = Low byte first
composer-checksum-as-text = Append it as hex digits
composer-checksum-of-hex = The body is hex digits: compute it over their bytes
composer-checksum-result = Appended
composer-checksum-bytes = bytes

composer-send = Send
composer-send-name = Send { $n } B to { $to }
composer-send-file-name = Send the file to { $to }
composer-send-cannot = Send: { $why }
composer-call = Call
composer-to = To
composer-audience = Who receives it
composer-audience-selected = Selected { $n }
composer-audience-all = All { $n }
composer-audience-many = { $n } sockets
composer-address = Address
composer-address-hint = 192.168.1.7:9000
composer-address-answer = Answer { $address }
composer-address-shape = Write host and port with a colon between: 192.168.1.7:9000

composer-repeat = Repeat
composer-every = Every { $ms } ms
composer-every-times = Every { $ms } ms, { $n }×
composer-repeat-how = How often
composer-repeat-every = Every … ms
composer-repeat-count = How many times
composer-repeat-forever = Empty: until stopped

composer-why-no-socket = no socket is selected
composer-why-not-live = a session file is being read
composer-why-closed = { $name } is closed
composer-why-listens = { $name } listens and has no clients yet
composer-why-unconnected = { $name } is not connected
composer-why-nobody = there is no socket to send to
composer-why-empty = nothing is typed yet
composer-why-wrong = what is typed cannot be sent as it is
composer-why-no-file = no file is chosen
composer-why-no-address = no address to send to
composer-why-repeat = the repeat is not complete

composer-history = Sent
composer-history-name = Take back { $text }
composer-broadcast = setsockopt(SO_BROADCAST, 1) and send again
composer-dismiss = Dismiss why it failed
composer-deaf = Bound to { $local }, { $name } cannot hear broadcasts: bind it to 0.0.0.0 or to the network's address

composer-path = Path of the file
composer-path-hint = Type a path, or browse
composer-browse = Browse…
composer-no-dialog = No file was chosen. Where no file dialog appears, type the path here
composer-drop-here = or drop a file here
composer-drop = Drop the file here to send it
composer-file-size = { $size }, read while it is sent
composer-file-reading = Looking at the file
composer-file-folder = This is a folder, not a file

input-no-such-checksum = There is no checksum of this name
input-checksum-of-less = The checksum leaves out more bytes than there are
input-checksum-of-no-hex = The checksum is computed over hex digits, but the body has others
input-literal-unexpected = “{ $char }” at position { $at } begins no Python value
input-literal-after = “{ $char }” at position { $at } stands after the whole value
input-literal-comma = “{ $char }” at position { $at }: a comma or the closing bracket belongs there
input-literal-open = The “{ $char }” at position { $at } is not closed
input-literal-ends = The value ends too early
input-literal-colon = A colon belongs at position { $at }, between key and value
input-literal-name = The word at position { $at } is no literal: write None, True, False, or a string in quotes
input-literal-number = At position { $at } stands no number that Python reads
input-literal-number-long = The number at position { $at } has more than 4,300 digits; Python turns no longer ones into text
input-literal-string-open = The string that begins at position { $at } does not end
input-literal-formatted = The string at position { $at } is an f-string; only plain strings can be sent
input-literal-mixed = At position { $at }, str and bytes stand beside each other; Python does not join them
input-literal-bytes-ascii = “{ $char }” at position { $at } is not ASCII; in bytes write \x.. for it
input-literal-unhashable = The list, dict or set at position { $at } cannot be a key or stand in a set
input-literal-deep = At position { $at } the brackets are nested too deep; 32 levels are the most
input-json-bytes = JSON has no bytes: position { $at }
input-json-set = JSON has no sets: position { $at }
input-json-key = JSON cannot have the key at position { $at }: keys are str, numbers, True, False or None
composer-save = Save as a message…
composer-why-over = the connection of { $name } is over
