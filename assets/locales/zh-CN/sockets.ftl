# 套接字列表，以及各面板对套接字状态的称呼。
sockets-new = 新建
sockets-new-name = 新建套接字
sockets-empty = 还没有套接字
sockets-empty-hint = 点“新建”，或选一个起点
sockets-no-side = 其他
sockets-closed = 已关闭 { $n }
sockets-wide = 绑定到 { $address }：其他机器可以访问这个套接字
sockets-wide-soon = 绑定到 { $address }：一旦监听，其他机器就可以访问这个套接字

sockets-pill-unbound = 未绑定
sockets-pill-bound = 已绑定
sockets-pill-listening = 监听中
sockets-pill-connected = 已连接
sockets-pill-closed = 已关闭
sockets-pill-closing = 正在关闭

## 一行一句话，给看不见的人听
sockets-row = { $name }，{ $protocol }，{ $state }
sockets-row-wide = { $row }，其他机器可以访问
sockets-row-waits = { $row }，{ $call } 在等待
sockets-call-waits = { $call } 在等待
sockets-row-failed = { $row }，上次 { $call } 失败：{ $why }
sockets-state-closed = 已关闭
sockets-state-listening = 监听 { $local }
sockets-state-connected = 从 { $local } 连接到 { $peer }
sockets-state-to = 连接到 { $peer }
sockets-state-bound = 绑定到 { $local }
sockets-state-unbound = 未绑定

sockets-mode-blocking = 阻塞
sockets-mode-nonblocking = 非阻塞
sockets-mode-timeout = 超时 { $seconds } 秒

sockets-stop = 停止等待
sockets-keep-accepting = 持续接受
sockets-no-accepting = 不再自动接受
sockets-keep-receiving = 持续接收
sockets-no-receiving = 不再自动接收
sockets-close = 关闭
sockets-copy-name = 复制名字
sockets-copy-local = 复制本地地址
sockets-copy-peer = 复制对端地址
