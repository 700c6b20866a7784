"""An approved zero stays zero: it is neither lost nor taken for silence."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast, carry, confirm, sale
from tests.totals.doors import NOTHING, matched, told

from tallystick.entries import services
from tallystick.entries.models import EntryLine

pytestmark = pytest.mark.totals


def check_zero_stays(cast: Cast) -> None:
    entry = carry(cast, sale(0))
    assert matched(cast, "IC_CONSUMPTION") == "0"
    carry(cast, sale(0, happened_on=date(2020, 4, 10)))
    assert told(cast, "IC_CONSUMPTION") == ("0", "0")
    assert list(EntryLine.objects.filter(entry=entry).values_list("amount", flat=True)) == [0]


def test_a_matched_zero_is_zero_through_every_door(cast: Cast) -> None:
    check_zero_stays(cast)


def test_the_check_sees_a_zero_that_is_dropped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # The fault of a peer: an amount that is false is not kept, and the month falls silent.
    monkeypatch.setattr("tallystick.entries.services.posting.report_steps", lambda *a, **k: [])
    monkeypatch.setattr("tallystick.entries.services.posting.unchanged", lambda *a, **k: [])
    with pytest.raises(Exception, match=r"."):
        check_zero_stays(cast)


def test_silence_is_not_zero(cast: Cast) -> None:
    assert matched(cast, "IC_CONSUMPTION") == NOTHING


def test_a_zero_that_waits_is_no_figure_yet_and_no_silence(cast: Cast) -> None:
    confirm(cast, sale(0))
    assert told(cast, "IC_CONSUMPTION")[1] in ("0", NOTHING)
    carry(cast, sale(500_00))
    assert told(cast, "IC_CONSUMPTION") == ("500", "0")


def test_a_zero_taken_back_is_silence_again(cast: Cast) -> None:
    entry = carry(cast, sale(0))
    services.reverse_entry(entry_id=entry.pk, reason="wrong month", by=cast.ann, second=cast.bob)
    assert matched(cast, "IC_CONSUMPTION") == NOTHING
    carry(cast, sale(7_00))
    assert matched(cast, "IC_CONSUMPTION") == "7"
