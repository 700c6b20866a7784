"""Blind halves: neither side sees the other's, equal they are posted once, unequal disputed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from tests.cast import OPENED, SYSTEM, A, B, Cast, confirm, enter, sale

from tallystick.access.models import User
from tallystick.access.queries import actor_of
from tallystick.access.services import grant_seat, open_office
from tallystick.entries import services
from tallystick.entries.models import Entry, EntryPosting, State
from tallystick.entries.queries import (
    entries,
    numbers_of,
    unposted_lines,
    waiting_for,
    waiting_on_others,
)
from tallystick.entries.rules.blind import differences, pair_key, rounded
from tallystick.entries.rules.reports import CanonicalLine, Report
from tallystick.entries.services import StatedLine
from tallystick.interchange.excel.frame import in_use
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.services import set_matching_policy

pytestmark = pytest.mark.journal


@pytest.fixture
def blind(cast: Cast) -> Cast:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried in both", by=SYSTEM
    )
    return cast


def half(side: str, amount: int = 500_00, step: int = 1, **changes: object) -> Report:
    """Return one side's half of the sale of 10 March."""
    codes = {"sale_mode": "bought", "channel": "online"}
    lines = (StatedLine("CNY", amount, codes, {}, step),)
    return sale(side=side, lines=lines, title_en=f"Sale, {side}", **changes)


def state(entry: Entry) -> str:
    return Entry.objects.get(pk=entry.pk).state


def posted() -> list[int]:
    return [line.amount for line in lines("east-west") if line.pipeline == "sale"]


def test_a_half_alone_waits_and_the_other_side_sees_nothing_of_it(blind: Cast) -> None:
    own = confirm(blind, half("supported"))
    assert own.state == State.CONFIRMED
    assert [e.number for e in waiting_on_others(blind.alice)] == [own.number]
    for other in (blind.bob, blind.beth, blind.ben, blind.chen):
        assert not entries(other).exists(), other.name
        work = waiting_for(other)
        assert not any((work.to_confirm, work.to_match, work.disputes))
    assert unposted_lines("east-west") == []
    with pytest.raises(NotFound):
        services.match_entry(entry_id=own.pk, version=1, basis="own_record", by=blind.bob)
    # The control: without the cover each of these shows it.
    Entry.objects.filter(pk=own.pk).update(covered=False)
    assert entries(blind.bob).exists()
    assert unposted_lines("east-west")


@pytest.mark.parametrize("order", list(permutations(("supported", "supporting"))))
def test_equal_halves_are_posted_once_under_both_names(blind: Cast, order: tuple[str, ...]) -> None:
    made = {side: confirm(blind, half(side)) for side in order}
    lead, other = made["supported"], made["supporting"]
    assert (state(lead), state(other)) == (State.POSTED, State.PAIRED)
    assert posted() == [500_00]
    proof = numbers_of([lead.pk])[lead.pk]
    assert (proof.reported_by, proof.confirmed_by) == ("Alice", "Ann")
    assert (proof.matched_by, proof.basis) == ("Ben", "blind")


@pytest.mark.parametrize("order", list(permutations(("supported", "supporting"))))
def test_unequal_halves_are_a_dispute_with_both_figures(
    blind: Cast, order: tuple[str, ...]
) -> None:
    amounts = {"supported": 500_00, "supporting": 480_00}
    made = {side: confirm(blind, half(side, amounts[side])) for side in order}
    lead = made["supported"]
    assert (state(lead), state(made["supporting"])) == (State.DISPUTED, State.PAIRED)
    assert lead.acts.get(verb="disputed").counter == [{"n": 1, "amount": 480_00}]
    assert posted() == []
    for actor in (blind.alice, blind.bob):
        assert entries(actor).count() == 2


def test_halves_are_compared_at_the_coarser_precision_and_the_finer_is_posted(blind: Cast) -> None:
    rough = confirm(blind, half("supported", 250_000_000_00, 10_000_000_00))
    fine = confirm(blind, half("supporting", 248_600_000_00))
    assert (state(rough), state(fine)) == (State.PAIRED, State.POSTED)
    assert posted() == [248_600_000_00]


def test_exact_figures_that_round_alike_differ() -> None:
    own = [CanonicalLine("CNY", 250, "{}", "{}")]
    assert differences(own, [CanonicalLine("CNY", 249, "{}", "{}")])
    assert not differences(own, [CanonicalLine("CNY", 249, "{}", "{}", 10)])
    assert not differences(own, [*own, CanonicalLine("person", 0, "{}", "{}")])
    assert differences(own, [*own, CanonicalLine("person", 1, "{}", "{}")])
    assert (rounded(245, 10), rounded(244, 10)) == (250, 240)


@pytest.mark.parametrize(
    "other",
    [
        {"happened_on": sale().happened_on.replace(month=2)},
        {"region": "xx-fir-mill"},
        {"statement": "year_to_date"},
    ],
)
def test_another_movement_is_no_other_half(blind: Cast, other: dict[str, object]) -> None:
    own = half("supported")
    assert pair_key(own) == pair_key(half("supporting", 1))
    assert pair_key(own) != pair_key(half("supporting", **other))
    confirm(blind, own)
    confirm(blind, half("supporting", **other))
    assert posted() == []


def test_a_second_half_of_one_movement_waits_for_the_first(blind: Cast) -> None:
    confirm(blind, half("supported"))
    twin = services.draft_entry(report=half("supported", 7), by=blind.alice)
    with pytest.raises(Refused) as refused:
        services.submit_entry(entry_id=twin.pk, version=twin.version, by=blind.alice)
    assert refused.value.code == "half-entered-already"


def amend(cast: Cast, entry: Entry, report: Report) -> Entry:
    clerk, second, _ = cast.side(report)
    services.amend_entry(
        entry_id=entry.pk, version=entry.version, report=report, reason="mistyped", by=clerk
    )
    return services.confirm_entry(entry_id=entry.pk, version=entry.version + 1, by=second)


@pytest.mark.parametrize("side", ["supported", "supporting"])
def test_either_half_amended_to_the_other_is_posted(blind: Cast, side: str) -> None:
    amounts = {"supported": 500_00, "supporting": 480_00}
    made = {s: confirm(blind, half(s, amounts[s])) for s in amounts}
    wanted = amounts["supporting" if side == "supported" else "supported"]
    amend(blind, Entry.objects.get(pk=made[side].pk), half(side, wanted))
    assert posted() == [wanted]
    assert state(made["supported"]) == State.POSTED
    assert EntryPosting.objects.count() == 1


@pytest.mark.parametrize("figures", [(), ((1, 490_00),)])
def test_a_dispute_settled_while_the_other_half_is_amended_lays_that_to_rest(
    blind: Cast, figures: tuple[tuple[int, int], ...]
) -> None:
    lead, other = confirm(blind, half("supported")), confirm(blind, half("supporting", 480_00))
    services.amend_entry(
        entry_id=other.pk, version=1, report=half("supporting", 470_00), reason="mistyped",
        by=blind.beth,
    )  # fmt: skip
    assert (state(lead), state(other)) == (State.DISPUTED, State.SUBMITTED)
    for by in (blind.ann, blind.bob):
        services.settle_dispute(
            entry_id=lead.pk, version=1, figures=figures, reason="seen together", by=by
        )
    assert (state(lead), state(other)) == (State.POSTED, State.PAIRED)
    assert not waiting_for(blind.ben).to_confirm
    with pytest.raises(Conflict):
        services.confirm_entry(entry_id=other.pk, version=2, by=blind.ben)
    assert posted() == [amount for _, amount in figures or ((1, 500_00),)]
    services.reverse_entry(entry_id=lead.pk, reason="sold twice", by=blind.ann, second=blind.bob)
    assert (state(lead), state(other)) == (State.REVERSED, State.REVERSED)


def test_words_of_a_dispute_that_fell_away_end_no_later_one(blind: Cast) -> None:
    lead, other = confirm(blind, half("supported")), confirm(blind, half("supporting", 480_00))
    said = {"entry_id": lead.pk, "version": 1, "figures": ((1, 490_00),), "reason": "between"}
    services.settle_dispute(**said, by=blind.bob)
    assert not waiting_for(blind.bob).disputes
    services.withdraw_entry(entry_id=other.pk, version=1, reason="not ours", by=blind.beth)
    assert state(lead) == State.CONFIRMED
    services.dispute_entry(
        entry_id=lead.pk, version=1, counter=[(1, 7)], reason="we hold 7", by=blind.bob
    )
    assert [row.number for row in waiting_for(blind.bob).disputes] == [lead.number]
    # Hers is the first word of this dispute: it proposes, and posts nothing.
    services.settle_dispute(**said, by=blind.ann)
    assert (state(lead), posted()) == (State.DISPUTED, [])
    services.settle_dispute(**said, by=blind.bob)
    assert (state(lead), posted()) == (State.POSTED, [490_00])


def test_a_seat_above_both_sides_uncovers_nothing_for_who_speaks_on_one(blind: Cast) -> None:
    nation = open_office(code="nat", region="xx", name_en="nat", name_zh="", by=SYSTEM)
    actors = {}
    for name, role in (("beth", "programme_office"), ("una", "evaluator")):
        user, _ = User.objects.get_or_create(username=name, defaults={"password": "!"})
        grant_seat(user=user, office=nation, role=role, since=OPENED, by=SYSTEM)
        actors[name] = actor_of(user, on=date(2020, 1, 1))
    theirs, own = confirm(blind, half("supported")), enter(blind, half("supporting"))
    assert not Entry.objects.visible_to(actors["beth"]).filter(pk=theirs.pk).exists()
    assert Entry.objects.visible_to(actors["beth"]).filter(pk=own.pk).exists()
    # The control: who speaks for neither reads both.
    assert Entry.objects.visible_to(actors["una"]).count() == 2


def test_who_sits_on_both_sides_has_no_covered_half_to_confirm(blind: Cast) -> None:
    own = enter(blind, half("supported"))
    assert list(waiting_for(blind.ann).to_confirm) == [own]
    both = replace(blind.ann, seats=(*blind.ann.seats, *blind.ben.seats))
    assert not waiting_for(both).to_confirm


def test_a_workbook_does_not_tell_of_what_is_covered(blind: Cast) -> None:
    confirm(blind, half("supported"))
    assert in_use(blind.pairing, blind.alice) == ("sale",)
    assert len(in_use(blind.pairing, blind.beth)) > 1


def basis(entry: Entry) -> list[str]:
    return list(entry.acts.filter(verb="matched").values_list("basis", flat=True))


@pytest.mark.parametrize("side", ["supported", "supporting"])
def test_what_was_amended_to_the_other_figure_after_it_was_shown_is_not_blind(
    blind: Cast, side: str
) -> None:
    amounts = {"supported": 500_00, "supporting": 1_00}
    made = {s: confirm(blind, half(s, amounts[s])) for s in amounts}
    wanted = amounts["supporting" if side == "supported" else "supported"]
    amend(blind, Entry.objects.get(pk=made[side].pk), half(side, wanted))
    assert posted() == [wanted]
    assert [basis(entry) for entry in made.values()] == [["settled"], ["settled"]]


def test_a_half_amended_to_another_movement_parts_and_both_go_on_open(blind: Cast) -> None:
    lead = confirm(blind, half("supported"))
    left = confirm(blind, half("supporting", 480_00))
    other_month = sale().happened_on.replace(month=2)
    amend(blind, Entry.objects.get(pk=lead.pk), half("supported", happened_on=other_month))
    assert (state(lead), state(left)) == (State.CONFIRMED, State.CONFIRMED)
    assert entries(blind.bob).filter(pk=lead.pk).exists()
    for row in Entry.objects.all():
        assert (row.policy, row.covered, bool(row.pair_key)) == ("both", False, True)
    services.match_entry(entry_id=left.pk, version=1, basis="own_record", by=blind.ann)
    assert (state(left), basis(left)) == (State.POSTED, ["own_record"])


@pytest.mark.parametrize("side", ["supported", "supporting"])
def test_who_withdraws_after_she_read_the_other_half_does_not_copy_it(
    blind: Cast, side: str
) -> None:
    """half-shown-already"""
    made = {
        "supported": confirm(blind, half("supported")),
        "supporting": confirm(blind, half("supporting", 1_00)),
    }
    clerk, second, _ = blind.side(half(side))
    # Written down before the other half was shown; handed on after it.
    kept = services.draft_entry(report=half(side, 500_00), by=clerk)
    gone = Entry.objects.get(pk=made.pop(side).pk)
    services.withdraw_entry(entry_id=gone.pk, version=1, reason="not ours", by=clerk)
    left = Entry.objects.get(pk=next(iter(made.values())).pk)
    assert (left.state, left.covered, left.policy) == (State.CONFIRMED, False, "both")
    with pytest.raises(Refused) as refused:
        services.submit_entry(entry_id=kept.pk, version=kept.version, by=clerk)
    assert refused.value.code == "half-shown-already"
    # Amended, it is not covered again; taken back, what comes next is open from the beginning.
    services.dispute_entry(
        entry_id=left.pk, version=1, counter=[(1, 7)], reason="we hold 7",
        by=blind.side(half(left.side))[2],
    )  # fmt: skip
    amend(blind, left, half(left.side, 7))
    left.refresh_from_db()
    assert (left.covered, left.policy) == (False, "both")
    services.withdraw_entry(
        entry_id=left.pk, version=2, reason="nor ours", by=blind.side(half(left.side))[0]
    )
    services.submit_entry(entry_id=kept.pk, version=kept.version, by=clerk)
    services.confirm_entry(entry_id=kept.pk, version=1, by=second)
    kept.refresh_from_db()
    assert (kept.state, kept.policy, kept.covered) == (State.CONFIRMED, "both", False)
    assert posted() == []


def test_a_reversed_pair_is_reversed_in_both_halves(blind: Cast) -> None:
    lead = confirm(blind, half("supported"))
    other = confirm(blind, half("supporting"))
    services.reverse_entry(entry_id=lead.pk, reason="sold twice", by=blind.ann, second=blind.bob)
    assert (state(lead), state(other)) == (State.REVERSED, State.REVERSED)
    assert posted() == [500_00, -500_00]


def test_after_a_reversal_the_figure_was_seen_and_new_halves_are_matched_openly(
    blind: Cast,
) -> None:
    lead = confirm(blind, half("supported"))
    confirm(blind, half("supporting"))
    services.reverse_entry(entry_id=lead.pk, reason="sold twice", by=blind.ann, second=blind.bob)
    # The figure everybody has read is no agreement in the dark: the new half lies open.
    again = confirm(blind, half("supported"))
    assert (again.state, again.policy, again.covered) == (State.CONFIRMED, "both", False)
    with pytest.raises(Refused) as refused:
        confirm(blind, half("supporting"))
    assert refused.value.code == "half-shown-already"
    services.match_entry(entry_id=again.pk, version=1, basis="own_record", by=blind.bob)
    assert basis(again) == ["own_record"]
    # The control: another month, in which nothing was shown, is matched blind.
    other = {"happened_on": sale().happened_on.replace(month=2)}
    lead = confirm(blind, half("supported", **other))
    confirm(blind, half("supporting", **other))
    assert (state(lead), basis(lead)) == (State.POSTED, ["blind"])


def test_halves_of_one_month_meet_whatever_day_each_was_written_down(blind: Cast) -> None:
    lead = confirm(blind, half("supported"))
    day = lead.happened_on.replace(day=lead.happened_on.day + 1)
    other = confirm(blind, half("supporting", happened_on=day))
    assert (state(lead), state(other)) == (State.POSTED, State.PAIRED)
    assert posted() == [500_00]


def test_what_replaces_a_reversed_pair_is_seen_by_both_sides(blind: Cast) -> None:
    lead = confirm(blind, half("supported"))
    confirm(blind, half("supporting"))
    services.reverse_entry(
        entry_id=lead.pk, reason="sold twice", by=blind.ann, second=blind.bob,
        replacement=half("supported", 300_00),
    )  # fmt: skip
    new = Entry.objects.get(reverses=lead)
    assert (new.state, new.policy, new.covered) == (State.POSTED, "both", False)
    for reader in (blind.alice, blind.beth, blind.bob):
        assert entries(reader).filter(pk=new.pk).exists(), reader.name
    # Either side may put it right again, with a name of the other.
    services.reverse_entry(entry_id=new.pk, reason="wrong", by=blind.bob, second=blind.ann)
    assert state(new) == State.REVERSED


def test_the_half_of_a_posted_pair_is_neither_amended_nor_withdrawn(blind: Cast) -> None:
    confirm(blind, half("supported"))
    other = confirm(blind, half("supporting"))
    with pytest.raises(Conflict):
        services.withdraw_entry(entry_id=other.pk, version=1, reason="x", by=blind.beth)
    with pytest.raises(Conflict):
        services.amend_entry(
            entry_id=other.pk, version=1, report=half("supporting", 1), reason="x", by=blind.beth
        )


def test_nobody_decides_on_a_blind_half_she_may_see(blind: Cast) -> None:
    """blind-enters-its-own"""
    own = confirm(blind, half("supported"))
    Entry.objects.filter(pk=own.pk).update(covered=False)
    ways: tuple[Callable[[], Entry], ...] = (
        lambda: services.match_entry(entry_id=own.pk, version=1, basis="own_record", by=blind.bob),
        lambda: services.dispute_entry(
            entry_id=own.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=blind.bob
        ),
    )
    for way in ways:
        with pytest.raises(Refused) as refused:
            way()
        assert refused.value.code == "blind-enters-its-own"


def test_a_step_that_is_none_is_refused(blind: Cast) -> None:
    """precision-unfit"""
    with pytest.raises(Refused) as refused:
        services.draft_entry(report=half("supported", 5, 0), by=blind.alice)
    assert refused.value.code == "precision-unfit"


def test_what_one_person_entered_for_both_sides_does_not_meet(blind: Cast) -> None:
    confirm(blind, half("supported"))
    other = confirm_by_same_hand(blind)
    with pytest.raises(Forbidden) as refused:
        services.confirm_entry(entry_id=other.pk, version=1, by=blind.ben)
    assert refused.value.code == "own-entry"


def confirm_by_same_hand(cast: Cast) -> Entry:
    """Enter the other half, then let the first half's clerk stand under it too."""
    entry = services.draft_entry(report=half("supporting"), by=cast.beth)
    services.submit_entry(entry_id=entry.pk, version=entry.version, by=cast.beth)
    entry.acts.filter(verb="reported").update(user=cast.alice.user_id)
    return entry


def test_places_are_those_of_the_cast() -> None:
    assert (half("supported").region, half("supporting").partner) == (A, B)
