"""What was decided on how a pairing works is sealed, and `verify` holds the rows to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from tests.cast import SYSTEM, Cast, head_of

from tallystick.access.services import seal_decision
from tallystick.journal.queries import records
from tallystick.journal.verify import verify
from tallystick.programme.models import PairingRule
from tallystick.programme.queries.sealed_rules import rule_problems, sealed_rules
from tallystick.programme.services import agree_rule, set_evidence_duty, set_matching_policy

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def agreed(cast: Cast) -> PairingRule:
    """Let Fir's head propose blind matching and Quay's agree."""
    put = set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried by both",
        by=head_of("hua", "fir"),
    )  # fmt: skip
    assert codes() == []
    return agree_rule(rule_id=put.pk, by=head_of("hugo", "quay"))


def codes() -> list[str]:
    return [problem.code for problem in rule_problems()]


def test_a_decision_is_sealed_as_it_was_put_and_as_it_was_agreed(cast: Cast) -> None:
    rule = agreed(cast)
    put, told = records(about="quay-fir", kind=("programme.rule", "programme.agree_rule"))
    assert put.content == {
        "number": rule.pk,
        "rule": "matching",
        "pipeline": "sale",
        "value": "blind",
        "reason": "tried by both",
        "from": None,
        "side": "supported",
        "who": "Hua",
        "by": {"user": "hua", "name": "Hua"},
    }
    assert (told.content["number"], told.content["by"]["user"]) == (rule.pk, "hugo")
    assert sealed_rules(["quay-fir"])[rule.pk].last == told
    assert codes() == []
    assert verify().problems == []


def test_a_decision_of_another_room_bears_who_took_it(cast: Cast) -> None:
    sealed = seal_decision("programme.rule", "x", {"number": 0}, by=cast.bob, at=timezone.now())
    assert sealed.content == {"number": 0, "by": {"user": "bob", "name": "Bob"}}


def test_an_indicator_is_sealed_only_where_a_rule_speaks_of_one(cast: Cast) -> None:
    """What was sealed before there were any reads as it did, and still holds."""
    agreed(cast)
    rule = set_evidence_duty(
        pairing=cast.pairing, indicator="FS_GOV_FUND", duty="required", reason="audit", by=SYSTEM
    )
    old, _, new = records(about="quay-fir", kind=("programme.rule", "programme.agree_rule"))
    assert "indicator" not in old.content
    assert (new.content["number"], new.content["indicator"]) == (rule.pk, "FS_GOV_FUND")
    assert codes() == []
    PairingRule.objects.filter(pk=rule.pk).update(indicator="FS_TOTAL_ALL")
    assert codes() == ["rule-unlike-seal"]
    PairingRule.objects.filter(pk=rule.pk).update(indicator="")
    assert codes() == ["rule-unlike-seal"]


def test_the_first_rules_of_an_installation_are_sealed_too(cast: Cast) -> None:
    rule = PairingRule.objects.get(pairing=cast.book)
    assert sealed_rules(["east-west"])[rule.pk].put.content["by"]["user"] == SYSTEM.username


@pytest.mark.parametrize(
    "tamper",
    [
        lambda row: PairingRule.objects.filter(pk=row.pk).update(value="single"),
        lambda row: PairingRule.objects.filter(pk=row.pk).update(valid_from="2019-01-01"),
        lambda row: PairingRule.objects.filter(pk=row.pk).update(agreed_by="", decided_at=None),
        lambda row: PairingRule.objects.filter(pk=row.pk).delete(),
        lambda row: PairingRule.objects.create(
            pairing=row.pairing, kind="matching", pipeline="funds", value="single", reason="x",
            set_at=row.set_at, set_by="Hua", decided_at=row.set_at,
        ),
    ],
    ids=["value", "day", "agreement", "gone", "slipped in"],
)  # fmt: skip
def test_a_decision_changed_behind_its_seal_is_told(
    cast: Cast, tamper: Callable[[PairingRule], object]
) -> None:
    rule = agreed(cast)
    tamper(rule)
    assert codes() == ["rule-unlike-seal"]
