"""By keyboard alone: forms in their order, nothing hidden under a bar, menus left where opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browser import DESKTOP, PHONE
from tests.web.roles import CLERK, MATCHER, Role, Site, reading

pytestmark = pytest.mark.e2e
NEW = "/entries/new/zhongshan-liupanshui/"
# The forms that people fill in: whose, where.
FORMS = (
    (CLERK, f"{NEW}placement/placed/"),
    (CLERK, f"{NEW}funds/received/"),
    (CLERK, "/commitments/new/?pairing=zhongshan-liupanshui"),
    (CLERK, "/readouts/new/"),
    (CLERK, "/entries/workbooks/"),
    (MATCHER, "/entries/E-2020-0008/"),
    (MATCHER, "/profile/"),
)
# What can be reached in the main part, in the order in which it stands there.
REACHABLE = """[...document.querySelectorAll(
    "main :is(a[href], button, input, select, textarea, summary, [tabindex='0'])")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden"
        && one.checkVisibility({visibilityProperty: true}))
    .map((one, n) => (one.dataset.nth = n))"""
# The centre of what has the focus, or a point of it, is not covered by anything else.
HERE = """(() => {
  const at = document.activeElement, box = at.getClientRects()[0];
  if (!box) return [at.dataset.nth ?? "", "has no place"];
  const x = Math.min(box.left + box.width / 2, innerWidth - 1);
  const top = document.elementFromPoint(x, box.top + Math.min(box.height / 2, 20));
  const seen = top && (at.contains(top) || top.contains(at) || at.labels?.[0]?.contains(top));
  const style = getComputedStyle(at);
  const marked = parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
  return [at.dataset.nth ?? "", !seen ? "is covered" : !marked ? "is not marked" : ""];
})()"""


def walked(page: Page) -> list[str]:
    """Press Tab from the head to the end of the main part; return what is wrong on the way."""
    expected = [str(n) for n in page.evaluate(REACHABLE)]
    page.locator("#main").focus()
    found, faults = [], []
    # A field for a day has a stop of its own for each of its parts.
    for _press in range(len(expected) * 4):
        page.keyboard.press("Tab")
        nth, fault = page.evaluate(HERE)
        if nth == "":
            break
        if nth not in found[-1:]:
            found.append(nth)
        if fault:
            what = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
            faults.append(f"{what} {fault}")
    # Of buttons one chooses between, one alone is a stop.
    if found != sorted(set(found), key=int) or len(found) < len(expected) * 0.8:
        faults.append(f"the order is {found}, not {expected}")
    return faults


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("role", [CLERK, MATCHER], ids=["clerk", "matcher"])
def test_forms_are_gone_through_in_their_order_and_nothing_is_covered(
    browser: Browser, shared_site: Site, role: Role, size: tuple[int, int]
) -> None:
    with reading(browser, shared_site, role, size=size) as one:
        for address in (address for whose, address in FORMS if whose == role):
            one.open(address)
            assert walked(one.page) == [], address


def test_what_is_covered_is_caught(browser: Browser, shared_site: Site) -> None:
    with reading(browser, shared_site, MATCHER) as one:
        one.open("/profile/")
        one.page.evaluate(
            "(() => { const d = document.createElement('div');"
            "d.style.cssText = 'position:fixed;inset:0;z-index:9999'; document.body.append(d); })()"
        )
        assert any("is covered" in fault for fault in walked(one.page))


def test_a_slash_goes_to_the_search_and_is_typed_where_one_types(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER) as one:
        one.open("/commitments/")
        one.page.keyboard.press("/")
        expect(one.page.locator("#top-search")).to_be_focused()
        one.page.keyboard.type("a/b")
        expect(one.page.locator("#top-search")).to_have_value("a/b")
        one.page.keyboard.press("Enter")
        one.page.wait_for_url("**/search/?q=a%2Fb")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_menu_is_opened_and_left_by_keyboard(
    browser: Browser, shared_site: Site, size: tuple[int, int]
) -> None:
    with reading(browser, shared_site, MATCHER, size=size) as one:
        one.open("/today/")
        button = one.page.locator("[popovertarget=reader]:visible")
        button.press("Enter")
        expect(one.page.locator("#reader")).to_be_visible()
        one.page.keyboard.press("Tab")
        assert one.page.evaluate("document.activeElement.closest('#reader') !== null")
        one.page.keyboard.press("Escape")
        expect(one.page.locator("#reader")).to_be_hidden()
        expect(button).to_be_focused()


def test_after_a_filter_one_stands_at_the_new_heading(browser: Browser, shared_site: Site) -> None:
    with reading(browser, shared_site, MATCHER) as one:
        one.open("/pairings/dalian-liupanshui/?year=2021")
        one.page.locator("#f-year").select_option("2019")
        one.page.get_by_role("button", name="Apply").press("Enter")
        one.page.wait_for_url("**year=2019**")
        expect(one.page.locator("#scorecard")).to_be_focused()
        expect(one.page.locator("#facts")).to_contain_text("2019, version 2")
        expect(one.page.locator("#tabs a").nth(2)).to_have_attribute(
            "href", "/pairings/dalian-liupanshui/funds/?year=2019"
        )
