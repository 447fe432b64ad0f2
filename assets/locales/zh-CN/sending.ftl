# 需要一段时间的发送：重复、文件、序列。
sending-repeat = 重复发送
sending-sequence = 序列
sending-every = 每 { $every }
sending-to-many = { $n } 个套接字
sending-counts = 已发 { $number } 条 · { $size }
sending-counts-of = { $number } / { $total } 条 · { $size }
sending-counts-file = { $done } / { $total }
sending-failed = { $n ->
   *[other] { $number } 次失败
}
sending-skipped = { $n ->
   *[other] 跳过 { $number } 次
}
sending-skipped-hint = 上一次调用耗时超过一秒，错过的发送不再补发
sending-datagrams = 每个数据报 { $size }
sending-datagrams-hint = 数据报可能在途中丢失，不会重发
sending-waits = 等待中：对端没有接收
sending-stop = 停止
sending-stop-name = 停止把“{ $what }”发送到 { $to }
sending-dismiss-name = 不再显示：“{ $what }”发送到 { $to }
sending-running = 正在把“{ $what }”发送到 { $to }：{ $counts }
sending-ended = “{ $what }”发送到 { $to }：{ $end }
sending-each = { $name }：{ $bytes } 字节

sending-done = { $n ->
   *[other] 完成：已发送 { $number } 条，{ $size }
}
sending-stopped = { $n ->
   *[other] 已停止：已发送 { $number } 条，{ $size }
}
sending-none-left = { $n ->
   *[other] 自行停止：已发送 { $number } 条，{ $size }
}
sending-file-done = { $n ->
   *[other] 文件已全部发送：{ $done } 字节
}
sending-file-stopped = 已停止：内核收下了 { $of } 字节中的 { $done } 字节
sending-file-left = 自行停止：内核至少收下了 { $of } 字节中的 { $done } 字节
sending-file-shorter = 发送时文件变短了：{ $of } 字节中只有 { $done } 字节
sending-file-empty = { $path } 是空文件，没有发送任何内容
sending-not-a-file = { $path } 是管道或设备，不是文件，没有发送任何内容
sending-lost = { $name }：{ $headline }。{ $why }
sending-lost-unknown = { $name }：{ $call } 失败
sending-nobody = 没有可发送的套接字
sending-too-many = 已有 { $n } 项发送在进行，请先停止一项
sending-cannot-begin = 无法开始发送
