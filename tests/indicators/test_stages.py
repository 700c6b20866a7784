"""Stages of a pipeline, its named things, and the two lists of what goes no further.

Of `tallystick.indicators.queries.stages`, `.watching` and `.thing_story`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.cast import SYSTEM, B, Cast, carry, confirm, funds, placed, sale, seated_at

from tallystick.entries import services
from tallystick.entries.models import State
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.indicators.queries import watching
from tallystick.indicators.queries.stages import cut_of, pipelines_used, stage_card
from tallystick.indicators.queries.thing_story import thing_story
from tallystick.indicators.queries.watching import late_things, watched
from tallystick.indicators.rules.stages import StageSum, Stay
from tallystick.indicators.shapes import watched_json
from tallystick.journal.queries import stages
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Thing
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.services import add_thing, create_pairing

pytestmark = pytest.mark.flow
SEPTEMBER = date(2020, 9, 9)


def about(move: str, thing: str, on: date, pipeline: str = "project", n: int = 1) -> Report:
    unit = {"project": "project", "investment": "CNY"}[pipeline]
    line = StatedLine(unit, n, {} if unit == "project" else {"guided": "yes_"}, {})
    base = sale(pipeline=pipeline, move=move, thing=thing, happened_on=on)
    return replace(base, lines=(line,))


def named(*codes: str) -> None:
    for code in codes:
        add_thing(
            code=code, pipeline="project", region="xx-fir", name_en=code.title(), name_zh="",
            record={"enterprise": f"{code.title()} Ltd", "counterparty": "Fir farmers"}, by=SYSTEM,
        )  # fmt: skip


@pytest.fixture
def story(cast: Cast) -> Cast:
    """A mill that lands, a dam that does not, and the dam's money; the landing of a shed waits."""
    named("mill", "dam", "shed")
    for thing in ("mill", "dam", "shed"):
        carry(cast, about("outside>signed", thing, date(2020, 3, 10)))
    carry(cast, about("signed>landed", "mill", date(2020, 6, 1)))
    confirm(cast, about("signed>landed", "shed", date(2020, 7, 1)))
    carry(cast, about("outside>contracted", "dam", date(2020, 3, 10), "investment", 900_00))
    carry(cast, about("contracted>paid_in", "dam", date(2020, 4, 1), "investment", 200_00))
    return cast


def card_of(cast: Cast, code: str, *, actor: Any = None, **asked: Any) -> Any:
    cut = cut_of(cast.pairing, year=2020, **asked)
    return stage_card(cast.pairing, pipelines()[code], cut, actor=actor or cast.alice)


def test_what_is_signed_and_moved_on_is_told_from_what_still_stands(story: Cast) -> None:
    card = card_of(story, "project")
    assert card.rows[0] == StageSum("signed", reached=3, came_in=3, here=2)
    assert card.rows[1] == StageSum("landed", reached=1, came_in=1, here=1)
    assert (card.waiting["landed"].reports, dict(card.waiting["landed"].amounts)) == (
        1,
        {"project": 1},
    )


def test_a_named_thing_stands_since_the_day_it_came(story: Cast) -> None:
    found = {thing.code: (one.stage, one.since) for thing, one in card_of(story, "project").things}
    assert found == {
        "mill": ("landed", date(2020, 6, 1)),
        "dam": ("signed", date(2020, 3, 10)),
        "shed": ("signed", date(2020, 3, 10)),
    }


def test_an_earlier_day_knows_nothing_of_what_was_recorded_later(story: Cast) -> None:
    card = card_of(story, "project", as_of=date(2020, 12, 31))
    assert [row.reached for row in card.rows[:2]] == [0, 0]
    assert (card.things, card.waiting) == ([], {})


def test_kept_codes_and_places_add_up_to_the_whole(cast: Cast) -> None:
    carry(cast, funds("outside>committed", 500))
    carry(cast, funds("committed>received", 700, region="xx-fir-mill"))
    card = card_of(cast, "funds")
    assert [row.here for row in card.rows[:2]] == [-200, 700]
    assert {code: rows[1].reached for code, rows in card.by_region.items()} == {
        "xx-fir": 0,
        "xx-fir-mill": 700,
    }
    assert list(card.by_code["payer_level"]) == ["city"]
    only = card_of(cast, "funds", region="xx-fir-mill")
    assert [row.reached for row in only.rows[:2]] == [0, 700]


def test_each_unit_is_counted_apart(cast: Cast) -> None:
    carry(cast, placed({"partner": 12}))
    cut = cut_of(cast.pairing, year=2020)
    card = stage_card(cast.pairing, pipelines()["placement"], cut, actor=cast.alice)
    assert (card.unit, card.units) == ("person", ("person", "placement"))
    assert card.rows[1].came_in == 12


def test_the_index_shows_what_is_used_and_what_only_waits(story: Cast) -> None:
    confirm(story, funds("outside>committed", 500))
    used = pipelines_used(story.pairing, cut_of(story.pairing, year=2020), actor=story.bob)
    found = {one.pipeline.code: (one.rows[0].reached, one.waiting) for one in used}
    assert found == {"project": (3, 1), "investment": (900_00, 0), "funds": (0, 1)}


def test_signed_and_not_landed_lists_parties_and_money(story: Cast) -> None:
    rows = [watched_json(one) for one in watched("unlanded", story.bob, today=SEPTEMBER)]
    assert [(row["code"], row["days"], row["usual_days"]) for row in rows] == [
        ("dam", 183, 180),
        ("shed", 183, 180),
    ]
    assert (rows[0]["contracted"], rows[0]["paid_in"], rows[0]["office"]) == (900, 200, "fir")
    assert (rows[0]["supporting_party"], rows[0]["supported_party"]) == ("Dam Ltd", "Fir farmers")
    assert (rows[1]["contracted"], rows[1]["paid_in"], rows[0]["invented"]) == (None, None, True)


def test_how_many_days_are_too_long_may_be_asked(story: Cast) -> None:
    assert watched("unlanded", story.alice, days=183, today=SEPTEMBER) == []
    assert len(watched("unlanded", story.alice, days=182, today=SEPTEMBER)) == 2
    assert watched("unlanded", story.alice, today=date(2020, 9, 6)) == []


def test_who_belongs_to_neither_side_finds_nothing_listed(story: Cast) -> None:
    assert watched("unlanded", story.chen, days=0, today=SEPTEMBER) == []
    assert card_of(story, "project", actor=story.chen).things == []


def test_what_other_pairs_did_is_not_even_read(
    story: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    whole = watching.subject_moves

    def counted(*asked: Any, **more: Any) -> Any:
        moves = list(whole(*asked, **more))
        read.append(len(moves))
        return moves

    monkeypatch.setattr(watching, "subject_moves", counted)
    watched("unlanded", story.chen, days=0, today=SEPTEMBER)
    assert sum(read) == 0
    watched("unlanded", story.alice, days=0, today=SEPTEMBER)
    assert sum(read) > 0


def test_only_what_moved_since_is_read_again(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = watching.subject_moves

    def noted(subjects: Any, **more: Any) -> Any:
        moves = list(whole(subjects, **more))
        read.extend({move.subject for move in moves if move.pipeline == "project"})
        return moves

    monkeypatch.setattr(watching, "subject_moves", noted)

    def listed() -> list[str]:
        return [one.code for one in late_things("unlanded", story.bob, days=0, today=SEPTEMBER)]

    assert listed() == ["dam", "shed"]
    read.clear()
    assert listed() == ["dam", "shed"]
    assert read == []
    carry(story, about("signed>landed", "dam", date(2020, 8, 1)))
    assert listed() == ["shed"]
    assert read == [Thing.objects.get(code="dam").key]
    told = watching.told(late_things("unlanded", story.bob, days=0, today=SEPTEMBER), story.bob)
    assert [one.thing.code for one in told] == ["shed"]


def test_a_long_book_is_summed_from_where_it_was_summed_last(
    story: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sums(**asked: Any) -> Any:
        card = card_of(story, "project", **asked)
        return card.rows, card.by_region, card.by_year

    plain, day = [sums()], date(2020, 8, 1)
    monkeypatch.setattr(stages, "LONG", 2)
    monkeypatch.setattr(stages, "STRETCH", 2)
    stretched = [sums()]
    for move, thing in (("landed>started", "mill"), ("signed>landed", "dam")):
        entry = carry(story, about(move, thing, day))
        stretched.append(sums())
        with monkeypatch.context() as whole:
            whole.setattr(stages, "LONG", 10_000)
            plain.append(sums())
    undone = services.reverse_entry(
        entry_id=entry.pk, reason="not yet", by=story.ann, second=story.bob
    )
    assert undone.state == State.REVERSED
    stretched.append(sums())
    monkeypatch.setattr(stages, "LONG", 10_000)
    plain.append(sums())
    assert stretched == plain
    assert plain[2] != plain[1] == plain[3]


def test_how_many_wait_is_told_of_what_one_sees(story: Cast) -> None:
    confirm(story, sale(region="xx-fir-mill"))

    def waiting(actor: Actor) -> dict[str, int]:
        used = pipelines_used(story.pairing, cut_of(story.pairing, year=2020), actor=actor)
        return {one.pipeline.code: one.waiting for one in used if one.waiting}

    assert waiting(story.bob) == {"project": 1, "sale": 1}
    # The shed's landing is the city's; what the county of Mill said is not told to Ford.
    assert waiting(seated_at("xx-fir-ford", fred="clerk")) == {"project": 1}


def test_completed_and_idle_are_listed_until_they_work(story: Cast) -> None:
    for move, on in (
        ("landed>started", date(2020, 6, 2)),
        ("started>completed", date(2020, 6, 3)),
    ):
        carry(story, about(move, "mill", on))
    assert [one.thing.code for one in watched("idle", story.alice, today=SEPTEMBER)] == ["mill"]
    carry(story, about("completed>operating", "mill", date(2020, 8, 1)))
    assert watched("idle", story.alice, today=SEPTEMBER) == []
    idle = replace(about("operating>idle", "mill", date(2020, 9, 1)), record={"why": "No buyer"})
    carry(story, idle)
    assert [one.days for one in watched("idle", story.alice, today=SEPTEMBER)] == [8]


def test_a_hand_over_begins_no_waiting_anew(story: Cast) -> None:
    create_pairing(
        code="second-book", programme="nowhere", supporting=B, supported="xx-west",
        level="city", by=SYSTEM,
    )  # fmt: skip
    create_pairing(
        code="second-fir", programme="nowhere", supporting=B, supported="xx-fir", level="city",
        parent="second-book", by=SYSTEM,
    )  # fmt: skip
    services.hand_over_live(
        old="east-west", new="second-book", pairing="second-fir", on=date(2020, 8, 1),
        by=story.ann, second=story.bob,
    )  # fmt: skip
    rows = watched("unlanded", story.alice, today=SEPTEMBER)
    assert {(one.standing.book, one.days) for one in rows} == {("second-book", 183)}
    dam = thing_story(Thing.objects.get(code="dam"), story.alice)
    assert dam.stays == [Stay("signed", date(2020, 3, 10), None)]
    assert [one.book for one in dam.stands] == ["second-book"]


def test_a_thing_tells_its_stages_and_its_money(story: Cast) -> None:
    mill = thing_story(Thing.objects.get(code="mill"), story.bob)
    assert mill.stays == [
        Stay("signed", date(2020, 3, 10), date(2020, 6, 1)),
        Stay("landed", date(2020, 6, 1), None),
    ]
    dam = Thing.objects.get(code="dam")
    told = [(one.pipeline.code, one.rows[0].here, one.rows[1].here) for one in
            thing_story(dam, story.bob).told]  # fmt: skip
    assert told == [("investment", 700_00, 200_00)]
    assert thing_story(dam, story.chen).told == []
