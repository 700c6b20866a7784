"""A scorecard narrowed by level or framework: by address and chips, in its file and its walks."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from tests.cast import Cast, carry, confirm, placed, promise, sale

from tallystick.access.models import User
from tallystick.entries import services
from tallystick.entries.models import Entry

YUAN = 100
CARD = "/pairings/quay-fir/"
HOSTILE = (
    "xx",
    "'; drop table journal_line; --",
    "<script>alert(1)</script>",
    "county\u202e",
    "市",
)


def at(month: int, day: int) -> datetime:
    """Return an instant of that day of 2020, noon in Shanghai."""
    return datetime(2020, month, day, 4, tzinfo=UTC)


def see(path: str, status: int = 200, language: str = "en", **query: str) -> str:
    """Return what Alice reads under an address."""
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username="alice"))
    answer = client.get(f"{path}?{urlencode(query)}")
    assert answer.status_code == status
    return answer.content.decode()


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a file."""
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def links(text: str, part: str) -> list[str]:
    """Return the addresses of a page that hold a piece of text."""
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', text) if part in one]


@pytest.fixture
def sold(cast: Cast) -> Cast:
    """The city sold for 500 of a target of 1,000, a county for 70; of its people 8 wait."""
    promise(cast, {"IC_CONSUMPTION": 1000 * YUAN}, at=at(1, 10))
    carry(cast, sale(500 * YUAN), at(4, 1))
    carry(cast, sale(70 * YUAN, region="xx-fir-mill"), at(4, 2))
    confirm(cast, sale(8 * YUAN, region="xx-fir-ford", title_en="Tea"), at(4, 3))
    return cast


def test_a_level_is_kept_by_every_link_of_the_page(sold: Cast) -> None:
    page = see(CARD, year="2020", level="county", as_of="2020-05-01", rows="all")
    assert '<option value="county" selected>county</option>' in page
    assert "of the level “county” is counted" in page
    assert "Remove filter: Level: county" in page
    walks = links(page, "/2020/IC_CONSUMPTION/")
    assert walks
    assert all("level=county" in one and "as_of=2020-05-01" in one for one in walks)
    [file] = set(links(page, "scorecard.csv"))
    assert "level=county" in file
    # What the chip leads to is the same page of all levels.
    [chip] = re.findall(r'<a[^>]*aria-label="Remove filter: Level: county"[^>]*>', page)
    assert "level" not in chip.partition('href="')[2].partition('"')[0]
    assert "as_of=2020-05-01" in chip
    assert "rows=all" in chip


def test_a_figure_of_a_level_opens_its_own_walk(sold: Cast) -> None:
    page = see(CARD, year="2020", level="county")
    [walk] = {one for one in links(page, "/2020/IC_CONSUMPTION/") if one.endswith("level=county")}
    path = walk.partition("?")[0]
    told = see(path, level="county")
    assert "Only what was reported of places of the level “county”." in told
    assert "Mill" in told
    assert "1 of 1, newest first" in told
    # From here on the level stays: the parts, the lines, other days, the way back.
    for part in (path, f"{CARD}?year=2020"):
        kept = [one for one in links(told, part) if one != path]
        assert kept
        assert all("level=county" in one for one in kept)
    assert path in links(told, path)
    assert '<input type="hidden" name="level" value="county">' in told
    assert "2 of 2, newest first" in see(path)


def test_one_level_stands_beside_no_target(sold: Cast) -> None:
    whole, county = see(CARD, year="2020"), see(CARD, year="2020", level="county")
    assert "0 of 1 target reached" in whole
    assert "57.0% of target" in whole
    for words in ("of target", "no target", "No target is in the book"):
        assert words not in county
    [row] = rows_of(see(f"{CARD}scorecard.csv", year="2020", level="county"))
    assert (row["matched"], row["waiting"], row["target"]) == ("70", "8", "")
    assert (row["level"], row["framework"]) == ("county", "")


def test_a_framework_keeps_rows_as_its_page_scores_them(sold: Cast) -> None:
    carry(sold, placed({"partner": 61}), at(4, 5))
    page = see(CARD, year="2020", framework="northeast-six-requirements", rows="all")
    assert set(re.findall(r"/2020/([A-Z_]+)/", page)) == {"LC_TOTAL"}
    assert "Only the indicators that speak to" in page
    assert "None of these indicators has a target." in page
    assert "No target is in the book" not in page
    [row] = rows_of(
        see(f"{CARD}scorecard.csv", year="2020", framework="northeast-six-requirements")
    )
    assert (row["indicator"], row["matched"]) == ("LC_TOTAL", "61")
    assert row["framework"] == "northeast-six-requirements"
    both = see(CARD, year="2020", framework="sdg", level="county", rows="all")
    assert set(re.findall(r"/2020/([A-Z_]+)/", both)) == {"IC_CONSUMPTION"}


def test_filters_that_leave_nothing_say_so(sold: Cast) -> None:
    page = see(CARD, year="2020", framework="northeast-six-requirements")
    assert "Nothing in this year fits the filters above." in page
    zh = see(CARD, language="zh-hans", year="2020", level="county")
    assert "只计“县”一级地方报告的内容" in zh or "只计“区县”一级地方报告的内容" in zh


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["level", "framework"])
def test_what_names_nothing_shows_the_whole_and_says_so(sold: Cast, name: str, value: str) -> None:
    page = see(CARD, year="2020", **{name: value})
    assert "The whole scorecard is shown." in page
    assert "57.0% of target" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert not any(f"{name}=" in one for one in links(page, "/2020/IC_CONSUMPTION/"))
    # A file on which nobody could read it is refused.
    assert "There is no" in see(f"{CARD}scorecard.csv", 422, year="2020", **{name: value})
    if name == "level":
        see(f"{CARD}2020/IC_CONSUMPTION/", 404, level=value)


def test_a_year_without_a_day_is_offered_no_level(sold: Cast) -> None:
    assert 'name="level"' in see(CARD, year="2020")
    assert 'id="f-framework"' in see(CARD, year="1990")
    assert 'id="f-level"' not in see(CARD, year="1990")


def test_what_waits_of_a_level_is_walked_to_its_entries(sold: Cast) -> None:
    page = see(CARD, year="2020", level="county")
    [waits] = [one for one in links(page, "/2020/IC_CONSUMPTION/") if one.endswith("#waiting")]
    assert "level=county#waiting" in waits
    tea = Entry.objects.get(title_en="Tea")
    walk = f"{CARD}2020/IC_CONSUMPTION/"
    told = see(walk, level="county")
    [table] = re.findall(r'id="waiting".*?</section>', told, re.DOTALL)
    for words in (tea.number, "Ford", "8 yuan", "1 of 1, newest first", "Waiting"):
        assert words in table
    assert f"/entries/{tea.number}/" in table
    assert 'href="#waiting"' in told
    # The city has nothing that waits; of all levels the same line stands, red once disputed.
    assert 'id="waiting"' not in see(walk, level="city")
    services.dispute_entry(
        entry_id=tea.pk, version=1, counter=[(1, 7 * YUAN)], reason="we hold 7", by=sold.bob
    )
    assert 'data-s="disputed"' in see(walk)


def test_what_waits_stands_newest_first(sold: Cast) -> None:
    june = sale(3 * YUAN, region="xx-fir-mill", title_en="Oil", happened_on=date(2020, 6, 9))
    confirm(sold, june, at(6, 10))
    told = see(f"{CARD}2020/IC_CONSUMPTION/", level="county")
    [table] = re.findall(r'id="waiting".*?</section>', told, re.DOTALL)
    assert table.index("9 Jun 2020") < table.index("10 Mar 2020")
    assert "2 of 2, newest first" in table


def test_a_level_of_a_year_without_a_day_is_let_go_again(sold: Cast) -> None:
    page = see(CARD, year="1990", level="county")
    assert 'id="f-level"' in page
    assert "Only what was reported of places of the level “county”" in page
    for level in ("zz", "x" * 10_000, "county\u202e"):
        told = see(CARD, year="1990", level=level)
        assert "The whole scorecard is shown." in told
        assert "Only what was reported" not in told
        see(f"{CARD}1990/IC_CONSUMPTION/", 404, level=level)
