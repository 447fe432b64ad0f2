# 脚本：读取时发现的问题，以及命令行里 run 和 check 说的话。
script-no-header = 文件是空的；第一行应为 {"{"}"netscript":1,…{"}"}
script-not-a-script = 第一行应为 {"{"}"netscript":1,…{"}"}
script-is-a-log = 这是会话记录，不是脚本
script-too-many-lines = 超过 100,000 行
script-call-or-do = 每一步要有 call 或 do 之一
script-unknown-call = 没有名为 { $name } 的调用
script-unknown-do = 没有名为 { $name } 的 do
script-unknown-key = 任何一步都没有键 { $name }
script-unknown-name = 前面没有哪一行创建 { $name }
script-unknown-id = 前面没有哪一行启动 { $name }
script-unknown-variable = 前面没有哪一行保存 { $name }
script-name-in-use = { $name } 此时可能还开着；那样调用会被拒绝
script-unknown-constant = 本系统没有 { $name }；运行到这一步时会说明
script-outside-tmp = 只删除 ${"{"}tmp{"}"} 里的文件；这一步会被拒绝
script-place = { $file }:{ $line }: { $why }
script-place-file = { $file }: { $why }
script-note = { $file }:{ $line }: 提示：{ $why }
script-good = { $file }：{ $notes ->
    [0] 没有问题
   *[other] 没有问题，有 { $notes } 条提示
}
script-unreadable = 无法读取：{ $errno }
script-no-case = 没有用例 { $case }
script-not-written = 结果无法写出：{ $errno }
script-log-exists = 会话文件已经存在，什么都没有运行。请换个名字
script-log-not-written = 会话文件无法写入：{ $errno }
script-no-room = 系统没有资源运行它：{ $errno }
script-case-not-logged = 用例 { $case } 在独立的进程中运行，它的调用不在会话文件中
script-case-hung = 用例 { $case } 在 20 秒后被终止；{ $steps ->
    [0] 其中没有一步完成
   *[other] 其中已完成 { $steps } 步
}
script-case-skipped = 跳过用例 { $case }：{ $why ->
    [root] 需要 root
    [ipv6] 需要 IPv6
    [linux] 需要 Linux
   *[other] 需要 { $why }
}
script-net-kept = 脚本要求 net“{ $asks }”，这次只允许“{ $net }”；更远的访问会被拒绝。要允许请加 --net { $asks }
script-refused-address = { $what } 超出了这个脚本可达的范围（net“{ $net }”），没有发出调用
script-refused-family = 协议族 { $what } 的套接字超出了这个脚本可达的范围（net“{ $net }”），没有发出调用
script-refused-listen = 不先 bind 就 listen 会在所有地址上接受连接，超出了这个脚本可达的范围（net“{ $net }”），没有发出调用
script-refused-option = { $what } 会离开环回接口，超出了这个脚本可达的范围（net“{ $net }”），没有发出调用
