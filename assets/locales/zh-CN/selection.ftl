# 各视图共用的选择。
span-title = 记录 { $from } 至 { $to }
span-calls = 调用数
span-time = 历时
span-bytes = 收发
span-bytes-socket = 此套接字收发
