"""The rows of this room, and the mark every route carries: what it takes to open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tallystick.access.rules import PolicyRow, Where

POLICY = (
    PolicyRow(
        "access.own_profile", frozenset(), Where.ANYWHERE, "Everybody sets her own language."
    ),
    PolicyRow(
        "access.set_up",
        frozenset({"administrator"}),
        Where.ANYWHERE,
        "Offices and user names are the server's business; roles that decide figures are not.",
    ),
)
ROWS = {row.action: row for row in POLICY}

# A route marked so opens without signing in.
PUBLIC = "public"
# A route marked so opens for whoever signed in; what it shows begins at `visible_to`.
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


def guard(policy: str) -> Callable[[View], View]:
    """Mark a view with what it takes to open it; a view without a mark opens for nobody."""

    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return mark
