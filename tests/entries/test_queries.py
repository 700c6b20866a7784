"""What a person sees, what waits for her, and what she is offered."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, carry, colleague, confirm, enter, funds, sale

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.queries import (
    cards,
    entries,
    entry,
    entry_json,
    lists,
    named,
    numbers_of,
    waiting_for,
    waiting_on_others,
)
from tallystick.entries.queries.acts import may_read_evidence, open_acts
from tallystick.entries.queries.lists import bringing, lately_changed
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound


def waits(actor: Actor) -> tuple[int, int, int]:
    work = waiting_for(actor)
    return len(work.to_confirm), len(work.to_match), len(work.disputes)


def test_work_waits_for_whom_it_concerns(cast: Cast) -> None:
    enter(cast, sale(1))
    confirm(cast, sale(2))
    assert waits(cast.ann) == (1, 0, 0)
    assert waits(cast.bob) == (0, 1, 0)
    for nobody in (cast.alice, cast.beth, cast.ben, cast.chen):
        assert waits(nobody) == (0, 0, 0)


def test_what_waits_on_the_other_side_is_told_to_the_side_that_said_it(cast: Cast) -> None:
    enter(cast, sale(1))
    first, second = confirm(cast, sale(2)), confirm(cast, sale(3, region="xx-fir-mill"))
    theirs = confirm(cast, sale(4, side="supporting"))
    carry(cast, sale(5))
    for own in (cast.alice, cast.ann):
        assert list(waiting_on_others(own)) == [first, second]
    for other in (cast.beth, cast.ben, cast.bob):
        assert list(waiting_on_others(other)) == [theirs]
    assert not waiting_on_others(cast.chen)


def test_a_dispute_waits_until_one_has_said_her_word(cast: Cast) -> None:
    row = confirm(cast, sale(2))
    services.dispute_entry(
        entry_id=row.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=cast.bob
    )
    assert (waits(cast.alice), waits(cast.ann), waits(cast.bob)) == ((0, 0, 1),) * 3
    services.uphold_entry(entry_id=row.pk, version=1, reason="seen", by=cast.ann)
    assert (waits(cast.ann), waits(cast.bob)) == ((0, 0, 0), (0, 0, 1))


def test_a_draft_is_its_own_sides_business(cast: Cast) -> None:
    row = enter(cast, sale())
    assert list(entries(cast.alice)) == [row]
    assert list(entries(cast.bob)) == []
    with pytest.raises(NotFound):
        entry(row.pk, cast.bob)


def test_chen_is_shown_nothing(cast: Cast) -> None:
    carry(cast, sale())
    assert list(entries(cast.chen)) == []


def test_entries_are_found_by_number_and_what_is_missing_is_named(cast: Cast) -> None:
    row = enter(cast, sale())
    assert named(cast.alice, [row.number]) == [row]
    with pytest.raises(NotFound) as missing:
        named(cast.alice, [row.number, "E-1999-0001"])
    assert missing.value.problems[0].value == "E-1999-0001"


def test_entries_are_narrowed_down(cast: Cast) -> None:
    carry(cast, sale(own_reference="r"))
    enter(cast, funds("committed>received", 1))
    assert entries(cast.alice, pipeline="funds").count() == 1
    assert entries(cast.alice, state="posted", year=2020, own_reference="r").count() == 1
    assert entries(cast.alice, pairing="none").count() == 0


def test_an_entry_is_shown_in_the_unit_itself(cast: Cast) -> None:
    shown = entry_json(enter(cast, sale(1250)))
    assert (shown["amounts"], shown["move"], shown["invented"]) == (
        "12.50 CNY", "outside>sold", True,
    )  # fmt: skip


def test_a_person_is_offered_what_she_may_do(cast: Cast) -> None:
    row = confirm(cast, sale())

    def offered(actor: Actor) -> set[str]:
        return set(open_acts(entry(row.pk, actor), actor))

    assert offered(cast.bob) == {"match", "dispute", "remark"}
    assert offered(cast.alice) >= {"withdraw"}
    assert offered(cast.ann) >= {"withdraw"}
    assert not {"match", "dispute", "withdraw", "confirm"} & (
        offered(cast.alice) - {"withdraw"} | offered(cast.beth)
    )
    services.match_entry(entry_id=row.pk, version=1, basis="own_record", by=cast.bob)
    assert {"reverse"} <= offered(cast.bob) & offered(cast.ann)
    assert not {"match", "dispute"} & offered(cast.bob)


def test_who_only_reads_is_offered_nothing_and_opens_no_file(cast: Cast) -> None:
    row = confirm(cast, sale())
    services.dispute_entry(
        entry_id=row.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=cast.bob
    )
    eva = colleague("eva", "quay", "evaluator")
    shown = entry(row.pk, eva)
    assert (open_acts(shown, eva), may_read_evidence(shown, eva)) == (frozenset(), False)
    assert open_acts(shown, cast.beth) == {"remark", "attach"}
    assert may_read_evidence(shown, cast.beth)


def test_what_would_bring_it_is_told_to_who_sees_it(cast: Cast) -> None:
    waiting = carry(cast, funds("received>allocated", 100))
    coming = enter(cast, funds("committed>received", 100, side="supporting"))
    assert bringing(waiting, cast.beth) == coming
    # Before it is confirmed it is the other side's own business.
    assert bringing(waiting, cast.alice) is None


def test_whoever_keeps_the_server_is_told_of_nothing_that_waits(cast: Cast) -> None:
    row = confirm(cast, sale())
    assert not waiting_on_others(colleague("ada", "fir", "administrator"))
    assert list(waiting_on_others(colleague("una", "fir", "clerk"))) == [row]


def test_what_waits_for_a_floor_is_told_on_its_card(cast: Cast) -> None:
    (card,) = cards([carry(cast, funds("received>allocated", 1))])
    assert card.waits_for is not None
    assert (card.matched_by, card.waits_for.code) == ("Bob", "below-floor")


def test_lists_take_the_same_queries_whatever_their_length(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            work = waiting_for(cast.bob)
            for rows in (work.to_confirm, work.to_match, work.disputes):
                list(rows)
            [entry_json(row) for row in entries(cast.bob)]
            numbers_of(Entry.objects.values_list("pk", flat=True))
        return len(queries)

    carry(cast, sale(1))
    confirm(cast, sale(2))
    few = asked()
    for n in range(3, 8):
        carry(cast, sale(n))
        confirm(cast, sale(n + 100))
    assert asked() == few <= 12


def test_the_last_changes_are_found_without_the_rest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [confirm(cast, sale(n)) for n in (1, 2, 3, 4)]
    seen = entries(cast.bob)
    assert [one.pk for one in lately_changed(seen)] == [one.pk for one in rows[::-1]]
    monkeypatch.setattr(lists, "LATELY", 1)
    assert [one.pk for one in lately_changed(seen)] == [rows[3].pk, rows[2].pk]
    assert list(lately_changed(entries(cast.chen))) == []
