# 在调用日志中查找。
find-do-filter = 筛选调用日志
find-do-next = 下一个匹配项
find-do-previous = 上一个匹配项
find-open = 筛选日志
find-close = 清除筛选
find-field = 筛选调用
find-hint = 文本、call:send、error、hex:16 03 …
find-by = 筛选条件
find-by-socket = 套接字
find-by-call = 调用
find-by-address = 地址
find-by-error = 错误
find-by-any-error = 任何错误
find-by-none = 暂无
find-by-sent = 发送数据的调用
find-by-received = 接收数据的调用
find-by-bookmark = 有书签的调用
find-by-hex = 十六进制字节…
find-by-regex = 正则表达式…
find-by-time = 开始后的时间…
find-by-size = 数据大小…
find-by-note = 备注文字…
find-only = 仅显示匹配项
find-mark = 标出匹配项
find-cancel = 取消
find-cancel-name = 取消搜索
find-again = 重新搜索
find-again-name = 重新搜索日志
find-found = { $n ->
   *[other] { $rows } 个调用中有 { $matches } 个匹配
}
find-searched = 已搜索 { $searched } / { $rows } 个调用 · { $n ->
   *[other] { $matches } 个匹配
}
find-cancelled = 已取消，搜索了 { $searched } / { $rows } 个调用 · { $n ->
   *[other] { $matches } 个匹配
}
find-unreadable = { $n } 个无法读取
find-nothing = 没有匹配的调用
find-searching-still = 正在搜索…
find-row-match = { $row }，匹配
find-wrong = 第 { $at } 个字符起：{ $why }
find-too-long = 筛选条件最多 { $n } 个字符
find-empty-value = { $key }: 的冒号后面需要内容
find-empty-not = 请在减号后写上要排除的内容
find-empty-quotes = 请在引号之间写上文字
find-not-hex = “{ $sign }”不是十六进制数字：字节请写成 16 03 01
find-odd-hex = 一个字节要写两位十六进制数字：写 01，不写 1
find-odd-flag = 没有“{ $flag }”这个标志：可用 i、s 和 m
find-odd-regex = 正则表达式有误：{ $why }
find-regex-large = 这个正则表达式占用的内存太多
find-no-call = 没有名为 { $call } 的调用
find-odd-direction = 请写 dir:sent 或 dir:received
find-odd-time = 秒数请写成 t:1.5、t:>1、t:<0.2 或 t:1..2
find-odd-size = 字节数请写成 size:100、size:>1k 或 size:1k..2k
job-find = 搜索日志
