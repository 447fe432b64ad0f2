# What is selected, in all views at once.
span-title = Records { $from } to { $to }
span-calls = Calls
span-time = Over
span-bytes = Moved
span-bytes-socket = Moved here
