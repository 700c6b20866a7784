"""Writes of the programme room, by noun."""

from tallystick.programme.services.agreements import add_version, record_agreement
from tallystick.programme.services.calendar import load_working_days, set_duty
from tallystick.programme.services.feeding import fix_feeding
from tallystick.programme.services.organisations import add_organisation
from tallystick.programme.services.pairings import (
    create_pairing,
    create_programme,
    set_policy,
    state_span,
)
from tallystick.programme.services.things import add_thing, edit_thing

__all__ = [
    "add_organisation",
    "add_thing",
    "add_version",
    "create_pairing",
    "create_programme",
    "edit_thing",
    "fix_feeding",
    "load_working_days",
    "record_agreement",
    "set_duty",
    "set_policy",
    "state_span",
]
