"""One donor, six programmes: what is in one never shows in another, even between the same places.

Suzhou ran six at once in 2022; the places and figures here are invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import SYSTEM, A, B, Cast, carry, promise, sale, sign

from tallystick.entries.queries import entries
from tallystick.indicators.queries import scorecard
from tallystick.journal.queries import lines
from tallystick.programme.models import Pairing
from tallystick.programme.queries.agreements import agreements
from tallystick.programme.rules.agreements import TargetText
from tallystick.programme.services import (
    create_pairing,
    create_programme,
    propose_version,
    record_agreement,
    set_evidence_duty,
    state_span,
)

pytestmark = pytest.mark.flow
NAMES = ("xinjiang", "tibet", "qinghai", "yunyang", "suqian")


def paired(cast: Cast, name: str) -> Pairing:
    create_programme(code=name, name_en=name, name_zh="", country="xx", by=SYSTEM)
    made = create_pairing(
        code=f"{name}-pair", programme=name, supporting=B, supported=A, level="city", by=SYSTEM
    )
    state_span(
        pairing=made, valid_from=date(2016, 1, 1), valid_to=None, source="invented",
        preferred=True, by=SYSTEM,
    )  # fmt: skip
    set_evidence_duty(
        pairing=made, pipeline="", duty="advisory", reason="a stage has no papers", by=SYSTEM
    )
    return made


def test_totals_lists_scorecards_and_targets_of_six_programmes_never_mix(cast: Cast) -> None:
    six = [cast.pairing, *(paired(cast, name) for name in NAMES)]
    promise(cast, {"IC_CONSUMPTION": 1_000_00})
    for n, pairing in enumerate(six, 1):
        carry(cast, sale(n * 100_00, pairing=pairing.code))
        if n == 2:
            own = record_agreement(
                code="second", pairing=pairing, kind="yearly", year=2020, title_en="2",
                title_zh="", by=cast.beth,
            )  # fmt: skip
            text = propose_version(
                agreement=own, signed_on=date(2020, 1, 10),
                targets=[TargetText("IC_CONSUMPTION", 2_000_00)], by=cast.beth,
            )  # fmt: skip
            sign(text, (A, cast.amy), (B, cast.bill))
    for n, pairing in enumerate(six, 1):
        rows = {r.indicator: r for r in scorecard(pairing, year=2020, actor=SYSTEM).rows}
        row = rows["IC_CONSUMPTION"]
        assert row.matched == n * 100_00
        assert row.target == {1: 1_000_00, 2: 2_000_00}.get(n)
        listed = entries(cast.alice, pairing=pairing.code).exclude(pipeline="target")
        assert [entry.pairing_id for entry in listed] == [pairing.pk]
    sold = [
        sum(row.amount for row in lines(book) if row.pipeline == "sale")
        for book in ("east-west", *(f"{name}-pair" for name in NAMES))
    ]
    assert sold == [100_00, 200_00, 300_00, 400_00, 500_00, 600_00]
    assert [one.code for one in agreements(cast.alice, programme="xinjiang")] == ["second"]
