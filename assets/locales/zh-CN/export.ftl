# sockscope export 的提示，以及写给人看的内容。
export-not-written = 导出结果无法写出：{ $errno }
export-exists = 文件已经存在，什么都没有写。请换个名字，或加上 --force
export-own-file = 这正是会话文件本身，什么都没有写。请换个名字
export-damaged = 第 { $line } 行已损坏，{ $why }；它之前的内容已经导出
export-damaged-script = 第 { $line } 行已损坏，{ $why }；什么都没有导出
export-torn = 会话末尾有一行不完整，共 { $bytes } 字节，已略去
export-too-long = 会话的步骤超过了脚本的上限，什么都没有导出
export-needs-one = 原始字节只能取自一个套接字的一个方向：请加上 --socket NAME，以及 --sent 或 --received
export-no-filter = { $format } 不能用 { $option } 筛选，什么都没有导出
export-unreadable = 会话无法读取：{ $errno }
export-calls-heading = 调用
export-diagram-heading = 时序
export-diagram-cut = 图中只画出前 { $count } 个箭头。
export-column-time = 时间
export-column-socket = 套接字
export-column-call = 调用
export-column-result = 结果
export-column-bytes = 字节

menu-export-session = 导出为…
export-title = 导出会话
export-endings = 扩展名决定导出的格式：.pcapng（供 Wireshark 使用）、.csv、.txt、.md、.py、.c、.hex 或 .jsonl
export-ending = { $path }：从扩展名看不出要导出成什么。请用 .pcapng、.csv、.txt、.md、.py、.c、.hex 或 .jsonl
export-no-file = 这个会话没有保存在文件里，无法导出
job-export = 导出会话
export-done = 已把 { $n } 条记录导出到 { $path }
