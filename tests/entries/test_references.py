"""Two references that look alike are one: no unseen sign is taken, full-width signs are plain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast, sale

from tallystick.entries import services
from tallystick.kernel.problem import Conflict, Refused

pytestmark = pytest.mark.flow


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d", "\u200e"])
def test_an_unseen_sign_in_a_reference_is_refused_by_name(cast: Cast, sign: str) -> None:
    with pytest.raises(Refused) as refused:
        services.draft_entry(report=sale(own_reference=f"x{sign}y"), by=cast.alice)
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("reference-unseen-sign", "own_reference")
    assert f"U+{ord(sign):04X}" in problem.sentence("en")
    assert f"U+{ord(sign):04X}" in problem.sentence("zh")


def test_full_width_signs_are_plain_ones_in_every_file_and_form(cast: Cast) -> None:
    first = services.draft_entry(report=sale(own_reference="xy-1"), by=cast.alice)
    wide = sale(own_reference="ｘｙ－１")
    assert services.draft_entry(report=wide, by=cast.alice).pk == first.pk
    (result,) = services.take_reports([wide], by=cast.alice)
    assert (result.known, result.entry) == (True, first)
    with pytest.raises(Conflict):
        services.enter_report(report=replace(wide, title_en="Another"), by=cast.alice)
    two = [sale(own_reference=reference, title_en="Two") for reference in ("ab", "ａｂ")]
    assert services.group_reports(two, by=cast.alice) == [[0, 1]]
    assert services.take_reports(two, by=cast.alice)[1].problems[0].code == "reference-twice"


def test_large_and_small_letters_stay_apart(cast: Cast) -> None:
    small, large = (
        services.draft_entry(report=sale(own_reference=word), by=cast.alice)
        for word in ("xy", "XY")
    )
    assert small.pk != large.pk
