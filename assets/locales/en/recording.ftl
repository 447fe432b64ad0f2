# Recording: pause, payloads that are not kept, sessions that are kept.
menu-pause-recording = Pause recording
menu-resume-recording = Resume recording
menu-toggle-recording = Pause or resume recording
menu-keep-payloads = Keep payloads
menu-toggle-payloads = Keep payloads, or their lengths and hashes only
status-paused = Paused
status-paused-lost = { $n ->
    [one] Paused: { $n } record not kept
   *[other] Paused: { $n } records not kept
}
status-payloads-not-kept = Payloads not kept
status-payloads-hint = Of each payload the session keeps the length and a hash. The newest, up to 64 MiB, can be looked at until the program ends
banner-paused = Recording is paused. The sockets keep working; what they do now is not in the session
banner-paused-no-file = Recording is paused before its first record. The sockets keep working; what they do now is in no session
settings-recording = Recording
settings-payloads = Payloads
settings-payloads-kept = Kept
settings-payloads-hashed = Length and hash only
