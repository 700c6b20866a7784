"""Practices, who took each up and what came of it, as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tallystick.exchanges.models import (
    FrameworkTag,
    Practice,
    PracticeAdoption,
    PracticeEvidence,
    PracticeStep,
)
from tallystick.exchanges.queries.practices import ReadEvidence, state_of, told_at, told_in
from tallystick.kernel.quantity import show_minor


def practice_json(one: Practice) -> dict[str, Any]:
    """Return a practice as a list shows it; of where it was told, only what its reader sees."""
    meeting, readout = told_at(one), told_in(one)
    return {
        "code": one.code,
        "title": one.title_en,
        "title_zh": one.title_zh,
        "done": one.done_en,
        "done_zh": one.done_zh,
        "region": one.region.code if one.region else None,
        "since": one.since or None,
        "workstream": one.workstream or None,
        "pairing": one.pairing.code if one.pairing else None,
        "origin": one.origin,
        "url": one.url,
        "meeting": meeting.code if meeting else None,
        "readout": readout.code if readout else None,
        "office": one.office.code if one.office else None,
        "contact": one.contact.code if one.contact else None,
        "shared": one.shared,
        "version": one.version,
        "recorded_by": one.recorded_by,
        "recorded_at": one.recorded_at.isoformat(),
        "adopted": getattr(one, "adopted", None),
        "invented": bool(one.pairing and one.pairing.programme.invented),
    }


def whole_practice_json(
    one: Practice,
    adoptions: Iterable[PracticeAdoption],
    read: ReadEvidence,
    tags: Iterable[FrameworkTag],
    elsewhere: dict[str, int],
) -> dict[str, Any]:
    """Return a practice with its tags, who took it up, and what the book shows of that."""
    rows = [adoption_json(adoption, read) for adoption in adoptions]
    return {
        **practice_json(one),
        "adopted": len(rows) + sum(elsewhere.values()),
        "tags": [{"framework": tag.framework, "element": tag.element} for tag in tags],
        "adoptions": rows,
        "elsewhere": elsewhere,
    }


def adoption_json(one: PracticeAdoption, read: ReadEvidence) -> dict[str, Any]:
    """Return who took a practice up, how it stands there, and each step."""
    state, since = state_of(one)
    return {
        "code": one.code,
        "pairing": one.pairing.code,
        "region": one.region.code,
        "office": one.office.code if one.office else None,
        "adopted_on": one.adopted_on.isoformat(),
        "text": one.text_en,
        "text_zh": one.text_zh,
        "state": state,
        "since": since.isoformat(),
        "steps": [_step(step, read) for step in one.steps.all()],
        "invented": one.pairing.programme.invented,
    }


def _step(step: PracticeStep, read: ReadEvidence) -> dict[str, Any]:
    return {
        "n": step.n,
        "on": step.on.isoformat(),
        "state": step.state,
        "text": step.text_en,
        "text_zh": step.text_zh,
        "recorded_by": step.recorded_by,
        "evidence": [_evidence(step, one, read) for one in step.evidence.all()],
    }


def _evidence(step: PracticeStep, one: PracticeEvidence, read: ReadEvidence) -> dict[str, Any]:
    """Return what the book says now of what a step points to.

    Units: `matched` and `target` in the row's own unit.
    """
    if one.thing is not None:
        stands = read.things.get(one.thing.code, ())
        return {
            "thing": one.thing.code,
            "stands": [{"stage": s.stage, "since": s.since.isoformat()} for s in stands],
        }
    found = read.figures.get((step.pk, one.indicator))
    row = found.row if found else None
    return {
        "indicator": one.indicator,
        "year": found.year if found else step.on.year,
        "unit": row.unit if row else None,
        **{
            name: None
            if row is None or (value := getattr(row, name)) is None
            else show_minor(value, row.scale)
            for name in ("matched", "target")
        },
    }
