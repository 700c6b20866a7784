"""On a phone a row is brief: what it is and its level; the rest is one tap away, scripts or not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from tests.web.browser import DESKTOP, PHONE
from tests.web.roles import CLERK, MATCHER, Role, Site, reading

pytestmark = pytest.mark.e2e
CARD = "/pairings/dalian-liupanshui/?year=2019"
# A page, who reads it, and how many pixels of a phone it may take.
PAGES = [(CARD, MATCHER, 5000), ("/claims/", CLERK, 5000), ("/entries/", CLERK, 6500)]


@pytest.mark.parametrize(("address", "role", "most"), PAGES)
def test_a_long_list_is_brief_on_a_phone(
    browser: Browser, shared_site: Site, address: str, role: Role, most: int
) -> None:
    with reading(browser, shared_site, role, size=PHONE) as one:
        one.open(address)
        assert one.page.evaluate("document.documentElement.scrollHeight") < most
        assert one.violations() == []


def test_a_row_tells_its_level_and_opens_at_a_tap_without_scripts(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER, size=PHONE, scripts=False) as one:
        one.open(CARD)
        row = one.page.locator("tr", has_text="Government financial assistance funds").first
        assert row.locator("[data-l='Matched']").is_visible()
        assert row.locator("[data-l='Target']").is_visible()
        folded = row.locator("[data-l='Waiting'], [data-l='Last year']")
        assert not folded.first.is_visible()
        # Anywhere on the row, not on its few letters alone.
        row.click(position={"x": 200, "y": 4})
        assert all(cell.is_visible() for cell in folded.all())
        summary = row.locator("summary")
        summary.press("Enter")
        assert not folded.first.is_visible()


def test_a_figure_on_a_brief_row_still_leads_to_its_walk(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER, size=PHONE) as one:
        one.open(CARD)
        one.page.locator("[data-l='Matched'] a").first.click()
        one.page.wait_for_url("**/2019/FS_GOV_FUND/**")


def test_a_wide_window_shows_every_cell_and_nothing_to_press_for_it(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER, size=DESKTOP) as one:
        one.open(CARD)
        assert one.page.locator(".ts-more:visible").count() == 0
        assert one.page.locator("td.ts-fold").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_map_on_a_phone_opens_on_its_flows(
    browser: Browser, shared_site: Site, scripts: bool
) -> None:
    with reading(browser, shared_site, MATCHER, size=PHONE, scripts=scripts) as one:
        one.open("/pairings/dalian-liupanshui/map/?year=2020")
        flows = one.page.locator(".flow:visible")
        assert flows.count()
        for flow in flows.all():
            box = flow.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE[0]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("view", ["", "frameworks/", "press/"])
def test_every_view_of_a_pairing_is_seen_on_a_phone(
    browser: Browser, shared_site: Site, view: str, scripts: bool
) -> None:
    with reading(browser, shared_site, MATCHER, size=PHONE, scripts=scripts) as one:
        one.open(f"/pairings/dalian-liupanshui/{view}")
        assert one.page.locator("#tabs a").count() == 7
        for tab in one.page.locator("#tabs a").all():
            box = tab.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= PHONE[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_pairing_that_was_chosen_is_not_cut_on_a_phone(
    browser: Browser, shared_site: Site, scripts: bool
) -> None:
    with reading(browser, shared_site, MATCHER, size=PHONE, scripts=scripts) as one:
        one.open("/entries/?pairing=dalian-liupanshui")
        box = one.page.locator(".ts-filters [name=pairing]").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0] - 56  # clear of where the row fades


def test_an_earlier_day_is_asked_for_within_the_first_screens_of_a_walk(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER, size=PHONE) as one:
        one.open("/pairings/dalian-liupanshui/2019/FS_GOV_FUND/")
        box = one.page.locator("#known").bounding_box()
        assert box is not None
        assert box["y"] < 1.5 * PHONE[1]
        assert one.sideways() <= 0


def test_the_heads_of_the_table_of_rows_take_two_lines_at_most(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, CLERK, size=DESKTOP) as one:
        one.open("/entries/table/zhongshan-liupanshui/placement/")
        box = one.page.locator(".ts-grid thead").bounding_box()
        assert box is not None
        assert box["height"] <= 56
