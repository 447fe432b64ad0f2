# 把其他程序的抓包文件变成会话。
job-import = 导入抓包文件
import-hint = 抓包文件（pcap、pcapng）会变成一个会话，与其他会话放在一起
import-done = 已导入 { $connections } 个连接和 { $datagrams } 个数据报
import-done-not-all = { $done }。{ $left }
import-failed = 没有导入 { $path }：{ $why }
import-not-a-capture = 这不是抓包文件，既不是 pcap 也不是 pcapng
import-unreadable-file = 抓包文件无法读取：{ $errno }
import-not-written = 会话无法写出：{ $errno }
import-own-file = 这正是抓包文件本身，什么都没有写。请换个名字
import-other = 有 { $n } 个数据包既不是 TCP 也不是 UDP，已略去
import-unreadable = 有 { $n } 个数据包的头部已损坏或不完整，已略去
import-links = 有 { $n } 个数据包来自头部格式未知的网络（LINKTYPE { $links }）
import-fragments = 有 { $n } 个 IP 分片已略去：其余分片不在抓包文件中
import-cut = 抓包时数据包末尾被截去共 { $size }
import-lost = 数据流中有 { $size } 不在抓包文件中，每处缺口都有标记
import-torn = 抓包文件末尾的数据包不完整，只有 { $size }
import-damaged = 抓包文件在第 { $at } 字节处损坏；它之前的内容已经导入
import-version = 抓包文件从第 { $at } 字节起是未知的版本；它之前的内容已经导入
banner-reading-import = 正在查看 { $path }，由抓包文件 { $from } 导入：这里的内容不是实时的

# 把收发过的内容再次发送。
again-compose = 放入“编辑消息”
again-save = 存为常用数据…
again-too-long = 超过 { $size }：请保存字节，再作为文件发送

# 把其他程序的十六进制转储变成消息。
menu-import-dump = 导入十六进制转储…
dump-title = 导入十六进制转储
dump-hint = 可以是 xxd、hexdump、tcpdump -X、Wireshark 的输出，C 数组，0x 列表或纯十六进制。单个数据包放入编辑区，多个则存为常用数据
dump-take = 按转储读取为 { $n } 字节
dump-keep = 把这份转储存为 { $n } 条常用数据
dump-folder = 十六进制转储
dump-composed = 转储的字节已放入编辑区
dump-kept = 已添加 { $n } 条常用数据
dump-wrong = 第 { $line } 行第 { $column } 列：{ $why }
dump-not-hex = “{ $what }”不是十六进制数字
dump-odd = 这些数字凑不成整数个字节
dump-gap = 偏移量是 { $what }，而前面的字节到 { $expected } 为止：中间有缺失
dump-overlap = 偏移量是 { $what }，而前面的字节一直到 { $expected }
dump-too-large = 这个数超过了一个字节
dump-unclosed = 这个括号或注释没有结束
dump-too-many = 数据包超过了 { $most } 个
dump-nothing = 没有任何字节

# 每次发送时填写的宏。
macros-fill = 每次发送时填写 {"{{…}}"}
macros-hint = {"{{DATE}} {{TIME}} {{UNIXTIME}} {{COUNTER}} {{RANDOM}} {{UNIQUE}}"}，与 Packet Sender 相同
