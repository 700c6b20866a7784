"""Practices: what was written down, who took it up, and what was said to have come of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from tallystick.access.models import Act
from tallystick.exchanges.models import Practice, PracticeAdoption, PracticeStep
from tallystick.exchanges.queries.logged.frame import Kind, Parts, only
from tallystick.journal.rules import instant_text

_TEXT = ("title_en", "title_zh", "done_en", "done_zh", "since", "workstream", "origin", "url")
_SAID = (*_TEXT, "shared")
_ADOPTED = ("practice", "pairing", "region", "on", "text_en", "text_zh")
_STEP = ("n", "state", "on", "text_en", "text_zh", "things", "indicators")


def adopted(one: PracticeAdoption) -> dict[str, Any]:
    """Return what the log tells when a place takes a practice up."""
    return {
        "practice": one.practice.code,
        "pairing": one.pairing.code,
        "region": one.region.code,
        "on": one.adopted_on.isoformat(),
        "text_en": one.text_en,
        "text_zh": one.text_zh,
    }


def step_of(one: PracticeStep) -> dict[str, Any]:
    """Return what the log tells of what came of an adoption."""
    shown = list(one.evidence.all())
    return {
        "n": one.n,
        "state": one.state,
        "on": one.on.isoformat(),
        "text_en": one.text_en,
        "text_zh": one.text_zh,
        "things": [row.thing.code for row in shown if row.thing],
        "indicators": [row.indicator for row in shown if row.indicator],
    }


def _practices() -> QuerySet[Practice]:
    return Practice.objects.all()


def _written(one: Practice, _told: Parts) -> Parts:
    return {"": {name: getattr(one, name) for name in _SAID}}


def _told_of_practice(acts: Sequence[Act]) -> Parts:
    own: dict[str, Any] = {}
    for act in acts:
        if act.action in ("exchanges.record_practice", "exchanges.amend_practice"):
            own |= only(act.after, _SAID)
    return {"": own} if acts else {}


def _adoptions() -> QuerySet[PracticeAdoption]:
    beside = PracticeAdoption.objects.select_related("practice", "pairing", "region")
    return beside.prefetch_related("steps__evidence__thing")


def _stands(one: PracticeAdoption, _told: Parts) -> Parts:
    own = {**adopted(one), "by": one.recorded_by, "at": instant_text(one.recorded_at)}
    return {"": own, **{f"step {row.n}": _step(row) for row in one.steps.all()}}


def _step(row: PracticeStep) -> dict[str, Any]:
    return {**step_of(row), "by": row.recorded_by, "at": instant_text(row.recorded_at)}


def _told_of_adoption(acts: Sequence[Act]) -> Parts:
    parts: Parts = {}
    for act in acts:
        by = {"by": act.who, "at": instant_text(act.at)}
        after = act.after or {}
        if act.action == "exchanges.adopt_practice":
            parts[""] = {**only(after, _ADOPTED), **by}
        elif act.action == "exchanges.follow_practice":
            n = after.get("n", len(parts))
            parts[f"step {n}"] = {**only(after, _STEP), **by}
    return parts


PRACTICES = Kind("practice", "exchanges.record_practice", _practices, _told_of_practice, _written)
ADOPTIONS = Kind("adoption", "exchanges.adopt_practice", _adoptions, _told_of_adoption, _stands)
