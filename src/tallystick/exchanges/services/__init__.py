"""Writes: meetings, what was undertaken there or by a clause, and what was published of both."""

from tallystick.exchanges.services.announcing import (
    correct_announcement,
    draft_announcement,
    edit_announcement,
    publish_announcement,
    refresh_figures,
)
from tallystick.exchanges.services.commitments import settle_commitment, undertake
from tallystick.exchanges.services.deciding import (
    accept_clear,
    decide_item,
    join_meeting,
    record_meeting_told,
    reopen_item,
)
from tallystick.exchanges.services.documents import add_document, open_document
from tallystick.exchanges.services.fulfilling import (
    acknowledge_fulfilment,
    refuse_fulfilment,
    report_fulfilment,
    withdraw_fulfilment,
)
from tallystick.exchanges.services.fulfilment_files import (
    add_fulfilment_files,
    open_fulfilment_file,
)
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
from tallystick.exchanges.services.readouts import (
    Reading,
    check_readout,
    keep_readout,
    pin_item,
    read_through,
    set_aside_readout,
    take_up_readout,
)
from tallystick.exchanges.services.signing import sign_agreement
from tallystick.exchanges.services.tagging import tag, take_tag_off

__all__ = [
    "Reading",
    "accept_clear",
    "acknowledge_fulfilment",
    "add_document",
    "add_fulfilment_files",
    "add_guests",
    "adopt_practice",
    "amend_practice",
    "call_off_meeting",
    "check_readout",
    "confirm_meeting",
    "correct_announcement",
    "decide_item",
    "draft_announcement",
    "edit_announcement",
    "follow_practice",
    "join_meeting",
    "keep_readout",
    "link_commitment",
    "move_meeting",
    "open_document",
    "open_fulfilment_file",
    "pin_item",
    "publish_announcement",
    "read_through",
    "record_meeting",
    "record_meeting_told",
    "record_practice",
    "refresh_figures",
    "refuse_fulfilment",
    "reopen_item",
    "report_fulfilment",
    "set_aside_readout",
    "settle_commitment",
    "sign_agreement",
    "tag",
    "take_tag_off",
    "take_up_readout",
    "undertake",
    "unlink_commitment",
    "withdraw_fulfilment",
]
