# 调用朗读的句子：日志的行与时间线的标记相同。
sentence-waits = { $call } 正在等待，从 { $time } 开始
sentence-failed = { $call } 失败，{ $result }；时间 { $time }
sentence-failed-short = { $call } 失败，{ $result }，{ $why }；时间 { $time }
sentence-failed-why = { $call } 失败，{ $result }。{ $why }。时间 { $time }

## 简短的原因
short-nobody = 那里没有程序在监听
short-not-connected = 这个套接字没有连接
short-not-listening = 这个套接字没有监听
short-bound = 这个套接字已经绑定
short-connected = 这个套接字已经连接
short-peer-closed = 对端已关闭连接
short-closed = 这个套接字已关闭
short-timeout = 没有在限定的时间内等到
