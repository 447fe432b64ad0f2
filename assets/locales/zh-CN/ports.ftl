# 哪个进程占用了我的端口。
port-field = 哪个进程占用端口
port-field-hint = 8000
port-clear = 不再查询端口
port-zero = 没有谁能占用端口 0：它的意思是请内核挑选一个空闲端口
port-listened = 端口 { $port }（TCP）：{ $who }在 { $address } 上监听
port-bound = 端口 { $port }（TCP）：{ $who }绑定了 { $address }，但没有监听
port-datagrams = 端口 { $port }（UDP）：{ $who }绑定了 { $address }，发往这里的数据报由它接收
port-datagrams-of-one = 端口 { $port }（UDP）：{ $who }绑定了 { $address }，只接收来自 { $peer } 的数据报
port-connection = 端口 { $port }（TCP）是 { $who }到 { $peer } 的连接的本端
port-old = 端口 { $port }（TCP）：已经没有进程占用，内核还会把到 { $peer } 的旧连接保留一会儿（{ $state }）
port-connections = 本端有 { $n } 个连接正在使用它
port-old-many = 内核还会把 { $n } 个旧连接保留一会儿，已经没有进程占用它们
port-more = 另外 { $n } 个见下面的列表
port-nobody = 没有谁占用端口 { $port }：内核在这里列出的 TCP 和 UDP 套接字都没有用它
port-hidden = 本程序无权查看是哪个进程：请以该用户或 root 身份启动 Sockscope，或在终端里运行：sudo ss -lntup 'sport = :{ $port }'
port-hidden-from-root = 这里看得到的进程都没有它：它属于内核本身，或属于进程号另行编排的容器
port-who = { $name }（进程号 { $pid }）
port-who-many = { $name }（进程号 { $pid }）和另外 { $n } 个进程
port-who-ours = { $name }（本窗口的套接字）
port-who-root = root 的某个进程
port-who-user = 用户号 { $uid } 的某个进程
port-who-unknown = 某个看不到的进程
port-ask = 哪个进程占用端口 { $port }
port-ask-any = 查询哪个进程占用端口…
do-show-system = 在“系统”面板中显示

# 已改动的端口。
port-moved = 表单和连接栏中，本机端口 { $from } 已改为 { $to }
port-moved-script = 表单、连接栏和脚本 { $name } 的 { $n } 行中，本机端口 { $from } 已改为 { $to }；脚本文件没有改动
scripts-port-moved = 有 { $n } 行的端口 { $from } 已改为 { $to }；脚本文件没有改动
scripts-port-back = 改回 { $from }
