# 回到过去：时间线下方的滑块。
back-one = 上一个调用
back-on = 下一个调用
back-live = 实时
back-end = 末尾
back-record = 记录 { $n }
back-to-live = 回到过去，或返回实时
back-to-end = 回到过去，或返回末尾
