# 由会话生成的程序。
program-too-long = 会话过长，无法生成程序：最多 { $calls } 个调用，发送数据最多 { $bytes }
program-no-side = { $count ->
    [0] 此会话没有分方：不指定即可生成包含所有套接字的单个程序
   *[other] 没有套接字属于这一方；现有：{ $sides }
}
program-not-written = 无法写入程序：{ $errno }
program-left-out = 程序不会执行其中 { $count } 个调用；能标明的都写在注释里
program-not-kept = 会话没有保存 { $count } 份数据的内容：程序改为发送同样多的问号
