"""Pairings side by side in the pages: filters in the address, order on the server, the file."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast, carry, promise, sale

from tallystick.access.models import User
from tallystick.indicators.shapes import PAIR_COLUMNS
from tallystick.programme.services import create_pairing, state_span

YUAN = 100


def at(month: int, day: int) -> datetime:
    """Return an instant of that day of 2020, noon in Shanghai."""
    return datetime(2020, month, day, 4, tzinfo=UTC)


def signed_in(name: str) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def body(query: str = "", name: str = "alice", address: str = "/compare/") -> str:
    """Return a page as somebody reads it."""
    return signed_in(name).get(f"{address}{query}").content.decode()


def names(text: str) -> list[str]:
    """Return the pairings of a page's tables, from the top."""
    return re.findall(r'<a class="ts-b" href="/pairings/([^/]+)/', text)


@pytest.fixture
def two(cast: Cast) -> Cast:
    """Beside the city pairing, one of a county in it: only the city has a target."""
    county = create_pairing(
        code="quay-mill", programme="nowhere", supporting="xx-quay", supported="xx-fir-mill",
        level="county", parent="quay-fir", by=SYSTEM,
    )  # fmt: skip
    state_span(
        pairing=county, valid_from=date(2016, 1, 1), valid_to=None, source="invented",
        preferred=True, by=SYSTEM,
    )  # fmt: skip
    promise(cast, {"IC_CONSUMPTION": 1000 * YUAN}, at=at(1, 10))
    carry(cast, sale(800 * YUAN), at(4, 1))
    return cast


ONE = "?indicator=IC_CONSUMPTION&year=2020"


def test_what_was_left_empty_an_order_and_a_page_narrow_nothing(two: Cast) -> None:
    assert "Clear filters" not in body("?programme=&level=&sort=name&page=2")
    # The control.
    assert "Clear filters" in body("?programme=&level=county")


def test_a_percentage_stands_with_its_figure_and_target(two: Cast) -> None:
    page = body(ONE)
    row = page[page.index('href="/pairings/quay-fir/?year=2020"') :].split("</tr>")[0]
    for words in ("80.0% of target", ">800<", "1,000"):
        assert words in row, words
    assert 'data-l="Rank"><span class="ts-b ts-nowrap">1<' in row


def test_who_has_no_target_or_no_report_says_so_and_stands_last(two: Cast) -> None:
    page = body(f"{ONE}&sort=share")
    assert names(page)[0] == "quay-fir"
    assert names(page)[-1] == "quay-mill"
    assert "no rank: no target" in page
    assert "no rank: not reported" in page


def test_filters_and_order_stay_in_the_address(two: Cast) -> None:
    page = body(f"{ONE}&pairing=quay-fir&pairing=quay-mill&level=city&sort=matched")
    assert names(page) == ["quay-fir"]
    assert '<option value="matched" selected>' in page
    assert 'aria-label="Remove filter: Level: city pairing"' in page
    gone = "?indicator=IC_CONSUMPTION&amp;year=2020&amp;pairing=quay-mill&amp;level=city"
    assert f'href="/compare/{gone}&amp;sort=matched"' in page
    assert "/compare.csv?indicator=IC_CONSUMPTION&amp;year=2020&amp;pairing=quay-fir" in page
    for sort in ("share", "change", "waiting", "claimed", "cost", "name", "nonsense"):
        assert len(names(body(f"{ONE}&sort={sort}"))) == 3


def test_what_cannot_be_asked_for_is_left_out(two: Cast) -> None:
    page = body("?indicator=NO_SUCH&pairing=nowhere&year=20200&as_of=soon&level=moon")
    assert "Nothing matches these filters" in page
    assert "not known here" in page
    assert body("?indicator=NO_SUCH").count('<section class="card ts-flush"') == 4


def test_a_stranger_compares_nothing(two: Cast) -> None:
    page = body(ONE, "chen")
    assert names(page) == []
    assert "quay-fir" not in page


def test_the_file_has_the_rows_of_the_page(two: Cast) -> None:
    text = body(f"{ONE}&sort=share", address="/compare.csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == PAIR_COLUMNS
    assert [row["pairing"] for row in rows] == names(body(f"{ONE}&sort=share"))
    first = rows[0]
    assert (first["matched"], first["target"], first["completion_percent"]) == (
        "800", "1000", "80.0",
    )  # fmt: skip
    assert (first["place"], first["standing"], rows[-1]["standing"]) == (
        "1", "ranked", "not_reported",
    )  # fmt: skip
    assert signed_in("alice").get("/compare.csv?as_of=soon").status_code == 422


def test_every_list_shows_its_filters_as_chips(two: Cast) -> None:
    page = body("?state=posted&search=tea&page=1", address="/entries/")
    assert 'aria-label="Remove filter: State: posted"' in page
    assert 'href="/entries/?search=tea"' in page
    assert 'href="/entries/?state=posted"' in page
    assert "ts-chips" not in body("?sort=day", address="/entries/")
