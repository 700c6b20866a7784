"""What people come to do, done in the browser on a copy of the example of their own."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browser import PHONE
from tests.web.roles import MATCHER, NOBODY, Site, reading, sign_in

pytestmark = pytest.mark.e2e
# Invented: Liuzhi reports winter coats worth 1.2 million yuan, and Dalian has not answered.
COATS, COATS_YUAN = "/entries/E-2020-0008/", 1_200_000
CARD, WALK = "/pairings/dalian-liupanshui/", "/pairings/dalian-liupanshui/2019/FS_SOCIAL_TOTAL/"


def donated(page: Page) -> int:
    """Return the matched donations of 2019 in yuan, from the scorecard's own file."""
    file = page.request.get(f"{CARD}scorecard.csv?year=2019").text().removeprefix("\ufeff")
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(file))}
    return int(rows["FS_SOCIAL_TOTAL"]["matched"])


def match(page: Page, basis: str = "document_seen") -> None:
    """Choose a basis and press the button of an open entry."""
    page.locator("#basis").select_option(basis)
    page.get_by_role("button", name="Match this entry").click()


def test_a_wrong_password_leaves_fewer_tries_and_the_name(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, NOBODY) as one:
        one.open("/sign-in/?next=/claims/")
        one.page.locator("#u").fill(MATCHER.username)
        one.page.locator("#p").fill("wrong")
        one.page.locator(".btn-primary").click()
        expect(one.page.locator("#pe")).to_contain_text("4 tries left")
        expect(one.page.locator("#u")).to_have_value(MATCHER.username)
        one.page.locator("#p").fill(own_site.example.passwords()[MATCHER.username])
        one.page.locator(".btn-primary").click()
        one.page.wait_for_url("**/claims/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_match_raises_the_figure_by_what_was_matched(
    browser: Browser, own_site: Site, scripts: bool
) -> None:
    with reading(browser, own_site, MATCHER, scripts=scripts) as one:
        page = one.page
        one.open("/today/")
        expect(page.locator("#g-left")).to_have_text("Left open when the pairing ended")
        before = donated(page)
        page.locator(f"a.ts-taskname[href='{COATS}']").click()
        match(page)
        expect(page.locator("#messages")).to_contain_text("E-2020-0008 is matched and posted.")
        assert donated(page) == before + COATS_YUAN
        one.open("/today/")
        expect(page.locator(f".ts-task a[href='{COATS}']")).to_have_count(0)
        one.open(WALK)
        expect(page.locator("#lines tr.ts-now")).to_contain_text("1.20 million yuan")
        expect(page.locator("#entry")).to_contain_text("E-2020-0008")
        for name in ("Luo Zhenghua", "Yang Min", "Chen Xiaolan"):
            expect(page.locator("#names")).to_contain_text(name)
        assert one.faults == []


def test_the_scorecard_shows_what_was_matched(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, MATCHER) as one:
        one.open(COATS)
        match(one.page)
        one.open(f"{CARD}?year=2019")
        row = one.page.locator("tr", has_text="Social donations, money and goods")
        row.get_by_role("link", name="44.9").click()
        expect(one.page.locator("h1")).to_contain_text("44.9 million yuan")


def test_evidence_comes_as_the_file_whose_hash_is_shown(
    browser: Browser, own_site: Site, tmp_path: Path
) -> None:
    with reading(browser, own_site, MATCHER) as one:
        one.open(WALK)
        shown = one.page.locator("#evidence code").first.get_attribute("title")
        with one.page.expect_download() as coming:
            one.page.locator("#evidence").get_by_role("link", name=re.compile("^Open ")).click()
        coming.value.save_as(tmp_path / "file")
        assert coming.value.suggested_filename == "donation-receipt-2019.pdf"
        assert hashlib.sha256((tmp_path / "file").read_bytes()).hexdigest() == shown


def test_the_days_of_a_figure_are_slid_over_by_keyboard(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, MATCHER) as one:
        one.open(WALK)
        slide = one.page.get_by_role("slider", name="Days on which this figure changed")
        expect(slide).to_have_attribute("aria-valuetext", re.compile("^today: "))
        slide.press("Home")
        told = slide.get_attribute("aria-valuetext") or ""
        assert not told.startswith("today")
        expect(one.page.locator("output")).to_have_text(told)
        one.page.get_by_role("button", name="Show that day").first.click()
        expect(one.page).to_have_url(re.compile(r"as_of=\d{4}-\d\d-\d\d"))
        expect(one.page.get_by_role("slider")).to_have_attribute("aria-valuetext", told)
        assert one.violations() == []
        assert one.faults == []


def test_a_line_names_the_size_of_its_own_figure(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, MATCHER, language="zh-hans") as one:
        one.open(WALK)
        expect(one.page.locator("#lines tr.ts-now")).to_contain_text("30万元")


def test_the_second_of_two_tabs_is_told_and_posts_nothing(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, MATCHER) as one:
        one.open(COATS)
        second = one.page.context.new_page()
        second.goto(COATS)
        match(one.page)
        after_the_first = donated(one.page)
        match(second)
        expect(second.get_by_role("alert")).to_contain_text("Somebody changed this in the meantime")
        assert donated(one.page) == after_the_first
        second.goto(WALK)
        expect(second.locator("#lines").get_by_text("1.20 million yuan")).to_have_count(1)


def test_a_figure_that_is_no_number_is_refused_and_kept(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, MATCHER) as one:
        page = one.page
        one.open(COATS)
        page.locator("summary", has_text="Say what you hold instead").click()
        page.locator("#c1").fill("12.5万元左右")
        page.locator("#dispute-reason").fill("仓库只收到一部分。")
        page.get_by_role("button", name="Dispute it").click()
        expect(page.get_by_role("alert")).to_contain_text("12.5万元左右 is no plain number.")
        expect(page.locator("#c1")).to_have_value("12.5万元左右")
        expect(page.locator("#dispute-reason")).to_have_value("仓库只收到一部分。")
        page.locator("#c1").fill("1000000.50")
        page.get_by_role("button", name="Dispute it").click()
        expect(page.locator("#messages")).to_contain_text("E-2020-0008 is disputed")
        one.open(COATS)
        expect(page.locator(".ts-halves").first).to_contain_text("1.00 million yuan")
        expect(page.locator(".ts-thread")).to_contain_text("仓库只收到一部分。")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_filters_are_in_the_address_and_survive_the_other_language(
    browser: Browser, own_site: Site, scripts: bool
) -> None:
    with reading(browser, own_site, MATCHER, scripts=scripts) as one:
        page = one.page
        one.open(f"{CARD}?year=2021")
        page.locator("#f-year").select_option("2019")
        page.locator("#f-workstream").select_option("labour")
        page.get_by_role("button", name="Apply").click()
        page.wait_for_url("**year=2019**")
        expect(page.locator("#scorecard")).to_contain_text("2019")
        expect(page.locator("#view")).not_to_contain_text("Financial support")
        one.open(page.url)
        page.get_by_role("button", name="中文").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        assert "year=2019" in page.url
        expect(page.locator("#f-workstream")).to_have_value("labour")
        assert one.faults == []


def test_a_keyboard_reaches_the_content_first_and_sees_where_it_is(
    browser: Browser, own_site: Site
) -> None:
    with reading(browser, own_site, MATCHER) as one:
        page = one.page
        one.open("/today/")
        page.keyboard.press("Tab")
        expect(page.locator(".ts-skip")).to_be_focused()
        expect(page.locator(".ts-skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("main a").first).to_be_focused()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(outline.removesuffix("px")) >= 2


def test_a_match_is_made_with_the_keyboard_alone(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, MATCHER) as one:
        one.open(COATS)
        one.page.locator("#basis").focus()
        one.page.keyboard.press("ArrowDown")
        one.page.keyboard.press("Tab")
        one.page.keyboard.press("Enter")
        expect(one.page.locator("#messages")).to_contain_text("matched and posted")


def test_on_a_phone_one_signs_in_matches_and_signs_out(browser: Browser, own_site: Site) -> None:
    with reading(browser, own_site, NOBODY, size=PHONE) as one:
        page = one.page
        sign_in(one, MATCHER.username, own_site.example.passwords()[MATCHER.username])
        page.get_by_role("link", name="Open: Liuzhi: donation in goods").click()
        match(page)
        expect(page.locator("#messages")).to_contain_text("matched and posted")
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in/")
