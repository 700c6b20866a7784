"""A file is taken whole or not at all; decisions are taken row by row.

Of `tallystick.entries.services.bulk` and `tallystick.entries.services.targets`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from tests.cast import Cast, confirm, enter, funds, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, State
from tallystick.entries.services import bulk
from tallystick.journal.services import writing


def test_a_good_file_becomes_drafts_in_its_own_order(cast: Cast) -> None:
    reports = [sale(n, own_reference=f"r{n}") for n in (1, 2, 3)]
    results = services.take_reports(reports, by=cast.alice)
    assert [row.entry.own_reference for row in results if row.entry] == ["r1", "r2", "r3"]
    assert {row.state for row in Entry.objects.all()} == {State.DRAFT}


def test_one_bad_row_leaves_nothing_of_the_file_and_says_each_fault(cast: Cast) -> None:
    results = services.take_reports([sale(1), sale(-1), sale(pairing="no")], by=cast.alice)
    codes = [[problem.code for problem in row.problems] for row in results]
    assert codes == [[], ["amount-out-of-range"], ["not-found"]]
    assert not Entry.objects.exists()


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    reports = [sale(n, own_reference=f"r{n}") for n in (1, 2)]
    services.take_reports(reports, by=cast.alice, submit=True)
    again = services.take_reports(reports, by=cast.alice, submit=True)
    assert [row.known for row in again] == [True, True]
    assert Entry.objects.filter(state=State.SUBMITTED).count() == 2


def test_one_reference_names_one_report_of_a_file(cast: Cast) -> None:
    results = services.take_reports(
        [sale(1, own_reference="r"), sale(2, own_reference="r")], by=cast.alice
    )
    assert [[p.code for p in row.problems] for row in results] == [[], ["reference-twice"]]


def test_a_file_on_the_wrong_side_is_refused_row_by_row(cast: Cast) -> None:
    results = services.take_reports([sale(1), sale(1, side="supporting")], by=cast.alice)
    assert [[p.code for p in row.problems] for row in results] == [[], ["not-allowed"]]


def test_each_decision_stands_for_itself(cast: Cast) -> None:
    drafts = services.take_reports([sale(n) for n in (1, 2, 3)], by=cast.alice)
    ids = [row.entry.pk for row in drafts if row.entry]
    assert all(row.entry for row in services.submit_many(ids, by=cast.alice))
    confirmed = services.confirm_many([(ids[0], 1), (ids[1], 7), (ids[2], 1)], by=cast.ann)
    assert [[p.code for p in row.problems] for row in confirmed] == [[], ["changed-meanwhile"], []]
    matched = services.match_many([(id, 1) for id in ids], basis="own_record", by=cast.bob)
    assert [row.entry.state if row.entry else row.problems[0].code for row in matched] == [
        "posted", "not-found", "posted",
    ]  # fmt: skip


@pytest.mark.flow
def test_the_order_of_a_file_does_not_matter_to_what_waits(cast: Cast) -> None:
    moves = ("allocated>paid_out", "received>allocated", "committed>received")
    chosen = [(confirm(cast, funds(move, 100)).pk, 1) for move in moves]
    results = services.match_many(chosen, basis="own_record", by=cast.bob)
    assert not any(row.problems for row in results)
    assert Entry.objects.filter(state=State.POSTED).count() == 3


def test_many_of_what_is_out_of_sight_is_simply_not_there(cast: Cast) -> None:
    entry = enter(cast, sale())
    results = services.confirm_many([(entry.pk, 1)], by=cast.chen)
    assert results[0].problems[0].code == "not-found"


def test_the_turn_of_a_book_is_not_taken_for_many_out_of_sight(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [(enter(cast, sale()).pk, 1)]
    taken: list[str] = []

    def watched(book: str) -> AbstractContextManager[None]:
        taken.append(book)
        return writing(book)

    monkeypatch.setattr(bulk, "writing", watched)
    for other in (cast.bob, cast.chen):
        services.match_many(chosen, basis="own_record", by=other)
    assert taken == []
    services.confirm_many(chosen, by=cast.ann)
    assert taken == ["east-west"]


def test_what_went_out_of_sight_before_its_turn_came_is_not_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = confirm(cast, sale(2))
    services.dispute_entry(
        entry_id=entry.pk, version=1, counter=[(1, 1)], reason="we hold 1", by=cast.bob
    )

    def after_her(book: str) -> AbstractContextManager[None]:
        said = {"entry_id": entry.pk, "version": 1, "report": sale(1), "reason": "they are right"}
        services.amend_entry(**said, by=cast.alice)  # type: ignore[arg-type]
        return writing(book)

    monkeypatch.setattr(bulk, "writing", after_her)
    (result,) = services.match_many([(entry.pk, 1)], basis="own_record", by=cast.bob)
    # In what state it is now is its own side's business.
    assert [problem.code for problem in result.problems] == ["not-found"]
