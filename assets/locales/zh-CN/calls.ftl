calls-group-server = 服务器
calls-group-client = 客户端
calls-group-data = 数据
calls-group-names = 名字
calls-group-options = 模式与选项
