"""A figure counts when the other side holds it too, and only then.

Of `tallystick.entries.services.matching`.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, Cast, carry, colleague, confirm, enter, sale

from tallystick.entries import services
from tallystick.entries.models import EntryAct, EntryPosting, State
from tallystick.entries.services.desk import Desk
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.services import set_matching_policy


def match(cast: Cast, entry_id: str, *, by: str = "bob", version: int = 1) -> None:
    services.match_entry(
        entry_id=entry_id, version=version, basis="own_record", by=getattr(cast, by)
    )


def test_what_both_sides_hold_is_posted(cast: Cast) -> None:
    entry = carry(cast, sale(500_00))
    assert entry.state == State.POSTED
    assert entry.transaction == entry.pk
    posted = [(row.pipeline, row.target, row.amount) for row in lines("east-west")]
    assert posted == [("sale", "sold", 500_00), ("report", "made", 1)]
    assert EntryPosting.objects.get().transaction == entry.pk


def test_every_step_keeps_who_took_it_and_for_which_side(cast: Cast) -> None:
    entry = carry(cast, sale())
    steps = [(a.verb, a.name, a.side, a.basis) for a in EntryAct.objects.filter(entry=entry)]
    assert steps == [
        ("reported", "Alice", "supported", ""),
        ("submitted", "Alice", "supported", ""),
        ("confirmed", "Ann", "supported", ""),
        ("matched", "Bob", "supporting", "own_record"),
    ]


def test_what_the_supporting_side_reports_is_matched_by_the_supported_one(cast: Cast) -> None:
    assert carry(cast, sale(side="supporting")).state == State.POSTED


def test_nobody_confirms_what_she_entered_herself(cast: Cast) -> None:
    entry = enter(cast, sale())
    with pytest.raises(Forbidden) as refused:
        services.confirm_entry(entry_id=entry.pk, version=1, by=cast.alice)
    assert refused.value.code == "not-allowed"


def test_nobody_matches_her_own_sides_entry(cast: Cast) -> None:
    entry = confirm(cast, sale())
    for own in ("alice", "ann"):
        with pytest.raises(Forbidden):
            match(cast, entry.pk, by=own)


@pytest.mark.parametrize("who", ["beth", "ben"])
def test_the_other_side_needs_its_matcher(cast: Cast, who: str) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(Forbidden):
        match(cast, entry.pk, by=who)


def test_chen_sees_nothing_and_does_nothing(cast: Cast) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(NotFound):
        match(cast, entry.pk, by="chen")
    with pytest.raises(NotFound):
        services.draft_entry(report=sale(), by=cast.chen)


def test_a_match_names_one_of_three_grounds(cast: Cast) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(Refused) as refused:
        services.match_entry(entry_id=entry.pk, version=1, basis="upheld", by=cast.bob)
    assert refused.value.code == "unknown-basis"


def test_a_decision_on_another_version_is_a_conflict(cast: Cast) -> None:
    entry = confirm(cast, sale())
    with pytest.raises(Conflict) as refused:
        match(cast, entry.pk, version=2)
    assert refused.value.code == "changed-meanwhile"


def test_a_second_match_of_the_same_entry_is_a_conflict(cast: Cast) -> None:
    entry = carry(cast, sale())
    with pytest.raises(Conflict):
        match(cast, entry.pk)


def test_where_one_side_suffices_the_confirmed_entry_counts_as_one_sided(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="single", reason="platform data", by=SYSTEM
    )
    entry = confirm(cast, sale())
    assert entry.state == State.POSTED
    assert all(row.one_sided for row in lines("east-west"))


def test_a_match_takes_few_queries(cast: Cast) -> None:
    carry(cast, sale(own_reference="warm"))
    entry = confirm(cast, sale(amount=7_00))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        match(cast, entry.pk)
    assert len(asked) <= 33, "\n".join(q["sql"][:140] for q in asked)


def test_only_a_clerk_of_its_own_side_hands_a_draft_on(cast: Cast) -> None:
    draft = services.draft_entry(report=sale(), by=cast.alice)
    for other in (cast.ann, cast.amy):
        with pytest.raises(Forbidden):
            services.submit_entry(entry_id=draft.pk, version=1, by=other)
    una = colleague("una", "fir", "clerk")
    assert services.submit_entry(entry_id=draft.pk, version=1, by=una).state == State.SUBMITTED


def test_only_who_said_it_takes_it_back(cast: Cast) -> None:
    entry = confirm(cast, sale())
    for other in (cast.amy, cast.beth, cast.ben, cast.bob):
        with pytest.raises(Forbidden):
            services.withdraw_entry(entry_id=entry.pk, version=1, reason="no", by=other)
    done = services.withdraw_entry(entry_id=entry.pk, version=1, reason="twice", by=cast.ann)
    assert done.state == State.WITHDRAWN


def test_the_turn_of_a_book_is_not_taken_for_what_is_out_of_sight(cast: Cast) -> None:
    entry = enter(cast, sale())
    assert Desk(cast.alice, None).book_of(entry.pk) == "east-west"
    for other in (cast.bob, cast.chen):
        with pytest.raises(NotFound):
            Desk(other, None).book_of(entry.pk)
