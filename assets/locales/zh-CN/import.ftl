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
