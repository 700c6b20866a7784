"""Each computable indicator as docs/method/indicators-worked.md works it, through the services.

The page is the input: its reports are entered, confirmed and matched, its figures compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest
from tests.cast import Cast, carry, promise
from tests.flows.invented_year import RECORDS, THING_RECORDS

from tallystick.entries.services import Report, StatedLine
from tallystick.indicators.queries import scorecard
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.kernel.quantity import to_minor
from tallystick.programme.rules.bindings import ClaimOnly, bindings
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import pipelines, unit_scale
from tallystick.programme.services import add_thing

PAGE = (Path(__file__).parents[2] / "docs/method/indicators-worked.md").read_text("utf-8")
PLACES = {"fir": "xx-fir", "mill": "xx-fir-mill", "ford": "xx-fir-ford"}
WAYS = {"i": "itemised", "l": "level"}
THINGS = {"a": "assistance_project", "p": "project"}


def cells(first: str) -> Iterator[list[str]]:
    """Yield the rows of the page's tables whose first cell fits a pattern."""
    for line in PAGE.splitlines():
        row = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and re.fullmatch(first, row[0]):
            yield row


FIGURES = {
    row[0].strip("`"): Decimal(row[2].strip("*")) for row in cells("`[A-Z_0-9]+`") if row[2:]
}
CLAIMS = {row[0].strip("`"): row[1] for row in cells("`[A-Z_0-9]+`") if not row[2:]}


def reports() -> Iterator[Report]:
    """Yield the page's reports in the order in which they happened."""
    rows = [list(group) for _, group in groupby(cells(r"\d+"), key=lambda row: row[0])]
    yield from sorted((report(group) for group in rows), key=lambda one: one.happened_on)


def report(rows: list[list[str]]) -> Report:
    """Return one report; its rows differ in codes and amounts only."""
    _, day, place, pipeline, move, way, _, _, thing = rows[0]
    stage = move.partition(">")[2]
    return Report(
        pairing="quay-fir",
        side="supported",
        region=PLACES[place],
        partner="xx-quay",
        pipeline=pipeline,
        move=move,
        statement=WAYS[way],
        happened_on=date.fromisoformat(f"2020-{day}"),
        lines=tuple(line for row in rows for line in lines(pipeline, row[6], row[7])),
        thing=thing or None,
        title_en=f"{pipeline} {move}",
        record=RECORDS.get((pipeline, stage), {}),
    )


def lines(pipeline: str, codes: str, amounts: str) -> Iterator[StatedLine]:
    """Yield the stated amounts of one row."""
    said = dict(code.split("=") for code in codes.split())
    kept = pipelines()[pipeline].kept
    for amount in amounts.split(","):
        unit, figure = amount.split()
        yield StatedLine(
            unit,
            to_minor(figure, unit_scale(unit)),
            {d: c for d, c in said.items() if d in kept},
            {d: c for d, c in said.items() if d not in kept},
        )


def shown(row: ScoreRow) -> Decimal | None:
    """Return a figure in the indicator's own unit, percentages with two places."""
    if row.matched is None:
        return None
    return Decimal(row.matched).scaleb(-indicators()[row.indicator].scale)


@pytest.fixture
def told(cast: Cast) -> Mapping[str, ScoreRow]:
    """Tell the whole year, then read the scorecard of its pairing."""
    for code in sorted({row[8] for row in cells(r"\d+") if row[8]}):
        pipeline = THINGS[code[0]]
        add_thing(
            code=code, pipeline=pipeline, region="xx-fir-mill", name_en=code, name_zh="",
            record=THING_RECORDS[pipeline], by=cast.alice,
        )  # fmt: skip
    for one in reports():
        if one.pipeline == "target":
            # A target comes in by signing the agreement, and no other way.
            promise(cast, {line.cell["indicator"]: line.amount for line in one.lines})
            continue
        entry = carry(cast, one)
        assert entry.state == "posted", (one.pipeline, one.move, entry.waits_for)
    card = scorecard(cast.pairing, year=2020, actor=cast.alice)
    return {row.indicator: row for row in card.rows}


def differences(
    found: Mapping[str, Decimal | None], worked: Mapping[str, Decimal]
) -> dict[str, tuple[Decimal | None, Decimal]]:
    """Return indicator → (found, worked) where the two differ."""
    pairs = {code: (found.get(code), figure) for code, figure in worked.items()}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}


def test_each_indicator_is_what_its_working_says(told: Mapping[str, ScoreRow]) -> None:
    found = {code: shown(row) for code, row in told.items()}
    percent = told["FS_GOV_FUND"].completion_percent
    found["MG_COMPLETION_RATE"] = Decimal(percent) if percent else None
    assert differences(found, FIGURES) == {}


def test_a_figure_that_is_missing_or_other_is_caught() -> None:
    worked = {"LC_TOTAL": Decimal(210), "LC_POV": Decimal(115), "TS_TECH": Decimal(3)}
    found = {"LC_TOTAL": Decimal(215), "LC_POV": Decimal(115)}
    assert differences(found, worked).keys() == {"LC_TOTAL", "TS_TECH"}


def test_the_page_works_every_indicator_that_can_be_computed() -> None:
    computed = {code for code, bound in bindings().items() if not isinstance(bound, ClaimOnly)}
    assert FIGURES.keys() == computed
    assert len(computed) == 81


def test_the_page_gives_the_reason_of_each_that_cannot() -> None:
    reasons = {c: b.why.en for c, b in bindings().items() if isinstance(b, ClaimOnly) and b.why}
    assert {code: why.replace("`", "") for code, why in CLAIMS.items()} == reasons
    assert len(reasons) <= 8
