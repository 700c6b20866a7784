"""Writes: record a meeting, undertake a commitment there or by a clause, follow it, settle it."""

from tallystick.exchanges.services.commitments import settle_commitment, undertake
from tallystick.exchanges.services.guests import add_guests
from tallystick.exchanges.services.linking import link_commitment, unlink_commitment
from tallystick.exchanges.services.meetings import (
    call_off_meeting,
    confirm_meeting,
    move_meeting,
    record_meeting,
)
from tallystick.exchanges.services.signing import sign_agreement

__all__ = [
    "add_guests",
    "call_off_meeting",
    "confirm_meeting",
    "link_commitment",
    "move_meeting",
    "record_meeting",
    "settle_commitment",
    "sign_agreement",
    "undertake",
    "unlink_commitment",
]
