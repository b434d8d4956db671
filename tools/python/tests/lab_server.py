"""`./partita lab` as a user starts it, in a folder of its own, and the processes that came out of it."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.request
import uuid
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[3]
MARK = "PARTITA_BROWSER_TEST"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class LabServer:
    """The server over a folder of notebooks; all that it starts inherits a mark in the environment."""

    def __init__(self, notebooks: Path, state: Path) -> None:
        self.notebooks = notebooks
        self.mark = uuid.uuid4().hex
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._told: list[str] = []
        folders = {f"JUPYTER{name}_DIR": str(state / name.strip("_").lower()) for name in ("_RUNTIME", "_CONFIG", "LAB_SETTINGS", "LAB_WORKSPACES")}
        self._process = subprocess.Popen(
            [ROOT / "partita", "lab", "--no-browser", "--port", str(free_port())],
            cwd=notebooks,
            env=os.environ | folders | {MARK: self.mark},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.url, self.token = self._address(time.monotonic() + 120)
        except BaseException:
            self.close()
            raise

    def _read(self) -> None:
        for line in self._process.stderr:
            self._lines.put(line)
        self._lines.put(None)

    def _address(self, deadline: float) -> tuple[str, str]:
        """The first address that the server prints, which is what a user would click at."""
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError("./partita lab printed no address in time:\n" + "".join(self._told)) from None
            if line is None:
                raise AssertionError("./partita lab ended instead of printing an address:\n" + "".join(self._told))
            self._told.append(line)
            found = re.search(r"(http://\S+)/lab\?token=(\w+)", line)
            if found:
                return found[1], found[2]

    def processes(self, word: str = "") -> list[psutil.Process]:
        """What runs of this server's offspring, its workers' included, with a word in its command line."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == self.mark and word in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue  # it ended while we looked, or is another user's
        return found

    def shut_down_kernels(self) -> None:
        """Ends all kernels and waits for the end of their workers, as "Shut Down All" in JupyterLab's list does."""
        kernels = self.processes("partita.kernel.Main") + self.processes("partita.internal.worker.WorkerMain")
        for kernel in json.loads(self._ask("GET", "/api/kernels")):
            self._ask("DELETE", f"/api/kernels/{kernel['id']}")
        _, left = psutil.wait_procs(kernels, timeout=10)
        assert not left, f"processes that outlived their kernel: {left}"

    def _ask(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(self.url + path, method=method, headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def close(self) -> list[psutil.Process]:
        """Ends the server in order; returns what of its offspring still lived 10 s later, and ends that too."""
        if self._process.poll() is not None:
            return []
        offspring = self.processes()
        self._process.send_signal(signal.SIGTERM)
        _, left = psutil.wait_procs(offspring, timeout=10)
        for process in left:
            process.kill()
        self._process.wait(timeout=10)
        return left
