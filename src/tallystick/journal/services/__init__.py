"""The one pen: `post`, `reverse`, both `_together`, and `seal_record` write; nothing ever unwrites.

`writing` takes a book's turn.
"""

from tallystick.journal.services.posting import Posted, post, reverse
from tallystick.journal.services.rebuild import rebuild_balances
from tallystick.journal.services.records import seal_record
from tallystick.journal.services.together import post_together, reverse_together
from tallystick.journal.services.turns import writing

__all__ = [
    "Posted",
    "post",
    "post_together",
    "rebuild_balances",
    "reverse",
    "reverse_together",
    "seal_record",
    "writing",
]
