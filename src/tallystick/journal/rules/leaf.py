"""The canonical bytes of a posting and the hashes over them.

Source: RFC 6962, section 2.1 (a leaf is hashed with a zero byte before it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tallystick.journal.rules.values import Draft
from tallystick.kernel.code import canonical_json

# Raised with every change of the bytes; old leaves keep the version they were hashed under.
VERSION = 1
GENESIS = bytes(32)

# n, region, partner, pipeline, from, to, unit, cell, amount, back (0 or 1), subject, note
LineRow = tuple[int, str, str, str, str, str, str, str, int, int, str | None, str]


def instant_text(instant: datetime) -> str:
    """Return an instant as it is stored and hashed.

    Raises: ValueError when it has no time zone.

    >>> instant_text(datetime(2019, 5, 1, tzinfo=UTC))
    '2019-05-01T00:00:00.000000Z'
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_instant(text: str) -> datetime:
    """Return the instant that `instant_text` wrote.

    >>> parse_instant('2019-05-01T00:00:00.000000Z')
    datetime.datetime(2019, 5, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def line_rows(draft: Draft) -> list[LineRow]:
    """Return the lines of a draft as they are hashed, numbered from 1."""
    return [
        (
            n,
            move.source.region,
            move.source.partner,
            move.source.pipeline,
            move.source.stage,
            move.target.stage,
            move.source.unit,
            move.source.cell,
            move.amount,
            int(move.back),
            move.subject,
            move.note,
        )
        for n, move in enumerate(draft.moves, 1)
    ]


def content_bytes(
    *,
    id: str,
    book: str,
    kind: str,
    valid_from: str,
    reverses: str | None,
    one_sided: int,
    hand_over: str | None,
    provenance: str,
    lines: Iterable[Sequence[object]],
) -> bytes:
    """Return the canonical bytes of what was asked for: all of a posting but when it was recorded.

    The provenance stands in them as the text that is stored, so that nothing need be parsed.
    """
    head = [id, book, kind, valid_from, reverses, one_sided, hand_over, provenance]
    return canonical_json([head, [list(line) for line in lines]]).encode()


@dataclass(frozen=True)
class Content:
    """What a draft asks for: its provenance as stored, its canonical bytes, and their hash."""

    provenance: str
    written: bytes
    request: bytes

    @classmethod
    def of(cls, draft: Draft) -> Content:
        """Write a draft down.

        Raises: TypeError when its provenance holds what JSON cannot say one way only.
        """
        provenance = canonical_json(dict(draft.provenance))
        written = content_bytes(
            id=draft.id,
            book=draft.book,
            kind=draft.kind,
            valid_from=draft.valid_from.isoformat(),
            reverses=draft.reverses,
            one_sided=int(draft.one_sided),
            hand_over=draft.hand_over,
            provenance=provenance,
            lines=line_rows(draft),
        )
        return cls(provenance, written, hashlib.sha256(written).digest())


def leaf_bytes(content: bytes, recorded_at: str) -> bytes:
    """Return the canonical bytes of a leaf: its version, when it was recorded, and its content.

    >>> leaf_bytes(b"[]", "2019-05-01T00:00:00.000000Z")
    b'tallystick-leaf-1\\n2019-05-01T00:00:00.000000Z\\n[]'
    """
    return f"tallystick-leaf-{VERSION}\n{recorded_at}\n".encode() + content


def leaf_hash(content: bytes, recorded_at: str) -> bytes:
    """Return SHA-256 of a zero byte and the leaf's canonical bytes."""
    return hashlib.sha256(b"\x00" + leaf_bytes(content, recorded_at)).digest()


def chain_hash(prev: bytes, leaf: bytes) -> bytes:
    """Return the chain after `leaf`: SHA-256 of the chain before it and the leaf."""
    return hashlib.sha256(prev + leaf).digest()
