"""Whether the decisions on how pairings work are as they were sealed; `verify` asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from tallystick.journal.queries import records
from tallystick.journal.rules import Record
from tallystick.kernel.problem import Problem
from tallystick.programme.models import PairingRule

RULE, AGREED = "programme.rule", "programme.agree_rule"


@dataclass(frozen=True)
class SealedRule:
    """What was sealed about one decision: how it was put, and how it was agreed to."""

    put: Record
    agreed: Record | None = None

    @property
    def last(self) -> Record:
        """The record by which it stands as it does."""
        return self.agreed or self.put


def stated_rule(row: PairingRule) -> dict[str, Any]:
    """Return what a row says, as its sealed record does; who agreed is sealed apart.

    The indicator is said only where there is one: what was sealed before there were any still
    reads the same.
    """
    return {
        "number": row.pk,
        "rule": row.kind,
        "pipeline": row.pipeline,
        **({"indicator": row.indicator} if row.indicator else {}),
        "value": row.value,
        "reason": row.reason,
        "from": row.valid_from.isoformat() if row.valid_from else None,
        "side": row.set_side,
        "who": row.set_by,
    }


def sealed_rules(pairings: Collection[str] = ()) -> dict[int, SealedRule]:
    """Return what was sealed about the decisions of some pairings, or of all; by their number."""
    found: dict[int, SealedRule] = {}
    for record in records(kind=(RULE, AGREED), about=pairings):
        number = record.content["number"]
        if record.kind == RULE:
            found[number] = SealedRule(record)
        elif number in found:
            found[number] = SealedRule(found[number].put, record)
    return found


def rule_problems() -> Iterator[Problem]:
    """Yield one problem for each decision that is not as it was sealed, or that is gone."""
    sealed = sealed_rules()
    rows = {row.pk: row for row in PairingRule.objects.select_related("pairing").order_by("pk")}
    for number in sorted({*sealed, *rows}):
        row, told = rows.get(number), sealed.get(number)
        if row is None or told is None or not _same(row, told):
            pairing = row.pairing.code if row else told.put.about if told else ""
            params = {"number": number, "pairing": pairing}
            yield Problem("rule-unlike-seal", path=pairing, params=params)


def _same(row: PairingRule, told: SealedRule) -> bool:
    said = {key: value for key, value in told.put.content.items() if key != "by"}
    agreed = told.agreed.content["who"] if told.agreed else ""
    decided = told.agreed is not None or not row.set_side
    return (
        told.put.about == row.pairing.code
        and said == stated_rule(row)
        and (row.agreed_by, row.decided_at is not None) == (agreed, decided)
    )
