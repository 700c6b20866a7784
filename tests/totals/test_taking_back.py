"""Taking a figure back moves every total at once: sums, walks, files, lists, the year after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast, carry, confirm, sale
from tests.totals.doors import matched, queues, told

from tallystick.entries import services
from tallystick.indicators.queries import scorecard, walks

pytestmark = pytest.mark.totals


def check_reversal_moves_all(cast: Cast) -> None:
    carry(cast, sale(500_00))
    entry = carry(cast, sale(70_00, title_en="Tea sold", region="xx-fir-mill"))
    assert matched(cast, "IC_CONSUMPTION") == "570"
    services.reverse_entry(entry_id=entry.pk, reason="counted twice", by=cast.ann, second=cast.bob)
    assert told(cast, "IC_CONSUMPTION") == ("500", "0")
    after = scorecard(cast.pairing, year=2021, actor=cast.alice, all=True).rows
    row = next(row for row in after if row.indicator == "IC_CONSUMPTION")
    assert row.last_year == 500_00


def test_a_reversal_moves_every_total_at_once(cast: Cast) -> None:
    check_reversal_moves_all(cast)


def test_the_check_sees_a_door_that_lags_behind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, fresh = {}, walks.scope_of

    def lagging(frame: walks.Frame, **places: Any) -> object:
        key = (frame.pairing.code, frame.year)
        return first.setdefault(key, fresh(frame, **places))

    monkeypatch.setattr(walks, "scope_of", lagging)
    with pytest.raises(AssertionError, match="the doors differ"):
        check_reversal_moves_all(cast)


def test_a_replacement_moves_every_total_in_the_same_breath(cast: Cast) -> None:
    entry = carry(cast, sale(500_00))
    services.reverse_entry(
        entry_id=entry.pk, reason="mistyped", by=cast.bob, second=cast.ann,
        replacement=sale(450_00),
    )  # fmt: skip
    assert told(cast, "IC_CONSUMPTION") == ("450", "0")


def test_what_is_withdrawn_leaves_the_figure_that_waits_and_every_list(cast: Cast) -> None:
    carry(cast, sale(500_00))
    entry = confirm(cast, sale(70_00, title_en="Tea sold", happened_on=date(2020, 4, 2)))
    assert told(cast, "IC_CONSUMPTION") == ("500", "70")
    assert queues(cast)["bob"]["match"] == [entry.number]
    services.withdraw_entry(entry_id=entry.pk, version=1, reason="ours no more", by=cast.alice)
    assert told(cast, "IC_CONSUMPTION") == ("500", "0")
    assert not any(any(lists.values()) for lists in queues(cast).values())


def test_a_dispute_takes_nothing_from_what_waits_and_hands_it_to_both_lists(cast: Cast) -> None:
    entry = confirm(cast, sale(70_00))
    services.dispute_entry(
        entry_id=entry.pk, version=1, counter=[(1, 60_00)], reason="we hold 60", by=cast.bob
    )
    assert told(cast, "IC_CONSUMPTION") == ("0", "70")
    found = queues(cast)
    assert [n for n, lists in found.items() if lists["disputes"]] == ["alice", "ann", "bob"]
    assert not any(lists["match"] for lists in found.values())
