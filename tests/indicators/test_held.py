"""Figures held to one another are compared again only where one of them changed: `.held`."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.indicators.test_claims import Row, keep, named

from tallystick.indicators.models import Claim
from tallystick.indicators.queries import claims, compared_claims, held
from tallystick.indicators.queries.comparing import with_claims
from tallystick.indicators.queries.held import Held, figures_of, held_together
from tallystick.regions.models import Region, RegionParent
from tallystick.regions.services import derive_closure

__all__ = ["named"]
pytestmark = pytest.mark.flow


def verdicts(rows: tuple[Held, ...]) -> list[tuple[str, str, str]]:
    return sorted((one.figure.printed, one.verdict, one.reason) for one in rows)


def test_one_comparison_serves_every_filter_until_a_figure_is_added(
    named: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    whole = held.compare_all

    def counted(*given: object) -> object:
        asked.append(1)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(held, "compare_all", counted)
    keep(Row(row=2), Row(row=3, printed="400元", value="400"))
    differ = [("400元", "differs", "contradiction"), ("500元", "differs", "contradiction")]
    assert verdicts(compared_claims(named.alice).rows) == differ
    assert verdicts(compared_claims(named.bob, verdict="differs", sort="newest").rows) == differ
    assert compared_claims(named.bob, indicator="LC_TOTAL").rows == ()
    assert sum(asked) == 1
    keep(Row(row=4, printed="500.0元", value="500.0"), sha="b")
    found = compared_claims(named.alice).rows
    assert sum(asked) == 2
    assert [one.claim.printed for one in with_claims(found, named.alice)] == [
        one.figure.printed for one in found
    ]


def test_a_party_that_was_settled_is_compared_as_settled(named: Cast) -> None:
    keep(Row(row=2), Row(row=3, printed="400元", value="400"))
    figures = figures_of(claims(named.alice))
    assert figures[0].ends == date(2020, 12, 31)
    before = held_together(figures, {one.pk for one in figures})
    Claim.objects.filter(printed="400元").update(supporting=None, supporting_text="Elsewhere")
    fresh = figures_of(claims(named.alice))
    after = held_together(fresh, {one.pk for one in fresh})
    assert {one.verdict for one in before.values()} == {"differs"}
    assert {one.verdict for one in after.values()} == {"cannot_tell"}


def test_a_list_reads_no_more_queries_for_more_figures(named: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            compared_claims(named.alice)
        return len(seen)

    keep(Row(row=2))
    one = queries()
    keep(*(Row(row=3 + n, printed=f"{n}元", value=f"{n}") for n in range(1, 30)), sha="b")
    assert queries() == one


def test_figures_are_held_anew_when_the_map_changes(
    named: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, str]] = []
    whole = held.compare_all

    def noted(said: object, roots: dict[str, str], wanted: object) -> object:
        asked.append(roots)
        return whole(said, roots, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(held, "compare_all", noted)
    keep(Row(row=2), Row(row=3, printed="400元", value="400"))
    figures = figures_of(claims(named.alice))

    def lines() -> frozenset[str]:
        return next(iter(held_together(figures, {figures[0].pk}).values())).said.east

    before = lines()
    assert lines() == before
    assert len(asked) == 1
    # A place with another one over it, under the same root.
    quay, old = Region.objects.get(code="xx-quay"), set(before) - {"xx-quay"}
    between = Region.objects.create(
        code="xx-between", kind="city", country="xx", name_en="Between", name_zh="间"
    )
    above = RegionParent.objects.get(region=quay)
    RegionParent.objects.create(region=between, parent=above.parent)
    RegionParent.objects.filter(pk=above.pk).update(parent=between)
    derive_closure()
    assert lines() == {"xx-quay", "xx-between", *old}
    assert len(asked) == 2
    assert asked[0] == asked[1]
    # The same places over it, of which another one is the country.
    top = asked[1]["xx-quay"]
    Region.objects.filter(code=top).update(kind="country")
    lines()
    assert len(asked) == 3
    assert asked[2]["xx-quay"] != top
