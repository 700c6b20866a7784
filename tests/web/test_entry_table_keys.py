"""The table in a browser: paste, keys, words as one types, the review; nothing lost on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from tests.web.browser import PHONE
from tests.web.roles import CLERK, Site, reading

pytestmark = pytest.mark.e2e
HERE = "/entries/table/zhongshan-liupanshui/funds/?period=2021-10"
ROWS = (
    "Day\tAmount (yuan)\tWhat happened\tTitle in English\n"
    "2021-10-12\t520万\tReceived\tCold store\n"
    "10月15日\tmany\tReceived\tWells\n"
)
PASTE = """text => {
  const clip = new DataTransfer(), ways = {clipboardData: clip, bubbles: true, cancelable: true};
  clip.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", ways));
}"""


def test_a_clerk_pastes_mends_with_the_keyboard_and_reviews(
    browser: Browser, own_site: Site
) -> None:
    with reading(browser, own_site, CLERK) as one:
        page = one.page
        one.open(HERE)
        page.evaluate(PASTE, ROWS)
        expect(page.locator("#grid-said")).to_contain_text("Rows pasted: 2")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#faults")).to_contain_text("1 cell to mend")
        # The first bad cell has the focus, and says why it is bad.
        bad = page.locator("td.bad input")
        expect(bad).to_be_focused()
        expect(bad).to_have_value("many")
        page.keyboard.type("1,855,000")
        expect(page.locator("#grid-said")).to_contain_text("1,855,000.00 yuan = 1.86 million yuan")
        page.keyboard.press("ArrowUp")
        expect(page.locator("tr[data-r='1'] input.n")).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#grid-said")).to_contain_text("2 rows in order")
        page.get_by_role("button", name="Review 2 rows").click()
        expect(page.locator("main")).to_contain_text("Take 2 entries in")
        page.get_by_role("link", name="Change rows in the table").click()
        expect(page.locator("tr[data-r='2'] input.n")).to_have_value("1,855,000")
        assert one.violations() == []


def test_without_scripts_the_same_rows_are_pasted_as_text(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, CLERK, scripts=False, size=PHONE) as one:
        one.open(HERE)
        one.page.locator("#f-text").fill(ROWS)
        one.page.get_by_role("button", name="Check the rows").click()
        expect(one.page.locator("#faults")).to_contain_text("Row 2, Amount (yuan)")
        assert "10月15日" in one.page.locator("#f-text").input_value()
        assert one.sideways() == 0
