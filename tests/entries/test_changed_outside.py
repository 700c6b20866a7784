"""What was changed past the product while it waited is neither confirmed, matched nor posted.

Of `tallystick.entries.services.desk.require_as_reported`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, enter, funds, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryLine, State
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Refused
from tallystick.programme.services import set_matching_policy

pytestmark = [pytest.mark.flow, pytest.mark.django_db]


def inflate(entry: Entry) -> None:
    """Change an amount behind the product's back."""
    line = EntryLine.objects.filter(entry=entry, n=1)
    assert line.update(amount=line.get().amount * 10) == 1


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        step()
    assert list(lines("east-west")) == []
    return found.value.code


def test_what_was_changed_after_it_was_handed_on_is_not_confirmed(cast: Cast) -> None:
    row = enter(cast, sale())
    inflate(row)
    assert refused(lambda: services.confirm_entry(entry_id=row.pk, version=1, by=cast.ann)) == (
        "entry-changed-outside"
    )
    amended = services.amend_entry(
        entry_id=row.pk, version=1, report=sale(), reason="said anew", by=cast.alice
    )
    done = services.confirm_entry(entry_id=row.pk, version=amended.version, by=cast.ann)
    assert done.state == State.CONFIRMED


def test_what_was_changed_while_it_waited_is_not_matched(cast: Cast) -> None:
    row = confirm(cast, sale())
    inflate(row)

    def match() -> Entry:
        return services.match_entry(entry_id=row.pk, version=1, basis="own_record", by=cast.bob)

    assert refused(match) == "entry-changed-outside"
    assert Entry.objects.get(pk=row.pk).state == State.CONFIRMED
    gone = services.withdraw_entry(entry_id=row.pk, version=1, reason="changed", by=cast.alice)
    assert gone.state == State.WITHDRAWN


@pytest.mark.parametrize("figures", [(), ((1, 480_00),)])
def test_what_was_changed_in_a_dispute_is_not_settled(
    cast: Cast, figures: tuple[tuple[int, int], ...]
) -> None:
    row = confirm(cast, sale(500_00))
    services.dispute_entry(
        entry_id=row.pk, version=1, counter=[(1, 480_00)], reason="ours says 480", by=cast.bob
    )

    def settle(name: str) -> Entry:
        return services.settle_dispute(
            entry_id=row.pk, version=1, figures=figures, reason="seen", by=getattr(cast, name)
        )

    settle("ann")
    inflate(row)
    assert refused(lambda: settle("bob")) == "entry-changed-outside"


def test_a_blind_half_that_was_changed_meets_nobody(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    first = confirm(cast, sale(500_00))
    inflate(first)
    row = enter(cast, sale(5_000_00, side="supporting"))
    assert refused(lambda: services.confirm_entry(entry_id=row.pk, version=1, by=cast.ben)) == (
        "entry-changed-outside"
    )


def test_what_was_changed_while_it_waits_for_a_step_is_not_posted(cast: Cast) -> None:
    waiting = carry(cast, funds("received>allocated", 100))
    inflate(waiting)
    carry(cast, funds("committed>received", 1000))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.waits_for["code"]) == (State.MATCHED, "entry-changed-outside")
    assert [row.target for row in lines("east-west") if row.pipeline == "funds"] == ["received"]
