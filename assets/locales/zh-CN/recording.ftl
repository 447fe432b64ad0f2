# 记录：暂停、不保留内容、保留的会话。
menu-pause-recording = 暂停记录
menu-resume-recording = 继续记录
menu-toggle-recording = 暂停或继续记录
menu-keep-payloads = 保留数据内容
menu-toggle-payloads = 保留数据内容，或只保留长度和哈希
status-paused = 已暂停
status-paused-lost = 已暂停：{ $n } 条记录未保留
status-payloads-not-kept = 不保留数据内容
status-payloads-hint = 会话只保留每段数据的长度和哈希。最新的内容（最多 64 MiB）在程序结束前仍可查看
banner-paused = 记录已暂停。套接字照常工作，但此时发生的一切不写入会话
banner-paused-no-file = 记录在第一条之前就已暂停。套接字照常工作，但此时发生的一切不写入任何会话
settings-recording = 记录
settings-payloads = 数据内容
settings-payloads-kept = 保留
settings-payloads-hashed = 只留长度和哈希
