"""JupyterLab in headless Chromium, used as a person does: menus, buttons, keys; what is seen in the page counts."""

from __future__ import annotations

import os
import re
import shutil

import nbformat
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from lab_server import ROOT, LabServer

SCREENSHOTS = ROOT / "target" / "screenshots"
SECONDS = 1_000
WAIT = 30 * SECONDS
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The system's own browser; Playwright's downloads are never used."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def launch(playwright: Playwright) -> Browser:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS + root, chromium_sandbox=not root)


class LabPage:
    """One browser tab with JupyterLab and one notebook of it in view."""

    def __init__(self, page: Page, server: LabServer) -> None:
        self.page = page
        self._server = server
        page.set_default_timeout(WAIT)
        expect.set_options(timeout=WAIT)

    def open(self, notebook: str) -> None:
        """Opens a notebook in an empty workspace, until its kernel is idle and all of its cells are there."""
        self.page.goto(f"{self._server.url}/lab/tree/{notebook}?token={self._server.token}&reset")
        # the toolbar says idle even before there is a session; the status bar names the kernel once there is one
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("Java (Partita) | Idle", timeout=90 * SECONDS)
        self.kernel("idle")
        written = nbformat.read(self._server.notebooks / notebook, as_version=4).cells
        # Run All skips cells that JupyterLab has not put into the page yet
        expect(self.cells).to_have_count(sum(cell.cell_type == "code" for cell in written))

    @property
    def panel(self) -> Locator:
        return self.page.locator(".jp-NotebookPanel:visible")

    @property
    def cells(self) -> Locator:
        return self.panel.locator(".jp-CodeCell")

    def kernel(self, status: str, seconds: int = 60) -> None:
        """Waits until the notebook's toolbar shows this status."""
        indicator = self.panel.locator(f'.jp-Notebook-ExecutionIndicator[data-status="{status}"]')
        expect(indicator).to_be_visible(timeout=seconds * SECONDS)

    def menu(self, *path: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel").get_by_text(path[0], exact=True).click()
        for label in path[1:]:
            self.page.locator(".lm-Menu-itemLabel").get_by_text(label, exact=True).click()

    def button(self, command: str) -> None:
        self.panel.locator(f'.jp-Toolbar [data-command="{command}"]').click()

    def restart_and_run_all(self) -> None:
        self.button("notebook:restart-run-all")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(self.panel.locator(".jp-InputPrompt", has_text="[*]")).not_to_have_count(0)

    def run_all(self) -> None:
        """Runs all cells of a notebook without outputs or, where it has some, without them from now on."""
        self.menu("Edit", "Clear Outputs of All Cells")
        expect(self.cells.locator(".jp-InputPrompt", has_text="[ ]")).to_have_count(self.cells.count())
        self.menu("Run", "Run All Cells")

    def all_done(self, seconds: int = 90) -> None:
        """Waits until every code cell has a number and the kernel is idle."""
        prompts = self.cells.locator(".jp-InputPrompt")
        expect(prompts).to_have_text([re.compile(r"\[\d+\]")] * self.cells.count(), timeout=seconds * SECONDS)
        self.kernel("idle")

    def edit(self, index: int) -> Locator:
        """Puts the cursor at the end of a cell's last line."""
        cell = self.cells.nth(index)
        cell.locator(".cm-line").last.click()
        expect(cell.locator(".cm-content")).to_be_focused()
        self.page.keyboard.press("End")
        return cell

    def start(self, index: int) -> Locator:
        """Runs one code cell by Shift+Enter and returns it as soon as the page shows that it waits or runs."""
        cell = self.edit(index)
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        self.page.keyboard.press("Shift+Enter")
        expect(prompt).not_to_have_text(before)
        return cell

    def run(self, index: int, seconds: int = 60) -> Locator:
        """Runs one code cell to its end."""
        cell = self.start(index)
        expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=seconds * SECONDS)
        return cell

    def output(self, index: int) -> Locator:
        return self.cells.nth(index).locator(".jp-OutputArea-output")

    def theme(self, name: str) -> None:
        self.menu("Settings", "Theme", f"JupyterLab {name}")
        light = "true" if name == "Light" else "false"
        expect(self.page.locator(f'body[data-jp-theme-light="{light}"]')).to_be_attached()

    def screenshots(self, name: str) -> None:
        """The page as it is, in the light and in the dark theme, for a person to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for theme in ("Dark", "Light"):
            self.theme(theme)
            self.page.screenshot(path=SCREENSHOTS / f"{name}-{theme.lower()}.png", animations="disabled")
