"""Two people at once: one step is taken, the other person is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast, build_cast, confirm, funds, sale
from tests.databases import CommittedDatabase

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryPosting, State
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Conflict

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


def test_numbers_given_at_once_differ(committed_db: CommittedDatabase) -> None:
    cast = build_cast()
    got = committed_db.together(
        *(
            lambda n=n: services.draft_entry(report=sale(n), by=cast.alice).number
            for n in range(1, 5)
        )
    )
    assert len({answer for answer in got if isinstance(answer, str)}) == 4
