"""What of this room is never changed once it is said: published, answered or taken up.

The database itself refuses it, by the same means as the journal's (`journal.guards`).
"""

from __future__ import annotations

from typing import Any

from tallystick.journal.guards import Guards, install_where_tables_stand

EXCHANGES = Guards(
    "exchanges",
    (
        "exchanges_announcement",
        "exchanges_fulfilment",
        "exchanges_fulfilmentfile",
        "exchanges_practiceadoption",
        "exchanges_practicestep",
    ),
)


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Put the guards in place after a migration; Django drops SQLite's with a rebuilt table."""
    install_where_tables_stand(using, EXCHANGES)
