"""Every posting of a book against its seal, and every seal against the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.journal.rules import GENESIS, chain_hash, content_bytes, leaf_hash
from tallystick.kernel.problem import Problem

# LEFT JOIN: what is missing must show, not vanish.
_POSTINGS = """
    SELECT s.transaction_id, s.seq, s.n_lines, s.leaf, s.prev, s.chain,
      t.id, t.book_id = s.book_id, t.kind, t.req_hash, t.valid_from,
      t.recorded_at, t.reverses, t.one_sided, t.hand_over, t.provenance,
      l.n, f.region, f.partner, f.pipeline, f.stage, g.stage, f.unit, f.cell, l.amount, l.back,
      l.subject, l.note,
      l.book_id = s.book_id AND f.book_id = s.book_id AND g.book_id = s.book_id
        AND l.unit = f.unit AND g.unit = f.unit AND g.region = f.region
        AND g.partner = f.partner AND g.pipeline = f.pipeline AND g.cell = f.cell
        AND g.stage <> f.stage
    FROM journal_seal s
    LEFT JOIN journal_transaction t ON t.id = s.transaction_id
    LEFT JOIN journal_line l ON l.transaction_id = s.transaction_id
    LEFT JOIN journal_account f ON f.id = l.from_account_id
    LEFT JOIN journal_account g ON g.id = l.to_account_id
    WHERE s.book_id = %s ORDER BY s.seq, s.transaction_id, l.n
"""


@dataclass
class Count:
    """How much was verified."""

    transactions: int = 0
    lines: int = 0
    records: int = 0


class Sealed(NamedTuple):
    """A seal and its transaction as they stand; the transaction's part is None when it is gone."""

    transaction: str
    seq: int
    n_lines: int
    leaf: bytes
    prev: bytes
    chain: bytes
    id: str | None
    coherent: int | None
    kind: str
    req_hash: bytes
    valid_from: str
    recorded_at: str
    reverses: str | None
    one_sided: int
    hand_over: str | None
    provenance: str


_HEAD = len(Sealed._fields)


def chain_problems(
    connection: BaseDatabaseWrapper, number: int, book: str, count: Count
) -> Iterator[Problem]:
    """Yield what does not fit in one book, in the order of its sequence."""
    chain, last, recorded_at = GENESIS, 0, ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_POSTINGS, [number])
        for head, group in groupby(cursor, key=lambda row: row[:_HEAD]):
            sealed, rows = Sealed(*head), [row[_HEAD:] for row in group]
            count.transactions += 1
            count.lines += sum(row[0] is not None for row in rows)
            where = {"book": book, "seq": sealed.seq, "transaction": sealed.transaction}
            if sealed.seq != last + 1 or str(sealed.recorded_at) < recorded_at:
                yield Problem("sequence-broken", params=where)
            if digest(sealed.prev) != chain or not _chains(sealed):
                yield Problem("chain-differs", params=where)
            if not _lines_fit(sealed, rows):
                yield Problem("lines-differ", params=where)
            if not _leaf_fits(book, sealed, rows):
                yield Problem("leaf-differs", params=where)
            chain, last = digest(sealed.chain), sealed.seq
            recorded_at = str(sealed.recorded_at)


def digest(value: Any) -> bytes:
    """Return a digest as bytes; what is none stays different from every digest."""
    return b"" if value is None or isinstance(value, str | int | float) else bytes(value)


def _chains(sealed: Sealed) -> bool:
    return digest(sealed.chain) == chain_hash(digest(sealed.prev), digest(sealed.leaf))


def _lines_fit(sealed: Sealed, rows: Sequence[Sequence[Any]]) -> bool:
    """Return whether the lines are as many as sealed, and each keeps to its book and accounts."""
    numbers = [row[0] for row in rows]
    counted = len(numbers) == sealed.n_lines
    return counted and numbers == list(range(1, len(numbers) + 1)) and all(row[-1] for row in rows)


def _leaf_fits(book: str, sealed: Sealed, rows: Sequence[Sequence[Any]]) -> bool:
    """Return whether the posting still has the bytes it was sealed by."""
    if sealed.id is None or not sealed.coherent:
        return False
    try:
        content = content_bytes(
            id=sealed.id,
            book=book,
            kind=sealed.kind,
            valid_from=sealed.valid_from,
            reverses=sealed.reverses,
            one_sided=sealed.one_sided,
            hand_over=sealed.hand_over,
            provenance=sealed.provenance,
            lines=[row[:-1] for row in rows],
        )
        leaf = leaf_hash(content, sealed.recorded_at)
    except (TypeError, ValueError):
        # A value of another type, or text that is no text: it was not sealed like this.
        return False
    return leaf == digest(sealed.leaf) and hashlib.sha256(content).digest() == digest(
        sealed.req_hash
    )
