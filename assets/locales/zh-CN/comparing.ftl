# 逐个调用比较两个会话。
compare-menu = 与另一会话比较…
compare-path-title = 与另一会话比较
compare-go = 比较
compare-title = 比较 { $left } 与 { $right }
compare-none = { $calls } 个调用没有差异
compare-some = { $n ->
   *[other] { $calls } 个调用中有 { $differing } 个不同
}
compare-disregarded = 不算差异：时间、名称、描述符编号、由内核选择的端口。位置移动超过 64 个调用的，按两个调用计
compare-cut = 每个会话只比较了前 2,000,000 个调用
compare-all = 全部调用
compare-only = 差异
compare-next = 下一处差异
compare-previous = 上一处差异
compare-list = 比较的调用
compare-same = 相同
compare-outcome = 结果不同
compare-bytes = 字节不同
compare-arguments = 参数不同
compare-only-left = 仅左侧有
compare-only-right = 仅右侧有
compare-nothing = 没有这个调用
compare-row = { $n }，{ $difference }：{ $left }；{ $right }
compare-said-same = 调用相同，结果相同
compare-said-outcome = 调用相同，结果不同
compare-said-arguments = 调用的参数不同
compare-said-left = 只有左侧会话有这个调用
compare-said-right = 只有右侧会话有这个调用
compare-lengths = { $left } B 与 { $right } B，从第 { $at } 个字节起不同
compare-bytes-lost = 字节不同，但没有同时保存在两个会话中
compare-hex-left = 左 { $offset }：{ $bytes }
compare-hex-right = 右 { $offset }：{ $bytes }
job-compare = 比较会话
