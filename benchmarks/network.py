"""CPython's side of Network.java."""

import multiprocessing as mp
from multiprocessing.connection import Client, Listener
from multiprocessing.managers import BaseManager

KEY = b"k" * 32


class Manager(BaseManager):
    pass


class One:
    def call(self):
        return 1


Manager.register("One", One)


def echo(address):
    with Client(address, authkey=KEY) as there:
        while True:
            there.send(there.recv())


class Network:
    def __init__(self):
        self.connection = None
        self.manager = None

    def echo(self):
        if self.connection is None:
            with Listener(("127.0.0.1", 0), authkey=KEY) as listener:
                mp.Process(target=echo, args=(listener.address,), daemon=True).start()
                self.connection = listener.accept()
        self.connection.send(7)
        return self.connection.recv()

    def apply(self):
        if self.manager is None:
            self.manager = Manager(address=("127.0.0.1", 0), authkey=KEY)
            self.manager.start()
            self.one = self.manager.One()
        return self.one.call()


NETWORK = Network()
OPERATIONS = {"listener": NETWORK.echo, "remote-apply": NETWORK.apply}


def end():
    if NETWORK.manager is not None:
        NETWORK.manager.shutdown()
