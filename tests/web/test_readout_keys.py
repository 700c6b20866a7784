"""An announcement is kept and gone through with the keyboard alone, in either language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.architecture.source import ROOT
from tests.web.roles import CLERK, Site, reading

pytestmark = pytest.mark.e2e
TEXTS = ROOT / "bench/readouts/texts"
# So many presses of a key may it take to reach what is looked for.
PATIENCE = 80


def tab_to(page: Page, css: str) -> int:
    """Press Tab until the focus is on what `css` names; return how often."""
    for presses in range(PATIENCE):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return presses
        page.keyboard.press("Tab")
    raise AssertionError(f"{css} is not reached by Tab")


def paste(page: Page, path: Path) -> None:
    """Keep an announcement: a text into the first field, whose press, and the button."""
    told = json.loads(path.read_text("utf-8"))
    page.goto("/readouts/")
    tab_to(page, ".btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/readouts/new/**")
    tab_to(page, "#f-text")
    page.keyboard.insert_text(told["text"])
    tab_to(page, "#f-side")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#f-published")
    page.keyboard.insert_text(told["published"] or "")
    tab_to(page, ".btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/readouts/*-r*/*")


def focused(page: Page) -> str:
    """Return the number of the item that has the focus; empty where none has."""
    return str(page.evaluate("document.activeElement.closest('[data-item]')?.dataset.item ?? ''"))


def decide_all(page: Page) -> list[str]:
    """Accept item after item with one key, and leave with another what is refused; return those."""
    refused: list[str] = []
    while item := focused(page):
        if not page.locator(f"#d{item} [name=accept]").count():
            break
        words = page.locator(f".ts-span.ts-on[data-in~='{item}']")
        expect(words.first).to_be_visible()
        with page.expect_navigation():
            page.keyboard.press("a")
        if page.locator("[data-stand]").count():
            assert focused(page) == item
            expect(page.locator(f"#d{item}-e")).to_be_in_viewport()
            refused.append(item)
            with page.expect_navigation():
                page.keyboard.press("x")
    return refused


@pytest.mark.parametrize(("name", "language"), [("006", "en"), ("062", "zh-hans")])
def test_a_readout_is_gone_through_with_the_keyboard_alone(
    browser: Browser, own_site: Site, name: str, language: str
) -> None:
    with reading(browser, own_site, CLERK, language=language) as one:
        paste(one.page, TEXTS / f"{name}.json")
        assert focused(one.page) == "1"
        refused = decide_all(one.page)
        expect(one.page.locator(".ts-draft [name=accept]")).to_have_count(0)
        expect(one.page.locator(".ts-draft .ts-state").first).to_be_visible()
        # The browser writes down each refusal, and nothing else. The meeting of 2021 was before
        # the pairing that holds now, which is the first to choose.
        assert len(refused) == (1 if name == "006" else 0)
        assert len(one.faults) == len(refused)
        assert all("422" in fault for fault in one.faults)


def test_a_form_takes_the_focus_and_the_draft_is_entered_from_the_list(
    browser: Browser, own_site: Site
) -> None:
    with reading(browser, own_site, CLERK) as one:
        page = one.page
        page.goto("/readouts/new/")
        expect(page.locator("#f-text")).to_be_focused()
        page.locator("main .btn-primary").press("Enter")
        expect(page.locator("#f-text.is-invalid")).to_be_focused()
        page.goto("/readouts/?state=waiting&pairing=dalian-liupanshui")
        page.locator("main .ts-taskname").first.press("Enter")
        page.wait_for_url("**/readouts/*/#next")
        item = focused(page)
        expect(page.locator(f"#d{item} [name=accept]")).to_be_visible()
        page.keyboard.press("c")
        page.wait_for_url(f"**/readouts/*/{item}/")
        expect(page.locator("[data-start] :focus")).to_have_count(1)
