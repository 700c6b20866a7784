"""Sealed records: what is decided beside the books, and the bytes such a record is sealed by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Problem

# Raised with every change of the bytes; old records keep the version they were hashed under.
RECORD_VERSION = 1
LONGEST_KIND, LONGEST_ABOUT = 60, 200


@dataclass(frozen=True)
class Record:
    """One sealed record as it stands in the chain."""

    seq: int
    kind: str
    about: str
    recorded_at: datetime
    content: Mapping[str, Any]
    leaf_hex: str
    chain_hex: str


def record_leaf(*, kind: str, about: str, recorded_at: str, content: str) -> bytes:
    """Return the leaf of a record: SHA-256 of a zero byte and its canonical bytes.

    The content stands in them as the text that is stored, so that nothing need be parsed.

    >>> record_leaf(kind="k", about="a", recorded_at="t", content="{}").hex()[:8]
    '9630cd35'
    """
    written = canonical_json([kind, about, content])
    whole = f"tallystick-record-{RECORD_VERSION}\n{recorded_at}\n{written}"
    return hashlib.sha256(b"\x00" + whole.encode()).digest()


def record_problems(kind: str, about: str) -> list[Problem]:
    """Return why a record cannot be named so.

    >>> [p.code for p in record_problems("", "x" * 201)]
    ['record-unnamed', 'record-unnamed']
    """
    longest = {"kind": (kind, LONGEST_KIND), "about": (about, LONGEST_ABOUT)}
    return [
        Problem("record-unnamed", name, {"longest": most}, text)
        for name, (text, most) in longest.items()
        if not 1 <= len(text) <= most
    ]
