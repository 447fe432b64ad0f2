# Going back: the scrubber under the timeline.
back-one = The call before
back-on = The next call
back-live = live
back-end = end
back-record = record { $n }
back-to-live = Go back, or return to live
back-to-end = Go back, or return to the end
