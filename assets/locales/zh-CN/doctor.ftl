## 按一下做什么：按钮，以及按钮没说全的改动
do-show = 查看 { $name }
do-stop = 停止 { $call }
do-again = 再调用一次 { $call }
do-connect = 连接 { $address }
do-connect-anew = 关闭这个套接字，换成一个新的 { $family } 套接字
do-connect-first = 连接 { $address }，再 { $call }
do-connect-other = 让 { $name } 连接 { $address }
do-dial-anew = 用一个新套接字连接 { $address }
do-reconnect = 用新套接字重新连接 { $peer }
do-reconnect-changes = 这个套接字会关闭；新套接字沿用它的名字、选项和超时
do-anew = 换成一个新套接字
do-anew-changes = 这个套接字如果还打开着就会关闭；新套接字沿用它的名字
do-see-connect = 等它完成，再读取 SO_ERROR
do-see-connect-changes = poll 最多等 10 秒，直到 connect 完成；SO_ERROR 随后给出结果：0 就是已连接
do-listen-there = 在 { $address } 上监听，再连接
do-listen-there-changes = 另建一个套接字在那里绑定并监听；对它调用 accept 就得到这个连接
do-listen-ours = 对 { $name } 调用 listen，再连接
do-listen-accept = 先 listen，再 accept
do-accept = 调用 accept
do-accept-on = 对 { $name } 调用 accept
do-bind = 绑定 { $address }
do-bind-there = 把一个 UDP 套接字绑定到 { $address }
do-bind-there-changes = 此后发来的数据报会在其中等待，直到 recvfrom 读取
do-bind-anew = 把一个新套接字绑定到 { $address }
do-bind-loopback-changes = 这个地址总是存在；只有本机的程序能访问
do-bind-wide = 把一个新套接字绑定到所有地址的端口 { $port }
do-bind-wide-changes = 这个套接字会关闭；新套接字也能收到广播，其他机器也能访问它
do-port-zero = 改为绑定端口 0
do-port-zero-changes = 由内核选择空闲端口；用 getsockname 查看是哪个
do-port = 各方都改用端口 { $port }
do-port-changes = 这里绑定 { $port }；各表单、连接栏和打开的脚本中，本机的 { $from } 也都改成 { $port }
do-reuse = 设置 SO_REUSEADDR，再绑定 { $address }
do-reuse-changes = 让 bind 不受正在结束的旧连接影响；仍在监听的套接字照样占着端口
do-close-and-bind = 关闭 { $name }，再绑定 { $address }
do-close-and-bind-changes = { $name } 就此关闭，在它上面等待的调用也会结束
do-broadcast = 设置 SO_BROADCAST，再 { $call }
do-broadcast-changes = 此后这个套接字可以一次发送给网络上的所有机器
do-split = 分成 { $n } 个数据报发送，每个最多 { $most } 字节
do-split-changes = 对方收到的是 { $n } 个数据报，而不是一个
do-udp-to-many = 为 { $address } 创建 UDP 套接字
do-udp-to-many-changes = 另建一个套接字，并设置 SO_BROADCAST：在它上面 send，那里所有在接收的机器都能收到
do-blocking = setblocking(True)，再 { $call }
do-blocking-changes = 此后这个套接字的调用会一直等到完成
do-timeout = settimeout({ $seconds })，再 { $call }
do-timeout-changes = 此后这个套接字的调用最多等 { $seconds } 秒
do-no-timeout = settimeout(None)，再 { $call }
do-no-limit = 把 { $option } 设为 0，再 { $call }
do-read-rest = 接收剩下的数据
do-recv-on = 对 { $name } 调用 recv
do-plain-recv = 不带 MSG_OOB 调用 recv
do-without-flags = 不带标志调用 { $call }
do-send-plain = 不带地址发送同样的数据
do-getsockname = 调用 getsockname
do-shut-wr = 调用 shutdown(SHUT_WR)
do-close = 调用 close
do-close-ended = 关闭 { $name }
do-close-ended-changes = 它的对端已经结束，不会丢失什么
do-as-stream = 创建一个在 { $address } 上监听的 TCP 套接字
do-other-family = 创建一个 { $family } 套接字，再 { $call } { $address }
do-ping-socket = 创建一个 ICMP 的 SOCK_DGRAM 套接字
do-ping-socket-changes = 它只收发回显请求，首部由内核填写；不需要特权
do-udp-socket = 创建一个 UDP 套接字（SOCK_DGRAM）
do-aim = 让 { $name } 指向 { $address }
do-aim-changes = UDP 套接字的 connect 不发送任何东西，只设定 send 发往哪里
do-remove = 删除文件 { $address }，再绑定
do-remove-changes = 只删除已无人使用的套接字的文件，并且会先询问你
do-yes-remove = 删除 { $path }
do-no-remove = 保留
remove-question = 要删除文件 { $path } 吗？没有打开的套接字绑定在它上面
remove-no-socket = { $path } 不是套接字的文件，因此保留
remove-in-use = { $path } 现在可能有程序在使用，因此保留
file-cannot-remove = 无法删除

## 谁占着它
why-holder = { $name }（进程号 { $pid }）
why-in-use-program = { $who }占着 { $owned }：它是本机的另一个程序
why-in-use-time-wait = 已经没有套接字占着 { $address }，但它的一个旧连接处于 TIME_WAIT：内核会把端口再保留约一分钟，以防迟到的数据包。{ $whose }
why-in-use-fin-wait = { $address } 的一个旧连接还没有结束：它处于 { $state }。{ $whose }
why-old-ours = 那是 { $name } 与 { $peer } 的连接
why-old-unknown = 那是与 { $peer } 的连接
why-in-use-abstract = 另一个程序占着名字 { $address }
try-end-program = 或者先结束 { $name }（进程号 { $pid }）
try-wait-old = 或者等旧连接消失，大约一分钟
try-reuse-next-time = 只有 { $name } 当时也设置过，SO_REUSEADDR 才有用：服务端要从第一次起就在 bind 之前设置它
why-no-source-port = 本机供 connect 选用的端口已全部用完，所以无法再从新端口到达 { $address }
try-port-range = 或者扩大 net.ipv4.ip_local_port_range
try-low-port-right = 或者给程序这项权限：sudo setcap cap_net_bind_service+ep 文件（Linux）
why-holder-own = Sockscope 自己
why-holder-user = 另一个用户（uid { $uid }）的程序
why-holder-hidden = 系统不向你显示的一个程序
why-in-use-own = Sockscope 自己仍占着 { $owned }，用的是一个不属于这里任何套接字的描述符：detach 放开的描述符会一直开着，直到 Sockscope 结束
why-in-use-user = 另一个用户（uid { $uid }）的程序占着 { $owned }；只有 root 能看到是哪一个
why-in-use-hidden = 系统不向你显示的一个程序占着 { $owned }
try-look-as-root = 或者以 root 身份查看是哪个程序：sudo ss -tulnp 'sport = :{ $port }'（Linux）

## 那里没有人
why-refused-machine = { $address } 那台机器回答说没有程序在监听：机器开着，路也通
why-refused-program-family = 没有程序在 { $address } 上监听，但 { $who }在 { $at } 上监听：一个是 IPv4，一个是 IPv6
why-refused-abstract = 没有程序以 { $address } 这个名字监听
why-refused-program-now = 连接 { $address } 时没有程序接受，但 { $who } 现在在 { $at } 上监听：它是之后才开始的，或者防火墙拒绝了连接
why-refused-program-address = 没有程序在 { $address } 上监听，但 { $who } 在 { $at } 上监听：端口相同，地址不同
try-start-there = 在那台机器上启动服务端，监听 { $address }
try-bound-to-loopback = 那里的服务端如果绑定到 127.0.0.1，从这里就访问不到：让它绑定到 0.0.0.0
why-loopback-down = { $address } 所属的环回接口没有启用：新的网络命名空间或容器一开始就是这样
try-loopback-up = 启用它：sudo ip link set lo up（Linux）
why-prohibited = 本机的路由或防火墙规则禁止去往 { $address }
try-firewall-here = 检查本机的防火墙

## Unix 套接字的路径
why-path-missing = 没有 { $address } 这个文件，所以没有程序在那里监听；服务端用 bind 创建这个文件
why-path-no-folder = { $address } 所在的文件夹不存在，而 bind 不会创建文件夹
why-path-not-folder = { $address } 的某一段是文件，不是文件夹
why-path-forbidden = 要连接，本程序须有写 { $address } 的权限，并能进入它的各级文件夹
why-path-forbidden-bind = 本程序不能在 { $address } 所在的文件夹里创建文件
why-path-read-only = { $address } 所在的磁盘是只读的，而 bind 要在那里创建文件
why-path-loop = { $address } 中的链接绕成了圈
why-path-no-socket = { $address } 是文件，但不是套接字的文件
why-path-stale = { $address } 是一个已无人使用的套接字的文件：服务端已经结束，文件留了下来
why-path-listened = 另一个程序占着 { $address }，而且还在运行
why-path-other-kind = { $address } 处的套接字不是 { $kind } 类型
why-path-too-long-by = 路径有 { $bytes } 字节，而 Unix 套接字的地址只容得下 107 字节
try-check-path = 检查路径是否写错
try-make-folder = 先创建文件夹
try-path-rights = 查看文件及其各级文件夹的权限
why-again-connect-unix = { $address } 的队列已满：连接在那里等待服务端调用 accept
try-let-accept = 让服务端先 accept，再连接
why-refused-path = { $address } 在那里，但没有程序接受连接：服务端已经结束而文件留了下来，或者它还没有调用 listen
why-refused-path-bound = 一个程序占着 { $address }，但当时没有接受连接：它还没有调用 listen，或者还没有开始运行
why-refused-path-later = 当时没有程序占着 { $address }，但现在有一个
try-let-listen = 让服务端调用 listen，再重新连接

## 谁结束了连接
why-broken-linger = { $name } 关闭时设置了 SO_LINGER（开启、0 秒）：这会丢弃还在路上的数据，并用 RST 代替 FIN
why-broken-unread = { $name } 关闭时还有你发来的 { $bytes } 字节没有读：内核因此发送 RST，让你知道它们丢失了
why-broken-unix = { $name } 已关闭：你发送的数据不再有人读取
why-broken-unix-unread = { $name } 关闭时还有你发来的 { $bytes } 字节没有读。Unix 套接字会这样告诉你：接收以 ECONNRESET 失败，发送以 EPIPE 失败
why-broken-closed-first = { $name } 先关闭了。此后你发送的数据无人读取，于是收到 RST
why-broken-never-accepted = { $name } 在 accept 取走这个连接之前就关闭了，内核用 RST 结束了它
why-aborted-connect = 这只是了结这个套接字先前失败的 connect：设置了超时的套接字，内核会这样告知一次
try-connect-anew = 再调用一次 connect：这次会重新开始连接
why-pipe-after-end = { $peer } 已经关闭连接（recv 得到 b""），此后发送的数据收到了 RST
why-timed-out-keepalive = { $peer } 既没有回应数据，也没有回应 SO_KEEPALIVE 的探测，内核放弃了这个连接
try-no-linger = 关闭时不要用 SO_LINGER：在路上的数据就仍会送达
try-accept-before-close = 关闭监听套接字之前，先 accept 正在等待的连接
try-stop-at-end = recv 得到 b"" 之后就不要再发送：对端已经关闭
why-again-limit = 这个套接字设置了 { $option }：{ $call } 等了那么久之后返回 EAGAIN
try-no-limit = 或者把 { $option } 设为 0：不限时

## 描述符
why-too-many-open-of = 本程序打开了 { $open } 个描述符，而上限是 { $limit } 个

## 等待中的调用在等什么
wait-accept-early = accept 在 { $address } 上等待。{ $name } 来连接时这里还没有监听，所以被拒绝了：它需要再连接一次
wait-accept-same-port = accept 在 { $address } 上等待。{ $name } 连接的是 { $dialled }，端口相同但地址不同，被拒绝了
wait-accept-elsewhere = accept 在 { $address } 上等待。{ $name } 连接的是 { $dialled }，端口相同但地址不同，在那里监听的是别的套接字
wait-accept-other = accept 在等待客户端连接 { $address }。{ $name } 连接的是 { $dialled }，那里没有监听：是不是想连接这里？
wait-recv-nothing = { $call } 在等待：另一端 { $name } 还没有发送任何数据
wait-recv-all-read = { $call } 在等待：{ $name } 发送了 { $bytes } 字节，已经全部接收
wait-recv-both = { $call } 在等 { $name }，而 { $name } 也在等：总得有一方先发送
wait-recv-more = { $call } 还在等更多数据：{ $name } 目前发送了 { $bytes } 字节
wait-recv-under-way = { $call } 在等待：{ $name } 发送的 { $bytes } 字节还在路上，或被另一个调用取走了
wait-recv-read = { $call } 在等待：{ $peer } 目前发送了 { $bytes } 字节，已经全部接收
wait-recv-not-accepted = { $call } 在等待：内核已建立连接，但 { $name } 还没有 accept 它，所以没有人能发送
wait-recv-broadcast = { $name } 发往广播地址 { $to }，但这个套接字绑定在 { $address }：环回地址收不到广播
wait-recv-other-port = { $name } 发往 { $to }，但这个套接字是 { $address }：端口不同
wait-recv-other-address = { $name } 发往 { $to }，但这个套接字是 { $address }：地址不同
wait-send-ours = { $call } 在等待：{ $name } 没有接收，两端的缓冲区都满了
try-bind-wide = 让接收方绑定到 0.0.0.0

## 出错之前的提醒
hint-hide = 不再显示这类提示
hint-wide = 其他机器也将能访问这个套接字；127.0.0.1 仅供本机使用
hint-taken = { $name } 已经占着 { $owned }
hint-not-listening = { $name } 已绑定到 { $address }，但还没有监听
hint-other-family = { $name } 监听的是 { $listener }：IPv4 和 IPv6 是两处
hint-other-address = { $name } 监听的是 { $listener }，不是 { $address }
hint-listener-dials = 这个套接字在监听：客户端需要另一个套接字
hint-listener = 这个套接字在监听：数据要通过 accept 返回的套接字收发
hint-after-end = 对端已经关闭连接：现在发送的数据会收到 RST
hint-broadcast = { $address } 会到达该网络的所有机器：须先设置 SO_BROADCAST

## 脚本的可达范围
head-beyond-script = { $what }：没有发出
why-beyond-script = 创建这个套接字的脚本不允许到达那么远，所以没有发出 { $call }
try-script-near = 留在本机：先绑定到 127.0.0.1 再监听，连接时也连到 127.0.0.1
try-script-net = 要到达更远的地方，脚本的第一行须写明 "net":"any"，并在询问时允许它
