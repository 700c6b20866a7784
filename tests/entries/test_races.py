"""Two people at once: one step is taken, the other person is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import connections
from tests.cast import SYSTEM, Cast, build_cast, confirm, enter, funds, sale
from tests.databases import CommittedDatabase
from tests.entries.test_carrying import JULY, MILL, UPPER, firms, split, stands

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryPosting, State
from tallystick.entries.services import Plan, blind, carry_proposals, papers
from tallystick.entries.services import matching as matching_services
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Conflict
from tallystick.programme.services import set_matching_policy

pytestmark = pytest.mark.journal


def matching(cast: Cast, entry: Entry) -> Callable[[], str]:
    return lambda: (
        services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob).state
    )


def test_of_two_matches_of_one_entry_exactly_one_posts(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    entry = confirm(cast, sale())
    got = committed_db.together(matching(cast, entry), matching(cast, entry))
    assert sorted(type(answer) for answer in got if answer != "posted") == [Conflict]
    assert EntryPosting.objects.count() == 1


def test_of_a_match_and_a_withdrawal_exactly_one_stands(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    entry = confirm(cast, sale())
    got = committed_db.together(
        matching(cast, entry),
        lambda: (
            services.withdraw_entry(
                entry_id=entry.pk, version=1, reason="ours no more", by=cast.alice
            ).state
        ),
    )
    answers = {answer for answer in got if isinstance(answer, str)}
    assert answers == {Entry.objects.get(pk=entry.pk).state}
    assert len(list(lines("east-west"))) == (2 if answers == {State.POSTED} else 0)


def test_of_two_that_draw_on_the_same_money_one_waits(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    received = confirm(cast, funds("committed>received", 100))
    matching(cast, received)()
    drawn = [confirm(cast, funds("received>allocated", 70)) for _ in range(2)]
    got = committed_db.together(*(matching(cast, entry) for entry in drawn))
    assert sorted(got) == ["matched", "posted"]


def blind_cast() -> Cast:
    cast = build_cast()
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    return cast


def confirming(cast: Cast, entry: Entry) -> Callable[[], str]:
    second = cast.ann if entry.side == "supported" else cast.ben
    return lambda: services.confirm_entry(entry_id=entry.pk, version=1, by=second).number


def halves(cast: Cast, theirs: int) -> list[Entry]:
    return [enter(cast, sale(500_00)), enter(cast, sale(theirs, side="supporting"))]


def test_two_blind_halves_confirmed_at_once_are_posted_once(
    committed_db: CommittedDatabase,
) -> None:
    cast = blind_cast()
    both = halves(cast, 500_00)
    got = committed_db.together(*(confirming(cast, entry) for entry in both))
    assert sorted(got) == sorted(entry.number for entry in both)
    states = Entry.objects.order_by("side").values_list("state", flat=True)
    assert list(states) == [State.POSTED, State.PAIRED]
    assert EntryPosting.objects.count() == 1


def test_two_unequal_halves_confirmed_at_once_are_one_dispute(
    committed_db: CommittedDatabase,
) -> None:
    cast = blind_cast()
    committed_db.together(*(confirming(cast, entry) for entry in halves(cast, 480_00)))
    states = Entry.objects.order_by("side").values_list("state", flat=True)
    assert list(states) == [State.DISPUTED, State.PAIRED]
    assert EntryPosting.objects.count() == 0


def test_halves_that_meet_outside_the_turn_of_their_book_miss_each_other(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each looks before the other is written, and both wait for ever."""
    cast = blind_cast()
    both = halves(cast, 500_00)
    first_look = {entry.pk: None for entry in both}
    monkeypatch.setattr(blind, "_open_half", lambda entry: first_look[entry.pk])
    committed_db.together(*(confirming(cast, entry) for entry in both))
    assert EntryPosting.objects.count() == 0
    assert set(Entry.objects.values_list("state", flat=True)) == {State.CONFIRMED}


def disputed(cast: Cast) -> Entry:
    entry = confirm(cast, sale())
    return services.dispute_entry(
        entry_id=entry.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=cast.bob
    )


def upholding(cast: Cast, entry: Entry, who: str) -> Callable[[], str]:
    by = cast.ann if who == "ann" else cast.bob
    return lambda: services.uphold_entry(entry_id=entry.pk, version=1, reason="seen", by=by).state


def test_both_sides_uphold_at_once_and_it_is_posted_once(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    entry = disputed(cast)
    got = committed_db.together(*(upholding(cast, entry, who) for who in ("ann", "bob")))
    assert sorted(got) == ["disputed", "posted"]
    assert EntryPosting.objects.count() == 1


def test_of_an_upholding_and_a_withdrawal_exactly_one_stands(
    committed_db: CommittedDatabase,
) -> None:
    cast = build_cast()
    entry = disputed(cast)
    upholding(cast, entry, "ann")()
    got = committed_db.together(
        upholding(cast, entry, "bob"),
        lambda: (
            services.withdraw_entry(
                entry_id=entry.pk, version=1, reason="ours no more", by=cast.alice
            ).state
        ),
    )
    answers = {answer for answer in got if isinstance(answer, str)}
    assert answers == {Entry.objects.get(pk=entry.pk).state}
    assert EntryPosting.objects.count() == (1 if answers == {State.POSTED} else 0)


def test_without_comparing_the_state_both_matchers_would_be_told_yes(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of compare-and-set: a step that looks at nothing lets the second one through."""
    cast = build_cast()
    entry = confirm(cast, sale())
    matching(cast, entry)()
    with pytest.raises(Conflict):
        matching(cast, entry)()
    monkeypatch.setattr(matching_services, "require_open", lambda entry, verb: "matched")
    Entry.objects.filter(pk=entry.pk).update(state=State.CONFIRMED)
    with pytest.raises(Exception) as stopped:  # noqa: PT011 (whatever the journal raises)
        matching(cast, entry)()
    assert EntryPosting.objects.count() == 1, str(stopped.value)


@pytest.mark.parametrize("held", [True, False])
def test_nothing_is_posted_between_what_is_agreed_and_what_is_carried(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    cast = build_cast()
    matching(cast, confirm(cast, firms(4)))()
    late = confirm(cast, firms(2))
    split()
    agreed = services.propose_carry(
        pairing="quay-fir", region=MILL, plan=Plan(UPPER), on=JULY, by=cast.ann
    )
    settle, posting = carry_proposals._settle, Thread(target=_alone, args=(matching(cast, late),))

    def slow(*args: Any, **changes: Any) -> None:
        posting.start()
        posting.join(2)
        settle(*args, **changes)

    monkeypatch.setattr(carry_proposals, "_settle", slow)
    if not held:  # the control: what is posted meanwhile is carried, and nobody agreed to it
        monkeypatch.setattr(carry_proposals, "writing", lambda *books: nullcontext())
    services.agree_carry(proposal=agreed, content_hash=agreed.content_hash, by=cast.bob)
    posting.join(30)
    assert stands(UPPER)["enterprise", "landed", "enterprise"] == (4 if held else 6)
    assert Entry.objects.get(pk=late.pk).state == State.POSTED


def _alone(step: Callable[[], object]) -> None:
    try:
        step()
    finally:
        connections.close_all()


def test_of_two_drafts_given_one_reference_at_once_one_bears_it(
    committed_db: CommittedDatabase,
) -> None:
    cast = build_cast()
    rows = [services.draft_entry(report=sale(n), by=cast.alice) for n in (1, 2)]

    def edit(row: Entry, amount: int) -> Callable[[], str]:
        said = sale(amount, own_reference="S-1")
        return lambda: (
            services.edit_draft(entry_id=row.pk, version=1, report=said, by=cast.alice).state
        )

    got = committed_db.together(edit(rows[0], 1), edit(rows[1], 2))
    (told,) = (answer for answer in got if answer != State.DRAFT)
    assert isinstance(told, Conflict)
    assert told.code == "reference-reused"
    assert sorted(Entry.objects.values_list("version", "own_reference")) == [(1, ""), (2, "S-1")]


def test_numbers_given_at_once_differ(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    got = committed_db.together(
        *(
            lambda n=n: services.draft_entry(report=sale(n), by=cast.alice).number
            for n in range(1, 5)
        )
    )
    assert len({answer for answer in got if isinstance(answer, str)}) == 4


def test_two_lists_drawn_at_once_have_two_codes(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = build_cast()
    confirm(cast, sale())
    draw = partial(services.draw_list, pairing="quay-fir", side="supporting", by=cast.beth)
    # Both count before either has written.
    seen, counted = papers.last_number, Barrier(2)

    def together(*args: Any) -> int:
        found = seen(*args)
        with suppress(BrokenBarrierError):
            counted.wait(2)
        return found

    monkeypatch.setattr(papers, "last_number", together)
    got = committed_db.together(lambda: draw().code, lambda: draw().code)
    assert len({code for code in got if isinstance(code, str)}) == 2, got
