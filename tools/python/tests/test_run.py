"""./partita run: exit codes, what is printed, and what is written when a cell fails, hangs or loses its kernel."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[3]


def notebook(folder: Path, *sources: str) -> Path:
    path = folder / "a notebook.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources]), path)
    return path


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "partita", "run", *arguments], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )


def errors(path: Path) -> list[str]:
    return [o.ename for c in nbformat.read(path, as_version=4).cells for o in c.outputs if o.output_type == "error"]


def kernels(folder: Path) -> list[str]:
    """The kernels that run in a folder; each test has one of its own."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == str(folder) and b"partita.kernel.Main" in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue  # it ended while we looked
    return found


def test_run_success_prints_streams_and_results(tmp_path: Path) -> None:
    ended = run(notebook(tmp_path, 'System.out.println("out"); System.err.println("err");', "40 + 2"))
    assert (ended.returncode, ended.stdout) == (0, "out\n42\n"), ended.stderr
    assert "err\n" in ended.stderr


def test_run_otherFolder_executesInTheNotebooksOwn(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("here", encoding="utf-8")
    path = notebook(tmp_path, 'Files.readString(Path.of("data.txt"))')
    (tmp_path / "elsewhere").mkdir()
    ended = run(Path("..") / path.name, cwd=tmp_path / "elsewhere")
    assert (ended.returncode, ended.stdout) == (0, "here\n"), ended.stderr


def test_run_failingCell_endsWithOneAndWritesTheOutput(tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    ended = run(notebook(tmp_path, "int zero = 0", "1 / zero", '"not run"'), "--output", output)
    assert ended.returncode == 1
    assert "ArithmeticException" in ended.stderr and "not run" not in ended.stdout
    assert len(errors(output)) == 1


def test_run_allowErrors_goesOn(tmp_path: Path) -> None:
    ended = run(notebook(tmp_path, "int zero = 0", "1 / zero", '"run"'), "--allow-errors")
    assert ended.returncode == 0 and "run" in ended.stdout


def test_run_cellPastItsTimeout_endsWithOneAndWritesTheOutput(tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    ended = run(notebook(tmp_path, '"first"', "while (true) { Thread.onSpinWait(); }"), "--timeout", "10", "--output", output)
    assert ended.returncode == 1 and "timeout=10" in ended.stderr and "first" in ended.stdout
    assert errors(output) == ["CellTimeout"]
    assert kernels(tmp_path) == []


def test_run_kernelDies_endsWithOneAndWritesTheOutput(tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    path = notebook(tmp_path, '"first"', 'new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor()')
    ended = run(path, "--output", output)
    assert ended.returncode == 1 and "first" in ended.stdout
    assert errors(output) == ["DeadKernel"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for the kernel in /proc")
def test_run_interrupted_shutsTheKernelDownAndWritesTheOutput(tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    path = notebook(tmp_path, 'System.out.println("begun"); while (true) { Thread.onSpinWait(); }')
    process = subprocess.Popen(
        [ROOT / "partita", "run", path, "--output", output], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert errors(output) == ["Stopped"]
    assert kernels(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "no notebook"),
        (["missing.ipynb"], "path=missing.ipynb"),
        (["broken.ipynb"], "not a notebook"),
        (["good.ipynb", "--timeout", "soon"], "timeout=soon"),
        (["good.ipynb", "--output", "no/such/out.ipynb"], "no such folder"),
        (["good.ipynb", "--wrong"], "--wrong"),
    ],
)
def test_run_wrongUsage_endsWithTwoAndSaysWhy(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "good.ipynb").write_text(json.dumps(nbformat.v4.new_notebook()), encoding="utf-8")
    ended = run(*arguments, cwd=tmp_path)
    assert ended.returncode == 2 and told in ended.stderr, ended.stderr
    assert "Traceback" not in ended.stderr


def test_launcher_nothingToDo_takesLessThanTwoSeconds(tmp_path: Path) -> None:
    # the processor's time, not the clock's: a busy machine is no fault of the launcher's
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run("missing.ipynb", cwd=tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
