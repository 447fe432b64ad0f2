# A file that is read: how far, and where it was stopped.

reading-file = Reading the file: record { $n } so far
reading-cancel = Stop reading
reading-stopped = Reading was stopped at record { $n }, { $percent } % of the file: sockets and bytes are as they were there
reading-on = Read on
reading-up-to = Read up to record { $n }
