# Masking secrets.
mask-said = { $count ->
    [0] nothing was masked: no secrets were found
   *[other] masked with *: { $kinds }
}
mask-authorization = { $count ->
    [one] 1 authorization
   *[other] { $count } authorizations
}
mask-cookies = { $count ->
    [one] 1 cookie header
   *[other] { $count } cookie headers
}
mask-urls = { $count ->
    [one] 1 password in a URL
   *[other] { $count } passwords in URLs
}
mask-fields = { $count ->
    [one] 1 password or token in a query, form or JSON
   *[other] { $count } passwords or tokens in queries, forms or JSON
}
mask-patterns = { $count ->
    [one] 1 match of your patterns
   *[other] { $count } matches of your patterns
}
