# Stepping through a session, presenting it, and running it again.
menu-step-through = Step through
menu-present = Present
keys-group-stepping = Stepping through
keys-step-record = One record back, one on
keys-step-call = One call back, one on
keys-step-ends = To the first record, to the last
keys-step-play = Go on by itself, or rest

stepping-where = Record { $n } of { $all } · { $time } · not live
stepping-shortened = a pause of { $took } is shortened to 2 s
stepping-to-live = Back to live
stepping-stop = Stop stepping
stepping-first = First record
stepping-previous-call = Previous call
stepping-previous = Previous record
stepping-play = Go on by itself
stepping-rest = Rest here
stepping-next = Next record
stepping-next-call = Next call
stepping-last = Last record
stepping-speed-real = As it was
stepping-speed-ten = ×10
stepping-speed-fast = Without pauses
stepping-hide = Hide outcomes
stepping-hide-hint = Next call first shows the call alone, and what came of it when it is pressed again
stepping-hidden = outcome hidden
stepping-scrubber = Record that shows
stepping-go = Go to this moment

stepping-nothing = There is no record to step through yet
stepping-lost = Record { $n } cannot be shown as it was: a line of the file is damaged
stepping-not-live = You are stepping through the past: no call can be made here
stepping-why-composer = the past is being stepped through
stepping-options = You are stepping through the past: options can be seen as they were set, and not changed

present-live = Live · the newest call
present-file = A session file · the last call
present-leave = Leave the presentation
present-nothing = No call was made yet
present-hidden = What comes of it?
present-more-bytes = … and { $size } more
present-more-sockets = and { $n } more
present-keys = ← → one record · PgUp PgDn one call · Space goes on by itself · Esc leaves
