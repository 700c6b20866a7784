"""Frameworks, their tags and a pairing's year by framework, as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
