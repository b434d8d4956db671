"""A real Jupyter client before a real kernel, found as Jupyter finds it: the kernelspec `partita` on JUPYTER_PATH."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

import pytest
from jupyter_client.manager import KernelManager

TIMEOUT = 60
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Run:
    """What one cell did: its reply and all that was published for it, in order, from busy to idle."""

    reply: dict
    messages: list[dict] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.reply["content"]["status"]

    def of(self, kind: str) -> list[dict]:
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def text(self, name: str = "stdout") -> str:
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def result(self) -> str | None:
        results = self.of("execute_result")
        return results[-1]["data"]["text/plain"] if results else None

    @property
    def traceback(self) -> str:
        return ANSI.sub("", "\n".join(self.of("error")[0]["traceback"]))


class Notebook:
    def __init__(self, **options) -> None:
        begin = time.monotonic()
        self.manager = KernelManager(kernel_name="partita")
        self.manager.start_kernel(**options)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=TIMEOUT)
        except BaseException:
            self.close()
            raise
        self.seconds_to_ready = time.monotonic() - begin

    def send(self, code: str, **options) -> str:
        return self.client.execute(code, **options)

    def published(self, parent: str, kinds: tuple[str, ...] = ("idle",)) -> list[dict]:
        """All that is published for a request, up to its idle."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") != parent:
                continue
            messages.append(message)
            if message["content"].get("execution_state") == "idle":
                return messages

    def reply(self, parent: str, timeout: float = TIMEOUT) -> dict:
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == parent:
                return message

    def run(self, code: str, **options) -> Run:
        parent = self.send(code, **options)
        messages = self.published(parent)
        return Run(self.reply(parent), messages)

    def until(self, parent: str, wanted) -> dict:
        """The first message published for a request that is wanted."""
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") == parent and wanted(message):
                return message

    def control(self, kind: str, content: dict | None = None) -> dict:
        message = self.client.session.msg(kind, content or {})
        self.client.control_channel.send(message)
        while True:
            reply = self.client.get_control_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def notebook():
    notebook = Notebook()
    yield notebook
    notebook.close()


@pytest.fixture
def fresh(tmp_path):
    """A kernel for one test alone, whose own standard error is kept."""
    with open(tmp_path / "stderr.txt", "w+b") as stderr:
        notebook = Notebook(stderr=stderr)
        notebook.stderr = tmp_path / "stderr.txt"
        yield notebook
        notebook.close()
