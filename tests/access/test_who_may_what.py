"""Who may do what, as it was agreed: each act, each role, at home, on the other side, elsewhere.

Written by hand beside the rows of policy, so that a row that changes has to be changed twice.
"""

from __future__ import annotations

import pytest
from tests.architecture.test_policy_rows import declared

from tallystick.access.models import Role
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor, Seat

OWN, OTHER, ELSEWHERE = "xx-own", "xx-other", "xx-far"
SIDES = Sides(frozenset({OWN}), frozenset({OTHER}))
HERE, THERE, BOTH, ANYWHERE = {OWN}, {OTHER}, {OWN, OTHER}, {OWN, OTHER, ELSEWHERE}
EVERY = " ".join(role.value for role in Role)
WORKING = "clerk confirmer matcher signatory head"

# act → (who, for places of which side)
TABLE: dict[str, tuple[str, set[str]]] = {
    "access.add_user": ("head programme_office administrator", ANYWHERE),
    "access.audit_person": ("auditor", HERE),
    "access.erase_person": ("head", HERE),
    "access.hand_on": (EVERY, HERE),
    "access.head_office": ("head", HERE),
    "access.keep_person": ("clerk confirmer head administrator", HERE),
    "access.propose_head": ("programme_office", BOTH),
    "access.read_person": (WORKING, HERE),
    "access.set_up": ("administrator", ANYWHERE),
    "entries.carry_answers": ("clerk confirmer matcher", THERE),
    "entries.check_paper": ("confirmer matcher", BOTH),
    "entries.close_period": ("signatory head", BOTH),
    "entries.confirm": ("confirmer", HERE),
    "entries.dispute": ("matcher", THERE),
    "entries.hand_over": ("confirmer matcher", BOTH),
    "entries.match": ("matcher", THERE),
    "entries.post_waiting": (EVERY, ANYWHERE),
    "entries.read_evidence": (f"{WORKING} auditor", BOTH),
    "entries.record_paper": ("clerk confirmer matcher", BOTH),
    "entries.remark": (WORKING, BOTH),
    "entries.report": ("clerk", HERE),
    "entries.uphold_other": ("matcher", THERE),
    "entries.uphold_own": ("confirmer", HERE),
    "entries.withdraw": ("clerk confirmer", HERE),
    "exchanges.adopt_practice": ("clerk head programme_office", HERE),
    "exchanges.acknowledge_fulfilment": ("matcher head", THERE),
    "exchanges.announce": ("clerk head programme_office", HERE),
    "exchanges.publish": ("head", HERE),
    "exchanges.read_document": ("clerk confirmer matcher signatory head auditor", BOTH),
    "exchanges.link": ("clerk head programme_office", BOTH),
    "exchanges.readout": ("clerk head programme_office", BOTH),
    "exchanges.record": ("clerk head programme_office", BOTH),
    "exchanges.record_practice": ("clerk head programme_office", ANYWHERE),
    "exchanges.report_fulfilment": ("clerk head programme_office", HERE),
    "exchanges.settle": ("head programme_office", HERE),
    "exchanges.tag": ("clerk head programme_office", BOTH),
    "indicators.keep_claims": (
        "clerk confirmer head auditor evaluator programme_office",
        ANYWHERE,
    ),
    "indicators.resolve_party": (
        "clerk confirmer head auditor evaluator programme_office",
        ANYWHERE,
    ),
    "programme.agree_rule": ("head", BOTH),
    "programme.name": ("clerk head programme_office administrator", ANYWHERE),
    "programme.record_agreement": ("clerk head programme_office", BOTH),
    "programme.redraw": ("programme_office administrator", ANYWHERE),
    "programme.set_rule": ("programme_office", BOTH),
    "programme.set_tier": ("head programme_office", BOTH),
    "programme.set_up": ("programme_office administrator", ANYWHERE),
    "programme.sign": ("signatory", HERE),
    "programme.state_framework": ("programme_office head", BOTH),
    "programme.state_framework_for_all": ("programme_office", ANYWHERE),
}


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_role_may_what_was_agreed_and_nothing_else(role: str) -> None:
    for place in (OWN, OTHER, ELSEWHERE):
        actor = Actor(1, "x", "X", (Seat(role, place, "desk"),))
        allowed = {act for act, row in declared().items() if may(actor, row, SIDES)}
        agreed = {act for act, (who, at) in TABLE.items() if role in who.split() and place in at}
        assert allowed == agreed, place


def test_whoever_has_no_seat_may_nothing_and_every_act_is_in_the_table() -> None:
    assert sorted(declared()) == sorted(TABLE)
    stranger = Actor(1, "x", "X")
    assert [act for act, row in declared().items() if may(stranger, row, SIDES)] == []
