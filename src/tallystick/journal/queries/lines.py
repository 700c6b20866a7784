"""Every line of a book in order, as exports and explanations read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from tallystick.journal.rules import parse_instant

_LINES = """
    SELECT s.seq, l.n, t.id, t.valid_from, t.recorded_at, t.kind, t.reverses, f.pipeline,
      f.stage, g.stage, f.unit, f.region, f.partner, f.cell, l.note, l.subject, l.back, l.amount,
      t.one_sided
    FROM journal_book b
    JOIN journal_seal s ON s.book_id = b.id
    JOIN journal_transaction t ON t.id = s.transaction_id
    JOIN journal_line l ON l.transaction_id = t.id
    JOIN journal_account f ON f.id = l.from_account_id
    JOIN journal_account g ON g.id = l.to_account_id
    WHERE b.code = %s AND s.seq > %s ORDER BY s.seq, l.n
"""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line on its own edge: taken back, it is a minus from the original source to target."""

    seq: int
    n: int
    transaction: str
    book: str
    valid_from: date
    recorded_at: datetime
    kind: str
    reverses: str | None
    pipeline: str
    source: str
    target: str
    unit: str
    region: str
    partner: str
    cell: str
    note: str
    subject: str | None
    back: bool
    amount: int
    one_sided: bool


def lines(book: str, after_seq: int = 0) -> Iterator[LineRow]:
    """Yield every line of a book after a sequence number, without holding them all.

    Shape: one row a line, by seq and n; amounts are signed on the line's own edge.
    """
    with connections[DEFAULT_DB_ALIAS].chunked_cursor() as cursor:
        cursor.execute(_LINES, [book, after_seq])
        for row in cursor:
            *before, back, amount, one_sided = row
            yield line_row(book, (*before, back, -amount if back else amount, one_sided))


def line_row(book: str, row: tuple[Any, ...]) -> LineRow:
    """Return a line as it was read, on its own edge; its amount is signed already.

    Shape: the columns of `_LINES` in their order.
    """
    (seq, n, transaction, valid_from, recorded_at, kind, reverses, pipeline, source, target) = row[
        :10
    ]
    (unit, region, partner, cell, note, subject, back, amount, one_sided) = row[10:]
    if back:
        source, target = target, source
    return LineRow(
        seq=seq,
        n=n,
        transaction=transaction,
        book=book,
        valid_from=date.fromisoformat(valid_from),
        recorded_at=parse_instant(recorded_at),
        kind=kind,
        reverses=reverses,
        pipeline=pipeline,
        source=source,
        target=target,
        unit=unit,
        region=region,
        partner=partner,
        cell=cell,
        note=note,
        subject=subject,
        back=bool(back),
        amount=amount,
        one_sided=bool(one_sided),
    )
