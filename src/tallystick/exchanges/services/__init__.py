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
from tallystick.exchanges.services.practices import (
    adopt_practice,
    amend_practice,
    follow_practice,
    record_practice,
)
from tallystick.exchanges.services.signing import sign_agreement
from tallystick.exchanges.services.tagging import tag, take_tag_off

__all__ = [
    "add_guests",
    "adopt_practice",
    "amend_practice",
    "call_off_meeting",
    "confirm_meeting",
    "follow_practice",
    "link_commitment",
    "move_meeting",
    "record_meeting",
    "record_practice",
    "settle_commitment",
    "sign_agreement",
    "tag",
    "take_tag_off",
    "undertake",
    "unlink_commitment",
]
