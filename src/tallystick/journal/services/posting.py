"""Posting: a draft is checked against what stands, written line by line, and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.transaction import mark_for_rollback_on_error

from tallystick.journal.queries import drafted
from tallystick.journal.rules import (
    Account,
    Content,
    Draft,
    StageRules,
    chain_hash,
    instant_text,
    leaf_hash,
    net_changes,
    problems_of,
)
from tallystick.journal.services.floors import floor_problems, standing_problems
from tallystick.journal.services.pen import Pen, Tip, Value, insert_rows
from tallystick.journal.services.running import Change, foresee, write_down
from tallystick.journal.services.turns import pen_of, writing
from tallystick.kernel.problem import NotFound, Problem, Refused

_TRANSACTION = """
    INSERT INTO journal_transaction (id, book_id, kind, req_hash, valid_from, recorded_at,
      reverses, one_sided, hand_over, provenance)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_LINE = """
    INSERT INTO journal_line (transaction_id, n, book_id, unit, from_account_id, to_account_id,
      amount, back, subject, note)
"""
_SEAL = """
    INSERT INTO journal_seal (transaction_id, book_id, seq, n_lines, leaf, prev, chain)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True)
class Posted:
    """Where a transaction stands in its book; `replayed` when it stood there before."""

    id: str
    seq: int
    book: str
    chain_hex: str
    replayed: bool = False


def post(draft: Draft, *, rules: StageRules, recorded_at: datetime | None = None) -> Posted:
    """Write a draft into its book for ever, whole or not at all.

    The same id with the same content is a replay and returns the first posting. Several postings
    in one `writing(book)` block are kept together and are much faster.
    Units: `recorded_at` only when a past book is loaded; never before the book's newest.
    Raises: Refused with every reason at once; nothing is written then.
    """
    if found := problems_of(draft):
        raise Refused(found)
    content = Content.of(draft)
    with writing(draft.book):
        pen = pen_of(draft.book)
        with pen.connection.cursor() as cursor:
            before = pen.look(cursor, draft.id)
            if before is not None:
                return _replay(cursor, draft, same=before == content.request)
            instant = _instant(pen, recorded_at)
            pen.find(cursor, accounts_of(draft))
            changes = foresee(cursor, pen, net_changes(draft.moves), draft.valid_from.isoformat())
            _refuse(cursor, pen, draft, changes, rules)
            with mark_for_rollback_on_error():
                return _write(cursor, pen, draft, changes, content, instant)


def reverse(
    transaction: str,
    *,
    id: str,
    rules: StageRules,
    provenance: Mapping[str, Any],
    recorded_at: datetime | None = None,
) -> Posted:
    """Take a posting back, line for line, on the day it happened.

    Raises: NotFound; Refused with `moved-on` where the quantity has moved on, `reversed-already`,
    or `reversal-of-reversal`.
    """
    mirror = mirror_of(transaction, id=id, provenance=provenance)
    return post(mirror, rules=rules, recorded_at=recorded_at)


def mirror_of(transaction: str, *, id: str, provenance: Mapping[str, Any]) -> Draft:
    """Return the draft that takes a posting back, line for line, on its own day.

    Raises: NotFound.
    """
    first = drafted(transaction)
    if first is None:
        raise NotFound.of("transaction-unknown", transaction=transaction)
    return Draft(
        id=id,
        book=first.book,
        kind="reversal",
        valid_from=first.valid_from,
        moves=tuple(move.mirror() for move in first.moves),
        provenance=provenance,
        reverses=transaction,
        one_sided=first.one_sided,
    )


def accounts_of(draft: Draft) -> list[Account]:
    """Return every account a draft touches, once."""
    return list(dict.fromkeys(a for move in draft.moves for a in (move.source, move.target)))


def _replay(cursor: CursorWrapper, draft: Draft, *, same: bool) -> Posted:
    if not same:
        raise Refused.of("id-reused", id=draft.id)
    cursor.execute("SELECT seq, chain FROM journal_seal WHERE transaction_id = %s", [draft.id])
    seq, chain = cursor.fetchone()
    return Posted(draft.id, seq, draft.book, bytes(chain).hex(), replayed=True)


def _instant(pen: Pen, recorded_at: datetime | None) -> str:
    """Return when the posting is recorded; instants of a book never go back.

    A clock that was set back must not stop the office: the newest instant is used again.
    """
    now = instant_text(datetime.now(UTC))
    if recorded_at is None:
        return max(now, pen.tip.recorded_at)
    given = instant_text(recorded_at)
    if given < pen.tip.recorded_at:
        raise Refused.of("recorded-before-last", value=given, last=pen.tip.recorded_at)
    if given > now:
        raise Refused.of("recorded-in-the-future", value=given)
    return given


def _refuse(
    cursor: CursorWrapper, pen: Pen, draft: Draft, changes: list[Change], rules: StageRules
) -> None:
    found = _reversal_problems(draft) if draft.reverses else []
    if found:
        # What is no reversal at all has no business with floors.
        raise Refused(found)
    found += floor_problems(draft, changes, rules)
    if rules.live:
        found += standing_problems(cursor, pen, draft, changes, rules)
    if found:
        raise Refused(found)


def _reversal_problems(draft: Draft) -> list[Problem]:
    """Return why a draft is no reversal of what it names."""
    first = drafted(draft.reverses or "")
    if first is None or first.book != draft.book:
        return [Problem("transaction-unknown", params={"transaction": draft.reverses})]
    if first.reverses:
        return [Problem("reversal-of-reversal", params={"transaction": draft.reverses})]
    if first.reversed_by:
        return [Problem("reversed-already", params={"by": first.reversed_by})]
    same_day = first.valid_from == draft.valid_from
    if not same_day or draft.moves != tuple(move.mirror() for move in first.moves):
        return [Problem("not-the-mirror", params={"transaction": draft.reverses})]
    return []


def _write(
    cursor: CursorWrapper,
    pen: Pen,
    draft: Draft,
    changes: list[Change],
    content: Content,
    instant: str,
) -> Posted:
    day = draft.valid_from.isoformat()
    leaf = leaf_hash(content.written, instant)
    tip = Tip(pen.tip.seq + 1, chain_hash(pen.tip.chain, leaf), instant)
    try:
        book = pen.open(cursor, accounts_of(draft))
        cursor.execute(_TRANSACTION, _transaction_values(book, draft, content, instant))
        insert_rows(cursor, _LINE, _line_values(pen, draft))
        write_down(cursor, pen, changes, day)
        seal = (draft.id, book, tip.seq, len(draft.moves), leaf, pen.tip.chain, tip.chain)
        cursor.execute(_SEAL, seal)
    except BaseException:
        pen.forget()
        raise
    pen.tip = tip
    return Posted(draft.id, tip.seq, draft.book, tip.chain.hex())


def _transaction_values(
    book: int, draft: Draft, content: Content, instant: str
) -> tuple[Value, ...]:
    return (
        draft.id,
        book,
        draft.kind,
        content.request,
        draft.valid_from.isoformat(),
        instant,
        draft.reverses,
        int(draft.one_sided),
        draft.hand_over,
        content.provenance,
    )


def _line_values(pen: Pen, draft: Draft) -> list[tuple[Value, ...]]:
    return [
        (
            draft.id,
            n,
            pen.book_id,
            move.source.unit,
            pen.accounts[move.source],
            pen.accounts[move.target],
            move.amount,
            int(move.back),
            move.subject,
            move.note,
        )
        for n, move in enumerate(draft.moves, 1)
    ]
