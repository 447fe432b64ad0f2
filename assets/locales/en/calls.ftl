calls-group-server = Server
calls-group-client = Client
calls-group-data = Data
calls-group-names = Names
calls-group-options = Mode and options
