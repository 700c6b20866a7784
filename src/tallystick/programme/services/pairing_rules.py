"""Decide how a pairing works: how its entries are matched, and whether they need a document."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from tallystick.access.services import record_act, seal_decision
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, PairingRule
from tallystick.programme.queries import other
from tallystick.programme.queries.deciding import deciding_side, headed_sides, may_agree_for
from tallystick.programme.queries.sealed_rules import AGREED, RULE, stated_rule
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.fed import measures_of
from tallystick.programme.rules.pipelines import pipelines

Kind, Value = PairingRule.Kind, PairingRule.Value
VALUES = {
    Kind.MATCHING: (Value.BOTH, Value.BLIND, Value.SINGLE),
    Kind.EVIDENCE: (Value.REQUIRED, Value.ADVISORY),
}


def set_matching_policy(
    *,
    pairing: Pairing,
    pipeline: str,
    policy: str,
    by: Actor,
    reason: str = "",
    valid_from: date | None = None,
) -> PairingRule:
    """Decide how entries of a pipeline ("" for all others) are matched; no posting changes.

    The programme office decides; the head of one side proposes and the other head agrees. That
    one side alone is enough takes the heads wherever a side has one.
    Units: `policy` both | blind | single; it speaks of what happens from `valid_from` on.
    Raises: Forbidden for anybody else; Refused for an unknown policy or without a reason.
    """
    return _set(pairing, Kind.MATCHING, pipeline, policy, by, reason, valid_from)


def set_evidence_duty(
    *,
    pairing: Pairing,
    pipeline: str = "",
    indicator: str = "",
    duty: str,
    by: Actor,
    reason: str = "",
    valid_from: date | None = None,
) -> PairingRule:
    """Decide whether entries must bear their document: those of a pipeline ("" for all others),
    or those that feed one indicator, of whatever pipeline.

    Units: `duty` required | advisory; a pipeline or an indicator, not both.
    Raises: as `set_matching_policy`; Refused also for an indicator that no entry feeds.
    """
    if indicator:
        _require_fed(indicator, pipeline)
    return _set(pairing, Kind.EVIDENCE, pipeline, duty, by, reason, valid_from, indicator)


def _require_fed(indicator: str, pipeline: str) -> None:
    """Refuse an indicator of which nothing could be asked.

    Raises: NotFound for none of the catalogue; Refused where no entry feeds it, or where a
    pipeline is named beside it.
    """
    known = indicators().get(indicator)
    if known is None:
        raise NotFound.of("not-found", path="indicator", what="indicator", code=indicator)
    if pipeline:
        raise Refused.of("rule-of-one-scope", path="indicator", value=indicator)
    if not measures_of(indicator):
        name = Words.name_of(known)
        raise Refused.of("rule-of-unfed-indicator", path="indicator", value=indicator, name=name)


@transaction.atomic
def agree_rule(*, rule_id: int, by: Actor) -> PairingRule:
    """Agree, as the head of the other side, to what one head proposed; it holds from then on.

    For a side that never had a head the programme office agrees.
    Raises: NotFound out of sight; Forbidden for anybody else; Conflict once it was agreed or
    another decision was taken.
    """
    seen = Pairing.objects.visible_to(by)
    row = PairingRule.objects.select_related("pairing").filter(pk=rule_id, pairing__in=seen).first()
    if row is None:
        raise NotFound.of("not-found", what="proposal", code=str(rule_id))
    side = other(row.set_side) if row.set_side else ""
    if not side or not may_agree_for(row.pairing, side, by):
        raise Forbidden.of("rule-takes-other-head", who=by.called)
    newer = PairingRule.objects.filter(
        pairing=row.pairing,
        kind=row.kind,
        pipeline=row.pipeline,
        indicator=row.indicator,
        pk__gt=row.pk,
    ).exclude(decided_at=None)
    now = timezone.now()
    open_ = PairingRule.objects.filter(pk=row.pk, decided_at=None)
    if newer.exists() or open_.update(decided_at=now, agreed_by=by.name) != 1:
        raise Conflict.of("changed-meanwhile", state=row.value)
    row.decided_at, row.agreed_by = now, by.name
    after = {**_scope(row), row.kind: row.value}
    record_act("programme.agree_rule", "pairing", row.pairing.code, by=by, after=after)
    said = {"number": row.pk, "who": by.name}
    seal_decision(AGREED, row.pairing.code, said, by=by, at=now)
    return row


@transaction.atomic
def _set(
    pairing: Pairing,
    kind: PairingRule.Kind,
    pipeline: str,
    value: str,
    by: Actor,
    reason: str,
    valid_from: date | None,
    indicator: str = "",
) -> PairingRule:
    side = _deciding_side(pairing, by)
    if pipeline and pipeline not in pipelines():
        raise NotFound.of("not-found", path="pipeline", what="pipeline", code=pipeline)
    if value not in VALUES[kind]:
        listed = ", ".join(VALUES[kind])
        raise Refused.of("unknown-rule", path="value", value=value, values=listed)
    if value == Value.SINGLE and not side and not by.system and headed_sides(pairing):
        # One side's word would count alone: nobody but the two may say that it is enough.
        raise Forbidden.of("single-takes-heads")
    said = reason.strip()
    # The system sets up what was the rule before anybody could be asked.
    if not said and not (by.system and value in (Value.BOTH, Value.REQUIRED)):
        raise Refused.of("rule-needs-reason", path="reason")
    now = timezone.now()
    row = PairingRule.objects.create(
        pairing=pairing,
        kind=kind,
        pipeline=pipeline,
        indicator=indicator,
        value=value,
        reason=said,
        valid_from=valid_from,
        set_at=now,
        set_by=by.name,
        set_side=side,
        decided_at=None if side else now,
    )
    record_act(
        f"programme.{'propose' if side else 'set'}_rule",
        "pairing",
        pairing.code,
        by=by,
        after={**_scope(row), kind.value: value, "from": str(valid_from or "")},
        why=said,
    )
    # It says which figures count: nobody may change afterwards what was decided.
    seal_decision(RULE, pairing.code, stated_rule(row), by=by, at=now)
    return row


def _scope(row: PairingRule) -> dict[str, str]:
    return {"indicator": row.indicator} if row.indicator else {"pipeline": row.pipeline}


def _deciding_side(pairing: Pairing, by: Actor) -> str:
    """Return "" for who decides alone, else the side whose head proposes.

    Raises: Forbidden for anybody else.
    """
    side = deciding_side(pairing, by)
    if side is None:
        raise Forbidden.of("rule-takes-office-or-heads", who=by.called)
    return side
