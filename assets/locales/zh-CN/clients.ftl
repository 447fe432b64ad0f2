# 监听套接字的众多客户端、数据报的发送方、往返时间与计数。
clients-sort = 排序：{ $order }
clients-sort-made = 按创建先后
clients-sort-name = 按名称
clients-sort-peer = 按对端
clients-sort-bytes = 按字节数
clients-sort-activity = 按最近活动
clients-sort-unread = 按未读消息
clients-filter = 筛选套接字
clients-filter-hint = 筛选
clients-nothing-fits = 没有符合筛选条件的套接字
clients-nothing-fits-hint = 在输入框中按 Esc 可重新显示全部

## 附加在每行的句子之后
clients-row-clients = ，{ $n } 个客户端
clients-row-bytes = ，已接收 { $received }，已发送 { $sent }
clients-row-last = ，最近活动于 { $time }
clients-row-unread = ，{ $n } 条未读消息
clients-fold-row = 收起 { $name } 下的 { $n } 行
clients-unfold-row = 展开 { $name } 下的 { $n } 行
clients-fold = 收起它的客户端
clients-unfold = 展开它的客户端

clients-marked = 已选中 { $n } 个
clients-select-all = 选中全部客户端（{ $n }）
clients-close-marked = 关闭选中的（{ $n }）
clients-keep-marked = 让选中的持续接收（{ $n }）
clients-keep-no-marked = 不再自动接收（{ $n }）
clients-close-question = 要关闭 { $n } 个套接字吗？
clients-close-yes = 关闭 { $n } 个
clients-close-no = 保留

## 数据报的发送方
clients-sender = { $address } 发给 { $name }：{ $n } 个数据报，{ $size }，最近一次于 { $time }
clients-sender-answered = ，回复发给它
clients-others = 其他发送方
clients-others-row = 发给 { $name } 的其他发送方：{ $n } 个数据报，{ $size }
clients-answer-this = 回复这个发送方
clients-answer-last = 回复最近的发送方
clients-show-only = 只显示这个发送方
clients-copy-address = 复制地址
