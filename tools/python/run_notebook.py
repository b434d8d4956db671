"""Executes a notebook in the kernel "partita", in the notebook's own folder, printing each cell's output as it comes.

Exit codes: 0 all cells succeeded, 1 a cell failed, ran out of time or lost its kernel, 2 wrong usage,
130 or 143 stopped by a signal. Whatever happens, the kernel is shut down and the output notebook is written.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path

# jsonschema would load this checker of international URIs, which takes 0.9 s to start and no notebook needs; a module
# that is None counts as not installed
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from cell_printer import CellPrinter

KERNEL = "partita"


class UsageError(Exception):
    """Wrong usage: what is wrong, and what to do."""


class Client(NotebookClient):
    """nbclient's own execution, with every message shown as it arrives."""

    def __init__(self, notebook: nbformat.NotebookNode, printer: CellPrinter, **options: object) -> None:
        super().__init__(notebook, **options)
        self._printer = printer
        self._stopped = False

    def stop_listening(self) -> None:
        """A cell that ran out of time is over: what shutting its kernel down makes it say is none of its output."""
        self._stopped = True

    def process_message(self, msg, cell, cell_index):  # type: ignore[no-untyped-def]
        if self._stopped:
            return None
        self._printer.message(msg["msg_type"], msg["content"])
        return super().process_message(msg, cell, cell_index)


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./partita run", description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--output", type=Path, metavar="OUT.ipynb", help="where the executed notebook is written")
    parser.add_argument("--allow-errors", action="store_true", help="go on after a cell that failed, and exit with 0")
    parser.add_argument("--timeout", type=seconds, metavar="SECONDS", help="limit for each cell; default: none")
    return parser.parse_args(given)


def seconds(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number of seconds from 1 is needed: timeout={text}")
    return int(text)


def load(path: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise UsageError(f"no such notebook: path={path}. Check the path; it is taken from {Path.cwd()}") from None
    except (OSError, UnicodeDecodeError) as e:
        raise UsageError(f"the notebook cannot be read: path={path} cause={e}") from e
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError, KeyError) as e:
        raise UsageError(f"not a notebook (nbformat 4 JSON): path={path} cause={type(e).__name__}") from e


def save(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Writes it whole or not at all."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as part:
        nbformat.write(notebook, part)
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(part.name, 0o666 & ~mask)
    os.replace(part.name, path)


def failed(cell: nbformat.NotebookNode, name: str, message: str) -> None:
    """Leaves a word in the notebook where a cell never came to its own end."""
    cell.outputs.append(nbformat.v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"]))
    print(f"partita: {name}: {message}", file=sys.stderr, flush=True)


async def execute(notebook: nbformat.NotebookNode, options: argparse.Namespace) -> int:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    printer = CellPrinter(sys.stdout, sys.stderr)
    client = Client(
        notebook,
        printer,
        kernel_name=KERNEL,
        timeout=options.timeout,
        allow_errors=options.allow_errors,
        resources={"metadata": {"path": str(options.notebook.resolve().parent)}},
        record_timing=False,
        shutdown_kernel="graceful",
    )
    async with client.async_setup_kernel():
        stop = stop_signal()
        notebook.metadata["kernelspec"] = {"display_name": "Java (Partita)", "language": "java", "name": KERNEL}
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            work = asyncio.ensure_future(client.async_execute_cell(cell, index))
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
            try:
                if not work.done():
                    work.cancel()
                    await asyncio.gather(work, return_exceptions=True)
                    number = stop.result()
                    failed(cell, "Stopped", f"cell {index + 1} was stopped by {number.name}")
                    return 128 + number
                work.result()
            except CellExecutionError:
                return 1
            except CellTimeoutError:
                client.stop_listening()
                failed(cell, "CellTimeout", f"cell {index + 1} took longer than timeout={options.timeout} seconds")
                return 1
            except DeadKernelError:
                failed(cell, "DeadKernel", f"the kernel ended while cell {index + 1} ran; the cells behind it were not run")
                return 1
            finally:
                printer.end_of_cell()
    return 0


def stop_signal() -> asyncio.Future[signal.Signals]:
    """Completed by the first SIGINT or SIGTERM; from here on they are ours, not nbclient's."""
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[signal.Signals] = loop.create_future()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda number=number: stop.done() or stop.set_result(number))
    return stop


def main(given: list[str]) -> int:
    options = arguments(given)
    notebook = load(options.notebook)
    if options.output is not None and not options.output.resolve().parent.is_dir():
        raise UsageError(f"no such folder for the output: output={options.output}. Make it, or name another")
    try:
        return asyncio.run(execute(notebook, options))
    except RuntimeError as e:
        print(f"partita: error: the kernel did not start: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("partita: stopped by SIGINT before the first cell", file=sys.stderr)
        return 130
    finally:
        if options.output is not None:
            save(notebook, options.output)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except UsageError as e:
        print(f"partita: error: {e}", file=sys.stderr)
        sys.exit(2)
