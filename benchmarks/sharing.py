"""CPython's side of Sharing.java."""

import multiprocessing as mp
from multiprocessing import shared_memory

TURNS = 200
PAIRS = 100_000
ITEMS = 5_000


def pairs(lock):
    for _ in range(PAIRS):
        lock.acquire()
        lock.release()
    return PAIRS


def increments(value):
    lock = value.get_lock()
    for _ in range(PAIRS):
        with lock:
            value.value += 1


def turns(condition, turn, own):
    for _ in range(TURNS):
        with condition:
            condition.wait_for(lambda: turn.value == own)
            turn.value = 1 - own
            condition.notify()


def count(counter):
    for _ in range(1_000):
        with counter.get_lock():
            counter.value += 1


class Sharing:
    def __init__(self):
        self.lock = mp.Lock()
        self.value = mp.Value("q", 0)
        self.ping, self.pong = mp.Semaphore(0), mp.Semaphore(0)
        self.there, self.back = mp.Event(), mp.Event()
        self.condition = mp.Condition()
        self.turn = mp.Value("i", 0, lock=False)
        self.queue = mp.Queue()
        self.orders, self.served = mp.Pipe()
        self.near, self.far = mp.Pipe()
        self.numbers = mp.Array("d", 1_000)
        self.memory = shared_memory.SharedMemory(create=True, size=4_096)
        mp.Process(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            getattr(self, "second_" + self.served.recv().replace("-", "_"))()
            self.served.send("done")

    def second_lock_contended(self):
        pairs(self.lock)

    def second_increment_contended(self):
        increments(self.value)

    def second_semaphore(self):
        for _ in range(TURNS):
            self.ping.acquire()
            self.pong.release()

    def second_event(self):
        for _ in range(TURNS):
            self.there.wait()
            self.there.clear()
            self.back.set()

    def second_condition(self):
        turns(self.condition, self.turn, 1)

    def second_queue_int(self):
        for i in range(ITEMS):
            self.queue.put(i)

    def second_queue_1k(self):
        for _ in range(ITEMS):
            self.queue.put(bytes(1_024))

    def second_pipe(self):
        for _ in range(TURNS):
            self.far.send(self.far.recv())

    def second_pipe_once(self):
        pass

    def second_pipe_stream(self):
        for i in range(ITEMS):
            self.far.send(i)

    def done(self, result):
        self.orders.recv()
        return result

    def lock_contended(self):
        self.orders.send("lock-contended")
        return self.done(pairs(self.lock))

    def increment(self):
        self.value.value = 0
        increments(self.value)
        return self.value.value

    def increment_contended(self):
        self.value.value = 0
        self.orders.send("increment-contended")
        increments(self.value)
        return f"{self.done(0)}{self.value.value}"

    def semaphore(self):
        self.orders.send("semaphore")
        for _ in range(TURNS):
            self.ping.release()
            self.pong.acquire()
        return self.done(TURNS)

    def event(self):
        self.orders.send("event")
        for _ in range(TURNS):
            self.there.set()
            self.back.wait()
            self.back.clear()
        return self.done(TURNS)

    def turn_about(self):
        self.orders.send("condition")
        turns(self.condition, self.turn, 0)
        return self.done(TURNS)

    def items(self, operation):
        self.orders.send(operation)
        for _ in range(ITEMS):
            self.queue.get()
        return self.done(ITEMS)

    def pipe(self):
        self.orders.send("pipe")
        total = 0
        for i in range(TURNS):
            self.near.send(i)
            total += self.near.recv()
        return self.done(total)

    def pipe_once(self):
        self.orders.send("pipe-once")
        return self.done(1)

    def pipe_stream(self):
        self.orders.send("pipe-stream")
        return self.done(sum(self.near.recv() for _ in range(ITEMS)))

    def array_set(self):
        numbers = self.numbers
        for i in range(PAIRS):
            numbers[i % 1_000] = i
        return int(numbers[999])

    def attach(self):
        attached = shared_memory.SharedMemory(self.memory.name)
        size = attached.size
        attached.close()
        return size

    def end(self):
        self.memory.close()
        self.memory.unlink()


def counter():
    shared = mp.Value("i", 0)
    children = [mp.Process(target=count, args=(shared,)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return shared.value


_made = []


def get():
    if not _made:
        _made.append(Sharing())
    return _made[0]


def end():
    for made in _made:
        made.end()


OPERATIONS = {
    "lock-alone": lambda: pairs(get().lock),
    "lock-contended": lambda: get().lock_contended(),
    "increment-locked": lambda: get().increment(),
    "increment-atomic": lambda: get().increment(),
    "increment-contended": lambda: get().increment_contended(),
    "semaphore": lambda: get().semaphore(),
    "event": lambda: get().event(),
    "condition": lambda: get().turn_about(),
    "queue-int": lambda: get().items("queue-int"),
    "queue-1k": lambda: get().items("queue-1k"),
    "pipe": lambda: get().pipe(),
    "pipe-once": lambda: get().pipe_once(),
    "pipe-stream": lambda: get().pipe_stream(),
    "array-set": lambda: get().array_set(),
    "attach": lambda: get().attach(),
    "shared-counter": counter,
}
