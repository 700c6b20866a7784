"""Frameworks, their tags and a pairing's year by framework, as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from tallystick.exchanges.models import FrameworkTag
from tallystick.exchanges.queries.frameworks import ElementScore, FrameworkScore, RowScore
from tallystick.kernel.quantity import show_minor
from tallystick.programme.rules.frameworks import FrameworkText


def framework_json(text: FrameworkText, versions: Iterable[int] = ()) -> dict[str, Any]:
    """Return a framework in the shape of the command-line contract."""
    return {
        "code": text.code,
        "version": text.version,
        "versions": list(versions) or [text.version],
        "shipped": not text.own,
        "scope": text.scope or None,
        "name": text.en,
        "name_zh": text.zh,
        "source": text.source,
        "dated": text.dated.isoformat() if text.dated else None,
        "note": text.note.en,
        "note_zh": text.note.zh,
        "elements": [
            {
                "code": one.code,
                "name": one.en,
                "name_zh": one.zh,
                "meaning": one.meaning.en,
                "meaning_zh": one.meaning.zh,
                "indicators": list(one.indicators),
            }
            for one in text.elements
        ],
    }


def tag_json(tag: FrameworkTag) -> dict[str, Any]:
    """Return a tag in the shape of the command-line contract."""
    return {
        "framework": tag.framework,
        "element": tag.element,
        "kind": tag.kind,
        "code": tag.target.code,
        "tagged_by": tag.tagged_by,
        "tagged_at": tag.tagged_at.isoformat(),
        "taken_off_at": tag.taken_off_at.isoformat() if tag.taken_off_at else None,
    }


def score_json(score: FrameworkScore) -> dict[str, Any]:
    """Return a pairing's year by framework in the shape of the command-line contract.

    Units: amounts in the row's own unit: yuan, never fen.
    """
    card = score.card
    return {
        "framework": score.framework.code,
        "version": score.framework.version,
        "pairing": card.pairing,
        "year": card.year,
        "as_of": card.as_of.isoformat(),
        "invented": card.invented,
        "counts": asdict(score.counted),
        "elements": [_element(one) for one in score.elements],
    }


def _element(one: ElementScore) -> dict[str, Any]:
    return {
        "element": one.element.code,
        "name": one.element.en,
        "name_zh": one.element.zh,
        "counts": asdict(one.counted),
        "rows": [_row(row) for row in one.rows],
        "tagged": [tag_json(tag) for tag in one.tagged],
    }


def _row(one: RowScore) -> dict[str, Any]:
    row = one.row
    amounts = {
        name: None if (value := getattr(row, name)) is None else show_minor(value, row.scale)
        for name in ("target", "matched", "due_by_now")
    }
    return {
        "indicator": row.indicator,
        "unit": row.unit,
        **amounts,
        "completion_percent": row.completion_percent,
        "standing": one.standing,
    }
