"""Two people at once, in threads on a committed database: one of them is told of the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.cast import Cast, build_cast
from tests.databases import CommittedDatabase
from tests.exchanges.announcing import FIR, QUAY, keep, name_places, number
from tests.exchanges.test_announcements import draft
from tests.exchanges.test_commitments import meeting, promise
from tests.exchanges.test_fulfilments import done
from tests.exchanges.test_meeting_documents import PDF
from tests.exchanges.test_practices import adopt, follow, record
from tests.exchanges.test_tags import put

from tallystick.access.models import Act
from tallystick.exchanges.models import (
    Announcement,
    Commitment,
    Fulfilment,
    Meeting,
    MeetingGuest,
    PracticeAdoption,
    Readout,
    ReadoutItem,
)
from tallystick.exchanges.queries.logged import exchange_problems
from tallystick.exchanges.queries.readouts import readout
from tallystick.exchanges.services import (
    accept_clear,
    acknowledge_fulfilment,
    add_fulfilment_files,
    announcing,
    correct_announcement,
    decide_item,
    draft_announcement,
    join_meeting,
    publish_announcement,
    record_meeting,
    reopen_item,
    set_aside_readout,
    settle_commitment,
    withdraw_fulfilment,
)
from tallystick.exchanges.services import readouts as keeping
from tallystick.indicators.models import Claim
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict
from tallystick.programme.services import numbering

pytestmark = pytest.mark.journal
MANY = 8


def faults(got: list[Any]) -> list[str]:
    """Return the code of each refusal; anything else that was raised is a fault of ours."""
    raised = [one for one in got if isinstance(one, Exception)]
    assert all(isinstance(one, Conflict) for one in raised), raised
    return [one.code for one in raised]


def staged() -> Cast:
    cast = build_cast()
    name_places()
    return cast


def deciding(made: Readout, n: int, by: Actor, decision: str = "accepted") -> Callable[[], Any]:
    # As a page does: looked up first, with its items, and decided then.
    seen = readout(made.code, actor=by)
    return lambda: decide_item(readout=seen, n=n, decision=decision, by=by)


def test_of_two_who_decide_one_item_one_is_told_of_the_other(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    made = keep(cast)
    n = number(made, "figure", "12.5")
    got = committed_db.together(
        deciding(made, n, cast.beth), deciding(made, n, cast.alice, "rejected")
    )
    assert faults(got) == ["item-decided"]
    assert Act.objects.filter(action="exchanges.decide_item").count() == 1
    assert not list(exchange_problems())


def test_all_clear_items_accepted_at_once_are_each_accepted_once(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    made = keep(cast)
    seen = [readout(made.code, actor=who) for who in (cast.beth, cast.alice)]
    got = committed_db.together(
        lambda: accept_clear(readout=seen[0], by=cast.beth),
        lambda: accept_clear(readout=seen[1], by=cast.alice),
    )
    assert faults(got) == []
    decided = ReadoutItem.objects.exclude(decision="waiting").count()
    assert Act.objects.filter(action="exchanges.decide_item").count() == decided > 2
    told = {problem.code for one in got for item in one for problem in item.problems}
    assert told <= {"item-decided"}
    assert Meeting.objects.count() == 1
    assert MeetingGuest.objects.count() == 2
    claims = ReadoutItem.objects.filter(kind="figure").exclude(decision="waiting")
    assert Claim.objects.count() == claims.count()
    assert not list(exchange_problems())


def test_who_is_accepted_while_the_meeting_is_made_stands_on_its_list(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    made = keep(cast)
    got = committed_db.together(
        deciding(made, number(made, "person", "Zhang Wei"), cast.beth),
        deciding(made, number(made, "event"), cast.alice),
        deciding(made, number(made, "person", "Li Hua"), cast.beth),
    )
    assert faults(got) == []
    assert sorted(MeetingGuest.objects.values_list("name", flat=True)) == ["Li Hua", "Zhang Wei"]
    assert not list(exchange_problems())


def test_both_sides_accept_their_own_press_of_one_event_and_one_meeting_is_made(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    ours, theirs = keep(cast), keep(cast, text=FIR, side="supported", by=cast.alice)
    got = committed_db.together(
        deciding(ours, number(ours, "event"), cast.beth),
        deciding(theirs, number(theirs, "event"), cast.alice),
    )
    raised = [one for one in got if isinstance(one, Exception)]
    assert [one.code for one in raised] == ["meeting-known"]
    assert Meeting.objects.count() == 1


def test_an_event_is_not_reopened_under_somebody_who_was_just_accepted(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    made, theirs = keep(cast), keep(cast, text=FIR, side="supported", by=cast.alice)
    deciding(theirs, number(theirs, "event"), cast.alice)()
    seen = readout(made.code, actor=cast.beth)
    join_meeting(readout=seen, meeting=Meeting.objects.get(), by=cast.beth)
    event = number(made, "event")
    got = committed_db.together(
        deciding(made, number(made, "person", "Zhang Wei"), cast.beth),
        lambda: reopen_item(readout=readout(made.code, actor=cast.alice), n=event, by=cast.alice),
    )
    assert set(faults(got)) <= {"item-carries-others"}
    made.refresh_from_db()
    seated = ReadoutItem.objects.filter(readout=made, guest__isnull=False).exists()
    assert seated == (made.meeting_id is not None)
    assert not list(exchange_problems())


def test_nothing_is_made_of_what_is_set_aside_at_the_same_moment(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    made = keep(cast)
    other = readout(made.code, actor=cast.alice)
    got = committed_db.together(
        deciding(made, number(made, "event"), cast.beth),
        lambda: set_aside_readout(readout=other, reason="twice", by=cast.alice),
    )
    assert len(faults(got)) == 1
    made.refresh_from_db()
    assert bool(made.set_aside) == (made.meeting_id is None)


def test_the_same_text_is_kept_once(committed_db: CommittedDatabase) -> None:
    cast = staged()
    got = committed_db.together(
        *(lambda by=by: keep(cast, by=by) for by in (cast.beth, cast.alice))
    )
    assert faults(got) == ["readout-known"]
    assert Readout.objects.count() == 1


def test_an_announcement_is_published_once_and_corrected_once(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    one = draft(cast)
    copies = [Announcement.objects.get(pk=one.pk) for _ in range(2)]
    got = committed_db.together(
        *(lambda c=c: publish_announcement(announcement=c, edit=0, by=cast.amy) for c in copies)
    )
    assert faults(got) == ["changed-meanwhile"]
    assert Act.objects.filter(action="exchanges.publish_announcement").count() == 1
    one.refresh_from_db()
    got = committed_db.together(
        *(
            lambda by=by: correct_announcement(announcement=one, why="A name.", by=by)
            for by in (cast.alice, cast.amy)
        )
    )
    assert faults(got) == ["changed-meanwhile"]
    assert Announcement.objects.count() == 2
    assert not list(exchange_problems())


def publishing_two(cast: Cast) -> list[Callable[[], Any]]:
    first = draft(cast)
    second = draft_announcement(meeting=first.meeting, side=first.side, by=cast.alice)
    return [
        lambda one=one: publish_announcement(announcement=one, edit=0, by=cast.amy)
        for one in (first, second)
    ]


def test_of_two_first_drafts_published_at_once_one_stands(
    committed_db: CommittedDatabase,
) -> None:
    got = committed_db.together(*publishing_two(staged()))
    assert faults(got) == ["announcement-stands"]
    assert Announcement.objects.filter(state="published").count() == 1
    assert not list(exchange_problems())


def test_two_first_drafts_published_without_looking_both_stand(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nothing but the look for one that stands keeps the second back."""
    steps = publishing_two(staged())
    monkeypatch.setattr(announcing, "_insist_first", lambda *_: None)
    assert faults(committed_db.together(*steps)) == []
    assert Announcement.objects.filter(state="published").count() == 2


def recording(cast: Cast, n: int) -> Callable[[], str]:
    return lambda: (
        record_meeting(
            pairing=cast.pairing, kind="visit", held_on=date(2021, 5, 6), title_en=f"Met {n}",
            title_zh="", by=cast.alice,
        ).code
    )  # fmt: skip


def numbered(cast: Cast, what: str) -> list[Callable[[], str]]:
    """Return steps that each write one thing without a code, all under one stem."""
    if what == "meeting":
        return [recording(cast, n) for n in range(MANY)]
    if what == "readout":
        return [lambda n=n: keep(cast, text=f"{QUAY}{n}").code for n in range(MANY)]
    if what == "commitment":
        met = meeting(cast)
        return [lambda: promise(cast, code="", meeting=met).code for _ in range(MANY)]
    return [lambda: record(cast).code for _ in range(MANY)]


@pytest.mark.parametrize("what", ["meeting", "readout", "commitment", "practice"])
def test_whatever_is_written_at_once_gets_a_number_of_its_own(
    committed_db: CommittedDatabase, what: str
) -> None:
    cast = staged()
    got = committed_db.together(*numbered(cast, what))
    assert faults(got) == []
    ends = sorted(int(code.rpartition("-")[2].lstrip("r")) for code in got)
    assert ends == list(range(1, MANY + 1))


def test_numbers_given_without_a_second_try_clash(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with one try, and all looking before anybody wrote, one gets a number."""
    cast = staged()
    monkeypatch.setattr(numbering, "_TRIES", 1)
    monkeypatch.setattr(numbering, "free_code", lambda model, stem, **_: f"{stem}-1")
    got = committed_db.together(*(recording(cast, n) for n in range(2)))
    assert faults(got) == ["code-taken"]


def test_the_same_text_kept_without_taking_turns_is_met_by_the_table_alone(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: who does not look for the first is stopped by the database, not told of it."""
    cast = staged()
    monkeypatch.setattr(keeping, "_insist_unknown", lambda pairing, digest: None)
    got = committed_db.together(*(lambda: keep(cast) for _ in range(2)))
    assert sorted(type(one).__name__ for one in got) == ["IntegrityError", "Readout"]


def test_a_place_takes_a_practice_up_once_and_each_step_has_its_number(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    one = record(cast)
    got = committed_db.together(*(lambda: adopt(cast, one) for _ in range(2)))
    assert faults(got) == ["adopted-already"]
    adoption = PracticeAdoption.objects.get()
    got = committed_db.together(*(lambda: follow(cast, adoption) for _ in range(2)))
    assert set(faults(got)) <= {"practice-changed-meanwhile"}
    steps = list(adoption.steps.values_list("n", flat=True))
    assert steps == list(range(1, len(steps) + 1))
    assert not list(exchange_problems())


def test_what_was_done_is_written_once_and_answered_once(committed_db: CommittedDatabase) -> None:
    cast = staged()
    made = promise(cast)
    got = committed_db.together(*(lambda: done(made, cast) for _ in range(2)))
    assert faults(got) == ["fulfilment-stands"]
    copies = [Fulfilment.objects.get() for _ in range(2)]
    got = committed_db.together(
        lambda: acknowledge_fulfilment(fulfilment=copies[0], by=cast.ann),
        lambda: withdraw_fulfilment(fulfilment=copies[1], by=cast.beth),
    )
    assert faults(got) == ["changed-meanwhile"]
    assert not list(exchange_problems())


def test_no_file_is_laid_under_what_the_other_side_answers_at_that_moment(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    one = done(promise(cast), cast)
    copies = [Fulfilment.objects.get() for _ in range(3)]
    got = committed_db.together(
        lambda: acknowledge_fulfilment(fulfilment=copies[0], by=cast.ann),
        *(
            lambda c=c: add_fulfilment_files(fulfilment=c, files=[("a.pdf", PDF)], by=cast.beth)
            for c in copies[1:]
        ),
    )
    assert set(faults(got)) <= {"changed-meanwhile", "fulfilment-file-there"}
    one.refresh_from_db()
    assert one.state == "acknowledged"
    assert one.files.count() == sum(isinstance(answer, list) for answer in got) <= 1
    assert not list(exchange_problems())


def test_a_promise_is_not_dropped_while_the_other_side_acknowledges_it_kept(
    committed_db: CommittedDatabase,
) -> None:
    cast = staged()
    made = promise(cast)
    one = done(made, cast)
    got = committed_db.together(
        lambda: acknowledge_fulfilment(fulfilment=one, by=cast.ann),
        lambda: settle_commitment(
            commitment=Commitment.objects.get(pk=made.pk), state="dropped", on=date(2021, 10, 1),
            reason="not wanted", by=cast.bill,
        ),
    )  # fmt: skip
    assert sum(isinstance(answer, Exception) for answer in got) == 1
    one.refresh_from_db()
    made.refresh_from_db()
    assert (one.state == "acknowledged") != (made.state == "dropped")


def test_a_tag_is_set_once(committed_db: CommittedDatabase) -> None:
    cast = staged()
    met = meeting(cast)
    got = committed_db.together(*(lambda by=by: put(met, by) for by in (cast.alice, cast.beth)))
    assert faults(got) == ["tagged-already"]
