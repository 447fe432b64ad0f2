# 常用数据：面板、对话框、文件。
panel-messages = 常用数据
messages-new = 新建常用数据
messages-menu = 导入、导出与撤销
messages-import = 导入…
messages-export = 导出…
messages-undo = 撤销
messages-undo-what = 撤销：{ $what }
messages-search = 查找常用数据
messages-search-none = 名称、文件夹、备注和内容里都没有找到
messages-empty = 还没有常用数据
messages-first = 存一条…
messages-empty-hint = 把经常发送的内容存在这里：按 Enter 或点 ▷ 即可发送，Alt+1 到 Alt+9 随时可用；文件夹可按顺序发送

## 行
messages-row = { $name }，{ $what }
messages-row-and = { $row }，{ $more }
messages-size = { $size }
messages-key-is = 快捷键 { $key }
messages-note-is = 备注：{ $note }
messages-every = 每 { $time }
messages-times = { $n } 次
messages-in-folder = 在 { $name } 中
messages-wrong = 无法发送：{ $why }
messages-folder = 文件夹 { $name }，{ $n } 条，{ $folded ->
    [yes] 已折叠
   *[no] 已展开
}
messages-send-folder = 按顺序发送 { $name }
messages-folder-name = 文件夹 { $name } 的新名称

## 能做的事
messages-send = 发送
messages-load = 放入编辑区
messages-edit = 编辑…
messages-duplicate = 复制一份
messages-copy-hex = 以十六进制复制
messages-copy-text = 以文本复制
messages-key = 快捷键
messages-key-none = 不设快捷键
messages-key-taken = { $key }（现为 { $name }）
messages-delete = 删除
messages-delete-n = 删除 { $n } 条
messages-rename-folder = 重命名文件夹…
messages-delete-folder = 删除文件夹
messages-copy-of = { $name } 副本

## 已做的事，可以撤销
messages-deleted-one = 已删除 { $name }
messages-deleted = 已删除 { $n } 条
messages-moved = 已移动 { $n } 条
messages-renamed = 已重命名文件夹 { $name }
messages-imported = 已导入 { $n } 条
messages-edited = 已修改 { $name }
messages-strip-dismiss = 关闭提示
messages-nothing-to-undo = 没有可以撤销的操作

## 没有可发送的对象
messages-no-socket = 没有选中可以发送的套接字。请先连接，或选中一个已连接的套接字
messages-closed = { $name } 已关闭。请选中一个打开的套接字，或重新连接
messages-listener = { $name } 在监听，自身不能发送。请选中它的一个客户端
messages-not-connected = { $name } 尚未连接。请先连接，或选中一个已连接的套接字
messages-no-address = { $name } 没有对端，也还没有收到过数据报。请先 connect，或用 sendto 发送一次
messages-not-built = { $name } 没有发送：{ $why }

## 文件
messages-import-title = 导入常用数据
messages-import-go = 导入
messages-export-title = 导出常用数据
messages-job-export = 导出常用数据
messages-exported = 已把 { $n } 条常用数据保存到 { $path }
messages-imported-from = 已从 { $path } 导入 { $n } 条常用数据
messages-import-failed = 没有从 { $path } 导入任何内容：{ $why }
messages-damaged = 无法读取已保存的常用数据：{ $why }。原文件已保留为 { $path }，列表从空白开始
messages-blocked = 无法读取已保存的常用数据：{ $why }。{ $path } 保持原样，因此本次运行不会保存：想留下的内容请导出
messages-full = 常用数据已满：最多 { $most } 条，总共 16 MiB
messages-file-foreign = 这不是常用数据文件
messages-file-too-large = 文件超过 16 MiB
messages-file-too-many = 超过 { $most } 条
messages-file-version = 文件由更新版本的 Sockscope 写成
messages-file-not-utf8 = 第 { $line } 行不是 UTF-8
messages-file-syntax = 第 { $line } 行第 { $column } 个字符处不是有效的 JSON
messages-file-cut-short = 文件在第 { $line } 行中断
messages-file-value = 第 { $line } 行有一个值不对（{ $why }）

## 对话框
message-title-new = 保存为常用数据
message-title-edit = 编辑常用数据
message-name = 名称
message-folder = 文件夹
message-folder-choose = 已有的文件夹
message-note = 备注
message-payload = 内容
message-text = 文本
message-hex = 十六进制
message-payload-text-hint = 文本；\r \n \t \x00 \u4f60 是转义
message-payload-hex-hint = 十六进制，例如 01 03 00 00 00 0a
message-ending = 行尾
message-ending-none = 不加
message-sends = 将发送 { $size }
message-call = 调用
message-repeat = 重复
message-repeat-on = 重复发送
message-every = 间隔（毫秒）
message-every-before = 每
message-every-unit = 毫秒一次，共
message-count = 重复次数
message-count-unit = 次
message-count-hint = 直到停止
message-pause = 停顿
message-pause-name = 发送后停顿（毫秒）
message-pause-hint = 毫秒；按顺序发送文件夹时，发完它后等待
message-key = 快捷键
message-save = 保存
message-kept = 这是上次关闭对话框前输入的内容
message-start-over = 重新开始
message-time-wrong = “{ $text }”不是 { $least } 到 86400000 之间的毫秒数
message-count-wrong = “{ $text }”不是从 1 开始的次数
