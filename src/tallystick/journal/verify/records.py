"""Every sealed record against its leaf, and against the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.journal.rules import GENESIS, chain_hash, record_leaf
from tallystick.journal.verify.chain import Count, digest
from tallystick.kernel.problem import Problem

_RECORDS = """
    SELECT seq, kind, about, recorded_at, content, leaf, prev, chain
    FROM journal_record ORDER BY seq
"""


def record_chain_problems(connection: BaseDatabaseWrapper, count: Count) -> Iterator[Problem]:
    """Yield what does not fit among the sealed records, in their order."""
    chain, last = GENESIS, 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(_RECORDS)
        for seq, kind, about, recorded_at, content, leaf, prev, after in cursor:
            count.records += 1
            where = {"seq": seq, "kind": kind, "about": about}
            follows = digest(after) == chain_hash(digest(prev), digest(leaf))
            if seq != last + 1 or digest(prev) != chain or not follows:
                yield Problem("record-chain-broken", params=where)
            if _leaf(kind, about, recorded_at, content) != digest(leaf):
                yield Problem("record-differs", params=where)
            chain, last = digest(after), seq


def _leaf(kind: Any, about: Any, recorded_at: Any, content: Any) -> bytes | None:
    try:
        return record_leaf(kind=kind, about=about, recorded_at=recorded_at, content=content)
    except (TypeError, ValueError):
        # A value of another type, or text that is no text: it was not sealed like this.
        return None
