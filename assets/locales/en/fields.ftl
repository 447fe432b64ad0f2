# Two messages beside each other.
diff-mark = Mark to compare
diff-with = Compare with record { $n }
diff-title = Two messages
diff-head = Record { $n }: { $call }
diff-running = The bytes are being compared
diff-same = The same { $alen } bytes
diff-differ = { $n ->
    [one] { $n } place differs
   *[other] { $n } places differ
 }: { $a } of { $alen } bytes on the left, { $b } of { $blen } on the right
diff-by-position = Too different to align: every byte is compared with the one at the same position
diff-too-long = Messages of more than { $size } are not compared here
diff-next = Next difference
diff-previous = Previous difference
diff-copy = Copy the differences
diff-row-left = Left, row { $row }: { $offset } { $bytes }, { $n } differ
diff-row-right = Right, row { $row }: { $offset } { $bytes }, { $n } differ
