"""A practice is recorded by one office, taken up by another, and followed; figures are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import SYSTEM, Cast

from tallystick.exchanges.models import (
    Practice,
    PracticeAdoption,
    PracticeEvidence,
    PracticeStep,
)
from tallystick.exchanges.practice_shapes import practice_json
from tallystick.exchanges.queries.practices import (
    adopting_among,
    adoption,
    adoptions,
    contact_office,
    contact_offices,
    elsewhere,
    may_adopt,
    may_amend,
    may_follow,
    practice,
    practice_history,
    practice_regions,
    practices,
    read_evidence,
    state_of,
    told_at,
    told_in,
)
from tallystick.exchanges.rules.practices import STEPS, PracticeText
from tallystick.exchanges.services import (
    adopt_practice,
    amend_practice,
    follow_practice,
    keep_readout,
    record_meeting,
    record_practice,
)
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.services import add_thing, create_pairing
from tallystick.regions.models import Region

DAY = date(2021, 5, 6)
TEXT = PracticeText(
    "A workshop near home", "家门口的帮扶车间", "It taught at the bench.", "边做边教。", "2019-08",
    "industrial", "Hill – Dale", "https://example.org/a",
)  # fmt: skip


def record(cast: Cast, text: PracticeText = TEXT, **other: Any) -> Practice:
    return record_practice(**{"text": text, "by": cast.alice, **other})


def place(code: str) -> Region:
    return Region.objects.get(code=code)


def adopt(cast: Cast, one: Practice, region: str = "xx-fir-mill", **other: Any) -> PracticeAdoption:
    said = {
        "practice": one, "pairing": cast.pairing, "region": place(region), "on": DAY,
        "text_en": "We teach at the bench too.", "text_zh": "", "by": cast.alice, **other,
    }  # fmt: skip
    return adopt_practice(**said)


def follow(cast: Cast, one: PracticeAdoption, state: str = "in_use", **other: Any) -> PracticeStep:
    said = {
        "adoption": one, "state": state, "on": DAY + timedelta(30), "text_en": "It works.",
        "text_zh": "", "by": cast.alice, **other,
    }  # fmt: skip
    return follow_practice(**said)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in refused.value.problems]


def test_what_the_rules_name_is_what_the_tables_hold() -> None:
    assert tuple(PracticeStep.State.values) == tuple(STEPS)


def test_an_office_records_and_who_may_read_it_does(cast: Cast) -> None:
    made = record(cast, region=place("xx-fir"), pairing=cast.pairing)
    assert (made.code, made.title_zh, made.since) == ("xx-fir-p-1", "家门口的帮扶车间", "2019-08")
    assert made.office
    assert made.contact == made.office
    assert practice(made.code, actor=cast.bob) == made
    with pytest.raises(NotFound):
        practice(made.code, actor=cast.chen)
    assert list(practice_regions(cast.bob)) == [place("xx-fir")]
    shared = record(cast, replace(TEXT, shared=True))
    assert shared.code == "practice-p-1"
    assert practice(shared.code, actor=cast.chen) == shared
    assert str(shared) == "A workshop near home"


def test_a_reader_records_none_and_every_fault_is_told(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        record(cast, by=cast.bob)
    wrong = PracticeText("", since="2021-13", workstream="sea", url="")
    with pytest.raises(Refused) as refused:
        record(cast, wrong, code="new")
    assert codes(refused) == [
        ("not-a-code", "code"), ("practice-nameless", "title_en"), ("practice-wordless", "done_en"),
        ("not-a-day-month-or-year", "since"), ("unknown-workstream", "workstream"),
        ("practice-sourceless", "url"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        record(
            cast, replace(TEXT, url="x", since=str(timezone.localdate().year + 1)),
            pairing=cast.pairing, region=place("xx-far"),
        )  # fmt: skip
    assert codes(refused) == [
        ("day-to-come", "since"), ("not-a-link", "url"), ("practice-elsewhere", "region"),
    ]  # fmt: skip
    record(cast, code="bench")
    with pytest.raises(Conflict):
        record(cast, code="bench")


def test_its_meeting_and_announcement_are_of_its_own_line(cast: Cast) -> None:
    far = create_pairing(
        code="far-fir", programme="nowhere", supporting="xx-far", supported="xx-fir",
        level="city", by=SYSTEM,
    )  # fmt: skip
    met = record_meeting(
        pairing=far, kind="visit", held_on=DAY, title_en="Met", title_zh="", by=cast.alice
    )
    said = keep_readout(pairing=cast.pairing, text="They met.", by=cast.alice)
    for sources in ({"pairing": cast.pairing, "meeting": met}, {"readout": said, "meeting": met}):
        with pytest.raises(Refused) as refused:
            record(cast, **sources)
        assert codes(refused) == [
            ("pairing-elsewhere", "meeting" if "pairing" in sources else "readout")
        ]
    assert record(cast, pairing=far, meeting=met).meeting == met
    assert record(cast, pairing=cast.book, readout=said).readout == said


def test_it_is_said_anew_by_its_own_office_with_a_reason(cast: Cast) -> None:
    made = record(cast)
    new = replace(TEXT, title_en="A bench near home", shared=True)
    with pytest.raises(Forbidden):
        amend_practice(practice=made, text=new, by=cast.beth, why="x")
    with pytest.raises(Refused) as refused:
        amend_practice(practice=made, text=new, by=cast.amy, why=" ")
    assert codes(refused) == [("amending-needs-reason", "why")]
    amend_practice(practice=made, text=new, by=cast.amy, why="Its name.")
    assert (made.version, made.title_en, made.shared) == (2, "A bench near home", True)
    with pytest.raises(Conflict) as conflict:
        amend_practice(practice=made, text=new, by=cast.amy, why="x", version=1)
    assert conflict.value.code == "practice-changed-meanwhile"
    acts = practice_history(made, ())
    assert [act.action.removeprefix("exchanges.") for act in acts] == [
        "amend_practice", "record_practice",
    ]  # fmt: skip
    assert acts[0].before == {"title_en": "A workshop near home", "shared": False}
    assert may_amend(made, cast.amy)
    assert not may_amend(made, cast.beth)


def test_only_an_office_on_ones_line_is_named_to_answer(cast: Cast) -> None:
    assert [one.code for one in contact_offices(cast.alice)] == ["fir"]
    assert contact_office("fir", actor=cast.alice).code == "fir"
    with pytest.raises(NotFound):
        contact_office("far", actor=cast.alice)


def test_two_chinese_signs_are_found_and_so_is_every_filter(cast: Cast) -> None:
    bench = record(cast, region=place("xx-fir"), pairing=cast.pairing, code="bench")
    other = record(
        cast, PracticeText("Night school", done_en="x", url="https://example.org"), code="night"
    )

    def found(**asked: Any) -> list[str]:
        return [one.code for one in practices(cast.alice, **asked)]

    assert found(words="车间") == found(words="帮扶 bench") == ["bench"]
    assert found(words="夜校") == []
    assert found(sort="title_en") == ["bench", "night"]
    assert found(workstream="industrial") == found(pairing="quay-fir") == ["bench"]
    assert found(region="xx-west") == ["bench"]
    assert found(state="none", sort="title_en") == ["bench", "night"]
    assert found(state="trying") == []
    follow(cast, adopt(cast, other, "xx-quay", by=cast.beth), by=cast.beth)
    adopt(cast, other)
    adopt(cast, bench)
    assert found(state="trying", sort="title_en") == ["bench", "night"]
    assert found(state="in_use") == ["night"]
    assert found(state="none") == []
    assert found(sort="adopted") == ["night", "bench"]
    assert found(region="xx-quay") == ["night"]
    assert practices(cast.chen).count() == 0


def test_a_place_takes_it_up_once_by_an_office_that_acts_for_it(cast: Cast) -> None:
    one = record(cast, replace(TEXT, shared=True), region=place("xx-fir"))
    assert may_adopt(cast.pairing, place("xx-fir-mill"), cast.alice)
    for by in (cast.beth, cast.bob, cast.chen):
        assert not may_adopt(cast.pairing, place("xx-fir-mill"), by)
        assert adopting_among([cast.pairing], by) == ([cast.pairing] if by == cast.beth else [])
        with pytest.raises(Forbidden):
            adopt(cast, one, by=by)
    made = adopt(cast, one)
    assert (made.code, str(made), made.office.code if made.office else "") == (
        "xx-fir-p-1-a-1", "xx-fir-p-1-a-1", "fir",
    )  # fmt: skip
    assert state_of(made) == ("trying", DAY)
    asked = (cast.alice, cast.amy, SYSTEM, cast.beth, cast.bob, cast.chen)
    assert [made.pk in may_follow([made], by) for by in asked] == [True] * 3 + [False] * 3
    with pytest.raises(Conflict) as conflict:
        adopt(cast, one)
    assert conflict.value.code == "adopted-already"
    with pytest.raises(Refused) as refused:
        adopt(cast, one, "xx-fir", text_en="", on=timezone.localdate() + timedelta(2))
    assert codes(refused) == [
        ("adoption-wordless", "text_en"), ("day-to-come", "on"), ("practice-own-place", "region"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        adopt(cast, one, "xx-far", by=SYSTEM)
    assert codes(refused) == [("practice-elsewhere", "region")]


def test_others_learn_that_it_was_given_up_and_not_where(cast: Cast) -> None:
    one = record(cast, replace(TEXT, shared=True))
    made = adopt(cast, one)
    follow(cast, made, "given_up", text_en="Nobody came.")
    adopt(cast, one, "xx-fir-ford")
    assert elsewhere(one, cast.chen) == {"given_up": 1, "trying": 1}
    assert elsewhere(one, cast.bob) == {}
    assert adoptions(one, cast.chen) == []
    with pytest.raises(NotFound):
        adoption(made.code, actor=cast.chen)


def test_what_came_of_it_follows_in_order_and_points_to_the_book(cast: Cast) -> None:
    made = adopt(cast, record(cast, replace(TEXT, shared=True)))
    mill = add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM
    )
    step = follow(cast, made, things=[mill], indicators=["LC_TOTAL", "LC_TOTAL"])
    assert (step.n, str(step)) == (1, f"{made.pk} (1)")
    assert PracticeEvidence.objects.count() == 2
    assert {str(one).split(": ")[1] for one in step.evidence.all()} == {"LC_TOTAL", str(mill.pk)}
    (shown,) = adoptions(made.practice, cast.bob)
    assert state_of(shown) == ("in_use", DAY + timedelta(30))
    read = read_evidence([shown], cast.bob)
    assert read.things == {"mill": ()}
    assert read.figures[step.pk, "LC_TOTAL"].year == 2021
    assert next(act.action for act in practice_history(made.practice, [shown])) == (
        "exchanges.follow_practice"
    )


def test_a_step_that_will_not_do_is_refused_with_all_its_faults(cast: Cast) -> None:
    made = adopt(cast, record(cast, replace(TEXT, shared=True)))
    far = add_thing(
        code="far-off", pipeline="project", region="xx-far", name_en="Far", name_zh="", by=SYSTEM
    )
    follow(cast, made)
    with pytest.raises(Forbidden):
        follow(cast, made, by=cast.beth)
    with pytest.raises(Refused) as refused:
        follow(cast, made, "trying", on=DAY, text_en="", things=[far], indicators=["NOTHING"])
    assert codes(refused) == [
        ("step-out-of-order", "state"), ("step-wordless", "text_en"), ("step-before-last", "on"),
        ("not-found", "indicators"), ("evidence-elsewhere", "things"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        follow(cast, made, "sold", on=timezone.localdate() + timedelta(1), indicators=["X"] * 13)
    told = {problem.code for problem in refused.value.problems}
    assert {"unknown-practice-state", "day-to-come", "step-evidence-number"} <= told
    follow(cast, made, "given_up", text_en="The mill closed.")
    again = follow(cast, made, "trying", on=DAY + timedelta(60), text_en="It opened again.")
    assert again.n == 3


def test_evidence_is_one_thing_or_one_indicator(cast: Cast) -> None:
    step = follow(cast, adopt(cast, record(cast)))
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeEvidence.objects.create(step=step)


def test_where_a_shared_practice_was_told_is_shown_to_those_who_see_it_alone(cast: Cast) -> None:
    met = record_meeting(
        pairing=cast.pairing,
        kind="visit",
        held_on=DAY,
        title_en="They met",
        title_zh="会见",
        by=cast.alice,
    )
    text = "On May 6, 2021, Quay and Fir met in Fir."
    told = keep_readout(pairing=cast.pairing, text=text, side="supporting", by=cast.beth)
    shared = replace(TEXT, shared=True)
    made = record(cast, shared, meeting=met, readout=told, pairing=cast.pairing)
    for reader, seen in ((cast.alice, True), (cast.bob, True), (cast.chen, False), (SYSTEM, True)):
        for one in (practice(made.code, actor=reader), practices(reader).get(code=made.code)):
            assert told_at(one) == (met if seen else None)
            assert told_in(one) == (told if seen else None)
            row = practice_json(one)
            assert (row["meeting"], row["readout"]) == (
                (met.code, told.code) if seen else (None, None)
            )
    # Of one that was not asked for as a reader, nothing of that is said.
    assert (told_at(made), told_in(made)) == (None, None)
