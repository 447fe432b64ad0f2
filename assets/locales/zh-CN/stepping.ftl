# 逐步回看会话、演示会话、重新运行会话。
menu-step-through = 逐步回看
menu-present = 演示
keys-group-stepping = 逐步回看
keys-step-record = 后退或前进一条记录
keys-step-call = 后退或前进一次调用
keys-step-ends = 到第一条或最后一条记录
keys-step-play = 自动播放或暂停

stepping-where = 第 { $n } 条记录，共 { $all } 条 · { $time } · 非实时
stepping-shortened = 原有 { $took } 的停顿缩短为 2 s
stepping-to-live = 回到实时
stepping-stop = 结束回看
stepping-first = 第一条记录
stepping-previous-call = 上一次调用
stepping-previous = 上一条记录
stepping-play = 自动播放
stepping-rest = 暂停播放
stepping-next = 下一条记录
stepping-next-call = 下一次调用
stepping-last = 最后一条记录
stepping-speed-real = 原速
stepping-speed-ten = ×10
stepping-speed-fast = 无停顿
stepping-hide = 隐藏结果
stepping-hide-hint = 按“下一次调用”时先只显示调用，再按一次才显示它的结果
stepping-hidden = 结果已隐藏
stepping-scrubber = 显示的记录
stepping-go = 转到这一刻

stepping-nothing = 还没有可以回看的记录
stepping-lost = 无法还原第 { $n } 条记录时的情形：文件中有一行已损坏
stepping-not-live = 你正在回看过去：这里不能进行任何调用
stepping-why-composer = 正在回看过去
stepping-options = 你正在回看过去：选项只能查看当时的设置，不能更改

present-live = 实时 · 最新的调用
present-file = 会话文件 · 最后一次调用
present-leave = 结束演示
present-nothing = 还没有任何调用
present-hidden = 结果会是什么？
present-more-bytes = …还有 { $size }
present-more-sockets = 另有 { $n } 个
present-keys = ← → 一条记录 · PgUp PgDn 一次调用 · 空格 自动播放 · Esc 结束
