"""Sealing what is decided beside the books: grants, closings. One chain for the installation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from tallystick.journal.rules import (
    GENESIS,
    Record,
    chain_hash,
    instant_text,
    record_leaf,
    record_problems,
)
from tallystick.journal.services.turns import writing
from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Refused

# Sorts behind every book's code, so that books are always locked before the records.
RECORDS = "~records"
_NEWEST = "SELECT seq, chain FROM journal_record ORDER BY seq DESC LIMIT 1"
_INSERT = """
    INSERT INTO journal_record (seq, kind, about, recorded_at, content, leaf, prev, chain)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def seal_record(
    *, kind: str, about: str, content: Mapping[str, Any], recorded_at: datetime
) -> Record:
    """Seal a record for ever, inside the transaction of the change it tells of.

    `kind` says what was decided (`access.grant`), `about` whose it is: a stable code by which it
    is found again. In a transaction that also posts, seal last: the record's turn is held until
    COMMIT, and books are locked before it.
    Raises: Refused for a kind or subject that cannot be one, or when the guards are down;
    TypeError when the content holds what JSON cannot say one way only.
    """
    if found := record_problems(kind, about):
        raise Refused(found)
    text, instant = canonical_json(dict(content)), instant_text(recorded_at)
    leaf = record_leaf(kind=kind, about=about, recorded_at=instant, content=text)
    with writing(RECORDS), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_NEWEST)
        newest = cursor.fetchone()
        seq, prev = (newest[0] + 1, bytes(newest[1])) if newest else (1, GENESIS)
        chain = chain_hash(prev, leaf)
        cursor.execute(_INSERT, [seq, kind, about, instant, text, leaf, prev, chain])
    return Record(seq, kind, about, recorded_at, dict(content), leaf.hex(), chain.hex())
