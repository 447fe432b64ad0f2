# The timeline.
timeline-no-side = no side
timeline-accepted = accepted
timeline-handshake = handshake, inferred
timeline-waiting = waiting { $took }
timeline-waited = waited { $took }

export-as-svg = SVG, a picture
export-about-svg = A lane a socket, time running down, each call, and the bytes as arrows between them; the first 1,000 calls
export-picture-cut = Only the first { $n } calls are drawn.
panel-timeline = Timeline
timeline-empty = Nothing happened yet
timeline-empty-hint = Make a socket, and its lane begins here
timeline-mark = On the timeline: { $name }
timeline-lane = Lane of { $name }
timeline-stop = On the timeline: stop { $name }
timeline-block = { $n ->
    [one] 1 call
   *[other] { $n } calls
}
timeline-flight = Bytes from { $from } to { $to }, record { $n }
timeline-outside = outside
