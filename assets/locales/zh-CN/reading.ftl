# 正在读取的文件：读到哪里，停在哪里。

reading-file = 正在读取文件：已读到第 { $n } 条记录
reading-cancel = 停止读取
reading-stopped = 读取停在第 { $n } 条记录（文件的 { $percent } %）：套接字和字节都是那一刻的样子
reading-on = 继续读取
reading-up-to = 已读到第 { $n } 条记录
