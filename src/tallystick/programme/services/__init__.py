"""Writes of the programme room, by noun."""

from tallystick.programme.services.agreements import (
    amend_agreement,
    propose_version,
    record_agreement,
    revise_version,
    withdraw_version,
)
from tallystick.programme.services.calendar import load_working_days, set_duty
from tallystick.programme.services.feeding import fix_feeding
from tallystick.programme.services.frameworks import state_framework
from tallystick.programme.services.map_changes import agree_map_change, drop_map_change
from tallystick.programme.services.organisations import add_organisation
from tallystick.programme.services.pairing_rules import (
    agree_rule,
    set_evidence_duty,
    set_matching_policy,
)
from tallystick.programme.services.pairings import (
    create_pairing,
    create_programme,
    rename_programme,
    state_span,
)
from tallystick.programme.services.persons import read_person_name, settle_persons
from tallystick.programme.services.places import (
    add_region,
    merge_regions,
    move_region,
    rename_region,
    split_region,
)
from tallystick.programme.services.re_pairing import re_pair
from tallystick.programme.services.signatures import add_signature
from tallystick.programme.services.things import add_thing, edit_thing, name_thing
from tallystick.programme.services.tiers import (
    end_tier,
    place_county,
    release_county,
    set_tier,
)

__all__ = [
    "add_organisation",
    "add_region",
    "add_signature",
    "add_thing",
    "agree_map_change",
    "agree_rule",
    "amend_agreement",
    "create_pairing",
    "create_programme",
    "drop_map_change",
    "edit_thing",
    "end_tier",
    "fix_feeding",
    "load_working_days",
    "merge_regions",
    "move_region",
    "name_thing",
    "place_county",
    "propose_version",
    "re_pair",
    "read_person_name",
    "record_agreement",
    "release_county",
    "rename_programme",
    "rename_region",
    "revise_version",
    "set_duty",
    "set_evidence_duty",
    "set_matching_policy",
    "set_tier",
    "settle_persons",
    "split_region",
    "state_framework",
    "state_span",
    "withdraw_version",
]
