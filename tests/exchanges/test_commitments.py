"""A commitment has an owner and a date, and ends by its own office's word, with its proof."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import OFFICES, SYSTEM, Cast, carry, sale

from tallystick.access.models import Office, User
from tallystick.entries.models import Entry
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.queries.commitments import (
    commitment,
    commitments,
    late_and_due,
    proof,
    proofs,
    row_of,
)
from tallystick.exchanges.queries.meetings import meetings
from tallystick.exchanges.rules.commitments import days_late, standing
from tallystick.exchanges.services import commitments as commitments_service
from tallystick.exchanges.services import record_meeting, settle_commitment, undertake
from tallystick.exchanges.services.commitments import owner_problems
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.period import Period
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.services import create_pairing
from tallystick.regions.models import Region

HELD = date(2021, 5, 6)


def meeting(cast: Cast, code: str = "shenyang", **other: object):  # type: ignore[no-untyped-def]
    words = {
        "code": code,
        "pairing": cast.pairing,
        "kind": "visit",
        "held_on": HELD,
        "title_en": "They met",
        "title_zh": "会见",
        "by": cast.alice,
        **other,
    }
    return record_meeting(**words)  # type: ignore[arg-type]


def promise(cast: Cast, owner: str = "quay", **other: object) -> Commitment:
    words = {
        "code": "carry-through",
        "pairing": cast.pairing,
        "owner": Office.objects.get(code=owner),
        "due_on": date(2021, 12, 31),
        "text_en": "Carry it through.",
        "text_zh": "推动落实。",
        "by": cast.beth,
        **other,
    }
    if "meeting" not in other:
        words["meeting"] = meeting(cast)
    return undertake(**words)  # type: ignore[arg-type]


def head_of_quay() -> Actor:
    """The head of B's office: nobody of the cast is."""
    seat = Seat("head", OFFICES["quay"], "quay")
    return Actor(User.objects.get(username="bob").pk, "bob", "Bob", (seat,))


def test_a_pairing_that_ended_takes_follow_up_and_nothing_new(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = meeting(cast)
    for later, code in ((None, "no-new-promises"), (cast.pairing, "no-new-promises-in")):
        monkeypatch.setattr(commitments_service, "successor_of", lambda one, to=later: to)
        monkeypatch.setattr(commitments_service, "span", lambda one: Period(None, HELD))
        with pytest.raises(Refused) as refused:
            promise(cast, meeting=None)
        assert [(one.code, one.path) for one in refused.value.problems] == [(code, "pairing")]
        with pytest.raises(Refused):
            promise(cast, meeting=meeting(cast, code=code, held_on=HELD + timedelta(1)))
    assert promise(cast, meeting=met).begun_on == HELD
    assert promise(cast, code="as-printed", meeting=None, words="send 20 doctors")


@pytest.mark.parametrize(
    ("state", "settled", "today", "expected"),
    [
        ("made", None, date(2021, 6, 1), "open"),
        ("made", None, date(2021, 12, 20), "due_soon"),
        ("made", None, date(2022, 1, 1), "late"),
        ("kept", date(2021, 12, 31), date(2022, 5, 1), "kept"),
        ("kept", date(2022, 1, 1), date(2022, 5, 1), "kept_late"),
        ("broken", date(2022, 1, 1), date(2022, 5, 1), "broken"),
    ],
)
def test_how_a_commitment_stands(
    state: str, settled: date | None, today: date, expected: str
) -> None:
    assert standing(state, date(2021, 12, 31), settled, today) == expected


def test_days_late_stop_at_the_settling() -> None:
    assert days_late(HELD, date(2021, 5, 9), date(2025, 1, 1)) == 3


def test_both_sides_see_it_and_a_stranger_does_not(cast: Cast) -> None:
    promise(cast)
    assert Commitment.objects.get().meeting == Meeting.objects.get()
    for actor in (cast.alice, cast.bob):
        found = commitments(actor, today=HELD)
        assert [row_of(row, HELD).standing for row in found] == ["open"]
        assert meetings(actor, pairing=cast.pairing.code).get().undertaken == 1
    assert not commitments(cast.chen, today=HELD)
    assert not meetings(cast.chen)


def test_only_the_owning_office_ends_it_and_keeping_needs_a_posted_entry(cast: Cast) -> None:
    row = promise(cast)
    with pytest.raises(Forbidden):
        settle_commitment(commitment=row, state="dropped", on=HELD, reason="no", by=cast.alice)
    head = head_of_quay()
    with pytest.raises(Refused) as kept:
        settle_commitment(commitment=row, state="kept", on=HELD, reason="done", by=head)
    assert kept.value.code == "kept-needs-entry"
    with pytest.raises(Refused) as silent:
        settle_commitment(commitment=row, state="dropped", on=HELD, reason=" ", by=head)
    assert silent.value.code == "settling-needs-reason"
    with pytest.raises(Refused) as odd:
        settle_commitment(commitment=row, state="forgotten", on=HELD, reason="x", by=head)
    assert odd.value.code == "unknown-settlement"
    done = settle_commitment(commitment=row, state="dropped", on=HELD, reason="moot", by=head)
    assert done.state == "dropped"
    with pytest.raises(Conflict):
        settle_commitment(commitment=row, state="broken", on=HELD, reason="again", by=head)


def test_only_what_is_open_past_its_date_is_late(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    row = promise(cast)
    due, after = date(2021, 12, 31), date(2022, 1, 2)
    assert late_and_due(cast.alice, due)[0] == []
    with django_assert_num_queries(2):
        found, _ = late_and_due(cast.alice, after)
        assert [(r.commitment.owner.code, r.standing, r.days_late) for r in found] == [
            ("quay", "late", 2)
        ]
    assert late_and_due(cast.chen, after) == ([], [])
    settle_commitment(commitment=row, state="dropped", on=HELD, reason="moot", by=head_of_quay())
    assert late_and_due(cast.alice, after)[0] == []


def test_a_commitment_does_not_end_on_a_day_to_come(cast: Cast) -> None:
    row = promise(cast)
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(Refused) as refused:
        settle_commitment(
            commitment=row, state="dropped", on=tomorrow, reason="x", by=head_of_quay()
        )
    assert refused.value.code == "settled-in-the-future"


def test_what_ended_has_a_day_in_the_database_too(cast: Cast) -> None:
    promise(cast)
    for change in ({"state": "kept"}, {"settled_on": HELD}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Commitment.objects.update(**change)


def test_a_commitment_is_kept_by_an_entry_about_its_own_places(cast: Cast) -> None:
    row = promise(cast)
    create_pairing(
        code="far-fir", programme="nowhere", supporting="xx-far", supported="xx-fir",
        level="city", by=SYSTEM,
    )  # fmt: skip
    elsewhere, successor = carry(cast, sale()), carry(cast, sale(region="xx-fir-mill"))
    Entry.objects.filter(pk=elsewhere.pk).update(region=Region.objects.get(code="xx-far"))
    Entry.objects.filter(pk=successor.pk).update(pairing=Pairing.objects.get(code="far-fir"))
    words = {"commitment": row, "state": "kept", "on": HELD, "reason": "x", "by": head_of_quay()}
    with pytest.raises(Refused) as refused:
        settle_commitment(**words, kept_by=Entry.objects.get(pk=elsewhere.pk))  # type: ignore[arg-type]
    assert refused.value.code == "proof-elsewhere"
    done = settle_commitment(**words, kept_by=Entry.objects.get(pk=successor.pk))  # type: ignore[arg-type]
    assert done.state == "kept"


def test_who_undertakes_works_for_one_of_the_two_sides(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        promise(cast, owner="far")
    assert refused.value.code == "owner-outside"
    Office.objects.filter(code="far").update(name_zh="远方办")
    (problem,) = owner_problems(Office.objects.get(code="far"), cast.pairing)
    assert "远方办" in problem.sentence("zh")


def test_a_meeting_with_a_wrong_kind_link_place_or_code_is_refused(cast: Cast) -> None:
    for other, code in (
        ({"kind": "party"}, "unknown-meeting-kind"),
        ({"url": "javascript:alert(1)"}, "not-a-link"),
        ({"place": "nowhere"}, "not-found"),
    ):
        with pytest.raises(Refused) as refused:
            meeting(cast, **other)
        assert refused.value.code == code
    meeting(cast)
    with pytest.raises(Conflict):
        meeting(cast)
    with pytest.raises((Forbidden, NotFound)):
        meeting(cast, code="other", by=cast.chen)


def test_every_fault_of_a_settling_is_told_at_once(cast: Cast) -> None:
    row, tomorrow = promise(cast), timezone.localdate() + timedelta(days=2)
    with pytest.raises(Refused) as refused:
        settle_commitment(commitment=row, state="kept", on=tomorrow, reason="", by=head_of_quay())
    assert {one.code for one in refused.value.problems} == {
        "settled-in-the-future", "settling-needs-reason", "kept-needs-entry",
    }  # fmt: skip


def test_an_entry_shows_nothing_of_what_was_broken(cast: Cast) -> None:
    row, shown_by = promise(cast), carry(cast, sale())
    with pytest.raises(Refused) as refused:
        settle_commitment(
            commitment=row, state="broken", on=HELD, reason="x", by=head_of_quay(),
            kept_by=Entry.objects.get(pk=shown_by.pk),
        )  # fmt: skip
    assert refused.value.code == "proof-of-nothing"


def test_every_fault_of_an_undertaking_is_told_at_once(cast: Cast) -> None:
    held = meeting(cast)
    for other, codes in (
        ({"text_en": " ", "text_zh": ""}, ["commitment-wordless"]),
        ({"text_en": "a" * 2001}, ["text-too-long"]),
        ({"text_zh": "a\u202eb"}, ["text-control-sign"]),
        ({"code": "No Code"}, ["not-a-code"]),
        ({"code": "new", "due_on": HELD - timedelta(1)}, ["not-a-code", "due-before-meeting"]),
    ):
        with pytest.raises(Refused) as refused:
            promise(cast, meeting=held, **other)
        assert [one.code for one in refused.value.problems] == codes


def test_a_commitment_is_made_at_a_meeting_of_its_own_sides(cast: Cast) -> None:
    above = meeting(cast, code="above", pairing=cast.book, by=SYSTEM)
    assert promise(cast, meeting=above).meeting == above
    create_pairing(
        code="far-fir", programme="nowhere", supporting="xx-far", supported="xx-fir",
        level="city", by=SYSTEM,
    )  # fmt: skip
    other = Pairing.objects.get(code="far-fir")
    elsewhere = meeting(cast, code="elsewhere", pairing=other, by=SYSTEM)
    with pytest.raises(Refused) as refused:
        promise(cast, code="second", meeting=elsewhere)
    assert refused.value.code == "meeting-elsewhere"


def test_without_a_code_it_is_numbered_under_its_meeting_or_its_year(cast: Cast) -> None:
    held = meeting(cast)
    made = [promise(cast, code="", meeting=held) for _n in range(2)]
    made.append(promise(cast, code="", meeting=None))
    assert [one.code for one in made] == [
        "shenyang-c-1", "shenyang-c-2", f"{cast.pairing.code}-2021-c-1",
    ]  # fmt: skip
    with pytest.raises(Conflict) as taken:
        promise(cast, code="shenyang-c-2", meeting=held)
    assert taken.value.code == "code-taken"


def test_a_list_is_asked_for_by_standing_owner_year_and_order(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    days = {"due-first": date(2021, 7, 1), "due-last": date(2022, 7, 1), "ended": HELD}
    for code, day in days.items():
        promise(cast, code=code, due_on=day, meeting=None)
    promise(cast, "fir", code="theirs", due_on=date(2021, 8, 1), meeting=None)
    ended = Commitment.objects.get(code="ended")
    settle_commitment(commitment=ended, state="broken", on=HELD, reason="x", by=head_of_quay())
    today = date(2021, 7, 15)

    def codes(**asked: Any) -> list[str]:
        return [one.code for one in commitments(cast.alice, today=today, **asked)]

    assert codes() == ["due-first", "theirs", "due-last", "ended"]
    assert codes(order="newest")[0] == "due-last"
    assert codes(order="due")[0] == "ended"
    assert codes(order="owner")[-1] == "due-last"
    assert codes(stands="late") == ["due-first"]
    assert codes(stands="due_soon") == ["theirs"]
    assert codes(stands="open") == ["due-last"]
    assert codes(stands="late,due_soon") == ["due-first", "theirs"]
    assert codes(side="supported") == ["theirs"]
    assert codes(linked="yes") == codes(workstream="financial") == codes(kind="fund") == []
    assert codes(linked="no", side="supporting") == ["due-first", "due-last", "ended"]
    _, soon = late_and_due(cast.alice, today)
    assert [row.commitment.code for row in soon] == ["theirs"]
    assert late_and_due(cast.alice, today, days=5)[1] == []
    columns = commitments(cast.alice, today=today).columns()
    assert {name: len(keys) for name, keys in columns.items()} == {
        "open": 1, "due_soon": 1, "late": 1, "kept": 0, "ended": 1,
    }  # fmt: skip
    assert codes(stands="broken") == ["ended"]
    assert codes(owner="fir") == ["theirs"]
    assert codes(year=2022) == ["due-last"]
    assert codes(pairing="nowhere") == codes(meeting="nowhere") == []
    with django_assert_num_queries(1):
        counts = commitments(cast.alice, today=today).counts()
    assert counts == {"late": 1, "due_soon": 1, "open": 1, "broken": 1}
    assert commitments(cast.chen, today=today).counts() == {}


def test_whoever_does_not_see_the_pairing_finds_no_commitment_and_no_proof(cast: Cast) -> None:
    row, shown_by = promise(cast), carry(cast, sale())
    assert commitment(row.code, actor=cast.alice) == row
    assert [entry.pk for entry in proofs(row, cast.alice)] == [shown_by.pk]
    assert proof(shown_by.number, cast.bob).pk == shown_by.pk
    assert not proofs(row, cast.chen)
    for find in (
        lambda: commitment(row.code, actor=cast.chen),
        lambda: proof(shown_by.number, cast.chen),
    ):
        with pytest.raises(NotFound):
            find()
