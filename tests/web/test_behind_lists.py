"""Pages whose addresses nobody knows beforehand: each is reached from the list that names it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser
from tests.example import Installation, serving
from tests.web.browser import Watched, chromium
from tests.web.places import EXEMPT, PLACES, Place
from tests.web.roles import (
    ADMIN,
    CLERK,
    FURTHER,
    HEAD,
    MATCHER,
    NOBODY,
    OFFICE,
    ROLES,
    Role,
    Site,
    reading,
)
from tests.web.shown import Shown
from tests.web.test_every_page import visited

pytestmark = pytest.mark.e2e
# URL name → the list on which the example has one.
BEHIND = {
    "period": "/periods/",
    "correction": "/entries/corrections/",
    "paper": "/entries/workbooks/",
}
# URL name → the test that opens its page in Chromium, and examines it.
OPENED = {
    "workbook-run": "stories/test_clerk",
    "entry-edit": "stories/test_clerk",
    "ask-factor": "test_passkeys",
    "framework-new": "test_every_page, as the programme office",
    "carry": "the example has handed over everything: test_carry_pages opens one with no browser",
}
# What takes a form, hands out a file or leads elsewhere shows no page.
NO_PAGE = {
    *("paper-draw", "paper-scan", "tag", "sign-out", "set-language", "keep", "to-house"),
    *("from-house", "workbook-blank", "workbook-waiting", "workbook-marked", "api:api-root"),
    "fulfilment-file",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site(loaded_example: Installation) -> Iterator[Site]:
    with serving(loaded_example) as address:
        yield Site(address, loaded_example)


def leads_to(address: str) -> str:
    """Return the name of the page an address of the site leads to; empty where to none."""
    try:
        return resolve(address.split("?")[0]).view_name
    except Resolver404:
        return ""


def linked(one: Watched, name: str) -> list[str]:
    """Open the list of a kind of page; return the addresses of that kind on it."""
    one.open(BEHIND[name])
    hrefs = one.page.locator("main a[href]").evaluate_all("all => all.map((a) => a.pathname)")
    return sorted({href for href in hrefs if leads_to(href) == name})


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", [CLERK, MATCHER, HEAD, OFFICE, ADMIN], ids=lambda r: r.username)
def test_what_a_list_leads_to_is_sound(
    browser: Browser, site: Site, role: Role, language: str
) -> None:
    with reading(browser, site, role, language=language) as one:
        for name in BEHIND:
            for address in linked(one, name)[:1]:
                place = Place(address, frozenset({*ROLES, *FURTHER}), invented=True)
                assert visited(one, place, role, language, Shown(), Shown()) == []


def test_the_example_has_one_behind_each_list(browser: Browser, site: Site) -> None:
    with reading(browser, site, CLERK) as one:
        assert [name for name in BEHIND if not linked(one, name)] == []


def without_reader() -> set[str]:
    """Return the URLs under which no address is listed that a reader finds something at."""
    readers = [role for role in ROLES if role != NOBODY]
    closed = {
        name
        for name, places in PLACES.items()
        if not any(place.public or place.status(one) == 200 for place in places for one in readers)
    }
    return closed | set(EXEMPT)


def test_every_page_is_opened_in_a_browser_by_somebody() -> None:
    told = {*BEHIND, *OPENED, *NO_PAGE}
    assert without_reader() - told == set()
    assert told - without_reader() == set()
