"""A commitment is kept, late or broken by the movements it is linked to, as known on a day.

Of `tallystick.exchanges.queries.evidence` and `.successions`; worked in docs/method/commitments.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, A, B, Cast, carry, funds, placed
from tests.cast import promise as sign_targets
from tests.exchanges.test_commitments import head_of_quay, promise
from tests.exchanges.test_links import project
from tests.indicators.test_stages import about

from tallystick.entries import services
from tallystick.exchanges.models import Commitment, Fulfilment
from tallystick.exchanges.queries.commitments import (
    Asked,
    CommitmentRow,
    commitments,
    listed,
    row_of,
    rows_of,
)
from tallystick.exchanges.queries.evidence import things_seen
from tallystick.exchanges.queries.linked import link
from tallystick.exchanges.services import (
    link_commitment,
    record_meeting,
    settle_commitment,
    unlink_commitment,
)
from tallystick.indicators.queries import scorecard
from tallystick.journal.queries import arrivals, subject_days
from tallystick.programme.models import Pairing
from tallystick.programme.services import (
    create_pairing,
    set_evidence_duty,
    state_span,
)

pytestmark = pytest.mark.flow
DUE = date(2020, 12, 31)
STEPS = ("outside>signed", "signed>landed", "landed>started", "started>completed",
         "completed>operating")  # fmt: skip


def said(cast: Cast, code: str = "through", held_on: date = date(2020, 1, 15)) -> Commitment:
    """Undertake something at a meeting of January 2020, due at the end of the year."""
    held = record_meeting(
        code=f"at-{code}", pairing=cast.pairing, kind="visit", held_on=held_on,
        title_en="They met", title_zh="", by=cast.alice,
    )  # fmt: skip
    return promise(cast, code=code, meeting=held, due_on=DUE)


def stands(made: Commitment, day: date) -> CommitmentRow:
    made.refresh_from_db()
    return row_of(made, day)


def through(cast: Cast, thing: str, *days: date, **changes: Any) -> list[Any]:
    """Carry a thing along its stages, a step a day."""
    return [
        carry(cast, replace(about(step, thing, day), **changes))
        for step, day in zip(STEPS, days, strict=False)
    ]


def test_it_is_kept_on_the_day_the_last_thing_reached_its_stage(cast: Cast) -> None:
    made, mill, dam = said(cast), project(), project("dam")
    for thing, stage in ((mill, "landed"), (dam, "completed")):
        link_commitment(commitment=made, thing=thing, stage=stage, by=cast.alice)
    spring = [date(2020, month, 1) for month in (2, 3, 4, 5, 6)]
    through(cast, "mill", *spring[:2])
    half = stands(made, date(2020, 12, 1))
    assert (half.standing, half.done, len(half.evidence.links)) == ("due_soon", 1, 2)
    assert stands(made, date(2021, 1, 1)).standing == "late"
    through(cast, "dam", *spring)
    row = stands(made, date(2021, 1, 1))
    assert (row.standing, row.ended_on, row.by_movements) == ("kept", date(2020, 5, 1), True)
    # Before that day nobody could have said so.
    assert stands(made, date(2020, 4, 30)).standing == "open"
    assert made.state == "made"
    assert [r.progress.stage for r in row.evidence.links] == ["landed", "operating"]


def test_reached_after_its_day_it_is_kept_late(cast: Cast) -> None:
    made, mill = said(cast), project()
    link_commitment(commitment=made, thing=mill, stage="landed", by=cast.alice)
    through(cast, "mill", date(2020, 12, 1), date(2021, 1, 4))
    row = stands(made, date(2021, 6, 1))
    assert (row.standing, row.days_late) == ("kept_late", 4)
    assert stands(made, date(2021, 1, 3)).standing == "late"


def test_a_reversal_opens_it_again_and_earlier_days_know_it_as_it_was(cast: Cast) -> None:
    made, mill = said(cast), project()
    link_commitment(commitment=made, thing=mill, stage="landed", by=cast.alice)
    moment = datetime(2020, 4, 1, tzinfo=UTC)
    for step, day in zip(STEPS[:2], (date(2020, 2, 1), date(2020, 3, 1)), strict=False):
        entry = carry(cast, about(step, "mill", day), moment)
    assert stands(made, date(2020, 5, 1)).standing == "kept"
    services.reverse_entry(
        entry_id=entry.pk, reason="It never landed.", by=cast.ann, second=cast.bob,
        at=moment + timedelta(40),
    )  # fmt: skip
    assert stands(made, date(2020, 6, 1)).standing == "open"
    made.refresh_from_db()
    for known, standing in ((10, "kept"), (60, "open"), (-10, "open")):
        by = moment + timedelta(known)
        (row,) = rows_of([made], date(2020, 6, 1), known_by=by)
        assert row.standing == standing
    asked = Asked(stands="kept")
    assert len(listed(cast.alice, today=date(2020, 6, 1), asked=asked, known_by=by)) == 0
    then = moment + timedelta(10)
    assert len(listed(cast.alice, today=date(2020, 6, 1), asked=asked, known_by=then)) == 1
    assert len(listed(cast.alice, today=date(2020, 1, 1), asked=Asked(), known_by=then)) == 0


def test_a_thing_that_ended_before_it_came_breaks_the_commitment(cast: Cast) -> None:
    made, mill = said(cast), project()
    link_commitment(commitment=made, thing=mill, stage="operating", by=cast.alice)
    through(cast, "mill", date(2020, 2, 1), date(2020, 3, 1))
    gone = about("landed>cancelled", "mill", date(2020, 7, 9))
    carry(cast, replace(gone, record={"why": "The firm went elsewhere."}))
    row = stands(made, date(2020, 8, 1))
    assert (row.standing, row.ended_on) == ("broken", date(2020, 7, 9))
    unlink_commitment(link=link(made, 1), reason="Another mill takes its place.", by=cast.bill)
    assert stands(made, date(2020, 8, 1)).standing == "open"


def test_one_that_was_closed_after_it_opened_had_kept_its_word(cast: Cast) -> None:
    made, mill = said(cast), project()
    link_commitment(commitment=made, thing=mill, stage="operating", by=cast.alice)
    through(cast, "mill", *(date(2020, month, 1) for month in (2, 3, 4, 5, 6)))
    gone = about("operating>closed", "mill", date(2020, 9, 1))
    carry(cast, replace(gone, record={"why": "The harvest failed."}))
    row = stands(made, date(2020, 10, 1))
    assert (row.standing, row.ended_on) == ("kept", date(2020, 6, 1))


def test_an_amount_counts_what_came_in_since_the_day_it_was_made(cast: Cast) -> None:
    made = said(cast)
    link_commitment(commitment=made, indicator="FS_GOV_FUND", amount=900, by=cast.alice)
    for day, amount in ((date(2020, 1, 14), 500), (date(2020, 3, 1), 600), (date(2020, 9, 1), 300)):
        carry(cast, funds("committed>received", amount, happened_on=day, region="xx-fir-mill"))
    row = stands(made, date(2020, 8, 1))
    (only,) = row.evidence.links
    assert (row.standing, only.progress.done, only.progress.wanted) == ("open", 600, 900)
    assert stands(made, date(2020, 10, 1)).ended_on == date(2020, 9, 1)


def test_persons_are_counted_as_the_scorecard_counts_them(cast: Cast) -> None:
    made = said(cast)
    sign_targets(cast, {"LC_TOTAL": 40, "FS_GOV_FUND": 500})
    for code in ("LC_TOTAL", "FS_GOV_FUND"):
        link_commitment(commitment=made, indicator=code, period="2020", by=cast.alice)
    carry(cast, placed({"partner": 12}))
    carry(cast, funds("committed>received", 700))
    (people, money) = stands(made, DUE).evidence.links
    card = {row.indicator: row for row in scorecard(cast.pairing, year=2020, actor=cast.alice).rows}
    for found, code in ((people, "LC_TOTAL"), (money, "FS_GOV_FUND")):
        assert (found.progress.done, found.progress.wanted) == (
            card[code].matched, card[code].target,
        )  # fmt: skip
    assert money.progress.reached_on == date(2020, 3, 10)
    assert stands(made, DUE).standing == "due_soon"
    # An amendment raises what is promised: it is met no longer.
    sign_targets(cast, {"FS_GOV_FUND": 800}, signed_on=date(2020, 6, 1))
    assert stands(made, DUE).evidence.links[1].progress.reached_on is None


@pytest.fixture
def passed_on(cast: Cast) -> Cast:
    """The pairing ended in June 2020; a book of another province took the same places over."""
    for row in (cast.book, cast.pairing):
        state_span(
            pairing=row, valid_from=date(2016, 1, 1), valid_to=date(2020, 6, 30),
            source="invented", preferred=True, by=SYSTEM,
        )  # fmt: skip
    book = create_pairing(
        code="second-book", programme="nowhere", supporting=B, supported="xx-west",
        level="city", by=SYSTEM,
    )  # fmt: skip
    second = create_pairing(
        code="second-fir", programme="nowhere", supporting=B, supported=A, level="city",
        parent="second-book", by=SYSTEM,
    )  # fmt: skip
    for row in (book, second):
        state_span(
            pairing=row, valid_from=date(2020, 7, 1), valid_to=None, source="invented",
            preferred=True, by=SYSTEM,
        )  # fmt: skip
    set_evidence_duty(pairing=book, pipeline="", duty="advisory", reason="no papers", by=SYSTEM)
    return cast


def test_what_moved_under_the_successor_keeps_the_word(passed_on: Cast) -> None:
    made, mill = said(passed_on), project()
    link_commitment(commitment=made, thing=mill, stage="operating", by=passed_on.alice)
    link_commitment(commitment=made, indicator="FS_GOV_FUND", amount=900, by=passed_on.alice)
    spring = [date(2020, month, 1) for month in (2, 3, 4)]
    through(passed_on, "mill", *spring)
    carry(passed_on, funds("committed>received", 500))
    services.hand_over_live(
        old="east-west", new="second-book", pairing="second-fir", on=date(2020, 7, 1),
        by=passed_on.ann, second=passed_on.bob,
    )  # fmt: skip
    # What was handed over came from nowhere: it is neither reached nor counted again.
    assert [r.progress.done for r in stands(made, date(2020, 7, 2)).evidence.links] == [0, 500]
    for step, day in ((STEPS[3], date(2020, 8, 1)), (STEPS[4], date(2020, 9, 12))):
        carry(passed_on, replace(about(step, "mill", day), pairing="second-fir"))
    carry(
        passed_on,
        funds("committed>received", 400, pairing="second-fir", happened_on=date(2020, 8, 3)),
    )
    row = stands(made, DUE)
    assert (row.standing, row.ended_on) == ("kept", date(2020, 9, 12))
    assert [r.progress.reached_on for r in row.evidence.links] == [
        date(2020, 9, 12), date(2020, 8, 3),
    ]  # fmt: skip


def test_a_target_binds_its_own_pairing_only(passed_on: Cast) -> None:
    made = said(passed_on)
    sign_targets(passed_on, {"FS_GOV_FUND": 900})
    link_commitment(commitment=made, indicator="FS_GOV_FUND", period="2020", by=passed_on.alice)
    carry(passed_on, funds("committed>received", 500))
    carry(
        passed_on,
        funds("committed>received", 400, pairing="second-fir", happened_on=date(2020, 8, 3)),
    )
    (only,) = stands(made, DUE).evidence.links
    assert (only.progress.done, only.progress.reached_on) == (500, None)
    assert only.link.pairing == Pairing.objects.get(code="quay-fir")


def test_nobody_ends_by_word_what_movements_kept_but_what_is_open_may_be_dropped(
    cast: Cast,
) -> None:
    made, mill = said(cast), project()
    link_commitment(commitment=made, thing=mill, stage="signed", by=cast.alice)
    words = {"commitment": made, "on": DUE, "reason": "moot", "by": head_of_quay()}
    carry(cast, about("outside>signed", "mill", date(2020, 2, 1)))
    with pytest.raises(Exception) as told:  # noqa: PT011 (its code is asked below)
        settle_commitment(state="dropped", **words)  # type: ignore[arg-type]
    assert told.value.code == "kept-by-movements"  # type: ignore[attr-defined]
    other = said(cast, "other")
    link_commitment(commitment=other, thing=mill, stage="operating", by=cast.alice)
    done = settle_commitment(state="dropped", **{**words, "commitment": other})  # type: ignore[arg-type]
    assert stands(done, DUE).standing == "dropped"


def test_a_page_of_many_asks_no_more_of_the_book_than_a_page_of_one(cast: Cast) -> None:
    sign_targets(cast, {"FS_GOV_FUND": 900})
    made, keys = [], []
    for n in range(12):
        one, mill = said(cast, f"p{n}"), project(f"mill-{n}")
        link_commitment(commitment=one, thing=mill, stage="landed", by=cast.alice)
        link_commitment(commitment=one, indicator="FS_GOV_FUND", amount=900, by=cast.alice)
        link_commitment(commitment=one, indicator="FS_GOV_FUND", period="2020", by=cast.alice)
        made.append(one)
        keys.append(mill.key)
    for n in range(3):
        through(cast, f"mill-{n}", date(2020, 2, 1), date(2020, 3, 1))
    carry(cast, funds("committed>received", 1000))
    asked = []
    for some in (made[:1], made):
        with CaptureQueriesContext(connection) as told:
            rows = rows_of(some, DUE)
        asked.append(len(told))
    assert asked[0] == asked[1] <= 12
    assert [row.standing for row in rows[:4]] == ["kept", "kept", "kept", "due_soon"]
    with CaptureQueriesContext(connection) as told:
        counts = commitments(cast.alice, today=DUE).counts()
    assert (counts, len(told) <= 14) == ({"kept": 3, "due_soon": 9}, True)
    assert [one.code for one in commitments(cast.bob, today=DUE, stands="kept")] == [
        "p0", "p1", "p2",
    ]  # fmt: skip
    assert len(commitments(cast.alice, today=DUE, workstream="financial")) == 12
    assert len(commitments(cast.alice, today=DUE, workstream="talent")) == 0
    assert {row.subject for row in subject_days(keys, until=DUE)} == set(keys[:3])
    assert things_seen(rows[0].evidence.links, cast.alice)
    assert not things_seen(rows[0].evidence.links, cast.chen)
    assert Fulfilment.objects.count() == 0


def test_what_came_to_a_stage_is_read_by_day_without_what_was_recorded_before(cast: Cast) -> None:
    carry(cast, funds("committed>received", 500), datetime(2020, 3, 12, tzinfo=UTC))
    words = {
        "books": ["east-west"], "stages": [("funds", "received")], "regions": ["xx-fir"],
        "since": date(2020, 1, 1), "until": DUE,
    }  # fmt: skip
    (row,) = arrivals(**words)  # type: ignore[arg-type]
    assert (row.day, row.amount, row.source) == (date(2020, 3, 10), 500, "committed")
    later = datetime(2020, 4, 1, tzinfo=UTC)
    assert arrivals(**words, recorded_since=later) == []  # type: ignore[arg-type]
    assert arrivals(**words, known_by=datetime(2020, 3, 11, tzinfo=UTC)) == []  # type: ignore[arg-type]
