"""A large file shows how much of it has gone, can be stopped, and ends where the form would."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browser import PHONE
from tests.web.roles import CLERK, Site, reading

pytestmark = pytest.mark.e2e
PAGE = "/entries/workbooks/"


def large(folder: Path) -> Path:
    """Return invented entries with a column wrong, and a paper beside them that weighs."""
    path = folder / "receipt.pdf"
    path.write_bytes(b"%PDF-1.4\n% invented\n" + b"0" * 1_500_000 + b"\n%%EOF\n")
    return path


def slow(page: Page, bytes_a_second: int) -> None:
    """Let the browser send no faster than that; -1 for as fast as it can."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    ways = {"offline": False, "latency": 0, "downloadThroughput": -1}
    client.send("Network.emulateNetworkConditions", {**ways, "uploadThroughput": bytes_a_second})


def chosen(page: Page, folder: Path) -> None:
    table = folder / "entries.csv"
    table.write_text("pairing,side\nzhongshan-liupanshui,supported\n", encoding="utf-8")
    page.locator("#file").set_input_files(table)
    page.locator("#beside").set_input_files(large(folder))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_sent_is_shown_and_can_be_stopped(
    browser: Browser, own_site: Site, tmp_path: Path, language: str
) -> None:
    with reading(browser, own_site, CLERK, language=language, size=PHONE) as one:
        page = one.page
        one.open(PAGE)
        chosen(page, tmp_path)
        slow(page, 200_000)
        check = page.locator("form[enctype] .btn-primary").first
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
        one.open(PAGE)
        chosen(page, tmp_path)
        page.locator("form[enctype] .btn-primary").first.click()
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
        one.open(PAGE)
        chosen(page, tmp_path)
        page.route(f"**{PAGE}", lambda route: route.abort("connectionreset"))
        page.locator("form[enctype] .btn-primary").first.click()
        expect(page.locator("[data-sending]")).to_contain_text("The connection broke")
        expect(page.locator("form[enctype] .btn-primary").first).to_be_enabled()
