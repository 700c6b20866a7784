"""Pages in a real Chromium: found on the machine, watched for errors, checked for accessibility."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

# The shell draws the same pages without a window's own: a third less of the machine's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Chromium refuses to sandbox as root, and small machines have a small /dev/shm.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
DESKTOP, PHONE = (1440, 900), (390, 844)
# Only what is wrong is told: with all that axe found right it takes thrice as long.
AXE = """rules => axe.run(document,
    {runOnly: rules, resultTypes: ["violations"], selectors: false, elementRef: false}
).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`)
))"""
# How far what was shown has moved since, as the browser itself reckons it: 1 is all of the window.
SHIFTED = """() => new Promise(done => {
    let moved = 0;
    const add = found => { for (const one of found) if (!one.hadRecentInput) moved += one.value; };
    const watch = new PerformanceObserver(list => add(list.getEntries()));
    watch.observe({type: "layout-shift", buffered: true});
    // Told once the frame after the next is drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
        add(watch.takeRecords());
        done(moved);
    }, 20)));
})"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def executable() -> str:
    """Return where this machine's Chromium lies.

    Skips the test, with a reason that names chromium, where there is none.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found
    pytest.skip("no chromium was found on this machine")


class Silent(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the pages of this process on a free port; yields the address.

    It makes and flushes no database: the journal's triggers would refuse that.
    """
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium, and close it after."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watched:
    """A page, and what went wrong on it: errors of scripts, refusals of the policy, answers."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def open(self, address: str) -> Response | None:
        """Go to an address and wait until it stands still."""
        return self.page.goto(address, wait_until="load")

    def violations(self) -> list[str]:
        """Return what axe finds wrong, one line each; evaluated, so that the policy stays on."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(AXE, RULES)
        return found

    def shifted(self) -> float:
        """Return how far the page moved under its reader while it came; 1 is all of the window."""
        return float(self.page.evaluate(SHIFTED))

    def sideways(self) -> int:
        """Return by how many pixels the page itself scrolls sideways; it never should."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def sideways_at(self, size: tuple[int, int]) -> int:
        """Return the same in a window of another size; the window is given its own size back."""
        kept = self.page.viewport_size
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        try:
            return self.sideways()
        finally:
            if kept is not None:
                self.page.set_viewport_size(kept)

    def keep(self, folder: Path, name: str) -> None:
        """Keep a picture of the whole page."""
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)


@contextmanager
def watched(
    browser: Browser,
    *,
    size: tuple[int, int] = DESKTOP,
    language: str = "en",
    scripts: bool = True,
    scheme: str = "light",
) -> Iterator[Watched]:
    """Open a page in a context of its own and collect its faults."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="zh-CN" if language.startswith("zh") else "en-GB",
        java_script_enabled=scripts,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    one = Watched(context.new_page())
    one.page.on("console", lambda message: _note(one, message))
    one.page.on("pageerror", lambda error: one.faults.append(f"script: {error}"))
    one.page.on("requestfailed", lambda request: _note_failed(one, request))
    try:
        yield one
    finally:
        context.close()


def _note(one: Watched, message: ConsoleMessage) -> None:
    # A refusal of the content policy is written to the console as an error.
    if message.type in {"error", "warning"}:
        one.faults.append(f"{message.type}: {message.text}")


def _note_failed(one: Watched, request: Request) -> None:
    # Whoever goes on to the next page leaves what the last one still fetched, its icon say.
    if request.failure != "net::ERR_ABORTED":
        one.faults.append(f"not loaded: {request.url}")


@cache
def _axe() -> str:
    spec = find_spec("axe_core_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
