# The timeline.
timeline-no-side = no side
timeline-accepted = accepted
timeline-unread = { $bytes }, not read
timeline-handshake = handshake, inferred
timeline-waiting = waiting { $took }
timeline-waited = waited { $took }

export-as-svg = SVG, a picture
export-about-svg = A lane a socket, time running down, each call, and the bytes as arrows between them; the first 1,000 calls
export-picture-cut = Only the first { $n } calls are drawn.
panel-timeline = Timeline
timeline-empty = Nothing happened yet
timeline-empty-hint = Make a socket, and its lane begins here
timeline-lane = Lane of { $name }
timeline-stop = On the timeline: stop { $name }, record { $n }
timeline-block = { $n ->
    [one] 1 call
   *[other] { $n } calls
}
timeline-lost = { $bytes }, { $lost } lost
timeline-lost-of = { $bytes } of { $all }
timeline-flight = Bytes from { $from } to { $to }, record { $n }
timeline-flight-both = Bytes from { $from } to { $to }, record { $n } to record { $m }
timeline-outside = outside
timeline-fin = FIN, inferred
timeline-rst = RST, inferred
timeline-block-bytes = { $n ->
    [one] 1 call
   *[other] { $n } calls
}, { $size }
timeline-block-kind = { $n } { $call }
timeline-block-kind-bytes = { $n } { $call }, { $size }
timeline-block-failed = { $what }, { $n } failed
timeline-newest = Timeline: { $what }
timeline-side = { $side }, { $n ->
    [one] 1 lane
   *[other] { $n } lanes
}, fold
timeline-side-folded = { $side }, { $n ->
    [one] 1 lane
   *[other] { $n } lanes
}, folded: unfold
timeline-state = { $name }: { $state }, as the kernel said, record { $n }
timeline-fin-about = FIN, inferred, near record { $n }: { $call }
timeline-rst-about = RST, inferred, near record { $n }: { $call }
timeline-block-about = { $name }: { $what }, from record { $n } on; press to zoom in
timeline-all-lanes = All lanes
timeline-move-left = Move to the left
timeline-move-right = Move to the right
timeline-hide = Hide this lane
timeline-show-hidden = Show the hidden lanes
timeline-zoom-in = Zoom in on the timeline
timeline-zoom-out = Zoom out of the timeline
timeline-by-call = Calls
timeline-by-time = Time
timeline-go = Go to a record or a time
timeline-go-to = Go to
timeline-go-hint = 214, 12.904 or 1:02
timeline-go-wrong = Neither a record’s number nor a time
timeline-go-no-record = There is no such record; the last is { $last }
timeline-by = Timeline by: { $what }
lane-hint-short = Send…
export-as-png = PNG, a picture
export-about-png = The same picture in pixels, for what takes no SVG; the first 1,000 calls, fewer where there are many lanes
timeline-export = Export as…
timeline-why = { $call }. { $why }
keys-timeline-zoom = Timeline: zoom in or out, as at first
keys-timeline-time = Timeline: by calls or by time
keys-timeline-across = Timeline: lanes to the left or right
keys-timeline-move = Timeline: move the lane whose head has the keyboard
timeline-lane-closed = Lane of { $name }, closed, socket { $n }
menu-copy-picture = Copy the timeline as a picture
job-picture = Draw a picture of the timeline
picture-done = { $n ->
    [one] A picture of 1 call is on the clipboard
   *[other] A picture of { $n } calls is on the clipboard
}
picture-done-part = A picture of the first { $n } of { $all } calls is on the clipboard; select a span for others
picture-failed = The picture cannot be drawn
picture-nothing = There is no call to draw
