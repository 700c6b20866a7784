"""The one pen: `writing` takes a book's turn, `post` and `reverse` write, nothing ever unwrites."""

from tallystick.journal.services.posting import Posted, post, reverse
from tallystick.journal.services.rebuild import rebuild_balances
from tallystick.journal.services.turns import writing

__all__ = ["Posted", "post", "rebuild_balances", "reverse", "writing"]
