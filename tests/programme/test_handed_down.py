"""Targets handed down a level: each names the one above it; their sum stands beside, never in.

The figures are those of docs/method/agreements.md, "Handed down"; all are invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import SYSTEM, A, B, Cast, sign

from tallystick.indicators.queries import scorecard
from tallystick.kernel.actor import Actor, Seat
from tallystick.programme.models import Agreement, AgreementVersion, Target
from tallystick.programme.queries import (
    successor_of,
)
from tallystick.programme.queries.agreements import (
    target_checks,
    text_of,
)
from tallystick.programme.rules.agreements import TargetText
from tallystick.programme.services import (
    amend_agreement,
    create_pairing,
    propose_version,
    record_agreement,
    state_span,
)

MARCH, APRIL, JUNE = date(2020, 3, 1), date(2020, 4, 1), date(2020, 6, 1)
MILL, FORD = "xx-fir-mill", "xx-fir-ford"


def agree(cast: Cast, code: str, pairing: object, above: str = "") -> Agreement:
    return record_agreement(
        code=code, pairing=pairing, kind="yearly", year=2020, title_en=code, title_zh="",
        above=above, by=SYSTEM,
    )  # type: ignore[arg-type]  # fmt: skip


def signatory(cast: Cast, region: str, user: Actor) -> Actor:
    return Actor(user.user_id, region, region, (Seat("signatory", region, region),))


@pytest.fixture
def province(cast: Cast) -> AgreementVersion:
    """The provinces promise 900 placements."""
    found = agree(cast, "province-2020", cast.book)
    by = Actor(cast.alice.user_id, "w", "W", (Seat("clerk", "xx-west", "west"),))
    version = propose_version(
        agreement=found, signed_on=MARCH, by=by,
        targets=[TargetText("LC_TOTAL", 900), TargetText("FS_DISBURSE_RATE", 9000)],
    )  # fmt: skip
    west, east = signatory(cast, "xx-west", cast.ann), signatory(cast, "xx-east", cast.ben)
    sign(version, ("xx-west", west), ("xx-east", east))
    return version


@pytest.fixture
def city(cast: Cast, province: AgreementVersion) -> AgreementVersion:
    """The cities take 400 of them on, and hand 250 and 120 down to two counties."""
    found = agree(cast, "city-2020", cast.pairing, above="province-2020")
    version = propose_version(
        agreement=found, signed_on=APRIL, by=cast.beth,
        targets=[
            TargetText("LC_TOTAL", 120, FORD), TargetText("LC_TOTAL", 400),
            TargetText("LC_TOTAL", 250, MILL), TargetText("LC_POV", 90),
        ],
    )  # fmt: skip
    sign(version, (A, cast.amy), (B, cast.bill))
    return version


def check(version: AgreementVersion, indicator: str, region: str) -> tuple[int, int, str]:
    (found,) = [
        c for c in target_checks(version)
        if (c.target.indicator, c.target.region.code) == (indicator, region)
    ]  # fmt: skip
    return found.target.amount, found.children_sum, found.verdict


def test_the_sum_of_the_children_stands_beside_the_target(
    province: AgreementVersion, city: AgreementVersion
) -> None:
    assert check(province, "LC_TOTAL", "xx-west") == (900, 400, "less")
    assert check(province, "FS_DISBURSE_RATE", "xx-west") == (9000, 0, "not_handed_down")
    assert check(city, "LC_TOTAL", A) == (400, 370, "less")
    assert check(city, "LC_TOTAL", MILL) == (250, 0, "not_handed_down")
    over = Target.objects.get(version=city, region__code=A, indicator="LC_TOTAL").above
    assert over == Target.objects.get(version=province, indicator="LC_TOTAL")
    assert Target.objects.get(version=city, indicator="LC_POV").above is None


def test_a_child_keeps_the_target_it_was_given_when_the_one_above_changes(
    cast: Cast, province: AgreementVersion, city: AgreementVersion
) -> None:
    by = Actor(cast.alice.user_id, "w", "W", (Seat("clerk", "xx-west", "west"),))
    later = amend_agreement(
        agreement=province.agreement, signed_on=JUNE, targets=[TargetText("LC_TOTAL", 400)], by=by
    )
    west, east = signatory(cast, "xx-west", cast.ann), signatory(cast, "xx-east", cast.ben)
    sign(later, ("xx-west", west), ("xx-east", east))
    assert check(later, "LC_TOTAL", "xx-west") == (400, 400, "equal")
    given = Target.objects.get(version=city, region__code=A, indicator="LC_TOTAL").above
    assert given is not None
    assert (given.version.number, given.amount) == (1, 900)
    assert text_of(city).above[A, "LC_TOTAL", "2020"] == "province-2020 v1"


def test_a_target_is_read_at_its_node_and_never_summed_over_the_tree(
    cast: Cast, province: AgreementVersion, city: AgreementVersion
) -> None:
    for pairing, target in ((cast.book, 900), (cast.pairing, 400)):
        rows = {r.indicator: r for r in scorecard(pairing, year=2020, actor=SYSTEM).rows}
        assert rows["LC_TOTAL"].target == target
    rows = {r.indicator: r for r in scorecard(cast.book, year=2020, actor=SYSTEM).rows}
    assert (rows["LC_POV"].target if "LC_POV" in rows else None) is None
    assert rows["FS_DISBURSE_RATE"].target == 9000


def test_a_pairing_may_name_the_one_it_succeeds(cast: Cast) -> None:
    assert successor_of(cast.pairing) is None
    state_span(
        pairing=cast.pairing, valid_from=date(2016, 1, 1), valid_to=date(2020, 5, 31),
        source="invented", preferred=True, by=SYSTEM,
    )  # fmt: skip
    later = create_pairing(
        code="later", programme="nowhere", supporting="xx-east", supported=A, level="city",
        parent="east-west", succeeds="quay-fir", by=SYSTEM,
    )  # fmt: skip
    assert successor_of(cast.pairing) == later
