"""The days beside "As we knew it on": links that need no script, and a slider where it runs."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client
from playwright.sync_api import Browser
from tests.cast import Cast, carry, sale
from tests.web.roles import MATCHER, Site, reading

from tallystick.access.models import User

CARD = "/pairings/quay-fir/"


def at(month: int, day: int) -> datetime:
    """Return an instant of that day of 2020, noon in Shanghai."""
    return datetime(2020, month, day, 4, tzinfo=UTC)


def see(address: str, language: str = "en") -> str:
    """Return what Alice reads under an address."""
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username="alice"))
    return client.get(address).content.decode()


def days(page: str) -> list[tuple[str, str]]:
    """Return address and words of each day that a page offers."""
    found = re.findall(r'data-said="([^"]+)" href="([^"]+)"', page)
    return [(unescape(href), unescape(said)) for said, href in found]


@pytest.fixture
def posted(cast: Cast) -> Cast:
    """Two postings came in April, one in July; May and June brought nothing."""
    carry(cast, sale(), at(4, 1))
    carry(cast, sale(title_en="Tea"), at(4, 20))
    carry(cast, sale(title_en="Pears"), at(7, 2))
    return cast


def test_each_day_is_a_link_that_keeps_what_was_asked_for(posted: Cast) -> None:
    page = see(f"{CARD}?year=2020&level=county&rows=all")
    kept = f"{CARD}?year=2020&level=county&rows=all"
    assert days(page) == [
        (kept, "today"),
        (f"{kept}&as_of=2020-07-31", "31 Jul 2020: 1 posting"),
        (f"{kept}&as_of=2020-04-30", "30 Apr 2020: 2 postings"),
    ]
    then = see(f"{kept}&as_of=2020-04-30")
    assert days(then) == days(page)
    [current] = re.findall(r'href="([^"]+)" aria-current="true">30 Apr 2020', then)
    assert "as_of=2020-04-30" in current
    assert "2020-04-30：2笔" in see(kept, "zh-hans")
    # A day of one's own stands among them, marked: a slide begins there.
    own = see(f"{kept}&as_of=2020-05-17")
    assert [said for _href, said in days(own)][1:3] == ["31 Jul 2020: 1 posting", "17 May 2020"]
    assert re.findall(r'aria-current="true">([^<]+)<', own.partition("data-days")[2])[:1] == [
        "17 May 2020"
    ]


def test_a_figure_is_offered_the_same_days(posted: Cast) -> None:
    walk = f"{CARD}2020/IC_CONSUMPTION/"
    offered = days(see(f"{walk}?level=city&line=1.1&page=1"))
    assert [href for href, _said in offered] == [
        f"{walk}?level=city",
        f"{walk}?level=city&as_of=2020-07-31",
        f"{walk}?level=city&as_of=2020-04-30",
    ]


def test_a_book_without_a_posting_offers_none(cast: Cast) -> None:
    page = see(f"{CARD}?year=2020")
    assert days(page) == []
    assert "Days by which the book had grown" not in page


@pytest.mark.e2e
def test_the_slider_steps_through_the_days_by_keys_and_goes_there(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER) as one:
        one.open("/pairings/dalian-liupanshui/?year=2019")
        page = one.page
        page.get_by_text("Days by which the book had grown").click()
        slider = page.get_by_role("slider", name="Slide over these days")
        assert slider.get_attribute("aria-valuetext") == "today"
        slider.focus()
        slider.press("ArrowLeft")
        said = slider.get_attribute("aria-valuetext") or ""
        assert said.startswith("31 Jul 2021: ")
        # Nothing is fetched while one slides; the button, or the return key, goes there.
        assert "as_of" not in page.url
        slider.press("Enter")
        page.wait_for_url("**as_of=2021-07-31**")
        assert slider.get_attribute("aria-valuetext") == said
        assert one.violations() == []


@pytest.mark.e2e
def test_what_is_chosen_reaches_the_days_and_the_filters_in_force(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER) as one:
        one.open("/pairings/dalian-liupanshui/?year=2019")
        page = one.page
        page.locator("select[name=year]").select_option("2020")
        page.get_by_role("button", name="Apply").click()
        page.wait_for_url("**year=2020**")
        page.get_by_role("link", name="Remove filter: Year: 2020").wait_for()
        page.get_by_text("Days by which the book had grown").click()
        # What came with the page is woken too: there is one slider, and it works.
        assert page.get_by_role("slider").count() == 1
        page.get_by_role("link", name="31 Oct 2020").click()
        page.wait_for_url("**as_of=2020-10-31**")
        assert "year=2020" in page.url
        assert one.violations() == []


@pytest.mark.e2e
def test_filters_outlive_a_reload_and_the_chip_takes_one_away(
    browser: Browser, shared_site: Site
) -> None:
    with reading(browser, shared_site, MATCHER, scripts=False) as one:
        one.open("/pairings/dalian-liupanshui/?year=2019")
        page = one.page
        page.get_by_label("Level", exact=True).select_option("county")
        page.get_by_label("Framework", exact=True).select_option("sdg")
        page.get_by_role("button", name="Apply").click()
        # A page asked for anew while it is still on its way is given up by the browser.
        page.wait_for_url("**level=county**")
        page.reload()
        assert page.get_by_label("Level", exact=True).input_value() == "county"
        assert page.get_by_label("Framework", exact=True).input_value() == "sdg"
        page.get_by_role("link", name="Remove filter: Level: county").click()
        assert page.get_by_label("Level", exact=True).input_value() == ""
        assert page.get_by_label("Framework", exact=True).input_value() == "sdg"
