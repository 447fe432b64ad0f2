# 调用行：输入的内容哪里不对。

line-full-width = “{ $sign }” 是全角符号；Python 要的是 “{ $plain }”
line-beyond = 一次读不了这么多内容
line-unfinished = 这一行还没写完：括号、字符串或代码块没有结束
line-unexpected = 这里不该出现 “{ $text }”
line-unreadable = 这不是 Python 代码
line-string = 字符串没有结束
line-escape = 字符串里的这个转义不是 Python 的转义
line-brackets = 括号不配对
line-indentation = 缩进与前后的行不一致
line-place-after-name = 带名称的参数后面不能再有不带名称的参数
line-no-loops = “{ $word }”：这里不运行循环；请逐个进行其中的调用
line-no-functions = “{ $word }”：这里不运行函数和类；请直接输入其中的各行
line-no-choices = “{ $word }”：这里不做判断；每个调用的结果都会显示，由您自己决定
line-no-fstring = 这里不读 f 字符串；请用 “+” 把各段连起来
line-not-expression = 这里不读这种写法：调用行只有值、名称和套接字调用
line-number-large = 这个数比任何调用能接受的都大
line-value-large = 这个值超出了调用行的上限：64 MB、10 万个组成部分、40 层括号
line-division-by-zero = 这里除以了 0
line-unknown = 这里没有叫 “{ $name }” 的东西
line-unknown-near = 这里没有叫 “{ $name }” 的东西；是不是 “{ $near }”？
line-not-call = “{ $name }” 不是套接字调用
line-not-callable = { $type } 不能被调用
line-no-attribute = { $type } 在这里没有 “{ $name }”
line-no-keywords = “{ $call }” 的参数不带名称
line-unknown-keyword = “{ $call }” 没有叫 “{ $name }” 的参数
line-given-twice = “{ $name }” 给了两次
line-missing = “{ $call }” 缺少 “{ $name }”
line-too-many = { $n ->
    [0] “{ $call }” 的括号里不写参数
   *[other] “{ $call }” 最多有 { $n } 个参数
}
line-pair = “{ $call }” 只要一个地址：主机和端口要再用一层括号括起来
line-wrong-type = “{ $call }” 的 “{ $name }” 应为 { $wanted }，而这里是 { $got }
line-bytes-needed = “{ $call }” 要的是字节，而这里是文本：写成 “b"…"”，或加上 “.encode()”
line-bad-value = “{ $call }” 在这里不能这样用
line-bad-operands = “{ $sign }” 不能用于 { $left } 和 { $right }
line-index = 一共只有 { $n } 个
line-no-parts = { $type } 没有组成部分
line-unpack = 左边有 { $wanted } 个名称，却有 { $got } 个值
line-unknown-encoding = 这里不认识编码 “{ $name }”
line-not-in-encoding = 该编码里没有 “{ $c }”
line-not-text = 这些字节在该编码里不是文本
line-no-ancillary = 这里不读辅助数据：该参数请留为 0
line-with = 这里的 “with” 只用于套接字或文件，而这是 { $type }
line-target = 只能给名称赋值

# 包含多个调用的函数做什么。
line-about-socket = 按地址族和类型创建一个套接字。
line-about-create_connection = 先解析主机名，再创建套接字并连接：每个调用都会显示。
line-about-create_server = 创建套接字，设置 SO_REUSEADDR，绑定并开始监听：每个调用都会显示。

# 结果如何。
line-failed = { $what }
line-failed-why = { $what }。{ $why }
line-none-answered = 没有一个地址有应答
line-at = 第 { $line } 行第 { $column } 列：{ $what }
line-at-lines = 第 { $line } 至 { $to } 行，第 { $column } 列：{ $what }
line-more-troubles = 还有 { $n } 处
line-as-ascii = 换成半角符号
line-mend = 改正
line-run-rest = 运行其余各行
line-side = 端
line-side-about = 每一端都是独立的程序，名称各用各的
line-no-side = 不分端
line-new-side = { $side }（新）
line-foot = Enter 运行 · Shift+Enter 换行 · Tab 补全 · ↑ 以前的行 · Esc 关闭
line-offers-socket = 这一端的套接字
line-offers-argument = 按名称给出的参数
line-told = { $side }：{ $text }：{ $result }
line-queued = 等待轮到
line-running = 正在运行
line-waiting = 正在等待
line-left-waiting = 自行等待；后面的行继续运行
line-done = 完成
line-stopped = 已停止
line-not-run = 未运行
line-waits = { $n ->
    [0] { $side } 正在等待 { $call }
   *[other] { $side } 正在等待 { $call }；后面还有 { $n } 行
}
line-rests = { $n ->
    [0] { $side } 休眠 { $seconds } 秒
   *[other] { $side } 休眠 { $seconds } 秒；后面还有 { $n } 行
}
line-halted = { $side } 停在这里；还有 { $n } 行没有运行
line-stop = 停止
line-skip = 不再等待，继续
line-go-on = 继续运行下一行
line-abandon = 放弃其余各行
line-rebound = 这个名称现在属于另一个套接字：原来的那个叫 { $name }。Python 会在这里把它关闭。
line-nameless = 这一端已没有名称指向 { $name }。Python 会在这里把它关闭。
line-close = 关闭 { $name }
line-unnamed = 这一行没有给新套接字起名称，Python 会立刻把它关闭；这里叫它 { $name }。
line-edit = 编辑并再次运行

# 用哪种语言显示调用。
line-calls-in = 调用显示为
line-notes-lost = 有 { $n } 条注释没有保存为备注：它们的调用没有被记录
