"""Reads: who is acting, may she, who may, and whether seats are as they were sealed."""

from tallystick.access.queries.acting import (
    Holder,
    actor_of,
    actor_seat,
    may,
    require,
    standing,
    who_may,
)
from tallystick.access.queries.factors import (
    Factor,
    factors,
    lacks_factor,
    must_have_factor,
    recovery_codes_left,
)
from tallystick.access.queries.logged import acts_on
from tallystick.access.queries.heading import (
    Heading,
    Way,
    heading,
    heads_in,
    heads_office,
    may_make_code,
    may_name_head,
    may_propose_head,
    may_second_head,
    proposed_head,
)
from tallystick.access.queries.persons import (
    address_kept,
    keeping_place,
    person_known,
    persons_named,
)
from tallystick.access.queries.sealed import seat_problems
from tallystick.access.queries.seating import (
    Seated,
    find_office,
    find_seat,
    find_user,
    first_hand,
    offices,
    sealed_acts,
    seated,
)
from tallystick.access.queries.sides import (
    facing,
    on_both_sides,
    overlapping,
    pairing_on_both_sides,
    seated_on_both_sides,
)
from tallystick.access.queries.standing_in import away_at, standing_in, stood_in_for

__all__ = [
    "Factor",
    "Heading",
    "Holder",
    "Seated",
    "Way",
    "actor_of",
    "actor_seat",
    "acts_on",
    "address_kept",
    "away_at",
    "facing",
    "factors",
    "find_office",
    "find_seat",
    "find_user",
    "first_hand",
    "heading",
    "heads_in",
    "heads_office",
    "keeping_place",
    "lacks_factor",
    "may",
    "may_make_code",
    "may_name_head",
    "may_propose_head",
    "may_second_head",
    "must_have_factor",
    "offices",
    "on_both_sides",
    "overlapping",
    "pairing_on_both_sides",
    "person_known",
    "persons_named",
    "proposed_head",
    "recovery_codes_left",
    "require",
    "sealed_acts",
    "seat_problems",
    "seated",
    "seated_on_both_sides",
    "standing",
    "standing_in",
    "stood_in_for",
    "who_may",
]
