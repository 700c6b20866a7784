"""Have the running balances worked out anew, where `tallystick verify` says they do not hold."""

from __future__ import annotations

from datetime import datetime

from tallystick.access.policy import ROWS
from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.journal.queries import books
from tallystick.journal.services import rebuild_balances
from tallystick.journal.services.turns import writing
from tallystick.kernel.actor import Actor


def rebuild_standing(*, by: Actor, at: datetime | None = None) -> list[str]:
    """Drop every running balance and work it out from the lines; return the books it was done for.

    Nothing that was posted changes: the lines say the same before and after. Every writer waits.
    Raises: Forbidden but for whoever keeps the installation.
    """
    if not by.system:
        require(by, ROWS["access.set_up"], scope="this installation")
    found = books()
    if not found:
        return []
    # One turn round both: no posting comes between the balances and the act that tells of them.
    with writing(*found):
        rebuild_balances()
        after = {"books": found}
        record_act("entries.rebuild_standing", "journal", "balances", by=by, after=after, at=at)
    return found
