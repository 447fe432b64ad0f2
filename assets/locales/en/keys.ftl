# The palette, the map of keys, the settings page, about.
menu-palette = Type a call or a command…
menu-key-map = Keyboard shortcuts…
menu-settings = Settings…
menu-high-contrast = High contrast

palette-title = Call or command
palette-hint = Type a call or a command, such as s.accept()
palette-nothing = Nothing fits
palette-foot = ↑ ↓ choose · Enter run · Esc close
palette-line = { $label }, { $more }
palette-call-make = make the call on { $name }
palette-call-form = fill in the call on { $name }
palette-message = send the message
palette-target = connect or listen there
palette-preset = Arrangement

key-map-title = Keyboard shortcuts
keys-group-window = Window
keys-group-panels = Panels
keys-group-calls = Sockets and calls
keys-group-lists = Lists and data
keys-group-fields = Fields
keys-menus = Open the menus; the arrows move in them
keys-escape = Close a dialog or menu. Never stops a call
keys-next-pane = Next panel in sight
keys-previous-pane = Panel before
keys-next-tab = Next tab of the panel
keys-previous-tab = Tab before
keys-pane = { $pane } panel
keys-tab = Next control, control before
keys-make-or-send = Make the chosen call, or send
keys-why = Why it failed or waits
keys-zoom-in = Larger
keys-zoom-out = Smaller
keys-zoom-reset = Scaling of 100 %
keys-rows = Row by row
keys-pages = Page by page
keys-ends = First and last
keys-press = Press what has the keyboard
keys-copy = Copy the marked bytes, or the selected calls
keys-find = Find in the data
keys-enter = Make the call, or send
keys-history = What was sent before
keys-undo = Undo typing

settings-title = Settings
settings-look = Look
settings-contrast = Contrast
contrast-usual = Usual
contrast-high = High
settings-data = Data
settings-encoding = Text encoding
settings-grouping = Group bytes
settings-closed = Closed sockets
settings-closed-hidden = Folded
settings-closed-shown = Listed
settings-files = Files
settings-sessions = Sessions
settings-config = Settings
settings-copy-sessions = Copy the folder of the sessions
settings-copy-config = Copy the folder of the settings
settings-reset = Reset all settings
settings-were-reset = All settings are as they come
toast-undo = Undo

about-program = Program
about-fonts-page = Fonts
about-crates = Crates
about-find = Find by name or licence
about-count = { $n ->
    [one] { $n } crate
   *[other] { $n } crates
}
about-line = { $name } { $version }, { $licence }
about-copy = Copy all

announce-failed = { $what }. { $why }
announce-came-back = { $call } on { $name } came back
layout-handle = Handle { $n } between panels
layout-tab-bar = Tab bar { $n }
keys-mark = Select several rows
keys-move = Move a message up or down
keys-message = Send the saved message with that key
