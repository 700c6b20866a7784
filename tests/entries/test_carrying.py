"""What stands at a place that ended is carried to its heirs; every total above stays the same.

Of `tallystick.entries.services.carrying` and `.carry_proposals`; the worked figures are those of
docs/method/regions.md, all invented.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import SYSTEM, B, Cast, carry, colleague, enter, funds, sale
from tests.entries.test_second_person import seated

from tallystick.access.models import Office, Seat, User
from tallystick.entries import services
from tallystick.entries.models import CarryProposal
from tallystick.entries.queries.carries import carries_to_decide, carry_proposal
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.services import Plan, Share
from tallystick.indicators.queries import scorecard
from tallystick.journal.queries import lines
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.services import (
    add_thing,
    create_pairing,
    merge_regions,
    re_pair,
    split_region,
    state_span,
)
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.regions.services.changes import NewPlace

pytestmark = pytest.mark.flow
MILL, FORD, UPPER, LOWER = "xx-fir-mill", "xx-fir-ford", "xx-fir-upper", "xx-fir-lower"
JULY, JUNE_30 = date(2020, 7, 1), date(2020, 6, 30)


def firms(n: int, thing: str | None = None, region: str = MILL) -> Report:
    codes = {"guided": "yes_", "in_park": "no_"}
    base = sale(pipeline="enterprise", move="outside>landed", thing=thing, region=region)
    return replace(base, lines=(StatedLine("enterprise", n, codes, {}),))


def stands(*regions: str) -> Counter[tuple[str, str, str]]:
    """Return (pipeline, stage, unit) → what stands at the places, without `carried`."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in lines("east-west"):
        if row.region in regions and row.pipeline != "report":
            for stage, sign in ((row.source, -1), (row.target, 1)):
                if stage not in ("outside", "carried"):
                    found[row.pipeline, stage, row.unit] += sign * row.amount
    return Counter({key: n for key, n in found.items() if n})


def inflows(cast: Cast) -> dict[str, tuple[int | None, int | None]]:
    rows = scorecard(cast.pairing, year=2020, actor=SYSTEM, all=True).rows
    return {row.indicator: (row.matched, row.waiting) for row in rows if row.matched}  # type: ignore[misc]


def split(on: date = JULY) -> None:
    split_region(
        region=MILL, into=[NewPlace(UPPER, "Upper"), NewPlace(LOWER, "Lower")], on=on, by=SYSTEM
    )


def over(cast: Cast, plan: Plan, by: Actor | None = None, second: Actor | None = None) -> None:
    services.carry_place(
        pairing="quay-fir", region=MILL, plan=plan, on=JULY, by=by or cast.ann,
        second=second or cast.bob,
    )  # fmt: skip


def propose(by: Actor) -> CarryProposal:
    return services.propose_carry(pairing="quay-fir", region=MILL, plan=Plan(UPPER), on=JULY, by=by)


def agree(proposal: CarryProposal, by: Actor) -> CarryProposal:
    return services.agree_carry(proposal=proposal, content_hash=proposal.content_hash, by=by)


def test_the_worked_example_of_a_split(cast: Cast) -> None:
    add_thing(
        code="oil", pipeline="enterprise", region=MILL, name_en="Oil", name_zh="", by=SYSTEM,
    )  # fmt: skip
    carry(cast, firms(1, "oil"))
    carry(cast, firms(12))
    carry(cast, funds("outside>committed", 900, region=MILL))
    carry(cast, funds("committed>received", 600, region=MILL))
    before, counted = stands(*below("xx-fir")), inflows(cast)
    split()
    assert stands(*below("xx-fir")) == before
    rows = services.standing_at(cast.pairing, MILL, on=JULY)
    at = {(r.account.stage, r.subject is not None): n for n, r in enumerate(rows, 1)}
    plan = Plan(
        UPPER,
        shares=(Share(at["landed", False], LOWER, 5), Share(at["received", False], LOWER, 200)),
        things={"oil": LOWER},
    )
    over(cast, plan)
    assert stands(*below("xx-fir")) == before
    assert inflows(cast) == counted
    assert stands(MILL) == Counter()
    landed, received = ("enterprise", "landed", "enterprise"), ("funds", "received", "CNY")
    assert (stands(UPPER)[landed], stands(LOWER)[landed]) == (7, 6)
    assert (stands(UPPER)[received], stands(LOWER)[received]) == (400, 200)
    assert stands(UPPER)["funds", "committed", "CNY"] == 300
    assert Thing.objects.get(code="oil").region.code == LOWER
    with pytest.raises(Refused) as done:
        over(cast, plan)
    assert done.value.code == "nothing-to-carry"


def test_a_place_that_ended_takes_nothing_new_and_its_heirs_nothing_old(cast: Cast) -> None:
    split()
    for region, on, code in (
        (MILL, JULY, "place-has-ended"),
        (UPPER, JUNE_30, "place-not-yet"),
    ):
        with pytest.raises(Refused) as refused:
            enter(cast, sale(region=region, happened_on=on))
        assert refused.value.code == code
        assert refused.value.problems[0].value == region
    enter(cast, sale(region=MILL, happened_on=JUNE_30))
    enter(cast, sale(region=UPPER, happened_on=JULY))


def test_a_place_is_named_in_the_language_of_the_sentence(cast: Cast) -> None:
    split()
    Region.objects.filter(code=MILL).update(name_en="Mill", name_zh="磨坊")
    Region.objects.filter(code=UPPER).update(name_zh="上磨")
    with pytest.raises(Refused) as gone:
        enter(cast, sale(region=MILL, happened_on=JULY))
    assert "磨坊" in gone.value.problems[0].sentence("zh")
    assert "上磨、" in gone.value.problems[0].sentence("zh")
    assert "Mill" not in gone.value.problems[0].sentence("zh").replace("Mill Low", "")
    assert gone.value.problems[0].sentence("en").startswith("Mill was")
    with pytest.raises(Refused) as empty:
        over(cast, Plan(UPPER))
    assert "磨坊" in empty.value.problems[0].sentence("zh")
    assert {p.code for p in empty.value.problems} >= {"nothing-to-carry"}


def test_every_fault_of_a_plan_is_told_and_nothing_posted(cast: Cast) -> None:
    add_thing(
        code="oil", pipeline="enterprise", region=MILL, name_en="Oil", name_zh="", by=SYSTEM,
    )  # fmt: skip
    carry(cast, firms(1, "oil"))
    carry(cast, firms(4))
    with pytest.raises(Refused) as goes_on:
        over(cast, Plan(UPPER))
    assert {p.code for p in goes_on.value.problems} == {"place-goes-on", "no-heir"}
    split(date(2020, 7, 2))
    before = len(list(lines("east-west")))
    with pytest.raises(Refused) as refused:
        over(cast, Plan(UPPER, (
            Share(1, UPPER, 1), Share(2, FORD, 3), Share(2, LOWER, 3), Share(9, LOWER, 1),
            Share(2, LOWER, -1),
        )))  # fmt: skip
    assert {p.code for p in refused.value.problems} == {
        "carried-too-early", "no-heir", "share-of-a-thing", "share-of-nothing", "share-too-large",
        "share-no-number",
    }  # fmt: skip
    assert all(p.sentence("zh") for p in refused.value.problems)
    assert len(list(lines("east-west"))) == before


def test_a_part_is_not_inherited_without_its_whole(cast: Cast) -> None:
    jobs = sale(
        pipeline="job", move="outside>employed", statement="level", region=MILL,
        lines=tuple(
            StatedLine(unit, n, {"employer": "enterprise"}, {})
            for unit, n in (("person", 10), ("person/out_of_poverty", 6))
        ),
    )  # fmt: skip
    carry(cast, jobs)
    split()
    rows = services.standing_at(cast.pairing, MILL, on=JULY)
    whole = next(n for n, r in enumerate(rows, 1) if r.account.unit == "person")
    with pytest.raises(Refused) as refused:
        over(cast, Plan(UPPER, (Share(whole, LOWER, 9),)))
    assert refused.value.code == "part-without-whole"


def test_carrying_takes_one_name_of_each_side(cast: Cast) -> None:
    carry(cast, firms(1))
    split()
    for by, second in ((cast.ann, cast.ann), (cast.ben, cast.bob), (cast.alice, cast.bob)):
        with pytest.raises(Forbidden):
            over(cast, Plan(UPPER), by, second)
    with pytest.raises(NotFound):
        over(cast, Plan(UPPER), cast.chen, cast.bob)


def test_one_side_proposes_and_the_other_agrees_to_what_it_saw(cast: Cast) -> None:
    carry(cast, firms(4))
    split()
    first = services.propose_carry(
        pairing="quay-fir", region=MILL, plan=Plan(UPPER), on=JULY, by=cast.ann
    )
    with pytest.raises(Conflict) as still:
        services.propose_carry(
            pairing="quay-fir", region=MILL, plan=Plan(LOWER), on=JULY, by=cast.bob
        )
    assert still.value.code == "carry-open"
    with pytest.raises(Forbidden):
        services.agree_carry(proposal=first, content_hash=first.content_hash, by=cast.ann)
    carry(cast, firms(2))
    with pytest.raises(Conflict) as changed:
        services.agree_carry(proposal=first, content_hash=first.content_hash, by=cast.bob)
    assert changed.value.code == "standing-changed"
    services.withdraw_carry(proposal=first, reason="Two more firms.", by=cast.bob)
    second = services.propose_carry(
        pairing="quay-fir", region=MILL, plan=Plan(UPPER), on=JULY, by=cast.ann
    )
    services.agree_carry(proposal=second, content_hash=second.content_hash, by=cast.bob)
    assert stands(UPPER)["enterprise", "landed", "enterprise"] == 6
    states = CarryProposal.objects.order_by("pk").values_list("state", "agreed_by")
    assert list(states) == [("withdrawn", ""), ("done", "Bob")]


def test_one_side_alone_does_not_agree_to_what_it_proposed(cast: Cast) -> None:
    """Not even where the one who proposed it speaks for the other side as well."""
    carry(cast, firms(4))
    split()
    proposal, quinn = propose(seated("bob", "confirmer")), colleague("quinn", "quay", "matcher")
    assert proposal.proposer_side == "supporting"
    with pytest.raises(Forbidden) as refused:
        agree(proposal, quinn)
    assert refused.value.code == "hand-over-names"
    assert agree(proposal, cast.ann).state == "done"


@pytest.mark.parametrize("change", [{"is_active": False}, {"office": "fir"}, {"office": "far"}])
def test_the_name_of_who_is_gone_does_not_stand_under_it(
    cast: Cast, change: dict[str, Any]
) -> None:
    carry(cast, firms(4))
    split()
    number = propose(cast.bob).pk
    gone = User.objects.filter(username="bob")
    if "office" in change:
        office = Office.objects.get(code=change["office"])
        Seat.objects.filter(user__in=gone).update(office=office)
    else:
        gone.update(**change)
    with pytest.raises(Forbidden) as refused:
        agree(CarryProposal.objects.get(pk=number), cast.ann)
    assert refused.value.code == "hand-over-names"
    Seat.objects.filter(user__in=gone).update(office=Office.objects.get(code="quay"))
    gone.update(is_active=True)
    assert agree(CarryProposal.objects.get(pk=number), cast.ann).state == "done"


def test_who_speaks_for_neither_side_proposes_and_withdraws_nothing(cast: Cast) -> None:
    carry(cast, firms(4))
    split()
    proposal = propose(cast.ann)
    for nobody in (cast.alice, cast.beth, cast.amy):
        for act in (
            lambda by: propose(by),
            lambda by: services.withdraw_carry(proposal=proposal, reason="No.", by=by),
        ):
            with pytest.raises(Forbidden) as refused:
                act(nobody)
            assert refused.value.code == "hand-over-names"
    services.withdraw_carry(proposal=proposal, reason="Two more firms.", by=cast.bob)


def test_what_is_proposed_is_seen_by_both_sides_and_decided_by_the_other(cast: Cast) -> None:
    carry(cast, firms(4))
    split()
    proposal = propose(cast.ann)
    for reader in (cast.beth, cast.bob, cast.amy):
        assert carry_proposal(proposal.pk, actor=reader) == proposal
    assert carries_to_decide(cast.bob) == [proposal]
    for nobody in (cast.ann, cast.alice, cast.beth):
        assert carries_to_decide(nobody) == []
    with pytest.raises(NotFound):
        carry_proposal(proposal.pk, actor=cast.chen)


def test_what_merges_is_counted_in_what_it_became(cast: Cast) -> None:
    carry(cast, firms(4))
    carry(cast, firms(3, region=FORD))
    before, counted = stands(*below("xx-fir")), inflows(cast)
    merge_regions(regions=[MILL, FORD], new=NewPlace(UPPER, "Both"), on=JULY, by=SYSTEM)
    for region in (MILL, FORD):
        services.carry_place(
            pairing="quay-fir", region=region, plan=Plan(UPPER), on=JULY, by=cast.ann,
            second=cast.bob,
        )  # fmt: skip
    assert stands(UPPER)["enterprise", "landed", "enterprise"] == 7
    assert (stands(*below("xx-fir")), inflows(cast)) == (before, counted)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    landed=st.integers(1, 9), committed=st.integers(0, 9), received=st.integers(0, 9),
    sold=st.integers(0, 9), share=st.data(),
)  # fmt: skip
def test_whatever_stands_the_totals_above_a_split_are_equal_before_and_after(
    cast: Cast, landed: int, committed: int, received: int, sold: int, share: st.DataObject
) -> None:
    from django.db import transaction

    with transaction.atomic():
        carry(cast, firms(landed))
        for move, n in (("outside>committed", committed), ("committed>received", received)):
            if n:
                carry(cast, funds(move, n, region=MILL))
        if sold:
            carry(cast, sale(sold, region=MILL))
        before = {top: stands(*below(top)) for top in ("xx-fir", "xx-west")}
        split()
        rows = services.standing_at(cast.pairing, MILL, on=JULY)
        shares = tuple(
            Share(n, LOWER, share.draw(st.integers(1, abs(row.amount))))
            for n, row in enumerate(rows, 1)
        )
        over(cast, Plan(UPPER, shares))
        assert {top: stands(*below(top)) for top in before} == before
        assert {stage for _, stage, _ in stands(MILL)} <= {"sold", "paid_out"}
        transaction.set_rollback(True)


@pytest.mark.parametrize("parent", ["", "east-west"])
def test_re_pairing_ends_one_begins_another_and_passes_what_lives(cast: Cast, parent: str) -> None:
    carry(cast, firms(4))
    with pytest.raises(Refused) as nobody:
        services.take_over(pairing="quay-fir", on=JULY, by=cast.ann, second=cast.bob)
    assert nobody.value.code == "succeeds-nobody"
    words = {"pairing": cast.pairing, "code": "anew", "on": JULY, "by": SYSTEM, "parent": parent}
    with pytest.raises(Refused) as silent:
        re_pair(**words, supporting="xx-east", source=" ")  # type: ignore[arg-type]
    assert silent.value.code == "span-needs-source"
    new = re_pair(**words, supporting="xx-east", source="Decision 7 (invented)")  # type: ignore[arg-type]
    assert new.succeeds == Pairing.objects.get(code="quay-fir")
    with pytest.raises(Conflict) as twice:
        re_pair(**{**words, "code": "again"}, supporting="xx-east", source="x")  # type: ignore[arg-type]
    assert twice.value.code == "re-paired-already"
    east = replace(
        cast.bob, seats=tuple(replace(seat, region="xx-east") for seat in cast.bob.seats)
    )
    done = services.take_over(pairing="anew", on=JULY, by=cast.ann, second=east)
    assert done.lines == 1
    book = parent or "anew"
    passed = [row for row in lines(book) if (row.partner, row.target) == ("xx-east", "landed")]
    assert [(row.source, row.amount) for row in passed] == [("carried", 4)]


def test_a_take_over_is_proposed_by_one_side_and_agreed_by_the_other(cast: Cast) -> None:
    carry(cast, firms(4))
    new = create_pairing(
        code="anew", programme="nowhere", supporting=B, supported="xx-fir", level="city",
        succeeds="quay-fir", by=SYSTEM,
    )  # fmt: skip
    state_span(
        pairing=new, valid_from=JULY, valid_to=None, source="invented", preferred=True, by=SYSTEM
    )
    proposal = services.propose_hand_over(pairing="anew", on=JULY, by=cast.bob)
    services.agree_carry(proposal=proposal, content_hash=proposal.content_hash, by=cast.ann)
    assert [r.amount for r in lines("anew") if r.target == "landed"] == [4]
