"""What the pages of stages say of a bar, an end that is near, and a person in two posts.

Of `tallystick.web.views.stage_figures`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests.cast import SYSTEM, Cast, confirm, sale, seated_at

from tallystick.access.models import User
from tallystick.entries.rules.reports import StatedLine
from tallystick.indicators.rules.stages import StageSum, Standing
from tallystick.programme.models import Thing
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.services import add_thing
from tallystick.web.views.pairings.stage_figures import bar_of, movers, standing_row, twice_in_post

TODAY = date(2020, 6, 1)
POST = pipelines()["secondment"]


def post(code: str, person: str, start: str, end: str) -> tuple[Thing, Standing]:
    details = {"person": person, "post": "Deputy head", "host": "Mill county"}
    thing = Thing(
        pk=hash(code), code=code, name_en=code.title(), pipeline="secondment",
        details={**details, "term_from": start, "term_until": end},
    )  # fmt: skip
    since = date.fromisoformat(start)
    place = ("b", "xx-fir", "xx-quay", "secondment", "in_post", "person")
    return thing, Standing(code, *place, 1, since)


def card(*things: tuple[Thing, Standing]) -> Any:
    return SimpleNamespace(things=list(things), pipeline=POST)


def test_a_person_in_two_posts_on_one_day_is_flagged() -> None:
    first = post("first", "p1", "2020-01-01", "2020-06-30")
    second = post("second", "p1", "2020-06-30", "2020-12-31")
    other = post("other", "p2", "2020-01-01", "2020-12-31")
    later = post("later", "p1", "2021-01-01", "2021-12-31")
    with translation.override("en"):
        found = twice_in_post(card(first, second, other, later))
    assert set(found) == {"first", "second"}
    assert found["first"] == "the same person is also in: Second"


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("2020-05-22", "10 days over its term"),
        ("2020-06-30", "ends in 29 days"),
        ("2020-12-31", ""),
    ],
)
def test_a_term_that_ends_soon_says_so(end: str, says: str, monkeypatch: Any) -> None:
    thing, stands = post("post", "p1", "2020-01-01", end)
    monkeypatch.setattr("tallystick.web.views.pairings.stage_figures.place", lambda region: "Mill")
    monkeypatch.setattr(Thing, "region", None)
    who = SimpleNamespace(of=lambda *_a: ("", ""), links=lambda *_a: ())
    with translation.override("en"):
        row = standing_row(thing, stands, POST, who, TODAY)  # type: ignore[arg-type]
    assert (row.flag, row.said, row.days) == (says, "Deputy head · Mill county", 152)


def test_a_bar_never_runs_below_nothing() -> None:
    assert bar_of(StageSum("committed", reached=240, here=-8), 248).here == "0"
    assert bar_of(StageSum("committed"), 0).whole == "0"


def test_who_has_the_next_step_is_told_of_what_one_sees(cast: Cast) -> None:
    mill = add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="",
        record={"enterprise": "Mill Ltd", "counterparty": "Fir farmers"}, by=SYSTEM,
    )  # fmt: skip
    signed = sale(pipeline="project", move="outside>signed", thing="mill", region="xx-fir-mill")
    entry = confirm(cast, replace(signed, lines=(StatedLine("project", 1, {}, {}),)))
    assert movers(cast.pairing, [mill], cast.bob, False).waiting == {mill.pk: entry}
    neighbour = seated_at("xx-fir-ford", fred="clerk")
    assert movers(cast.pairing, [mill], neighbour, False).waiting == {}


def test_who_may_name_things_is_offered_it_and_who_only_matches_is_not(cast: Cast) -> None:
    add_thing(
        code="mill", pipeline="project", region="xx-fir", name_en="Mill", name_zh="",
        record={"enterprise": "Mill Ltd", "counterparty": "Fir farmers"}, by=SYSTEM,
    )  # fmt: skip

    def seen(who: str, address: str) -> str:
        client = Client()
        client.force_login(User.objects.get(username=who))
        return client.get(address).content.decode()

    assert "Name a new thing" in seen("alice", "/things/")
    assert "Name a new thing" not in seen("bob", "/things/")
    assert "Edit the record" in seen("alice", "/things/mill/")
    assert "Edit the record" not in seen("bob", "/things/mill/")
