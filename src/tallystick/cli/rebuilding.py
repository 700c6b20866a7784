"""What `tallystick verify` finds wrong and can be derived: worked out anew."""

from __future__ import annotations

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    counted,
    print_json,
    refusals,
    require_set_up,
    say,
    start_django,
)


def rebuild_balances(as_json: AsJson = False, user: AsUser = "") -> None:
    """Work out every running balance anew from the lines; nothing that was posted changes."""
    start_django()
    from tallystick.entries.services import rebuild_standing

    with refusals(as_json):
        require_set_up()
        done = rebuild_standing(by=acting(user))
    if as_json:
        print_json({"books": done})
    else:
        say(
            "Balances worked out anew: %(books)s. Next: verify.",
            books=counted("%(n)s book", "%(n)s books", len(done)),
        )
