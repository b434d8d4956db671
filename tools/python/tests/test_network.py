"""Two machines, as far as the network is concerned: namespaces with a cable between them and a loopback of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HERE, THERE = "10.213.77.1", "10.213.77.2"
TIMEOUT = 120

SERVER = """
byte[] key = "a key that both of them have, and nobody else".getBytes();
var m = par.manager();
SharedDict<String, Integer> totals = m.dict("totals", String.class, Integer.class);
totals.put("a", 1);
var pool = par.pool(1);
m.serve("tcp://HERE:5571", key);
pool.serve("tcp://HERE:5572", key);
System.out.println("serving");
m.queue("done", String.class).get(Duration.ofSeconds(60));
System.out.println("total " + totals.get("a") + " " + totals.get("b"));
System.out.println("workers " + pool.map(List.of(1, 2), i -> { par.manager("tcp://HERE:5571", key).barrier("both", 2).await(Duration.ofSeconds(60)); return ProcessHandle.current().pid(); }).stream().distinct().count());
pool.close(); m.close();
/exit
"""

CLIENT = """
byte[] key = "a key that both of them have, and nobody else".getBytes();
var m = par.manager("tcp://HERE:5571", key);
SharedDict<String, Integer> totals = m.dict("totals", String.class, Integer.class);
totals.merge("a", 41, Integer::sum);
totals.put("b", 2);
try { par.manager("tcp://HERE:5571", "another".getBytes()); } catch (AuthenticationException e) { System.out.println("refused"); }
m.queue("done", String.class).put("yes");
m.close();
/exit
"""


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


@pytest.fixture
def machines() -> Iterator[tuple[str, str]]:
    if shutil.which("ip") is None or os.geteuid() != 0:
        pytest.skip("network namespaces need root and iproute2 (apt-get install iproute2)")
    names = (f"partita-a-{os.getpid()}", f"partita-b-{os.getpid()}")
    try:
        try:
            for name in names:
                ip("netns", "add", name)
                ip("netns", "exec", name, "true")
            ip("link", "add", "pa", "netns", names[0], "type", "veth", "peer", "name", "pb", "netns", names[1])
            for name, link, address in ((names[0], "pa", HERE), (names[1], "pb", THERE)):
                ip("-n", name, "address", "add", f"{address}/24", "dev", link)
                ip("-n", name, "link", "set", link, "up")
                ip("-n", name, "link", "set", "lo", "up")
        except subprocess.CalledProcessError as e:  # a container without the right to
            pytest.skip(f"this machine allows no network namespaces: {e.stderr.strip()}")
        yield names
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)


def begin(machine: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["ip", "netns", "exec", machine, str(ROOT / "partita"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_twoMachines_shareAManagerAndWorkers(machines: tuple[str, str], tmp_path: Path) -> None:
    for name, text in (("server", SERVER), ("client", CLIENT)):
        (tmp_path / f"{name}.jsh").write_text("import java.time.Duration;\nimport partita.api.*;" + text.replace("HERE", HERE), encoding="utf-8")
    (tmp_path / "key").write_text("a key that both of them have, and nobody else", encoding="utf-8")
    server = begin(machines[0], "jshell", str(tmp_path / "server.jsh"))
    worker = None
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        while said and "serving" not in said:
            said += server.stdout.readline()
        worker = begin(machines[1], "worker", "--connect", f"tcp://{HERE}:5572", "--key-file", str(tmp_path / "key"))
        client = begin(machines[1], "jshell", str(tmp_path / "client.jsh"))
        assert client.communicate(timeout=TIMEOUT)[0].strip() == "refused"
        said += server.communicate(timeout=TIMEOUT)[0]
        assert "total 42 2\nworkers 2\n" in said, said
        assert "the pool sent it away" in worker.communicate(timeout=TIMEOUT)[0]
    finally:
        for process in (server, worker):
            if process is not None:
                process.kill()
                process.wait()
