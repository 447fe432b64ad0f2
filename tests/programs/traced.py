"""Runs a program and prints what each of its sockets sent and received, in the order in which they were made."""
import json, runpy, socket, sys

made = []

class Traced(socket.socket):
    __slots__ = ("log",)

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.log = {"sent": "", "got": ""}
        made.append(self.log)

    def send(self, data, *rest):
        count = super().send(data, *rest)
        self.log["sent"] += bytes(data[:count]).hex()
        return count

    def sendall(self, data, *rest):
        super().sendall(data, *rest)
        self.log["sent"] += bytes(data).hex()

    def sendto(self, data, *rest):
        count = super().sendto(data, *rest)
        self.log["sent"] += bytes(data).hex()
        return count

    def recv(self, *arguments):
        data = super().recv(*arguments)
        self.log["got"] += data.hex()
        return data

    def recvfrom(self, *arguments):
        data, addr = super().recvfrom(*arguments)
        self.log["got"] += data.hex()
        return data, addr

    def recvmsg(self, *arguments):
        data, *rest = super().recvmsg(*arguments)
        self.log["got"] += data.hex()
        return data, *rest

    def recv_into(self, buffer, *rest):
        count = super().recv_into(buffer, *rest)
        self.log["got"] += bytes(buffer[:count]).hex()
        return count

socket.socket = Traced
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
print(json.dumps(made))
