count-calls = { $n } 次调用
