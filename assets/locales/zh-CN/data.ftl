# 选中套接字的字节。
data-mode = 分组方式
data-by-message = 按收发
data-sent-stream = 发送流
data-received-stream = 接收流
data-encoding = 文本编码
data-menu = 复制与保存
data-loading = 正在读取字节

data-find = 查找文本或十六进制
data-find-text = 文本
data-find-hex = 十六进制
data-find-hint = 查找文本
data-find-hex-hint = 查找十六进制，例如 0d 0a
data-find-next = 下一处
data-find-previous = 上一处
data-found = 第 { $i } 处，共 { $n } 处
data-found-first = 第 { $i } 处，只列出前 { $n } 处
data-found-none = 没有找到
data-searching = 正在查找，{ $percent } %
data-not-searched = { $n } 段无法读取

data-block-sent = { $time } 发送：{ $what }
data-block-received = { $time } 接收：{ $what }
data-later = { $time } 后
data-partial = { $done } / { $total } B
data-not-kept = 这些字节没有保留：会话里只有它们的长度和散列值
data-unreadable = 无法从会话文件读回这些字节

data-marked = 已选中 { $n } 个字节
data-copy-hex = 以十六进制复制选中的字节
data-copy-text = 以文本复制选中的字节
data-copy-escapes = 以转义形式复制选中的字节
data-copy-too-long = 太长，无法复制：请改用保存
data-select-to-copy = 选中一段收发后即可复制
data-save-received = 保存收到的字节…
data-save-after-blank = 保存第一个空行之后的字节…
data-save-sent = 保存发送的字节…

data-no-socket = 没有选中套接字
data-no-socket-hint = 选中一个套接字，即可看到它收发的每个字节
data-empty = 还没有字节
data-empty-connected = 在 { $name } 上按 send 或 recv：每次收发都会以十六进制和文本显示在这里
data-empty-unconnected = { $name } 尚未连接：先按 connect，再按 send 或 recv
data-empty-datagram = 在 { $name } 上按 sendto 或 recvfrom：每个数据报都会以十六进制和文本显示在这里
data-empty-closed = 这个套接字没有收发过字节
data-listens = 监听套接字不收发字节
data-listens-hint = 按 accept：字节经由它返回的套接字收发
data-nothing-sent = 没有发送过字节
data-nothing-received = 没有收到过字节
data-nothing-hint = 另一个方向有字节：请在上方选择
