"""JupyterLab as a user sees it: results, a moving bar, failures, the stop button, restarts, completion, in a real browser.

Screenshots in both themes stay in target/screenshots. Where there is no Chromium, all of it is skipped.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from lab_page import SCREENSHOTS, SECONDS, LabPage, chromium, launch
from lab_server import ROOT, LabServer

pytestmark = pytest.mark.skipif(
    chromium() is None, reason="no Chromium found; to install it: sudo apt-get install -y chromium (or any Chrome on PATH)"
)

BUSY = "par.map(par.range(8), x -> { while (true) {} })"
SLOW = """par.map(par.range(40), i -> {
    for (long end = System.nanoTime() + 150_000_000L; System.nanoTime() < end; ) {}
    return i;
})"""
RECORDS = """record Trial(String name, double rate, int depth) {}
IntStream.range(0, 5).mapToObj(i -> new Trial("<trial " + i + ">", i / 8.0, i)).toList()"""
WIDE = """var row = new LinkedHashMap<String, Object>();
for (int i = 0; i < 25; i++) row.put("column " + i, i * 1_000.5);
List.of(row, row)"""


def notebook(folder: Path, name: str, *sources: str) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    spec = {"name": "partita", "display_name": "Java (Partita)", "language": "java"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / name)


def start_server(folder: Path) -> LabServer:
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    shutil.copy(ROOT / "notebooks" / "quickstart.ipynb", notebooks)
    notebook(notebooks, "slow.ipynb", SLOW)
    notebook(notebooks, "stop.ipynb", BUSY, "par.map(List.of(1, 2, 3), x -> x * 2)")
    notebook(notebooks, "broken.ipynb", "int before = 1;\nbefore", 'par.map(List.of("1", "two"), s -> Integer.parseInt(s))', "before + 1")
    notebook(notebooks, "shown.ipynb", RECORDS, WIDE, 'for (int i = 0; i < 20_000; i++) System.out.println("line " + i);', "par.range(0, 100_000)")
    notebook(notebooks, "typed.ipynb", "1", "par.ma", "par.starmap")
    return LabServer(notebooks, folder / "state")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    server = start_server(tmp_path_factory.mktemp("lab"))
    yield server
    left = server.close()
    assert not left, f"processes that outlived ./partita lab: {left}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def lab(browser: Browser, server: LabServer, request: pytest.FixtureRequest) -> Iterator[LabPage]:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    failed = request.session.testsfailed
    yield LabPage(page, server)
    if request.session.testsfailed > failed:
        page.screenshot(path=SCREENSHOTS / f"failed-{request.node.name}.png")
    page.close()
    server.shut_down_kernels()


def expect_quickstart(lab: LabPage) -> None:
    """What quickstart teaches stands in the page: each result below its own cell."""
    shown = {
        "par.map(List.of(1, 2, 3, 4, 5)": "[1, 4, 9, 16, 25]",
        "factor = 10;": "[0, 10, 20, 30, 40]",
        "var trials": re.compile(r"trial\s*score"),
        'par.progress("primes")': "[9592, 17984, 25997",
        "par.process(": "hello from a child",
        "par.map(List.of(1), x -> x / 0)": "ArithmeticException",
        "catch (NotShippableException": "refused",
    }
    for source, output in shown.items():
        cell = lab.cells.filter(has_text=source)
        expect(cell.locator(".jp-OutputArea-output").filter(has_text=output).first).to_be_visible()
    # on a slow machine other cells have a bar, too
    expect(lab.panel.locator(".partita-progress", has_text="primes")).to_contain_text("12/12")


def test_quickstart_runAll_thenRestartAndRunAll_showsTheResultsTwice(lab: LabPage) -> None:
    lab.page.set_viewport_size({"width": 1280, "height": 2800})
    lab.open("quickstart.ipynb")
    lab.run_all()
    lab.all_done()
    expect_quickstart(lab)
    lab.screenshots("quickstart")
    lab.restart_and_run_all()
    lab.all_done()
    expect(lab.cells.first.locator(".jp-InputPrompt")).to_have_text("[1]:")
    expect_quickstart(lab)


def test_progress_mapOfSeconds_barAppearsAndMovesInPlace(lab: LabPage) -> None:
    lab.open("slow.ipynb")
    cell = lab.start(0)
    bar = cell.locator(".partita-progress progress")
    expect(bar).to_be_visible()
    seen = [bar.evaluate("bar => bar.value")]
    further = "before => { const bar = document.querySelector('.partita-progress progress'); return bar.value > before && bar.value }"
    for _ in range(3):
        seen.append(lab.page.wait_for_function(further, arg=seen[-1]).json_value())
    assert seen == sorted(set(seen)) and seen[-1] < 40, seen
    expect(cell.locator(".partita-progress")).to_contain_text(re.compile(r"\d+/40 · .*/s · .* left · \d+ worker"))
    lab.screenshots("progress")
    expect(cell.locator(".partita-progress")).to_contain_text("speed-up")
    expect(cell.locator(".partita-progress")).to_have_count(1)
    expect(cell.locator(".jp-OutputArea-executeResult")).to_contain_text("[0, 1, 2, 3,")


def test_stopButton_busyWorkers_cellEndsAndTheNextWorks(lab: LabPage) -> None:
    lab.open("stop.ipynb")
    cell = lab.start(0)
    # the bar is the sign that the work was sent
    expect(cell.locator(".partita-progress")).to_be_visible()
    lab.button("notebook:interrupt-kernel")
    expect(cell.locator(".jp-InputPrompt")).to_have_text("[1]:", timeout=5 * SECONDS)
    expect(cell).to_contain_text("ParInterruptedException")
    expect(cell).not_to_contain_text("Caused by")
    expect(cell.locator(".partita-progress")).to_contain_text("stopped")
    lab.run(1)
    expect(lab.output(1).last).to_have_text("[2, 4, 6]")
    lab.screenshots("stopped")


def test_runAll_errorInTheMiddle_namesCellAndLineAndStopsTheRest(lab: LabPage) -> None:
    lab.open("broken.ipynb")
    lab.run_all()
    failed = lab.cells.nth(1)
    expect(failed).to_contain_text(re.compile(r"NumberFormatException.*two", re.DOTALL))
    expect(failed).to_contain_text(re.compile(r"cell \[2\], line 1"))
    # a failure card, or the traceback as JupyterLab shows it
    expect(failed.locator('.partita-failure, [data-mime-type="application/vnd.jupyter.stderr"]').first).to_be_visible()
    lab.kernel("idle")
    expect(lab.output(0)).to_have_text("1")
    expect(lab.cells.nth(2).locator(".jp-InputPrompt")).to_have_text("[ ]:")
    expect(lab.output(2)).to_have_count(0)
    lab.screenshots("failure")


def test_shown_tablesAndLongOutput_stayReadable(lab: LabPage) -> None:
    lab.page.set_viewport_size({"width": 1280, "height": 1800})
    lab.open("shown.ipynb")
    lab.run_all()
    lab.all_done()
    expect(lab.output(0).locator("th")).to_have_text(["name", "rate", "depth"])
    expect(lab.output(0).locator("tbody tr")).to_have_count(5)
    expect(lab.output(0)).to_contain_text("<trial 3>")
    wide = lab.output(1)
    expect(wide.locator("th")).to_have_count(25)
    assert wide.evaluate("area => [...area.querySelectorAll('*'), area].some(e => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === 'auto')")
    expect(lab.output(2)).to_contain_text("line 19999")
    expect(lab.output(3)).to_contain_text("999, … 99000 more]")
    lab.cells.nth(0).scroll_into_view_if_needed()
    lab.screenshots("shown")


def test_typed_tabAndShiftTab_completeAndInspect(lab: LabPage) -> None:
    lab.open("typed.ipynb")
    lab.run(0)
    lab.edit(1)
    lab.page.keyboard.press("Tab")
    expect(lab.page.locator(".jp-Completer .jp-Completer-item").filter(has_text="mapAsync(")).to_be_visible()
    lab.page.keyboard.press("Escape")
    lab.edit(2)
    lab.page.keyboard.press("Shift+Tab")
    expect(lab.page.locator(".jp-Tooltip")).to_contain_text("starmap(Iterable<")


def test_twoNotebooks_atOnce_eachHasItsOwnKernel(lab: LabPage, browser: Browser, server: LabServer) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    other = LabPage(page, server)
    other.open("slow.ipynb")
    lab.open("quickstart.ipynb")
    other.run_all()
    lab.run_all()
    other.all_done()
    lab.all_done()
    expect(other.output(0).last).to_contain_text("[0, 1, 2, 3,")
    expect_quickstart(lab)
    page.close()


def test_serverEnds_whileWorkersAreBusy_leavesNoProcess(browser: Browser, tmp_path: Path) -> None:
    server = start_server(tmp_path)
    page = browser.new_page()
    try:
        lab = LabPage(page, server)
        lab.open("stop.ipynb")
        expect(lab.start(0).locator(".partita-progress")).to_be_visible()
        assert server.processes("partita.kernel.Main") and server.processes("WorkerMain")
    finally:
        page.close()
        left = server.close()
    assert not left and not server.processes()
