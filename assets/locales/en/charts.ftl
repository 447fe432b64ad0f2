# Charts of what the kernel holds and of what moves.
panel-charts = Charts
charts-all = All sockets
charts-none-selected = Nothing is selected
charts-none-selected-hint = Select a socket, or look at all sockets together
charts-looking = Looking…
charts-nothing = Nothing was sampled
charts-nothing-hint = Lines grow while this panel is in sight and the socket is open
charts-menu = What to do with the numbers
charts-copy = Copy as CSV
charts-save = Save as CSV…
charts-pause = Pause
charts-go-on = Go on
charts-reset = The newest minute again
charts-zoom-in = Show fewer seconds
charts-zoom-out = Show more seconds
charts-earlier = Earlier
charts-later = Later
charts-rate = Bytes a second
charts-queues = Queues
charts-rtt = Round trip by TCP
charts-answers = Request to answer
charts-connections = Connections
charts-span = From { $from } to { $to }
charts-said = { $title }: { $values }
charts-save-title = Save the numbers of the charts
charts-saved =
    { $n ->
        [one] Saved { $n } line to { $path }
       *[other] Saved { $n } lines to { $path }
    }
job-save-chart = Saving the numbers of the charts
