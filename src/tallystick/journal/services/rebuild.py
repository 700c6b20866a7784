"""Making the running balances anew from the lines, should they ever be lost or wrong."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from tallystick.journal.queries import books
from tallystick.journal.queries.sums import SUMMED
from tallystick.journal.services.turns import writing

_REBUILD = f"""
    INSERT INTO journal_day (account_id, subject, day, net, balance)
    SELECT account_id, subject, day, net,
      sum(net) OVER (PARTITION BY account_id, subject ORDER BY day)
    FROM ({SUMMED}) summed
"""  # noqa: S608 (our own text)


def rebuild_balances() -> None:
    """Drop every running balance and work it out from the lines; nothing that was posted changes.

    Keeps all writers waiting until it is done.
    """
    if not (found := books()):
        return
    with writing(*found), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("DELETE FROM journal_day")
        cursor.execute(_REBUILD)
