"""What is posted is never changed: it is reversed under two names and said anew.

Of `tallystick.entries.services.corrections`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.cast import Cast, carry, funds, placed, sale, seat_people

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryAct, EntryPosting, State
from tallystick.entries.queries import numbers_of
from tallystick.entries.services import Report, StatedLine
from tallystick.journal.queries import lines
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused


def sold() -> int:
    return sum(row.amount for row in lines("east-west") if row.pipeline == "sale")


@pytest.mark.flow
def test_a_reversal_takes_it_back_on_the_day_it_happened(cast: Cast) -> None:
    entry = carry(cast, sale(500_00))
    done = services.reverse_entry(
        entry_id=entry.pk, reason="entered twice", by=cast.ann, second=cast.bob
    )
    assert (done.state, sold()) == (State.REVERSED, 0)
    assert {row.valid_from for row in lines("east-west")} == {entry.happened_on}
    acts = EntryAct.objects.filter(entry=entry, verb="reversed").values_list("name", "side")
    assert set(acts) == {("Ann", "supported"), ("Bob", "supporting")}
    undone = EntryPosting.objects.get(entry=entry, kind="reversed").transaction
    assert numbers_of([undone])[undone].number == entry.number


@pytest.mark.flow
def test_the_replacement_is_posted_in_the_same_breath(cast: Cast) -> None:
    entry = carry(cast, sale(500_00))
    services.reverse_entry(
        entry_id=entry.pk, reason="mistyped", by=cast.bob, second=cast.ann,
        replacement=sale(450_00),
    )  # fmt: skip
    new = Entry.objects.get(reverses=entry)
    assert (new.state, sold()) == (State.POSTED, 450_00)
    proof = numbers_of([new.pk])[new.pk]
    assert (proof.confirmed_by, proof.matched_by, proof.basis) == ("Ann", "Bob", "correction")


def test_a_replacement_that_does_not_hold_leaves_everything_as_it_was(cast: Cast) -> None:
    entry = carry(cast, sale(500_00))
    with pytest.raises(Refused):
        services.reverse_entry(
            entry_id=entry.pk, reason="mistyped", by=cast.ann, second=cast.bob,
            replacement=sale(-1),
        )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.state, sold()) == (State.POSTED, 500_00)


@pytest.mark.parametrize(
    ("by", "second"),
    [("ann", "ann"), ("ann", "ben"), ("alice", "bob"), ("bob", "bob"), ("ann", "chen")],
)
def test_a_correction_takes_one_name_of_each_side(cast: Cast, by: str, second: str) -> None:
    entry = carry(cast, sale())
    with pytest.raises(Forbidden) as refused:
        services.reverse_entry(
            entry_id=entry.pk, reason="x", by=getattr(cast, by), second=getattr(cast, second)
        )
    assert refused.value.code == "two-names"


def test_one_person_is_not_both_names_whatever_seats_she_comes_with(cast: Cast) -> None:
    entry = carry(cast, sale(500_00))
    moved = replace(cast.ann, seats=cast.bob.seats)
    for by, second in ((cast.ann, moved), (moved, cast.ann)):
        with pytest.raises(Forbidden) as refused:
            services.reverse_entry(entry_id=entry.pk, reason="x", by=by, second=second)
        assert refused.value.code == "two-names"
    assert sold() == 500_00


def mill_people(cast: Cast) -> tuple[Actor, Actor]:
    """Return who confirms for the county of Mill alone, and Bob of the other side."""
    people = {"mia": ("mill", ("confirmer",))}
    seated = seat_people({"mill": "xx-fir-mill"}, people, date(2020, 1, 1))
    return seated["mia"], cast.bob


@pytest.mark.parametrize(
    "changes",
    [{"pairing": "east-west"}, {"side": "supporting"}],
)
def test_a_replacement_keeps_pairing_and_side(cast: Cast, changes: dict[str, str]) -> None:
    entry = carry(cast, sale(500_00))
    with pytest.raises(Refused) as refused:
        services.reverse_entry(
            entry_id=entry.pk, reason="mistyped", by=cast.ann, second=cast.bob,
            replacement=sale(450_00, **changes),
        )  # fmt: skip
    assert refused.value.code == "replacement-keeps-frame"
    assert sold() == 500_00


def test_a_county_does_not_correct_itself_into_its_neighbours_figures(cast: Cast) -> None:
    entry = carry(cast, sale(500_00, region="xx-fir-mill"))
    mia, bob = mill_people(cast)
    for region in ("xx-fir-ford", "xx-fir"):
        with pytest.raises(Forbidden) as refused:
            services.reverse_entry(
                entry_id=entry.pk, reason="mistyped", by=mia, second=bob,
                replacement=sale(450_00, region=region),
            )  # fmt: skip
        assert refused.value.code == "two-names"
    services.reverse_entry(
        entry_id=entry.pk, reason="mistyped", by=mia, second=bob,
        replacement=sale(450_00, region="xx-fir-mill"),
    )  # fmt: skip
    assert sold() == 450_00


def test_a_correction_says_why(cast: Cast) -> None:
    entry = carry(cast, sale())
    with pytest.raises(Refused) as refused:
        services.reverse_entry(entry_id=entry.pk, reason=" ", by=cast.ann, second=cast.bob)
    assert refused.value.code == "reason-missing"


def test_what_has_moved_on_is_not_pulled_away(cast: Cast) -> None:
    received = carry(cast, funds("committed>received", 100))
    carry(cast, funds("received>allocated", 60))
    with pytest.raises(Refused) as refused:
        services.reverse_entry(entry_id=received.pk, reason="x", by=cast.ann, second=cast.bob)
    assert refused.value.code == "moved-on"
    received.refresh_from_db()
    assert received.state == State.POSTED


def test_nothing_is_reversed_twice(cast: Cast) -> None:
    entry = carry(cast, sale())
    services.reverse_entry(entry_id=entry.pk, reason="x", by=cast.ann, second=cast.bob)
    with pytest.raises(Conflict):
        services.reverse_entry(entry_id=entry.pk, reason="x", by=cast.ann, second=cast.bob)


def test_a_sum_that_a_later_one_was_counted_on_from_is_stated_anew_instead(cast: Cast) -> None:
    march = carry(cast, placed({"partner": 100}, happened_on=date(2020, 3, 31)))
    carry(cast, placed({"partner": 250}, happened_on=date(2020, 6, 30)))
    with pytest.raises(Refused) as refused:
        services.reverse_entry(entry_id=march.pk, reason="x", by=cast.ann, second=cast.bob)
    assert refused.value.code == "later-statement-stands"


def test_an_older_statement_is_reversed_with_what_it_took_back(cast: Cast) -> None:
    carry(cast, placed({"partner": 250}, happened_on=date(2020, 6, 30)))
    march = carry(cast, placed({"partner": 100}, happened_on=date(2020, 3, 31)))
    services.reverse_entry(entry_id=march.pk, reason="x", by=cast.ann, second=cast.bob)
    persons = [row for row in lines("east-west") if row.unit == "person"]
    assert sum(row.amount for row in persons) == 250
    assert sum(row.amount for row in persons if row.valid_from < date(2020, 6, 1)) == 0


def test_a_replacement_has_a_reference_of_its_own(cast: Cast) -> None:
    entry = carry(cast, sale(500_00, own_reference="r1"))
    for amount in (450_00, 500_00):
        with pytest.raises(Conflict) as refused:
            services.reverse_entry(
                entry_id=entry.pk, reason="mistyped", by=cast.ann, second=cast.bob,
                replacement=sale(amount, own_reference="r1"),
            )  # fmt: skip
        assert refused.value.code == "reference-reused"
    assert sold() == 500_00


def test_a_later_level_of_other_people_does_not_hold_this_one(cast: Cast) -> None:
    def jobs(employer: str, month: int) -> Report:
        line = StatedLine("person", 30, {"employer": employer}, {})
        return sale(
            pipeline="job", move="outside>employed", statement="level", lines=(line,),
            happened_on=date(2020, month, 1),
        )  # fmt: skip

    entry = carry(cast, jobs("enterprise", 1))
    carry(cast, jobs("workshop", 2))
    done = services.reverse_entry(
        entry_id=entry.pk, reason="not ours", by=cast.ann, second=cast.bob
    )
    assert done.state == State.REVERSED
    held = carry(cast, jobs("enterprise", 1))
    carry(cast, jobs("enterprise", 2))
    with pytest.raises(Refused) as refused:
        services.reverse_entry(entry_id=held.pk, reason="not ours", by=cast.ann, second=cast.bob)
    assert refused.value.code == "later-statement-stands"
