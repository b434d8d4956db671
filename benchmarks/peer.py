"""CPython's side of the benchmark: multiprocessing doing what Peer.java does, operation by operation."""

import array
import math
import multiprocessing as mp
import os
import sys
import time
from collections import Counter
from multiprocessing.managers import SyncManager

import network
import sharing

SCALING = "scaling-"


def one():
    return 1


def increment(x):
    return x + 1


def same(x):
    return x


def nothing():
    pass


def spin(micros):
    end = time.perf_counter_ns() + micros * 1000
    while time.perf_counter_ns() < end:
        pass
    return micros


def spin_10ms(_):
    return spin(10_000)


def spin_1ms(_):
    return spin(1_000)


def spin_100us(_):
    return spin(100)


def spin_10us(_):
    return spin(10)


def spin_1us(_):
    return spin(1)


def count(file):
    with open(file, encoding="utf-8") as text:
        return Counter(text.read().split(" "))


def bits(n):
    return math.factorial(n).bit_length()


def words(pool, folder):
    total = Counter()
    for counts in pool.map(count, sorted(os.path.join(folder, name) for name in os.listdir(folder))):
        total.update(counts)
    return f"{len(total)} {sum(total.values())}"


def pool_start(workers):
    fresh = mp.Pool(workers)
    result = fresh.apply(one)
    return result, fresh


def process():
    child = mp.Process(target=nothing)
    child.start()
    child.join()
    return child.exitcode


def burst():
    children = [mp.Process(target=nothing) for _ in range(50)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return sum(child.exitcode for child in children)


class Grown:
    """A pool of as many workers as were asked for last."""

    def __init__(self):
        self.pool = None

    def run(self, what, size):
        if what == "items":
            return len(self.pool.map(increment, range(size)))
        self.end()
        self.pool = mp.Pool(size)
        return size

    def end(self):
        if self.pool is not None:
            self.pool.terminate()
            self.pool.join()


class Kept:
    """A dict of a manager, made with the first call."""

    def __init__(self, address):
        self.address = address
        self.manager = None

    def puts_and_gets(self):
        if self.manager is None:
            self.manager = SyncManager(address=self.address)
            self.manager.start()
            self.dict = self.manager.dict()
        for i in range(100):
            self.dict[f"k{i}"] = i
        return sum(self.dict[f"k{i}"] for i in range(100))


def main():
    grown = Grown()
    kept, far = Kept(None), Kept(("127.0.0.1", 0))
    workers = int(sys.argv[2])
    pool = mp.Pool(workers)
    bulk = array.array("d", range(12_500_000))
    operations = {
        "apply": lambda: pool.apply(one),
        "map-100k": lambda: len(pool.map(increment, range(100_000))),
        "map-10k-chunk1": lambda: len(pool.map(increment, range(10_000), chunksize=1)),
        "imap-unordered": lambda: sum(pool.imap_unordered(increment, range(10_000))),
        "items-10ms": lambda: len(pool.map(spin_10ms, range(40))),
        "items-1ms": lambda: len(pool.map(spin_1ms, range(400))),
        "items-100us": lambda: len(pool.map(spin_100us, range(4_000))),
        "items-10us": lambda: len(pool.map(spin_10us, range(40_000))),
        "items-1us": lambda: len(pool.map(spin_1us, range(200_000))),
        "process": process,
        "process-burst-50": burst,
        "array-100MB": lambda: len(pool.map(same, [bulk])[0]),
        "new-lambda": lambda: pool.map(increment, range(4))[0] - 1,
        "map-4": lambda: len(pool.map(increment, range(4))),
        "word-count": lambda: words(pool, sys.argv[1]),
        "manager-dict": kept.puts_and_gets,
        "manager-dict-tcp": far.puts_and_gets,
        "factorials": lambda: str(pool.map(bits, [100_000, 200_000, 300_000, 400_000, 500_000])),
    }
    operations.update(sharing.OPERATIONS)
    operations.update(network.OPERATIONS)
    print("ready", flush=True)
    for line in sys.stdin:
        name, count = line.split()
        if name.startswith("pool-start"):
            begin = time.perf_counter_ns()
            result, fresh = pool_start(workers)
            print(time.perf_counter_ns() - begin, result, flush=True)
            fresh.terminate()
            continue
        if name.startswith(SCALING):
            what, size = name.removeprefix(SCALING).split("-")
            operations[name] = lambda what=what, size=int(size): grown.run(what, size)
        if name not in operations:
            print("none", flush=True)
            continue
        times = []
        for _ in range(int(count)):
            begin = time.perf_counter_ns()
            result = operations[name]()
            times.append(time.perf_counter_ns() - begin)
        print(",".join(map(str, times)), result, flush=True)
    grown.end()
    sharing.end()
    network.end()


if __name__ == "__main__":
    main()
