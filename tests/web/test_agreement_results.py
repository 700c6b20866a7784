"""An agreement's targets stand with what was reached: the scorecard's own cells, each a door."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, promise
from tests.example import Installation
from tests.web.roles import AUDITOR

from tallystick.access.models import User
from tallystick.programme.models import Agreement, Target
from tallystick.programme.services import record_agreement
from tallystick.web.views.promises.agreement_results import MOST_CARDS, results_of
from tallystick.web.views.promises.agreements import _reached

HERE = "/agreements/dalian-liupanshui-2019/"


def reader(username: str = AUDITOR.username) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def walks(page: str) -> dict[str, str]:
    """Return indicator → what its first door says: parts of a figure stand below it."""
    found = re.findall(r'href="/pairings/dalian-liupanshui/2019/(\w+)/"[^>]*>([^<]+)</a>', page)
    return {code: said.strip() for code, said in reversed(found)}


def test_what_was_reached_is_what_the_scorecard_says(on_example: Installation) -> None:
    client = reader()
    page = client.get(HERE).content.decode()
    here = walks(page.split('id="targets"')[1])
    there = walks(client.get("/pairings/dalian-liupanshui/?year=2019&rows=all").content.decode())
    assert len(here) == 15, "each of its targets"
    # With its unit, as the targets beside it.
    figures = {code: re.match(r"[−<\d.,]+", said) for code, said in here.items()}
    assert {code: one and one[0] for code, one in figures.items()} == {c: there[c] for c in here}
    # The share is of the target that stands here: version 2 raised it.
    assert "% of target" in page


def test_a_page_of_results_asks_no_more_for_more_targets(cast: Cast) -> None:
    """The same agreement signed with two targets, then with three instead."""
    targets = {"LC_TOTAL": 5, "FS_TOTAL_ALL": 900_00, "LC_TRAIN_PEOPLE": 7}
    client, asked = reader("alice"), {}
    for n in (2, 2, 3):
        with transaction.atomic():
            promise(cast, dict(list(targets.items())[:n]))
            with CaptureQueriesContext(connection) as found:
                page = client.get("/agreements/quay-fir-2020/").content.decode()
            transaction.set_rollback(True)
        doors = re.findall(r'href="/pairings/quay-fir/2020/(\w+)/"', page.split('id="targets"')[1])
        assert set(doors) == set(list(targets)[:n])
        asked[n] = len(found.captured_queries)
    assert asked[3] == asked[2]


def test_nothing_is_reached_of_what_nobody_signed(cast: Cast) -> None:
    record_agreement(
        code="a", pairing=cast.pairing, kind="yearly", year=2020, title_en="Willow", title_zh="",
        by=cast.alice,
    )  # fmt: skip
    page = reader("alice").get("/agreements/a/").content.decode()
    assert "not measured by itself" not in page


def test_only_whole_years_at_a_place_of_the_pairing_are_measured(cast: Cast) -> None:
    pairing = cast.pairing
    made = record_agreement(
        code="a", pairing=cast.pairing, kind="yearly", year=2020, title_en="Willow", title_zh="",
        by=cast.alice,
    )  # fmt: skip
    found = Agreement.objects.get(pk=made.pk)

    def target(period: str, place: object = pairing.supported) -> Target:
        return Target(region=place, indicator="LC_TOTAL", period=period, amount=5, unit="person")

    own = (pairing.supported.code, "LC_TOTAL", "2020")
    asked = [target("2020"), target("2020-Q1"), target("2020", pairing.supporting)]
    results = results_of(found, asked, cast.alice)
    assert set(results) == {own}
    # Nobody reported: the cell says so, and opens its walk all the same.
    drawn_row = results[own].drawn
    assert drawn_row is not None
    assert drawn_row.matched.text == ""
    assert drawn_row.matched.empty is not None
    assert results[own].held_to is None
    assert _reached(results[own], [5])["completion"] == ""
    assert _reached(None, [5]) == {}


def test_a_target_of_a_scorecard_that_is_not_read_leads_to_it(cast: Cast) -> None:
    place, last = cast.pairing.supported, 2000 + MOST_CARDS
    made = record_agreement(
        code="a", pairing=cast.pairing, kind="framework", year=2000, last_year=last,
        title_en="Willow", title_zh="", by=cast.alice,
    )  # fmt: skip
    found = Agreement.objects.get(pk=made.pk)
    targets = [
        Target(region=place, indicator=code, period=str(year), amount=5, unit="person")
        for year in range(2000, last + 1)
        for code in ("LC_TOTAL", "LC_POV")
    ]
    results = results_of(found, targets, cast.alice)
    unread = {key: one for key, one in results.items() if one.drawn is None}
    assert len(results) - len(unread) == 2 * MOST_CARDS
    there = f"/pairings/{cast.pairing.code}/?year={last}&rows=all"
    assert {key[1:]: one.card for key, one in unread.items()} == {
        ("LC_TOTAL", str(last)): there, ("LC_POV", str(last)): there,
    }  # fmt: skip
    said = _reached(results[place.code, "LC_TOTAL", str(last)], [5])
    assert said == {"card": there}


def test_the_page_says_where_a_result_stands_that_it_does_not_read(
    on_example: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick.web.views.promises.agreement_results.MOST_CARDS", 0)
    client = reader()
    there = "/pairings/dalian-liupanshui/?year=2019&amp;rows=all"
    for lang, words, never in (
        ("en", "see the scorecard", "not measured by itself"),
        ("zh-hans", "见记分卡", "不单独计量"),
    ):
        client.cookies["django_language"] = lang
        page = client.get(HERE).content.decode().split('id="targets"')[1]
        assert page.count(f'href="{there}">{words}</a>') == 15
        assert never not in page
    assert client.get(there.replace("&amp;", "&")).status_code == 200
