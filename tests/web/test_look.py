"""Each page in Chromium: nothing refused, nothing inaccessible, nothing sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser
from tests.web.browser import DESKTOP, PHONE, served, watched
from tests.web.samples import empty_samples, samples

pytestmark = pytest.mark.e2e
# Each size and each language once: what both may do to a page is looked for on the example.
LOOKS = [
    pytest.param(DESKTOP, "zh-hans", id="desktop-zh"),
    pytest.param(PHONE, "en", id="phone-en"),
]
NARROWEST = (320, 640)
PAGES = [*(f"{name}/" for name in samples()), *(f"{name}/?empty" for name in empty_samples())]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with override_settings(ROOT_URLCONF="tests.web.sample_urls"), served() as address:
        yield address


@pytest.mark.long
@pytest.mark.parametrize(("size", "language"), LOOKS)
def test_every_page_is_sound(
    browser: Browser, site: str, size: tuple[int, int], language: str
) -> None:
    with watched(browser, size=size, language=language) as one:
        for name in PAGES:
            one.open(f"{site}/{name}")
            assert one.sideways() <= 0, name
            if size == PHONE:
                assert one.sideways_at(NARROWEST) <= 0, name
            assert one.violations() == [], name
        assert one.faults == []


@pytest.mark.long
def test_every_page_is_sound_in_the_dark(browser: Browser, site: str) -> None:
    with watched(browser, scheme="dark") as one:
        for name in samples():
            one.open(f"{site}/{name}/")
            assert one.violations() == [], name


@pytest.mark.long
def test_without_a_script_no_button_is_dead(browser: Browser, site: str) -> None:
    with watched(browser, scripts=False) as one:
        one.open(f"{site}/explain/")
        assert one.page.locator("[data-copy], [data-print]").count() == 2
        assert not one.page.locator("[data-copy]").is_visible()
        assert not one.page.locator("[data-print]").is_visible()


def test_the_reader_signs_out_from_the_menu(browser: Browser, site: str) -> None:
    with watched(browser, size=PHONE) as one:
        one.open(f"{site}/today/")
        one.page.get_by_role("button", name="Menu").click()
        assert one.page.get_by_role("button", name="Sign out").is_visible()


def test_a_refused_script_is_caught(browser: Browser, site: str) -> None:
    with watched(browser) as one:
        one.open(f"{site}/error/")
        one.page.evaluate("document.body.setAttribute('onclick', 'x()')")
        assert any("Content Security Policy" in fault for fault in one.faults)


def test_an_inaccessible_page_is_caught(browser: Browser, site: str) -> None:
    with watched(browser) as one:
        one.open(f"{site}/error/")
        one.page.evaluate("document.querySelector('main').append(new Image())")
        assert any(fault.startswith("image-alt") for fault in one.violations())
