"""The rows of this room, and the mark every route carries: what it takes to open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tallystick.access.rules import PolicyRow, Where

POLICY = (
    PolicyRow(
        "access.set_up",
        frozenset({"administrator"}),
        Where.ANYWHERE,
        "Offices and user names are the server's business; roles that decide figures are not.",
    ),
    PolicyRow(
        "access.add_user",
        frozenset({"administrator", "head", "programme_office"}),
        Where.ANYWHERE,
        "A user name opens nothing by itself: whoever seats people may add one.",
    ),
    PolicyRow(
        "access.head_office",
        frozenset({"head"}),
        Where.OWN_SIDE,
        "Who decides figures for an office is named by its own head, and by nobody else.",
    ),
    PolicyRow(
        "access.propose_head",
        frozenset({"programme_office"}),
        Where.EITHER_SIDE,
        "Where a side has no head left, the programme's office proposes one and the other side's "
        "head agrees: two names, for nobody alone may seat who decides figures.",
    ),
    PolicyRow(
        "access.hand_on",
        frozenset(),
        Where.OWN_SIDE,
        "Whoever is away hands her own role to a colleague of the same office.",
    ),
    PolicyRow(
        "access.keep_person",
        frozenset({"clerk", "confirmer", "head", "administrator"}),
        Where.OWN_SIDE,
        "Whoever writes about a person keeps her fields, at her own place and below it.",
    ),
    PolicyRow(
        "access.read_person",
        frozenset({"clerk", "confirmer", "matcher", "signatory", "head"}),
        Where.OWN_SIDE,
        "Personal fields are read by those who work with them, for the purpose they are kept for.",
    ),
    PolicyRow(
        "access.audit_person",
        frozenset({"auditor"}),
        Where.OWN_SIDE,
        "An auditor reads what the records rest on, and that is logged like every reading.",
    ),
    PolicyRow(
        "access.erase_person",
        frozenset({"head"}),
        Where.OWN_SIDE,
        "Erasing cannot be taken back: the head answers for it.",
    ),
)
ROWS = {row.action: row for row in POLICY}

# A route marked so opens without signing in.
PUBLIC = "public"
# A route marked so opens for whoever signed in; what it shows begins at `visible_to`.
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


def without_factor(view: View) -> View:
    """Mark a view that opens to whoever still lacks the second factor her role asks for."""
    view.opens_without_factor = True  # type: ignore[attr-defined]
    return view


def guard(policy: str) -> Callable[[View], View]:
    """Mark a view with what it takes to open it; a view without a mark opens for nobody."""

    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return mark
