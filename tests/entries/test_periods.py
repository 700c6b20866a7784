"""Closing a period takes a name of each side; what comes later needs a reason and says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.cast import SYSTEM, B, Cast, carry, confirm, enter, head_of, sale

from tallystick.access.models import Office, User
from tallystick.entries import services
from tallystick.entries.models import Entry, PeriodAct, State
from tallystick.entries.queries import last_closing, period_acts, recorded_later
from tallystick.entries.queries.closings import (
    act_json,
    asks_why,
    carried_now,
    open_entries,
    period_figures,
)
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.reports import content_hash
from tallystick.journal.queries import head
from tallystick.journal.queries import records as sealed_records
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.services import set_matching_policy

IN_MARCH = datetime(2020, 3, 20, 3, 0, tzinfo=UTC)
CLOSED = datetime(2020, 4, 20, 3, 0, tzinfo=UTC)
AFTER = datetime(2020, 5, 4, 3, 0, tzinfo=UTC)
WHY = "The reports of March are complete."
LATE = {"reason": "The stall's books came in May."}


@pytest.fixture
def west(cast: Cast) -> Actor:
    """The head of region A's office."""
    return head_of("wanda", "fir")


@pytest.fixture
def east(cast: Cast) -> Actor:
    """The head of region B's office."""
    return head_of("edith", "quay")


def propose(by: Actor, **changes: Any) -> PeriodAct:
    said = {"kind": "close", "pairing": "quay-fir", "period": "2020-03", "reason": WHY}
    return services.propose_period(**{**said, "by": by, "at": CLOSED, **changes})


def close(west: Actor, east: Actor, **changes: Any) -> PeriodAct:
    act = propose(west, **changes)
    return services.agree_period(act_id=act.pk, by=east, at=CLOSED)


def test_a_period_is_closed_once_both_sides_named_it(cast: Cast, west: Actor, east: Actor) -> None:
    carry(cast, sale(), IN_MARCH)
    act = propose(west)
    assert last_closing(cast.pairing, date(2020, 3, 31), by=AFTER) is None
    act = services.agree_period(act_id=act.pk, by=east, at=CLOSED)
    found = last_closing(cast.pairing, date(2020, 3, 31), by=AFTER)
    assert found is not None
    newest = head("east-west")
    assert (found.id, found.seq, found.chain) == (act.pk, newest.seq, newest.chain_hex)
    # Before it was agreed nobody knew.
    assert last_closing(cast.pairing, date(2020, 3, 31), by=IN_MARCH) is None


def test_the_day_of_a_closing_is_told_in_the_programmes_own_zone(
    cast: Cast, west: Actor, east: Actor
) -> None:
    evening = datetime(2020, 4, 20, 20, 0, tzinfo=UTC)  # the 21st in Shanghai
    act = propose(west, at=evening)
    services.agree_period(act_id=act.pk, by=east, at=evening)
    with pytest.raises(Refused) as late:
        confirm(cast, sale(), AFTER)
    assert late.value.problems[0].params["closed"] == "2020-04-21"


def test_the_closing_is_sealed_with_both_names(cast: Cast, west: Actor, east: Actor) -> None:
    act = close(west, east)
    record = sealed_records(kind="entries.close_period", about=act.pk)[0]
    assert record.seq == act.record
    names = (record.content["proposed"]["name"], record.content["agreed"]["name"])
    assert names == ("Wanda", "Edith")
    assert list(entry_problems()) == []


def test_nobody_closes_alone(cast: Cast, west: Actor, east: Actor) -> None:
    act = propose(west)
    with pytest.raises(Forbidden):
        services.agree_period(act_id=act.pk, by=west, at=CLOSED)
    second = head_of("walter", "fir")
    with pytest.raises(Forbidden):
        services.agree_period(act_id=act.pk, by=second, at=CLOSED)


def test_who_moved_to_the_other_side_does_not_agree_to_what_she_proposed(
    cast: Cast, west: Actor, east: Actor
) -> None:
    act = propose(west)
    moved = replace(west, seats=east.seats)
    with pytest.raises(Forbidden) as refused:
        services.agree_period(act_id=act.pk, by=moved, at=CLOSED)
    assert refused.value.code == "period-two-names"
    services.agree_period(act_id=act.pk, by=east, at=CLOSED)


@pytest.mark.parametrize("who", ["alice", "ann", "bob"])
def test_a_clerk_a_confirmer_and_a_matcher_close_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        propose(getattr(cast, who))


def test_who_belongs_to_neither_finds_no_such_thing(cast: Cast, west: Actor) -> None:
    act = propose(west)
    with pytest.raises(NotFound):
        propose(cast.chen)
    with pytest.raises(NotFound):
        services.agree_period(act_id=act.pk, by=cast.chen)
    assert list(period_acts(cast.chen)) == []


def test_whoever_heads_both_sides_signs_for_neither(cast: Cast, west: Actor) -> None:
    both = head_of("zoe", "fir")
    both = replace(both, seats=(*both.seats, replace(both.seats[0], region=B, office="quay")))
    with pytest.raises(Forbidden) as refused:
        propose(both)
    assert refused.value.code == "period-both-sides"


def test_every_fault_of_a_scope_is_told_at_once(cast: Cast, west: Actor) -> None:
    with pytest.raises(Refused) as refused:
        propose(west, kind="shut", pipeline="moon", period="soon", reason=" ")
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["period-act-unknown", "not-found", "period-unread", "reason-missing"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"period": "2020-04"}, "period-not-over"),
        ({"kind": "reopen"}, "period-not-closed"),
        ({"pipeline": "target"}, "not-found"),
    ],
)
def test_what_would_change_nothing_is_refused(
    cast: Cast, west: Actor, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        propose(west, **changes)
    assert refused.value.code == code


def test_a_period_is_neither_closed_nor_proposed_twice(
    cast: Cast, west: Actor, east: Actor
) -> None:
    act = propose(west)
    with pytest.raises(Conflict) as twice:
        propose(east)
    assert twice.value.code == "period-proposed-already"
    services.agree_period(act_id=act.pk, by=east, at=CLOSED)
    with pytest.raises(Refused) as refused:
        propose(east, pipeline="sale")
    assert refused.value.code == "period-closed-already"
    with pytest.raises(Conflict):
        services.agree_period(act_id=act.pk, by=east, at=CLOSED)


def test_a_dropped_proposal_closes_nothing_and_makes_room(cast: Cast, west: Actor) -> None:
    act = propose(west)
    with pytest.raises(Refused):
        services.drop_period(act_id=act.pk, reason=" ", by=west)
    dropped = services.drop_period(act_id=act.pk, reason="Too early.", by=west)
    assert dropped.state == "dropped"
    assert propose(west).state == "proposed"


def test_an_entry_for_a_closed_period_needs_a_reason(cast: Cast, west: Actor, east: Actor) -> None:
    close(west, east)
    with pytest.raises(Refused) as refused:
        enter(cast, sale(), AFTER)
    assert [p.code for p in refused.value.problems] == ["period-closed"]
    entry = carry(cast, sale(**LATE), AFTER)
    assert entry.state == State.POSTED


def test_other_periods_and_pipelines_stay_open(cast: Cast, west: Actor, east: Actor) -> None:
    close(west, east, pipeline="training")
    assert enter(cast, sale(), AFTER).state == State.SUBMITTED
    assert enter(cast, sale(happened_on=date(2020, 4, 2)), AFTER).state == State.SUBMITTED


def test_what_came_later_is_listed_with_its_reason(cast: Cast, west: Actor, east: Actor) -> None:
    carry(cast, sale(), IN_MARCH)
    act = close(west, east)
    late = carry(cast, sale(70_00, **LATE), AFTER)
    carry(cast, sale(happened_on=date(2020, 4, 2)), AFTER)
    assert [one.entry for one in recorded_later(act)] == [late]


def test_one_name_alone_does_not_suffice_for_a_closed_period(
    cast: Cast, west: Actor, east: Actor
) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="single", reason="B keeps none", by=SYSTEM
    )
    close(west, east)
    entry = confirm(cast, sale(**LATE), AFTER)
    assert entry.state == State.CONFIRMED
    done = services.match_entry(
        entry_id=entry.pk, version=1, basis="own_record", by=cast.bob, at=AFTER
    )
    assert (done.state, done.policy) == (State.POSTED, "both")


def test_what_was_open_at_the_closing_is_carried_and_may_come_later(
    cast: Cast, west: Actor, east: Actor
) -> None:
    waiting = confirm(cast, sale(), IN_MARCH)
    disputed = confirm(cast, sale(90_00), IN_MARCH)
    services.dispute_entry(
        entry_id=disputed.pk, version=1, counter=[(1, 60_00)], reason="Our books say 60.",
        by=cast.bob, at=IN_MARCH,
    )  # fmt: skip
    act = close(west, east)
    carried = {one["number"]: one for one in act.carried}
    assert set(carried) == {waiting.number, disputed.number}
    assert carried[disputed.number]["stated"] == [[1, "CNY", 90_00]]
    assert carried[disputed.number]["counter"] == [{"n": 1, "amount": 60_00}]
    done = services.match_entry(
        entry_id=waiting.pk, version=1, basis="own_record", by=cast.bob, at=AFTER
    )
    assert done.state == State.POSTED
    assert [one.entry for one in recorded_later(act)] == [waiting]


def test_a_blind_half_is_carried_without_number_or_figure_and_may_come_later(
    cast: Cast, west: Actor, east: Actor
) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    half = confirm(cast, sale(777_00, side="supporting"), IN_MARCH)
    # Of another place: two halves of one place and month would meet.
    other = confirm(cast, sale(90_00, region="xx-fir-ford"), IN_MARCH)
    act = close(west, east)
    sealed = json.dumps(sealed_records(kind=("entries.close_period",))[0].content)
    for row in (half, other):
        assert row.number not in sealed
        assert row.pk not in sealed
    # As a number: a hash may hold these signs in its middle.
    assert re.search(r"\b777(00)?\b", sealed) is None
    assert act_json(act)["carried_halves"] == len(act.carried) == 2
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    page = client.get(f"/periods/{act.pk}/").content.decode()
    assert re.search(r"\b777(00)?\b", page) is None
    assert half.number not in page
    assert "Blind halves carried unseen: 1." in page
    # Both were open: what is said of them later asks for no reason.
    late = confirm(cast, sale(777_00, reason="The stall's books came in May."), AFTER)
    assert late.state == State.POSTED
    assert not list(entry_problems())


def test_a_period_that_was_opened_again_asks_for_no_reason(
    cast: Cast, west: Actor, east: Actor
) -> None:
    close(west, east)
    again = propose(east, kind="reopen", reason="Two counties had not reported.")
    services.agree_period(act_id=again.pk, by=west, at=AFTER)
    assert enter(cast, sale(), AFTER).state == State.SUBMITTED
    assert last_closing(cast.pairing, date(2020, 3, 31), by=AFTER) is None
    assert list(entry_problems()) == []


def test_closing_the_book_closes_every_pairing_in_it(cast: Cast) -> None:
    for name, region in (("olga", "xx-west"), ("otto", "xx-east")):
        Office.objects.create(code=name, region_id=region_key(region), name_en=name)
    olga, otto = head_of("olga", "olga"), head_of("otto", "otto")
    close(olga, otto, pairing="east-west")
    with pytest.raises(Refused) as refused:
        enter(cast, sale(), AFTER)
    assert refused.value.code == "period-closed"


def region_key(code: str) -> int:
    from tallystick.regions.models import Region

    return Region.objects.get(code=code).pk


def test_verify_finds_a_closing_that_was_changed(cast: Cast, west: Actor, east: Actor) -> None:
    carry(cast, sale(), IN_MARCH)
    act = close(west, east)
    PeriodAct.objects.filter(pk=act.pk).update(seq=act.seq + 1, reason="Nothing to see.")
    codes = sorted(problem.code for problem in entry_problems())
    assert codes == ["closing-unlike-chain", "closing-unlike-seal"]


def test_verify_finds_a_closing_whose_days_are_not_its_periods(
    cast: Cast, west: Actor, east: Actor
) -> None:
    act = close(west, east)
    PeriodAct.objects.filter(pk=act.pk).update(ends_on=act.starts_on)
    assert [problem.code for problem in entry_problems()] == ["closing-unlike-seal"]


def test_verify_finds_a_closing_that_was_deleted(cast: Cast, west: Actor, east: Actor) -> None:
    close(west, east)
    PeriodAct.objects.all().delete()
    assert [problem.code for problem in entry_problems()] == ["closing-unlike-seal"]


def test_a_correction_of_a_closed_period_has_its_reason_and_names(
    cast: Cast, west: Actor, east: Actor
) -> None:
    entry = carry(cast, sale(), IN_MARCH)
    act = close(west, east)
    services.reverse_entry(
        entry_id=entry.pk, reason="Counted twice.", by=cast.ann, second=cast.bob,
        replacement=sale(450_00), at=AFTER,
    )  # fmt: skip
    assert [one.kind for one in recorded_later(act)] == ["reversal", "move"]


def test_what_waits_for_the_second_person_at_the_closing_goes_on_without_a_reason(
    cast: Cast, west: Actor, east: Actor
) -> None:
    entry = enter(cast, sale(777_00), IN_MARCH)
    act = close(west, east)
    sealed = json.dumps(sealed_records(kind=("entries.close_period",))[0].content)
    assert entry.number not in sealed
    assert entry.pk not in sealed
    assert act_json(act)["carried_unconfirmed"] == len(act.carried) == 1
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann, at=AFTER)
    done = services.match_entry(
        entry_id=entry.pk, version=1, basis="own_record", by=cast.bob, at=AFTER
    )
    assert done.state == State.POSTED
    assert [one.entry for one in recorded_later(act)] == [done]
    assert list(entry_problems()) == []


def test_what_was_not_confirmed_before_the_closing_takes_a_name_of_each_side(
    cast: Cast, west: Actor, east: Actor
) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="single", reason="B keeps none", by=SYSTEM
    )
    entry = enter(cast, sale(), IN_MARCH)
    close(west, east)
    done = services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann, at=AFTER)
    assert (done.state, done.policy) == (State.CONFIRMED, "both")


def test_a_draft_of_a_closed_period_says_why_when_it_is_handed_on(
    cast: Cast, west: Actor, east: Actor
) -> None:
    draft = services.draft_entry(report=sale(), by=cast.alice, at=IN_MARCH)
    close(west, east)
    assert asks_why(draft) is not None
    with pytest.raises(Refused) as refused:
        services.submit_entry(entry_id=draft.pk, version=1, by=cast.alice, at=AFTER)
    assert [(p.code, p.path) for p in refused.value.problems] == [("period-closed", "reason")]
    done = services.submit_entry(
        entry_id=draft.pk, version=1, by=cast.alice, at=AFTER, reason=LATE["reason"]
    )
    assert (done.reason, done.state) == (LATE["reason"], State.SUBMITTED)
    done.refresh_from_db()
    assert asks_why(done) is None
    assert done.content_hash == content_hash(report_of(done))


def test_the_second_person_may_say_why_it_comes_now(cast: Cast, west: Actor, east: Actor) -> None:
    entry = enter(cast, sale(), IN_MARCH)
    act = close(west, east)
    # As a closing of old has it, which did not know what was not confirmed yet.
    PeriodAct.objects.filter(pk=act.pk).update(carried=[])
    with pytest.raises(Refused) as refused:
        services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann, at=AFTER)
    assert refused.value.code == "period-closed"
    results = services.confirm_many([(entry.pk, 1)], by=cast.ann, at=AFTER, reason=LATE["reason"])
    done = results[0].entry
    assert done is not None
    assert (done.state, done.reason) == (State.CONFIRMED, LATE["reason"])
    assert done.content_hash == content_hash(report_of(done))
    assert done.acts.get(verb="confirmed").reason == LATE["reason"]


def test_an_amendment_for_a_closed_period_says_why_itself(
    cast: Cast, west: Actor, east: Actor
) -> None:
    entry = enter(cast, sale(), IN_MARCH)
    act = close(west, east)
    PeriodAct.objects.filter(pk=act.pk).update(carried=[])
    services.amend_entry(
        entry_id=entry.pk, version=1, report=sale(70_00), reason=LATE["reason"],
        by=cast.alice, at=AFTER,
    )  # fmt: skip
    done = services.confirm_entry(entry_id=entry.pk, version=2, by=cast.ann, at=AFTER)
    assert (done.state, done.reason) == (State.CONFIRMED, LATE["reason"])


def test_the_closing_of_a_pairing_carries_what_is_open_below_it(cast: Cast) -> None:
    """A prefecture's closing speaks for its counties, so their open entries stand in it."""
    entry = confirm(cast, sale(), IN_MARCH)
    below = Pairing.objects.create(
        code="ford-quay", programme=cast.pairing.programme, parent=cast.pairing,
        supporting=cast.pairing.supporting, supported=cast.pairing.supported,
        level="county",
    )  # fmt: skip
    Entry.objects.filter(pk=entry.pk).update(pairing=below)
    rows = open_entries(cast.pairing, "", date(2020, 3, 1), date(2020, 3, 31))
    assert [row.pk for row in rows] == [entry.pk]


def test_a_withdrawn_row_frees_its_reference(cast: Cast) -> None:
    first = enter(cast, sale(own_reference="r1"), IN_MARCH)
    with pytest.raises(Conflict):
        services.draft_entry(report=sale(7_00, own_reference="r1"), by=cast.alice, at=IN_MARCH)
    services.withdraw_entry(
        entry_id=first.pk, version=1, reason="Twice.", by=cast.alice, at=IN_MARCH
    )
    anew = services.draft_entry(report=sale(7_00, own_reference="r1"), by=cast.alice, at=IN_MARCH)
    assert anew.pk != first.pk
    again = services.draft_entry(report=sale(7_00, own_reference="r1"), by=cast.alice, at=AFTER)
    assert again.pk == anew.pk


def test_a_proposal_shows_what_the_book_holds_and_what_is_open(
    cast: Cast, west: Actor, east: Actor
) -> None:
    carry(cast, sale(500_00), IN_MARCH)
    carry(cast, sale(30_00, happened_on=date(2020, 2, 10)), IN_MARCH)
    waiting = confirm(cast, sale(90_00), IN_MARCH)
    act = propose(west)
    assert [(one.target, one.amount) for one in period_figures(act)] == [("sold", 500_00)]
    assert [one["number"] for one in carried_now(act)] == [waiting.number]
    act = services.agree_period(act_id=act.pk, by=east, at=CLOSED)
    services.match_entry(entry_id=waiting.pk, version=1, basis="own_record", by=cast.bob, at=AFTER)
    # A closing keeps its figures and its list, whatever came since.
    assert [one.amount for one in period_figures(act)] == [500_00]
    assert [one["number"] for one in carried_now(act)] == [waiting.number]
    act = services.drop_period(
        act_id=propose(east, pipeline="sale", kind="reopen").pk, reason="No.", by=west
    )
    assert carried_now(act) == []
