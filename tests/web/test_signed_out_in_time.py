"""The end of a session in a browser: told in time, put off with a button, nothing lost after it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Route, expect
from tests.web.browser import PHONE
from tests.web.roles import CLERK, Site, reading

pytestmark = pytest.mark.e2e
FORM = "/entries/new/zhongshan-liupanshui/funds/allocated/"


def test_the_end_is_told_in_time_and_put_off(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, CLERK, size=PHONE) as one:
        page, left = one.page, [200]

        def short(route: Route) -> None:
            """Hand out the page as if the session ended soon."""
            answer = route.fetch()
            text = re.sub(r'data-left="\d+"', 'data-left="200"', answer.text())
            route.fulfill(response=answer, body=text)

        page.route("**/session/", lambda route: route.fulfill(json={"left": left[0]}))
        page.route("**/today/", short)
        one.open("/today/")
        expect(page.locator("#session")).to_be_visible()
        expect(page.locator("#session")).to_contain_text("signed out in 4 min")
        assert one.violations() == []
        assert one.sideways() == 0
        left[0] = 72_000
        page.get_by_role("button", name="Stay signed in").click()
        expect(page.locator("#session")).to_be_hidden()


def test_what_was_typed_is_there_after_signing_in_again(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, CLERK) as one:
        page = one.page
        one.open(FORM)
        page.locator("#f-title_en").fill("Kiwi stores, second part")
        expect(page.locator("[data-kept-line]")).to_contain_text("Draft kept at", timeout=20_000)
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Keep as a draft").click()
        expect(page.locator("main")).to_contain_text("What you typed is kept")
        password = own_site.example.passwords()[CLERK.username]
        page.locator("#u").fill(CLERK.username)
        page.locator("#p").fill(password)
        page.locator(".btn-primary").click()
        page.wait_for_url(f"**{FORM}")
        expect(page.locator("[data-kept-form]")).to_contain_text("Kiwi stores, second part")
        assert one.violations() == []
        page.get_by_role("button", name="Put it back into the form").click()
        expect(page.locator("#f-title_en")).to_have_value("Kiwi stores, second part")
