"""Whether a draft is whole, checked before a database sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tallystick.journal.rules.values import KINDS, Account, Draft, Move
from tallystick.kernel.code import canonical_json, is_slug, is_uuid
from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import LARGEST

EARLIEST = date(1900, 1, 1)


def problems_of(draft: Draft) -> list[Problem]:
    """Return everything that is wrong with a draft on its own, line by line."""
    found = list(_head_problems(draft))
    for n, move in enumerate(draft.moves, 1):
        found += _move_problems(move, f"line {n}")
    return found


def _head_problems(draft: Draft) -> Iterator[Problem]:
    if not (isinstance(draft.id, str) and is_uuid(draft.id)):
        yield Problem("transaction-id-not-uuid", "id", value=str(draft.id))
    if not is_slug(draft.book):
        yield Problem("book-code-unfit", "book", value=str(draft.book))
    if draft.kind not in KINDS or (draft.kind == "reversal") != (draft.reverses is not None):
        yield Problem("kind-unfit", "kind", value=str(draft.kind))
    # A datetime is a date to Python, and text is one to SQLite.
    if type(draft.valid_from) is not date or draft.valid_from < EARLIEST:
        yield Problem("valid-from-not-a-date", "valid_from", value=str(draft.valid_from))
    if not draft.moves:
        yield Problem("nothing-to-post", "moves")
    if draft.hand_over is not None and not is_uuid(draft.hand_over):
        yield Problem("transaction-id-not-uuid", "hand_over", value=draft.hand_over)


def _move_problems(move: Move, path: str) -> Iterator[Problem]:
    yield from _amount_problems(move.amount, path)
    source, target = move.source, move.target
    if source.unit != target.unit:
        params = {"source": source.unit, "target": target.unit}
        yield Problem("units-crossed", path, params)
    elif source.stage == target.stage or not _same_but_stage(source, target):
        yield Problem("accounts-differ", path, value=f"{source.stage}>{target.stage}")
    if not (_named(source) and _named(target)):
        yield Problem("account-unfit", path, value=f"{source.pipeline}.{source.stage}")
    for codes in {source.cell, target.cell, move.note}:
        if not _is_codes(codes):
            yield Problem("codes-unfit", path, value=str(codes))
    if move.subject is not None and not (type(move.subject) is str and 0 < len(move.subject) < 201):
        yield Problem("subject-unfit", path, value=str(move.subject))
    if type(move.back) is not bool:
        yield Problem("kind-unfit", path, value=str(move.back))


def _amount_problems(amount: object, path: str) -> Iterator[Problem]:
    """Refuse what a database would round, read or count: PostgreSQL books 2.5 as 2 in silence."""
    if type(amount) is not int:
        yield Problem("amount-not-an-integer", path, value=str(amount))
    elif amount <= 0:
        yield Problem("amount-not-positive", path, value=str(amount))
    elif amount > LARGEST:
        yield Problem("amount-too-large", path, {"largest": LARGEST}, str(amount))


def _same_but_stage(source: Account, target: Account) -> bool:
    return (source.region, source.partner, source.pipeline, source.cell) == (
        target.region,
        target.partner,
        target.pipeline,
        target.cell,
    )


def _named(account: Account) -> bool:
    names = (account.region, account.partner, account.pipeline, account.stage, account.unit)
    return all(type(name) is str and 0 < len(name) <= 100 for name in names)


@lru_cache(maxsize=8192)
def _is_codes(text: str) -> bool:
    """Return whether `text` is the canonical JSON of codes by dimension.

    >>> _is_codes('{"form":"cash"}'), _is_codes('{"form": "cash"}'), _is_codes('["cash"]')
    (True, False, False)
    """
    try:
        codes = json.loads(text)
    except (TypeError, ValueError):
        return False
    plain = isinstance(codes, dict) and all(type(code) is str for code in codes.values())
    return plain and canonical_json(codes) == text
