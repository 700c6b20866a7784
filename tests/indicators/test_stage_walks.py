"""A figure of a stage walked back to its lines; all figures are invented.

Of `tallystick.indicators.queries.stage_walks` and `tallystick.journal.queries.stage_lines`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast, carry
from tests.indicators.test_funds import SOUTH, money, received
from tests.indicators.test_tiers import MILLION
from tests.programme.test_tiers import MILL

from tallystick.entries import services
from tallystick.indicators.queries.stage_walks import StageAsk, StageWalk, stage_walk
from tallystick.journal.queries import lines as journal_lines
from tallystick.journal.queries import reversals_of
from tallystick.programme.rules.pipelines import pipelines

pytestmark = pytest.mark.flow


def walked(cast: Cast, stage: str = "received", part: Any = "reached", **asked: Any) -> StageWalk:
    year = asked.pop("year", 2020)
    ask = StageAsk(pipelines()["funds"], stage, part, "CNY", year, **asked)
    return stage_walk(cast.pairing, ask, offset=0, limit=10)


def sums(walk: StageWalk) -> list[int]:
    return [line.amount // MILLION for line in walk.lines]


def test_a_figure_is_what_its_lines_add_up_to_newest_first(cast: Cast) -> None:
    received(cast, 40, SOUTH)
    received(cast, 90, MILL)
    carry(cast, money("received>paid_out", 5, MILL, "industry"))
    walk = walked(cast)
    assert (walk.value // MILLION, walk.lines_total, sorted(sums(walk))) == (130, 2, [40, 90])
    assert walked(cast, part="here").value // MILLION == 125
    assert sorted(sums(walked(cast, part="here"))) == [-5, 40, 90]
    assert sums(walked(cast, "paid_out")) == [5]
    assert all(line.proof and line.proof.number for line in walk.lines)


def test_a_walk_is_narrowed_as_its_figure_is(cast: Cast) -> None:
    received(cast, 40, SOUTH)
    received(cast, 90, MILL)
    assert sums(walked(cast, at=MILL)) == [90]
    assert sums(walked(cast, region=SOUTH)) == [40]
    assert sorted(sums(walked(cast, codes={"payer_level": "city"}))) == [40, 90]
    assert sums(walked(cast, codes={"payer_level": "province"})) == []
    assert sums(walked(cast, codes={"use": "-"})) == sums(walked(cast))
    assert walked(cast, part="came_in", year=2021).lines_total == 0
    assert walked(cast, part="ever", budget="2020").value // MILLION == 130
    assert walked(cast, part="ever", budget="2019", year=2019).value == 0
    assert walked(cast, as_of=date(2020, 1, 31)).lines_total == 0
    assert walked(cast, partner="xx-quay").value // MILLION == 130
    assert walked(cast, partner="xx-far").value == 0


def test_what_moved_is_listed_and_no_sum(cast: Cast) -> None:
    received(cast, 40, SOUTH)
    carry(cast, money("received>paid_out", 5, SOUTH, "industry"))
    walk = walked(cast, "", "moved")
    # The money was allocated on its way.
    assert (walk.value, walk.lines_total) == (0, 3)
    assert sorted(sums(walk)) == [5, 40, 40]


def test_a_page_of_lines_is_cut_and_the_whole_counted(cast: Cast) -> None:
    received(cast, 40, SOUTH)
    received(cast, 90, MILL)
    ask = StageAsk(pipelines()["funds"], "received", "reached", "CNY", 2020)
    page = stage_walk(cast.pairing, ask, offset=1, limit=1)
    assert (len(page.lines), page.lines_total, page.value // MILLION) == (1, 2, 130)
    assert reversals_of([page.lines[0].line.transaction]) == {}


def test_what_was_taken_back_counts_against_its_figure_and_names_its_reversal(
    cast: Cast,
) -> None:
    """40 and 90 million reached, then the 90 were taken back: 40 + 90 - 90 = 40."""
    received(cast, 40, SOUTH)
    carry(cast, money("outside>committed", 90, MILL))
    wrong = carry(cast, money("committed>received", 90, MILL))
    services.reverse_entry(entry_id=wrong.pk, reason="paid twice", by=cast.ann, second=cast.bob)
    for part in ("reached", "here"):
        walk = walked(cast, part=part)
        assert (walk.value // MILLION, walk.lines_total) == (40, 3), part
        assert sorted(sums(walk)) == [-90, 40, 90], part
    lines = {line.amount // MILLION: line for line in walked(cast).lines}
    # On its own edge: what was taken back still went from committed to received.
    assert {(one.line.source, one.line.target) for one in lines.values()} == {
        ("committed", "received")
    }
    undone, reversal = lines[90].line.transaction, lines[-90].line
    assert (reversal.kind, reversal.reverses) == ("reversal", undone)
    assert lines[90].reversed_by == reversal.transaction
    assert reversals_of([undone, reversal.transaction]) == {undone: reversal.transaction}
    # The journal reads the same line with the same sign, whole and one by one.
    book = {row.transaction: row for row in journal_lines(reversal.book)}
    read = book[reversal.transaction]
    assert (read.amount // MILLION, read.source, read.target, read.back) == (
        -90, "committed", "received", True,
    )  # fmt: skip
