# 时间线。
timeline-no-side = 未分组
timeline-accepted = 已接受
timeline-handshake = 握手（推断）
timeline-waiting = 已等待 { $took }
timeline-waited = 等待了 { $took }

export-as-svg = SVG 图片
export-about-svg = 每个套接字一条泳道，时间向下，画出每个调用和它们之间的字节；最多前 1,000 个调用
export-picture-cut = 只画出了前 { $n } 个调用。
panel-timeline = 时间线
timeline-empty = 还没有发生任何事
timeline-empty-hint = 创建一个套接字，它的泳道就从这里开始
timeline-mark = 时间线上：{ $name }
timeline-lane = { $name } 的泳道
timeline-stop = 在时间线上停止：{ $name }
timeline-block = { $n } 次调用
timeline-flight = 字节：从 { $from } 到 { $to }，第 { $n } 条记录
timeline-outside = 外部
