"""Two people of a side stand behind a figure, or everyone reads why there was only one.

Of `tallystick.entries.services.reporting`.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import OPENED, SYSTEM, Cast, enter, sale

from tallystick.access.models import Office, Seat, User
from tallystick.access.queries import actor_of
from tallystick.access.services import end_seat
from tallystick.entries import services
from tallystick.entries.models import EntryAct, EntryLine, State
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Refused

TODAY = date(2020, 1, 1)


def seated(username: str, role: str, office: str = "fir") -> Actor:
    """Seat somebody whatever her other seats: a grant on the other side would be refused."""
    user = User.objects.get(username=username)
    Seat.objects.create(
        user=user, office=Office.objects.get(code=office), role=role, valid_from=OPENED
    )
    return actor_of(user, on=TODAY)


def alone(cast: Cast) -> Actor:
    """Return Alice as the only person of her office, who may confirm as well."""
    alice = seated("alice", "confirmer")
    ann = User.objects.get(username="ann")
    for seat in ann.seats.filter(role="confirmer"):
        end_seat(seat=seat, last_day=date(2016, 1, 1), by=SYSTEM, why="left")
    return alice


def test_who_entered_it_does_not_confirm_it_while_there_is_a_second_person(cast: Cast) -> None:
    alice = seated("alice", "confirmer")
    entry = enter(cast, sale())
    with pytest.raises(Forbidden) as refused:
        services.confirm_entry(entry_id=entry.pk, version=1, by=alice, waive_reason="in a hurry")
    assert refused.value.code == "second-person"


def test_an_office_of_one_says_why_it_is_alone_and_everyone_reads_it(cast: Cast) -> None:
    alice = alone(cast)
    entry = enter(cast, sale())
    with pytest.raises(Refused) as silent:
        services.confirm_entry(entry_id=entry.pk, version=1, by=alice)
    assert silent.value.code == "waiver-needs-reason"
    services.confirm_entry(
        entry_id=entry.pk, version=1, by=alice, waive_reason="our office has one clerk"
    )
    act = EntryAct.objects.get(entry=entry, verb="confirmed")
    assert (act.basis, act.reason) == ("waived", "our office has one clerk")


def test_a_colleague_who_signs_in_no_more_is_no_second_person(cast: Cast) -> None:
    alice = seated("alice", "confirmer")
    User.objects.filter(username="ann").update(is_active=False)
    entry = enter(cast, sale())
    done = services.confirm_entry(
        entry_id=entry.pk, version=1, by=alice, waive_reason="Ann has left"
    )
    assert done.state == State.CONFIRMED


def test_who_stands_in_for_her_is_no_second_person_to_her(cast: Cast) -> None:
    alice = alone(cast)
    own = Seat.objects.get(user__username="alice", role="confirmer")
    Seat.objects.create(
        user=User.objects.create(username="cara", name_en="Cara", password="!"),
        office=own.office, role="confirmer", valid_from=OPENED, stands_for=own,
    )  # fmt: skip
    entry = enter(cast, sale())
    done = services.confirm_entry(entry_id=entry.pk, version=1, by=alice, waive_reason="alone")
    assert done.state == State.CONFIRMED


def test_nobody_matches_what_she_reported_whatever_seats_she_holds(cast: Cast) -> None:
    entry = enter(cast, sale())
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    alice = seated("alice", "matcher", "quay")
    ann = seated("ann", "matcher", "quay")
    for person in (alice, ann):
        with pytest.raises(Forbidden) as refused:
            services.match_entry(
                entry_id=entry.pk, version=1, basis="own_record", by=person
            )  # fmt: skip
        assert refused.value.code == "own-entry"


@pytest.mark.parametrize("role", ["clerk", "confirmer", "matcher", "head", "signatory"])
def test_who_speaks_for_both_sides_decides_for_neither(cast: Cast, role: str) -> None:
    entry = enter(cast, sale())
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    bob = seated("bob", role)
    words = {"entry_id": entry.pk, "version": 1, "by": bob}
    with pytest.raises(Forbidden) as refused:
        services.match_entry(**words, basis="own_record")
    assert refused.value.code == "both-sides"
    with pytest.raises(Forbidden) as disputed:
        services.dispute_entry(**words, counter=[(1, 1)], reason="ours differs")
    assert disputed.value.code == "both-sides"
    services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
    with pytest.raises(Forbidden) as corrected:
        services.reverse_entry(entry_id=entry.pk, reason="twice", by=cast.ann, second=bob)
    assert corrected.value.code == "both-sides"


@pytest.mark.parametrize("role", ["auditor", "evaluator", "programme_office"])
def test_a_seat_that_never_speaks_hinders_nobody(cast: Cast, role: str) -> None:
    entry = enter(cast, sale())
    services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    bob = seated("bob", role)
    done = services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=bob)
    assert done.state == State.POSTED


def test_a_county_is_spoken_for_by_itself_and_by_what_lies_above_it(cast: Cast) -> None:
    entry = enter(cast, sale(region="xx-fir-mill"))
    done = services.confirm_entry(entry_id=entry.pk, version=1, by=cast.ann)
    assert done.state == State.CONFIRMED
    assert EntryLine.objects.get(entry=entry).amount == 500_00
