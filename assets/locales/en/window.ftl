# The frame of the window: menus, status line, panels' names, dialogs.
panel-sockets = Sockets
panel-calls = Calls
panel-log = Call log
panel-data = Data
panel-inspector = Inspector

menu-session = Session
menu-socket = Socket
menu-view = View
menu-help = Help
menu-open-session = Open session…
menu-save-session = Save session as…
menu-close-reading = Back to the live session
menu-quit = Quit
menu-new-socket = New socket…
menu-talk = Talk to a server…
menu-serve = Be a server…
menu-both-ends = Both ends at once…
menu-stop = Stop waiting
menu-close-socket = Close the selected socket
menu-show-from-here = Show from here
menu-show-all = Show all records
menu-show-closed = Show closed sockets
menu-reset-layout = Reset layout
menu-about = About Sockscope
preset-learn = Learn
preset-test = Test
menu-panels = Panels
menu-theme = Theme
menu-language = Language
menu-scaling = Scaling
theme-system = As the system
theme-dark = Dark
theme-light = Light
language-system = As the system
theme-to-light = Switch to the light theme
theme-to-dark = Switch to the dark theme

count-calls = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}
count-sockets = { $n ->
    [one] { $n } socket
   *[other] { $n } sockets
}
status-recording = Recording { $name }
status-not-recording = Recording starts with the first call
status-recording-stopped = Recording stopped: { $why }
status-reading = Reading { $name }
status-saved = Saved up to record { $n }
status-not-saved = { $n ->
    [one] { $n } record not saved yet
   *[other] { $n } records not saved yet
}
status-not-kept = { $n ->
    [one] { $n } record not kept
   *[other] { $n } records not kept
}
status-waiting = { $n } waiting
banner-reading = You are reading { $path }: nothing here is live
banner-recording-stopped = Recording stopped at record { $n } ({ $why }). The sockets keep working; free some space and recording resumes by itself

dialog-cancel = Cancel
dialog-close = Close
dialog-ok = OK
path-open-title = Open session
path-save-title = Save session as
path-bytes-title = Save bytes
path-label = Path of the file
path-hint = Type or paste a path, or browse
path-browse = Browse…
path-none = No file was chosen. Where no file dialog appears, type the path here
path-replace = Replace the file if it exists
path-open = Open
path-save = Save
path-empty = Type a path first
chooser-title = { $host } has more than one address
chooser-body = The calls go on with the one that you choose
consent-title = Anyone on this network can reach it
consent-body = Bound to { $address }, this socket can be reached from other machines. Bound to loopback, only programs on this machine reach it
consent-title-not-own = This machine does not seem to have that address
consent-body-not-own = Where it has none, binding to { $address } fails. Where it has it by now, other machines can reach this socket. Bound to loopback, only programs on this machine reach it
consent-wide = Bind to { $address }
consent-loopback = Bind to loopback
about-version = Version { $version }
about-what = A workbench for network sockets: every call is real, shown and kept
about-fonts = Inter, JetBrains Mono and Noto Sans SC under the SIL Open Font Licence 1.1; Phosphor icons under the MIT licence
about-licence = MIT or Apache-2.0, as you choose
job-cancel = Cancel
toast-dismiss = Dismiss

starts-title = Start with
starts-lead = Each start makes ordinary calls that you see one by one
start-talk = Talk to a server
start-talk-lead = socket, connect
start-serve = Be a server
start-serve-lead = socket, bind, listen, accept
start-serve-udp-lead = socket, bind, recvfrom
start-both = Both ends at once
start-both-lead = A server and a client side by side, connected
start-host = Host
start-port = Port
start-kind = Protocol
start-family = Family
start-go = Start
start-calls = Makes these calls
new-title = New socket
new-name = Name
new-name-hint = side/name, such as client/s
new-family = Family
new-kind = Type
new-make = Make
launch-no-display = there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. `sockscope show FILE` prints a session without one
launch-failed = the window could not be opened: { $why }. On Debian and Ubuntu these packages are needed: libxkbcommon-x11-0 libxcursor1 libxi6 libx11-6 libx11-xcb1 libgl1 libgl1-mesa-dri. `sockscope show FILE` prints a session without a window
launch-crashed = the program had to stop because of a fault of its own, described above. Your session is saved up to its last record
banner-looking-up = Looking up { $host }…
