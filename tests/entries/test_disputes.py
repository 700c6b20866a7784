"""When the halves differ: both figures stand beside each other until both sides say one.

Of `tallystick.entries.services.disputes`.
"""

from __future__ import annotations

import pytest
from tests.cast import SYSTEM, Cast, confirm, enter, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryAct, State
from tallystick.entries.queries import cards, entry, numbers_of, unposted_lines
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.rules.reports import StatedLine
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.programme.services import set_matching_policy


@pytest.fixture
def disputed(cast: Cast) -> Entry:
    row = confirm(cast, sale(500_00))
    return services.dispute_entry(
        entry_id=row.pk, version=1, counter=[(1, 480_00)], reason="our books say 480", by=cast.bob
    )


def test_a_dispute_keeps_the_counter_figure_beside_the_figure(disputed: Entry) -> None:
    (card,) = cards([disputed])
    assert (card.counter, card.last_reason) == (((1, 480_00),), "our books say 480")
    assert [row["state"] for row in unposted_lines("east-west")] == ["disputed"]
    assert list(lines("east-west")) == []


@pytest.mark.parametrize(
    ("counter", "reason", "code"),
    [
        ([], "why", "counter-missing"),
        ([(1, 500_00)], "why", "counter-missing"),
        ([(2, 1)], "why", "counter-unfit"),
        ([(1, -1)], "why", "counter-unfit"),
        ([(1, 480_00)], "  ", "reason-missing"),
    ],
)
def test_a_dispute_needs_a_figure_and_a_reason(
    cast: Cast, counter: list[tuple[int, int]], reason: str, code: str
) -> None:
    row = confirm(cast, sale(500_00))
    with pytest.raises(Refused) as refused:
        services.dispute_entry(
            entry_id=row.pk, version=1, counter=counter, reason=reason, by=cast.bob
        )
    assert refused.value.code == code


def test_a_half_that_contradicts_itself_is_refused(cast: Cast) -> None:
    where = {"place": "partner", "post_kind": "market"}
    stated = (("person", 24), ("person/women", 24), ("placement", 24))
    lines = tuple(StatedLine(unit, n, where, {}) for unit, n in stated)
    row = confirm(cast, placed({"partner": 24}, lines=lines))
    by_unit = {line.unit: line.n for line in row.lines.all()}
    said = {"entry_id": row.pk, "version": 1, "reason": "our list says 22", "by": cast.bob}
    # What is left out is held as it was stated: 24 women of 22 persons.
    with pytest.raises(Refused) as refused:
        services.dispute_entry(counter=[(by_unit["person"], 22)], **said)
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == (
        "part-exceeds-whole", f"counter.{by_unit['person/women']}",
    )  # fmt: skip
    both = [(by_unit["person"], 22), (by_unit["person/women"], 22)]
    assert services.dispute_entry(counter=both, **said).state == State.DISPUTED


def test_an_amendment_begins_anew_at_both_sides(cast: Cast, disputed: Entry) -> None:
    amended = services.amend_entry(
        entry_id=disputed.pk, version=1, report=sale(480_00), reason="they are right",
        by=cast.alice,
    )  # fmt: skip
    assert (amended.state, amended.version) == (State.SUBMITTED, 2)
    with pytest.raises(Conflict):
        services.confirm_entry(entry_id=disputed.pk, version=1, by=cast.ann)
    services.confirm_entry(entry_id=disputed.pk, version=2, by=cast.ann)
    services.match_entry(entry_id=disputed.pk, version=2, basis="own_record", by=cast.bob)
    assert [row.amount for row in lines("east-west") if row.pipeline == "sale"] == [480_00]


def test_an_amendment_keeps_what_the_entry_is_about(cast: Cast, disputed: Entry) -> None:
    with pytest.raises(Refused) as refused:
        services.amend_entry(
            entry_id=disputed.pk, version=1, report=sale(1, own_reference="other"), reason="x",
            by=cast.alice,
        )  # fmt: skip
    assert refused.value.code == "amend-keeps-frame"


def test_one_side_alone_upholds_nothing(cast: Cast, disputed: Entry) -> None:
    first = services.uphold_entry(entry_id=disputed.pk, version=1, reason="seen", by=cast.ann)
    assert first.state == State.DISPUTED
    with pytest.raises(Forbidden) as refused:
        services.uphold_entry(entry_id=disputed.pk, version=1, reason="again", by=cast.ann)
    assert refused.value.code == "upheld-already"


@pytest.mark.parametrize("order", [("ann", "bob"), ("bob", "ann")])
def test_both_names_post_it_as_it_stands(
    cast: Cast, disputed: Entry, order: tuple[str, str]
) -> None:
    for name in order:
        done = services.uphold_entry(
            entry_id=disputed.pk, version=1, reason="the receipt was found", by=getattr(cast, name)
        )
    assert done.state == State.POSTED
    assert [row.amount for row in lines("east-west") if row.pipeline == "sale"] == [500_00]
    proof = numbers_of([disputed.pk])[disputed.pk]
    assert (proof.reported_by, proof.confirmed_by, proof.matched_by, proof.basis) == (
        "Alice", "Ann", "Bob", "upheld",
    )  # fmt: skip


def test_who_has_no_say_in_a_dispute_upholds_nothing(cast: Cast, disputed: Entry) -> None:
    for name in ("alice", "beth"):
        with pytest.raises(Forbidden):
            services.uphold_entry(
                entry_id=disputed.pk, version=1, reason="x", by=getattr(cast, name)
            )


def test_a_withdrawn_entry_stays_to_be_read(cast: Cast, disputed: Entry) -> None:
    services.withdraw_entry(entry_id=disputed.pk, version=1, reason="not ours", by=cast.alice)
    row = entry(disputed.pk, cast.bob)
    assert row.state == State.WITHDRAWN
    assert EntryAct.objects.filter(entry=row, verb="withdrawn", reason="not ours").exists()
    assert unposted_lines("east-west") == []


def settle(cast: Cast, entry: Entry, name: str, *figures: tuple[int, int]) -> Entry:
    return services.settle_dispute(
        entry_id=entry.pk, version=1, figures=figures, reason=f"{name} looked again",
        by=getattr(cast, name),
    )  # fmt: skip


@pytest.mark.parametrize("figure", [480_00, 490_00])
@pytest.mark.parametrize("order", [("ann", "bob"), ("bob", "ann")])
def test_both_sides_settle_at_the_counter_figure_or_a_third(
    cast: Cast, disputed: Entry, figure: int, order: tuple[str, str]
) -> None:
    assert settle(cast, disputed, order[0], (1, figure)).state == State.DISPUTED
    done = settle(cast, disputed, order[1], (1, figure))
    assert (done.state, done.version) == (State.POSTED, 2)
    assert [row.amount for row in lines("east-west") if row.pipeline == "sale"] == [figure]
    proof = numbers_of([done.pk])[done.pk]
    assert (proof.confirmed_by, proof.matched_by, proof.basis) == ("Ann", "Bob", "settled")
    assert not list(entry_problems()), "what was settled is what was sealed"


def test_a_proposal_is_answered_by_another_one(cast: Cast, disputed: Entry) -> None:
    settle(cast, disputed, "ann", (1, 490_00))
    assert settle(cast, disputed, "bob", (1, 485_00)).state == State.DISPUTED
    with pytest.raises(Forbidden):
        settle(cast, disputed, "bob", (1, 485_00))
    assert settle(cast, disputed, "ann", (1, 485_00)).state == State.POSTED
    assert [row.amount for row in lines("east-west") if row.pipeline == "sale"] == [485_00]


@pytest.mark.parametrize("figures", [((2, 1),), ((1, -1),)])
def test_a_dispute_is_settled_at_figures_of_its_lines(
    cast: Cast, disputed: Entry, figures: tuple[tuple[int, int], ...]
) -> None:
    with pytest.raises(Refused) as refused:
        settle(cast, disputed, "ann", *figures)
    assert refused.value.code == "counter-unfit"


def test_blind_halves_that_differ_are_settled_the_same_way(cast: Cast) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    lead = confirm(cast, sale(500_00))
    half = confirm(cast, sale(480_00, side="supporting"))
    settle(cast, lead, "bob", (1, 480_00))
    assert settle(cast, lead, "ann", (1, 480_00)).state == State.POSTED
    assert Entry.objects.get(pk=half.pk).state == State.PAIRED


def test_a_settlement_is_held_to_what_a_report_is_held_to(cast: Cast) -> None:
    nobody = confirm(cast, placed({"partner": 0}, record={}))
    counter = [(1, 500), (2, 500)]
    services.dispute_entry(
        entry_id=nobody.pk, version=1, counter=counter, reason="500 came", by=cast.bob
    )
    for name in ("ann", "bob"):
        with pytest.raises(Refused) as refused:
            settle(cast, nobody, name, *counter)
        assert "safeguard-unproven" in {problem.code for problem in refused.value.problems}
    assert not EntryAct.objects.filter(entry=nobody, verb="upheld").exists()
    assert list(lines("east-west")) == []


@pytest.mark.parametrize(
    ("figures", "code"),
    [([(1, 480_00), (1, 470_00)], "counter-twice"), ([(1, -1)], "counter-unfit")],
)
def test_a_line_is_settled_at_one_figure(
    cast: Cast, disputed: Entry, figures: list[tuple[int, int]], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        settle(cast, disputed, "ann", *figures)
    assert refused.value.code == code


def test_a_settlement_keeps_the_figure_it_replaced(cast: Cast) -> None:
    entry = confirm(cast, sale(40_00))
    services.dispute_entry(
        entry_id=entry.pk, version=1, counter=[(1, 38_00)], reason="Two went home.", by=cast.bob
    )
    said = {"entry_id": entry.pk, "version": 1, "figures": [(1, 38_00)], "reason": "So it is."}
    services.settle_dispute(**said, by=cast.ann)
    services.settle_dispute(**said, by=cast.bob)
    act = Entry.objects.get(pk=entry.pk).acts.get(verb="amended")
    assert act.replaced == [["CNY", 40_00]]


def test_what_the_other_side_never_read_is_not_kept_in_the_thread(cast: Cast) -> None:
    entry = enter(cast, sale(40_00))
    services.amend_entry(
        entry_id=entry.pk, version=1, report=sale(38_00), reason="A slip.", by=cast.alice
    )
    assert Entry.objects.get(pk=entry.pk).acts.get(verb="amended").replaced is None


def test_only_the_other_sides_matcher_disputes(cast: Cast) -> None:
    row = confirm(cast, sale(500_00))
    said = {"entry_id": row.pk, "version": 1, "counter": [(1, 480_00)], "reason": "we hold 480"}
    for other in (cast.beth, cast.ben, cast.bill, cast.amy):
        with pytest.raises(Forbidden):
            services.dispute_entry(**said, by=other)  # type: ignore[arg-type]
    assert services.dispute_entry(**said, by=cast.bob).state == State.DISPUTED  # type: ignore[arg-type]
