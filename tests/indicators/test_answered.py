"""An answer is given again only while all it was made of is the same: `answers_of`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.cast import Cast, carry, confirm, sale

from tallystick.indicators.engines import answered
from tallystick.indicators.queries import scorecard
from tallystick.indicators.queries.frames import frame_of, scope_of
from tallystick.indicators.rules.counts import SIGNED

AT = datetime(2020, 4, 20, 2, tzinfo=UTC)
SALES = "IC_CONSUMPTION"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how many reports each reading of lines is for."""
    readings: list[int] = []
    real = answered.reading_all

    def counted(scopes: Any, counts: Any = None) -> Any:
        readings.append(len(scopes))
        return real(scopes, counts)

    monkeypatch.setattr(answered, "reading_all", counted)
    return readings


def sold(cast: Cast, **more: Any) -> tuple[int | None, int]:
    card = scorecard(cast.pairing, year=2020, actor=cast.alice, **more)
    row = next(one for one in card.rows if one.indicator == SALES)
    return row.matched, row.waiting or 0


def test_lines_are_read_again_once_anything_changed(cast: Cast, read: list[int]) -> None:
    carry(cast, sale(300_00), AT)
    assert sold(cast) == sold(cast) == (300_00, 0)
    assert read == [1]
    # What waits changes the answer though nothing was posted.
    confirm(cast, sale(100_00))
    assert sold(cast) == sold(cast) == (300_00, 100_00)
    assert read == [1, 1]
    carry(cast, sale(50_00), AT)
    assert sold(cast) == (350_00, 100_00)
    assert read == [1, 1, 1]
    # Another day is another report; the one before it is still kept.
    scorecard(cast.pairing, year=2020, actor=cast.alice, as_of=date(2020, 3, 1))
    assert sold(cast) == (350_00, 100_00)
    assert read == [1, 1, 1, 1]


def test_an_answer_to_a_few_counts_is_kept_apart_and_old_ones_make_room(
    cast: Cast, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(cast, sale(300_00), AT)
    scope = scope_of(frame_of(cast.pairing, year=2020))
    assert scope is not None
    whole = answered.answers_of({"a": scope, "b": scope})
    few = answered.answers_of({"c": scope}, [SIGNED])["c"]
    assert whole["a"] is whole["b"]
    assert any(one.now for one in whole["a"].figures.values())
    assert not any(one.now for one in few.figures.values())
    assert answered.answers_of({"d": scope}, (SIGNED,))["d"] is few
    monkeypatch.setattr(answered._kept, "most", 1)
    other = scope_of(frame_of(cast.pairing, year=2019))
    assert other is not None
    answered.answers_of({"e": other})
    readings = len(read)
    answered.answers_of({"f": other})
    assert len(read) == readings
    answered.answers_of({"g": scope})
    assert len(read) == readings + 1
