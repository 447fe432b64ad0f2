# 两条报文并排比较。
diff-mark = 标记，以便比较
diff-with = 与记录 { $n } 比较
diff-title = 两条报文
diff-head = 记录 { $n }：{ $call }
diff-running = 正在比较
diff-same = 完全相同，共 { $alen } 字节
diff-differ = { $n } 处不同：左边 { $alen } 字节中的 { $a } 个，右边 { $blen } 字节中的 { $b } 个
diff-by-position = 相差太多，无法对齐：按位置逐字节比较
diff-too-long = 超过 { $size } 的报文不在这里比较
diff-next = 下一处不同
diff-previous = 上一处不同
diff-copy = 复制不同之处
diff-row-left = 左边第 { $row } 行：{ $offset } { $bytes }，{ $n } 处不同
diff-row-right = 右边第 { $row } 行：{ $offset } { $bytes }，{ $n } 处不同
