"""Every state and every verb: what is open leads on, everything else is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, enter, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryAct, State
from tallystick.entries.rules.steps import STEPS, VERBS, next_state
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.steps import move_on, write_down
from tallystick.kernel.problem import Conflict, Refused

STATES = tuple(State.values)
# What a person can ask for; `admit`, `post` and `settle` follow from these.
ASKED: dict[str, Callable[[Cast, Entry], object]] = {
    "submit": lambda c, e: services.submit_entry(entry_id=e.pk, version=e.version, by=c.alice),
    "confirm": lambda c, e: services.confirm_entry(entry_id=e.pk, version=1, by=c.ann),
    "match": lambda c, e: services.match_entry(
        entry_id=e.pk, version=1, basis="own_record", by=c.bob
    ),
    "dispute": lambda c, e: services.dispute_entry(
        entry_id=e.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=c.bob
    ),
    "uphold": lambda c, e: services.uphold_entry(
        entry_id=e.pk, version=1, reason="it is right", by=c.ann
    ),
    "amend": lambda c, e: services.amend_entry(
        entry_id=e.pk, version=1, report=sale(1), reason="mistyped", by=c.alice
    ),
    "revise": lambda c, e: services.edit_draft(
        entry_id=e.pk, version=1, report=sale(1), by=c.alice
    ),
    "withdraw": lambda c, e: services.withdraw_entry(
        entry_id=e.pk, version=1, reason="not ours", by=c.alice
    ),
    "reverse": lambda c, e: services.reverse_entry(
        entry_id=e.pk, reason="entered twice", by=c.ann, second=c.bob
    ),
}
UNSEEN = {
    ("draft", "match"),
    ("submitted", "match"),
    ("draft", "dispute"),
    ("submitted", "dispute"),
}


def in_state(cast: Cast, state: str) -> Entry:
    """Return an entry that came to a state by the ordinary way, or was put there."""
    if state in ("posted", "reversed"):
        entry = carry(cast, sale())
        if state == "reversed":
            services.reverse_entry(entry_id=entry.pk, reason="x", by=cast.ann, second=cast.bob)
        return Entry.objects.get(pk=entry.pk)
    entry = confirm(cast, sale()) if state != "draft" else services.draft_entry(
        report=sale(), by=cast.alice
    )  # fmt: skip
    Entry.objects.filter(pk=entry.pk).update(state=state)
    return Entry.objects.get(pk=entry.pk)


def test_what_a_colleague_changed_meanwhile_is_not_handed_on_unseen(cast: Cast) -> None:
    seen = services.draft_entry(report=sale(), by=cast.alice)
    services.edit_draft(entry_id=seen.pk, version=1, report=sale(1), by=cast.alice)
    with pytest.raises(Conflict):
        services.submit_entry(entry_id=seen.pk, version=seen.version, by=cast.alice)
    assert Entry.objects.get(pk=seen.pk).state == State.DRAFT
    services.submit_entry(entry_id=seen.pk, version=2, by=cast.alice)


@pytest.mark.parametrize("verb", sorted(ASKED))
@pytest.mark.parametrize("state", STATES)
def test_a_step_is_open_where_the_table_says_so_and_nowhere_else(
    cast: Cast, state: str, verb: str
) -> None:
    entry = in_state(cast, state)
    if next_state(state, verb) is not None:
        ASKED[verb](cast, entry)
        assert Entry.objects.get(pk=entry.pk).acts.count() > 0
        return
    with pytest.raises(Refused) as refused:
        ASKED[verb](cast, entry)
    # What is not confirmed yet is out of the other side's sight altogether.
    expected = "not-found" if (state, verb) in UNSEEN else "changed-meanwhile"
    assert refused.value.code == expected
    assert Entry.objects.get(pk=entry.pk).state == state


def test_the_table_names_known_states_and_verbs_only() -> None:
    assert {verb for _, verb in STEPS} == set(VERBS)
    assert {state for state, _ in STEPS} | set(STEPS.values()) == set(STATES)


def test_nothing_leads_out_of_what_is_withdrawn_or_reversed() -> None:
    assert not [step for step in STEPS if step[0] in ("withdrawn", "reversed")]


def test_who_was_slower_is_told_so(cast: Cast) -> None:
    entry = enter(cast, sale())
    stale = Entry.objects.get(pk=entry.pk)
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    with pytest.raises(Conflict) as refused:
        move_on(stale, "withdraw", Desk(cast.alice, None))
    assert refused.value.problems[0].params["state"] == "confirmed"


def test_what_the_system_did_is_written_down_without_a_person(cast: Cast) -> None:
    entry = enter(cast, sale())
    write_down(entry, "post", Desk(SYSTEM, None), seat=None, side=entry.side, before="matched")
    act = EntryAct.objects.get(entry=entry, verb="posted")
    assert (act.user, act.name, act.role) == (None, "cast", "")
