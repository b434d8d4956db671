"""Each operation of Partita and CPython's equivalent, in the same run, turn by turn, on the same cores.

Prints the first run, the median and the 99th percentile of each side and the ratio of the medians; below 1, Partita is
faster. "hot" is one call after the other, quick ones in bursts by turns; "asleep" leaves both sides 20 ms to go to sleep
before each call, "stand-by" a second, in which JVMs get ready that stand by. "scaling" is no row: see scaling.py.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scaling

HERE = Path(__file__).resolve().parent
PAUSE = 0.02
PAUSES = {"process": 0.3, "pool-start": 1.0}
CACHE_SECONDS = 12
# after three without work a worker gives memory back, so before that none is idle
IDLE_SECONDS = 5
# name: (what a reader calls it, calls, regimes, the bar for the ratio or None)
ROWS = {
    "apply": ("apply, round trip", 200, ("hot", "asleep"), 0.6),
    "map-100k": ("map of 100,000 tiny items", 60, ("hot",), 0.25),
    "map-10k-chunk1": ("map of 10,000 with chunk 1", 30, ("hot",), 0.2),
    "imap-unordered": ("imapUnordered of 10,000", 20, ("hot",), None),
    "items-10ms": ("40 items of 10 ms", 9, ("hot",), None),
    "items-1ms": ("400 items of 1 ms", 9, ("hot",), None),
    "items-100us": ("4,000 items of 100 µs", 9, ("hot",), None),
    "items-10us": ("40,000 items of 10 µs", 15, ("hot",), None),
    "items-1us": ("200,000 items of 1 µs", 30, ("hot",), None),
    "pool-start": ("pool, start to first result", 9, ("stand-by",), None),
    "pool-start-cold": ("the same with flags for which no JVM stands by", 9, ("hot",), None),
    "process": ("process, start and join", 15, ("asleep",), None),
    "process-burst-50": ("50 processes at once", 3, ("hot",), None),
    "array-100MB": ("double[] of 100 MB, there and back", 5, ("hot",), 0.1),
    "new-lambda": ("first map of a lambda just typed; Python: a known function", 30, ("asleep",), 2.0),
    "map-4": ("map of 4 items", 200, ("hot", "asleep"), None),
    "word-count": ("word count, 100 files of 1 MB", 5, ("hot",), 0.5),
    "manager-dict": ("manager's dict, 100 puts and gets", 150, ("hot",), 0.5),
    "manager-dict-tcp": ("the same over TCP", 30, ("hot",), 0.5),
    "lock-alone": ("100,000 lock pairs, one process", 20, ("hot",), 0.5),
    "lock-contended": ("100,000 lock pairs in each of 2 processes", 30, ("hot",), 0.3),
    "increment-locked": ("100,000 increments under a lock", 20, ("hot",), 0.1),
    "increment-atomic": ("100,000 increments as one step; Python: under its lock", 20, ("hot",), 0.1),
    "increment-contended": ("100,000 increments in each of 2 processes", 9, ("hot",), 0.1),
    "semaphore": ("200 round trips of semaphores", 400, ("hot",), 1.1),
    "event": ("200 round trips of events", 400, ("hot",), 0.7),
    "condition": ("200 round trips of a condition", 400, ("hot",), 0.7),
    "queue-int": ("5,000 ints through a queue", 60, ("hot",), 0.2),
    "queue-1k": ("5,000 items of 1 KB through a queue", 60, ("hot",), 0.2),
    "pipe": ("200 round trips of a pipe", 400, ("hot",), 0.2),
    "pipe-once": ("one round trip of a pipe", 100, ("asleep",), 0.7),
    "pipe-stream": ("5,000 messages one way", 60, ("hot",), None),
    "array-set": ("100,000 sets of an array", 20, ("hot",), 0.2),
    "attach": ("attach shared memory by its name", 50, ("hot",), None),
    "shared-counter": ("4 processes count to 1,000 each", 9, ("asleep",), 0.3),
    "listener": ("round trip of a connection over TCP", 30, ("hot",), None),
    "remote-apply": ("a remote worker's apply; Python: a call of a remote manager", 30, ("hot",), None),
    "factorials": ("bits of 100,000! to 500,000!", 3, ("hot",), 0.7),
}
# so many calls at a turn where it is hot
BURSTS = {"apply": 100, "map-4": 100, "listener": 100, "remote-apply": 100}
SPUN = {"items-10ms": 0.4, "items-1ms": 0.4, "items-100us": 0.4, "items-10us": 0.4, "items-1us": 0.2}


class Side:
    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None and self.process.stdout.readline().strip() == "ready", command

    def call(self, operation: str, count: int) -> tuple[list[float], str]:
        """Milliseconds of each call, and what came out of the last."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{operation} {count}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        nanos, _, result = answer.partition(" ")
        if not nanos.replace(",", "").isdigit():
            raise SystemExit(f"bench: a side could not do its operation: operation={operation} answer={answer!r}")
        return [int(each) / 1e6 for each in nanos.split(",")], result

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)


def warm_up(ours: Side) -> None:
    """The cache of loaded classes is made once for a release, in the background of the first notebook that runs it."""
    ours.call("apply", 1)
    time.sleep(CACHE_SECONDS)


def texts(folder: Path) -> None:
    chance = random.Random(1)
    known = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 10))) for _ in range(5_000)]
    for i in range(100):
        (folder / f"{i:03}.txt").write_text(" ".join(chance.choices(known, k=143_000)), encoding="utf-8")


def p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def row(name: str, regime: str, ours: Side, theirs: Side, turns: int) -> dict[str, object]:
    times: dict[str, list[float]] = {"partita": [], "python": []}
    pause = PAUSES.get(name, PAUSE)
    for _ in range(turns):
        outcomes = []
        for label, side in (("partita", ours), ("python", theirs)):
            if regime != "hot":
                time.sleep(pause)
            took, outcome = side.call(name, BURSTS.get(name, 1) if regime == "hot" else 1)
            times[label] += took
            outcomes.append(outcome)
        if outcomes[0] != outcomes[1]:
            raise SystemExit(f"bench: the sides disagree: operation={name} partita={outcomes[0]!r} python={outcomes[1]!r}")
    result: dict[str, object] = {"operation": name, "what": ROWS[name][0], "regime": regime, "calls": len(times["python"])}
    for label, values in times.items():
        result[label] = {"first": values[0], "p50": statistics.median(values), "p99": p99(values), "all": values}
    result["ratio"] = statistics.median(times["partita"]) / statistics.median(times["python"])
    result["bar"] = ROWS[name][3]
    return result


def line(found: dict[str, object], workers: int) -> str:
    cells = [str(found["what"]), str(found["regime"])]
    for label in ("partita", "python"):
        values = found[label]
        assert isinstance(values, dict)
        spun = SPUN.get(str(found["operation"]))
        share = f" ({100 * spun * 1000 / workers / values['p50']:.0f} %)" if spun else ""
        cells.append(f"{values['first']:.2f} / {values['p50']:.3f} / {values['p99']:.3f}{share}")
    cells.append(f"{found['ratio']:.2f}")
    cells.append("" if found["bar"] is None else f"{found['bar']}")
    return "| " + " | ".join(cells) + " |"


def private_memory(pid: int) -> float | None:
    """Megabytes of a process's own share of memory (PSS), where the system tells."""
    try:
        for entry in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if entry.startswith("Pss:"):
                return int(entry.split()[1]) / 1024
    except OSError:
        return None
    return None


def idle_workers(parent: int) -> list[float]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            ours = b"partita.internal.worker" in command and (entry / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(parent)
        except OSError:
            continue
        memory = private_memory(int(entry.name)) if ours else None
        if memory is not None:
            found.append(memory)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="./partita bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAMES", help="rows to run, or scaling; all rows if none: " + ", ".join(ROWS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="where every time that was taken is written")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="scaling: where the plot is written", default=HERE / "scaling.svg")
    parser.add_argument("--results", type=Path, metavar="FILE.md", help="where the table is written, with the date")
    parser.add_argument("--share", type=float, metavar="SHARE", default=1.0, help="take so many of each row's calls, 0.1 for a quick look")
    options = parser.parse_args()
    grows = options.names == ["scaling"]
    unknown = [] if grows else [name for name in options.names if name not in ROWS]
    if unknown:
        parser.error(f"unknown rows: names={','.join(unknown)}; there are scaling, alone, and {', '.join(ROWS)}")
    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)  # both sides inherit it
    environment = dict(os.environ, PARTITA_WORKERS=str(len(cores)), PARTITA_SLOTS="16")
    java, dsl = os.environ["PARTITA_JAVA"], os.environ["PARTITA_DSL"]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as classes:
        words = str(Path(folder) / "words")
        Path(words).mkdir()
        if not options.names or "word-count" in options.names:
            texts(Path(words))
        compiler = Path(java).with_name("javac")
        subprocess.run([compiler, "-cp", dsl, "-d", classes, *sorted(HERE.glob("*.java"))], check=True)
        jar = Path(folder) / "peer.jar"  # a cache of loaded classes is for jars, and a notebook's class path has nothing else
        subprocess.run([Path(java).with_name("jar"), "-cf", jar, "-C", classes, "."], check=True)
        flags = [*os.environ.get("PARTITA_FLAGS", "").split(), f"-javaagent:{dsl}"]
        ours = Side([java, *flags, "-cp", f"{dsl}{os.pathsep}{jar}", "Peer", words], environment)
        theirs = Side([sys.executable, str(HERE / "peer.py"), words, str(len(cores))], environment)
        head = (
            f"{datetime.date.today()}, {platform.machine()}, cores={','.join(map(str, cores))} for both sides,"
            f" CPython {platform.python_version()}"
        )
        if grows:
            warm_up(ours)
            scaling.run(ours.call, theirs.call, head, options.json or HERE / "scaling.json", options.plot)
            ours.end()
            theirs.end()
            return
        table = [
            f"Measured {head}. Milliseconds: first / median / 99th percentile (share of the ideal where items spin).",
            "",
            "| operation | regime | Partita | multiprocessing | ratio | bar |",
            "|---|---|---|---|---|---|",
        ]
        print("\n".join(table), flush=True)
        warm_up(ours)
        rows = []
        for name in options.names or ROWS:
            for regime in ROWS[name][2]:
                rows.append(row(name, regime, ours, theirs, max(3, round(ROWS[name][1] * options.share))))
                table.append(line(rows[-1], len(cores)))
                print(table[-1], flush=True)
        time.sleep(IDLE_SECONDS)
        memory = idle_workers(ours.process.pid)
        if memory:
            table += ["", f"Idle workers, after {IDLE_SECONDS} s without work: PSS {', '.join(f'{m:.0f}' for m in memory)} MB."]
            print(table[-1])
        ours.end()
        theirs.end()
    if options.json:
        options.json.write_text(json.dumps({"when": head, "rows": rows, "idle_pss_mb": memory}, indent=1), encoding="utf-8")
    if options.results:
        options.results.write_text("# Results\n\n" + "\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
