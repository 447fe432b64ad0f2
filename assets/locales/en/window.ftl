count-calls = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}
