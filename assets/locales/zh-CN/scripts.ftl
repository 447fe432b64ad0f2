# 窗口里的脚本：面板、菜单和对话框。
panel-script = 脚本
menu-open-script = 打开脚本…
menu-save-script = 另存为脚本…
menu-recent-scripts = 最近的脚本
menu-examples = 示例
keys-group-scripts = 脚本
scripts-do-run-all = 脚本：全部运行
scripts-do-next-step = 脚本：下一步
scripts-do-run-to-here = 脚本：运行到所选行
scripts-do-stop = 脚本：停止
scripts-do-start-over = 脚本：从头开始

scripts-example-web = 从本机网页服务器取一个页面
scripts-example-accept = 打印每个客户端所发内容的服务器
scripts-example-chat = 双向聊天
scripts-example-udp = UDP 回显、截断与失联的对端
scripts-example-unix = Unix SEQPACKET 保留消息边界

scripts-empty = 还没有打开脚本
scripts-empty-hint = 脚本是一串套接字调用，并写明每次调用应得的结果。可以整个运行，也可以一步一步来：套接字是真实的，每次调用都会记入日志。
scripts-fault-file = 无法把 { $file } 作为脚本打开
scripts-fault-line = { $file } 第 { $line } 行
scripts-fault-dismiss = 关闭这条提示
scripts-read-again = 重新读取文件
scripts-too-large = 文件大于 64 MiB；请在命令行运行
scripts-no-steps = 其中没有任何步骤

scripts-menu = 脚本的更多操作
scripts-close = 关闭脚本
scripts-steps = 步骤
scripts-addresses = 地址
scripts-progress = 已执行 { $done } 步，共 { $all } 步
scripts-case = 用例 { $case }
scripts-run-all = 全部运行
scripts-run-every = 运行所有用例
scripts-next-step = 下一步
scripts-run-to-here = 运行到此处
scripts-stop = 停止
scripts-start-over = 从头开始
scripts-close-sockets = 关闭它的套接字

scripts-net-none = 仅 Unix 套接字
scripts-net-loopback = 仅限本机
scripts-net-any = 任何网络
scripts-net-hint = 脚本的调用最远能到哪里；超出范围的会被拒绝
scripts-reach-allowed = 你已允许这个脚本访问本机以外。
scripts-reach-kept = 脚本声明需要访问其他机器；在你允许之前，离开本机的调用都会被拒绝。
scripts-reach-loopback = 脚本声明只需要本机；超出本机的调用会被拒绝。
scripts-reach-none = 脚本声明只需要 Unix 套接字；超出这个范围的调用会被拒绝。
scripts-reach-nothing = 各行都没有写明地址。
scripts-reached = 第 { $line } 行
scripts-near = 本机
scripts-low-port = 本机上小于 1024 的端口
scripts-path = ${"{"}tmp{"}"} 以外的 Unix 路径
scripts-raw = 原始套接字
scripts-group = 组播
scripts-broadcast = 广播
scripts-wildcard = 本机的所有地址，其他机器可以连接
scripts-beyond = 其他机器
scripts-consent-title = 允许这个脚本访问本机以外吗？
scripts-consent-body = 下列调用会访问本机以外，或者让其他机器访问本机。每个文件只问一次。
scripts-allow = 允许这个文件
scripts-keep-here = 只在本机运行

scripts-mark-open = 尚未执行
scripts-mark-running = 正在执行
scripts-mark-waits = 等待中
scripts-mark-done = 已执行
scripts-mark-held = 符合预期
scripts-mark-differed = 与预期不符
scripts-mark-refused = 已拒绝
scripts-mark-stopped = 已停止
scripts-background = 在后台等待，记作 { $id }
scripts-row = 第 { $line } 行，{ $text }，{ $mark }
scripts-row-made = 第 { $line } 行，{ $text }，{ $mark }：{ $result }
scripts-row-comment = 第 { $line } 行，注释：{ $text }
scripts-came = 得到 { $what }
scripts-expected = 预期 { $what }
scripts-detail = 第 { $line } 行：{ $what }
scripts-go-to-line = 第 { $line } 行

scripts-all-held = 全部 { $all } 项预期都符合。
scripts-differed = { $all } 项预期中有 { $held } 项符合。不符的是：
scripts-ended = 已运行到末尾；脚本没有写明预期。
scripts-stopped = 已停止。到此为止 { $all } 项预期中有 { $held } 项符合。
scripts-failed = 无法运行。
scripts-left-open = 还有 { $n } 个套接字开着。
scripts-lacks = 这个用例需要 { $why ->
    [root] root 权限
    [ipv6] IPv6
    [linux] Linux
   *[other] { $why }
}，这里没有。
scripts-needs-child = 这个用例要求{ $wants ->
    [nobody] 换一个用户
    [netns] 独立的网络
   *[other] 限制可打开的文件数
}，须在程序启动前设好。请在终端运行：{ $command }
scripts-cannot-run = 无法运行脚本
scripts-cannot-run-why = 无法运行脚本：{ $why }

scripts-open-title = 打开脚本
scripts-save-title = 另存为脚本
scripts-title = 标题
scripts-keep-results = 再次运行时预期同样的结果
scripts-job-save = 正在另存为脚本
scripts-saved = 已另存为脚本：{ $path }
scripts-nothing-to-save = 还没有可保存的内容：尚未记录任何调用
scripts-session-damaged = 会话第 { $line } 行已损坏：{ $why }。没有写出脚本
scripts-session-too-long = 会话超过了脚本的 100,000 行。没有写出脚本
scripts-saved-damaged = Sockscope 的缺陷：{ $path } 已写出，但不是有效的脚本，第 { $line } 行：{ $why }
