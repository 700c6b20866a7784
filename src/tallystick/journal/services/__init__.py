"""The one pen: `post`, `reverse` and `seal_record` write; nothing ever unwrites.

`writing` takes a book's turn.
"""

from tallystick.journal.services.posting import Posted, post, reverse
from tallystick.journal.services.rebuild import rebuild_balances
from tallystick.journal.services.records import seal_record
from tallystick.journal.services.turns import writing

__all__ = ["Posted", "post", "rebuild_balances", "reverse", "seal_record", "writing"]
