"""Every notebook, executed by ./partita run in the real kernel, shows what is stored in it.

Text is compared as it stands. Of a cell tagged "volatile" (process ids, times, figures that depend on the JDK's build)
only the kinds of output and their number of lines are.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def shown(cell: nbformat.NotebookNode) -> list[tuple[str, Any]]:
    """What a person sees: streams joined, the plain text of results, the name and message of errors.

    Bars of progress are left out: whether one appears unasked depends on how fast the machine is.
    """
    seen: list[tuple[str, Any]] = []
    streams: dict[str, str] = {}
    for output in cell.outputs:
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        elif output.output_type == "error":
            seen.append(("error", f"{output.ename}: {output.evalue}"))
        elif "partita-progress" not in output.data.get("text/html", ""):
            seen.append((output.output_type, output.data.get("text/plain", "")))
    texts = sorted(streams.items()) + seen
    return [(kind, ANSI.sub("", text)) for kind, text in texts]


def comparable(cell: nbformat.NotebookNode) -> list[tuple[str, Any]]:
    if "volatile" not in cell.metadata.get("tags", []):
        return shown(cell)
    return [(kind, None if kind == "error" else len(text.splitlines())) for kind, text in shown(cell)]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "partita", "run", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600
    )


def test_notebooks_exist() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_executed_shows_what_is_stored(path: Path, tmp_path: Path) -> None:
    output = tmp_path / path.name
    ended = run(path, "--output", output, "--timeout", "120")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    stored = nbformat.read(path, as_version=4).cells
    executed = nbformat.read(output, as_version=4).cells
    assert len(stored) == len(executed)
    for before, after in zip(stored, executed):
        if before.cell_type == "code":
            assert comparable(after) == comparable(before), f"cell id={before.id}:\n{before.source}"
