"""Shows a cell's outputs on a terminal as they arrive."""

from __future__ import annotations

from typing import Any, TextIO


class CellPrinter:
    """Streams keep their stream; results and displays show their plain text; errors go to standard error.

    A display that is updated (a progress bar) is shown again once, at the end of the cell, in its last state.
    """

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._updates: dict[str, str] = {}
        self._midline: TextIO | None = None

    def message(self, kind: str, content: dict[str, Any]) -> None:
        if kind == "stream":
            self._write(self._err if content["name"] == "stderr" else self._out, content["text"])
        elif kind in ("execute_result", "display_data"):
            self._line(self._out, plain(content))
        elif kind == "update_display_data":
            self._updates[content.get("transient", {}).get("display_id", "")] = plain(content)
        elif kind == "error":
            self._line(self._err, "\n".join(content["traceback"]) or f"{content['ename']}: {content['evalue']}")

    def end_of_cell(self) -> None:
        updates, self._updates = self._updates, {}
        for text in updates.values():
            self._line(self._out, text)
        self._fresh_line()

    def _line(self, stream: TextIO, text: str) -> None:
        self._fresh_line()
        self._write(stream, text + "\n")

    def _write(self, stream: TextIO, text: str) -> None:
        if text:
            stream.write(text)
            stream.flush()
            self._midline = None if text.endswith("\n") else stream

    def _fresh_line(self) -> None:
        if self._midline is not None:
            self._write(self._midline, "\n")


def plain(content: dict[str, Any]) -> str:
    """The plain text of a result, else which kinds of data it holds."""
    data = content["data"]
    return str(data["text/plain"]) if "text/plain" in data else f"<{', '.join(sorted(data))}>"
