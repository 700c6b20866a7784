"""What was stated about tiers is sealed, and `verify` holds the rows to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.cast import Cast
from tests.programme.test_tiers import MILL, place, tier

from tallystick.journal.queries import records
from tallystick.journal.verify import verify
from tallystick.programme.models import CountyTier, FundTier
from tallystick.programme.queries.sealed_tiers import sealed_tiers, tier_problems

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


@pytest.fixture
def stated(cast: Cast) -> Cast:
    """One tier and one county in it."""
    tier(cast)
    place(cast, MILL, "first", why="as the notice says")
    return cast


def codes() -> list[str]:
    return [problem.code for problem in tier_problems()]


def test_a_statement_is_sealed_as_it_was_made(stated: Cast) -> None:
    told, county = records(about="east-west", kind=("programme.tier", "programme.county_tier"))
    assert told.content == {
        "tier": "first", "number": 1, "held": True, "en": "First tier", "zh": "第一档",
        "amount": 6_000_000_000, "from": 2020, "until": None, "source": "invented", "why": "",
        "who": "cast", "by": {"user": "system", "name": "cast"},
    }  # fmt: skip
    assert county.content["region"] == MILL
    assert county.content["why"] == "as the notice says"
    assert sealed_tiers("east-west")["programme.county_tier", "east-west", MILL, 1] == county
    assert codes() == []
    assert verify().problems == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: FundTier.objects.update(amount=1),
        lambda: FundTier.objects.update(stated_at=datetime(2019, 1, 1, tzinfo=UTC)),
        lambda: FundTier.objects.update(until_year=2021),
        lambda: CountyTier.objects.update(tier="second"),
        lambda: CountyTier.objects.update(why="another reason"),
        lambda: CountyTier.objects.all().delete(),
        lambda: CountyTier.objects.update(number=3),
    ],
    ids=["amount", "moment", "years", "tier", "reason", "gone", "number"],
)
def test_a_statement_changed_behind_its_seal_is_told(
    stated: Cast, tamper: Callable[[], object]
) -> None:
    tamper()
    assert set(codes()) == {"tier-unlike-seal"}


def test_a_statement_slipped_in_is_told(stated: Cast) -> None:
    row = CountyTier.objects.get()
    row.pk, row.number = None, 2
    row.save()
    assert codes() == ["tier-unlike-seal"]
