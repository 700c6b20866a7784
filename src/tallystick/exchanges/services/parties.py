"""Who writes about a pairing: an office of one of its two sides."""

from __future__ import annotations

from tallystick.access.queries import require
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.meetings import file_sides, recording_sides
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import line_of


def on_one_line(one: Pairing, other: Pairing) -> bool:
    """Return whether two pairings are the same, or one lies above the other."""
    return one in line_of(other) or other in line_of(one)


def require_party(by: Actor, pairing: Pairing) -> None:
    """Refuse whoever acts for neither side; the product sets up its own example.

    Raises: Forbidden.
    """
    if not by.system:
        require(by, ROWS["exchanges.record"], recording_sides(pairing), scope=pairing.code)


def require_reader(by: Actor, pairing: Pairing) -> None:
    """Refuse whoever acts for neither side of what an announcement tells of.

    Raises: Forbidden.
    """
    if not by.system:
        require(by, ROWS["exchanges.readout"], recording_sides(pairing), scope=pairing.code)


def require_file_reader(by: Actor, pairing: Pairing) -> None:
    """Refuse whoever may open no file of what both sides met for or did.

    Raises: Forbidden.
    """
    if not by.system:
        require(by, ROWS["exchanges.read_document"], file_sides(pairing), scope=pairing.code)
