"""A target is a whole number of its unit, or there is none: it never holds text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from tests.cast import A, B, Cast, promise, sale, sign
from tests.totals.doors import Asked

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.services import Report
from tallystick.indicators.queries import scorecard
from tallystick.kernel.problem import Refused
from tallystick.programme.models import AgreementVersion, Target

pytestmark = pytest.mark.totals
TEXTS: tuple[Any, ...] = ("about 400", "400", "", None, 400.5, True, "四百", "1e3")


def version(cast: Cast) -> AgreementVersion:
    """Return a text, not signed yet, that promises sales of 1,000 yuan."""
    return promise(cast, {"IC_CONSUMPTION": 1_000_00}, signed=False)


def target_of(cast: Cast) -> int | None:
    rows = scorecard(cast.pairing, year=2020, actor=cast.alice, all=True).rows
    return next(row.target for row in rows if row.indicator == "IC_CONSUMPTION")


def write(row: Target, amount: Any) -> bool:
    """Write an amount past every service; return whether the table took it."""
    try:
        with transaction.atomic():
            Target.objects.filter(pk=row.pk).update(amount=amount)
            Target.objects.get(pk=row.pk)
    except (ValueError, TypeError, IntegrityError, DataError):
        return False
    return True


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_a_report_of_a_target_takes_whole_numbers_only(cast: Cast, text: Any) -> None:
    with pytest.raises((Refused, TypeError)):
        services.draft_entry(report=entered(text), by=cast.alice)
    assert not Entry.objects.exists()


def entered(amount: Any) -> Report:
    line = services.StatedLine("CNY", amount, {"indicator": "IC_CONSUMPTION", "period": "2020"}, {})
    return sale(
        pipeline="target", move="outside>promised", statement="level", lines=(line,),
        happened_on=date(2020, 1, 10),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["about 400", "", None, "四百", "1e3"], ids=repr)
def test_the_table_of_targets_takes_no_text(cast: Cast, text: Any) -> None:
    row = version(cast).targets.get()
    assert not write(row, text)
    assert Target.objects.get(pk=row.pk).amount == 1_000_00


def test_the_check_sees_what_the_table_does_take(cast: Cast) -> None:
    row = version(cast).targets.get()
    assert write(row, 7)
    assert Target.objects.get(pk=row.pk).amount == 7


def test_a_target_counts_when_both_sides_signed_it_and_is_a_number_at_every_door(
    cast: Cast,
) -> None:
    text = version(cast)
    assert target_of(cast) is None
    sign(text, (A, cast.amy), (B, cast.bill))
    assert target_of(cast) == 1_000_00
    asked = Asked("quay-fir", 2020, "IC_CONSUMPTION", cast.bob)
    answer = asked.client().get("/api/pairings/quay-fir/scorecard", asked.query).json()
    assert [row["target"] for row in answer["rows"]] == [1000]


@pytest.mark.parametrize("text", ["about 400", None, 400.5, True], ids=repr)
def test_a_version_with_text_for_a_target_is_not_kept(cast: Cast, text: Any) -> None:
    with pytest.raises(Refused) as refused:
        promise(cast, {"IC_CONSUMPTION": text})
    assert refused.value.code == "target-no-number"
    assert not Target.objects.exists()
