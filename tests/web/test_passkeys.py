"""A passkey is made and used in a real browser, with an authenticator of the browser's own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from tests.example import Installation
from tests.web.roles import MATCHER, Site, reading

pytestmark = pytest.mark.e2e
STICK = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def site(served: str, example: Installation) -> Site:
    # A passkey belongs to a name: an address of figures is none.
    return Site(served.replace("127.0.0.1", "localhost"), example)


def test_a_passkey_is_added_and_asked_for_at_the_next_sign_in(browser: Browser, site: Site) -> None:
    password = site.example.passwords()[MATCHER.username]
    with reading(browser, site, MATCHER) as one:
        page = one.page
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": STICK})
        one.open("/profile/second-factor/")
        page.locator("#p-name").fill("stick")
        page.locator("#p-password").fill(password)
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.locator("#codes")).to_have_text("Recovery codes")
        page.context.clear_cookies()
        one.open("/sign-in/")
        page.locator("#u").fill(MATCHER.username)
        page.locator("#p").fill(password)
        page.locator(".btn-primary").click()
        page.wait_for_url("**/sign-in/second/")
        page.get_by_role("button", name="Use my passkey").click()
        page.wait_for_url("**/today/")
        assert one.faults == []
