"""An agreement's targets stand with what was reached: the scorecard's own cells, each a door."""

from __future__ import annotations

import re

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, promise
from tests.example import Installation
from tests.web.roles import AUDITOR

from tallystick.access.models import User
from tallystick.programme.models import Agreement, Target
from tallystick.programme.services import record_agreement
from tallystick.web.views.agreement_results import MOST_CARDS, results_of
from tallystick.web.views.agreements import _reached

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
    assert here == {code: there[code] for code in here}
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
    assert results[own].drawn.matched.text == ""
    assert results[own].drawn.matched.empty is not None
    assert results[own].held_to is None
    assert _reached(results[own], [5])["completion"] == ""
    assert _reached(None, [5]) == {}
    years = [target(str(year)) for year in range(2000, 2000 + MOST_CARDS + 3)]
    assert len(results_of(found, years, cast.alice)) == MOST_CARDS
