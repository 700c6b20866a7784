"""A file on its way: how much has gone, how it is stopped, how it ends or the line breaks."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.web.browser import PHONE, Watched
from tests.web.roles import CLERK, Site, reading

pytestmark = pytest.mark.e2e
PAGE = "/entries/workbooks/"


def large(folder: Path) -> Path:
    """Return invented entries with a column wrong, and a paper beside them that weighs."""
    path = folder / "receipt.pdf"
    path.write_bytes(b"%PDF-1.4\n% invented\n" + b"0" * 1_500_000 + b"\n%%EOF\n")
    return path


def network(page: Page, **otherwise: object) -> None:
    """Give the browser a network that differs so from a good one."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    good = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    client.send("Network.emulateNetworkConditions", {**good, **otherwise})


def chosen(one: Watched, folder: Path) -> Locator:
    """Open the page with a table and its paper chosen, and return what sends them."""
    one.open(PAGE)
    table = folder / "entries.csv"
    table.write_text("pairing,side\nzhongshan-liupanshui,supported\n", encoding="utf-8")
    one.page.locator("#file").set_input_files(table)
    one.page.locator("#beside").set_input_files(large(folder))
    return one.page.locator("form[enctype] .btn-primary").first


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_sent_is_shown_and_can_be_stopped(
    browser: Browser, own_site: Site, tmp_path: Path, language: str
) -> None:
    with reading(browser, own_site, CLERK, language=language, size=PHONE) as one:
        page = one.page
        check = chosen(one, tmp_path)
        network(page, uploadThroughput=200_000)
        check.click()
        line = page.locator("[data-sending]")
        expect(line.locator("[role=status]")).to_contain_text("1.5 MB", timeout=20_000)
        assert line.locator("progress").get_attribute("value") is not None
        expect(check).to_be_disabled()
        stop = line.locator("button")
        expect(stop).to_be_focused()
        assert one.violations() == []
        assert one.sideways() == 0
        stop.click()
        words = {"en": "Stopped. Nothing was sent", "zh-hans": "已停止"}
        expect(line).to_contain_text(words[language])
        expect(check).to_be_enabled()
        expect(check).to_be_focused()
        assert page.url.endswith(PAGE)
        assert page.locator("#file").evaluate("input => input.files.length") == 1


def test_what_was_sent_is_answered_as_by_the_form_itself(
    browser: Browser, own_site: Site, tmp_path: Path
) -> None:
    with reading(browser, own_site, CLERK) as one:
        page = one.page
        chosen(one, tmp_path).click()
        page.wait_for_url("**/entries/workbooks/*/")
        run = page.url
        expect(page.locator("h1")).to_be_visible()
        # The answer's own scripts run in it: "/" goes to the search.
        page.locator("body").press("/")
        expect(page.locator("input[type=search][name=q]").first).to_be_focused()
        assert one.violations() == []
        page.go_back()
        expect(page.locator("#file")).to_be_visible()
        assert page.url.endswith(PAGE)
        assert one.faults == []
        assert run != page.url


def test_a_broken_connection_is_told_and_the_form_stays(
    browser: Browser, own_site: Site, tmp_path: Path
) -> None:
    with reading(browser, own_site, CLERK) as one:
        page = one.page
        check = chosen(one, tmp_path)
        page.route(f"**{PAGE}", lambda route: route.abort("connectionreset"))
        check.click()
        expect(page.locator("[data-sending]")).to_contain_text("The connection broke")
        expect(check).to_be_enabled()


class HangsUp(StreamRequestHandler):
    """Stands before a server and passes on, but takes what is sent to the page and hangs up."""

    behind = 0

    def handle(self) -> None:
        """Pass one request on and its answer back; or read a file to its end and say nothing."""
        said = list(iter(self.rfile.readline, b"\r\n"))
        heads = dict(line.decode().strip().lower().split(": ", 1) for line in said[1:])
        body = self.rfile.read(int(heads.get("content-length", 0)))
        if said[0].startswith(b"POST " + PAGE.encode()):
            return
        kept = [line for line in said if not line.lower().startswith(b"connection:")]
        with socket.create_connection(("127.0.0.1", self.behind)) as server:
            server.sendall(b"".join([*kept, b"Connection: close\r\n\r\n", body]))
            while piece := server.recv(65536):
                self.wfile.write(piece)


@pytest.fixture
def hanging_up(own_site: Site) -> Iterator[Site]:
    """Serve the example behind a line that breaks after a file was taken."""
    behind = {"behind": urlsplit(own_site.address).port}
    with ThreadingTCPServer(("127.0.0.1", 0), type("Line", (HangsUp,), behind)) as line:
        Thread(target=line.serve_forever, daemon=True).start()
        yield Site(f"http://127.0.0.1:{line.server_address[1]}", own_site.example)
        line.shutdown()


def test_where_all_was_sent_and_no_answer_came_she_is_told_to_look_first(
    browser: Browser, hanging_up: Site, tmp_path: Path
) -> None:
    with reading(browser, hanging_up, CLERK) as one:
        check = chosen(one, tmp_path)
        check.click()
        line = one.page.locator("[data-sending]")
        expect(line).to_contain_text("Look whether it is there before")
        expect(check).to_be_enabled()
