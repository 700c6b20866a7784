"""A report carries its record into the book; without proof of consent it goes no further.

Of `tallystick.entries.services` and `tallystick.entries.queries.reported`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import SAFEGUARDS, Cast, carry, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, State
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.reported import lacking
from tallystick.entries.rules.reports import content_hash
from tallystick.kernel.problem import Problem, Refused

BARE = replace(placed({"partner": 12}), record={})


def told(problems: tuple[Problem, ...] | list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def test_a_draft_may_wait_for_its_proof_and_is_not_handed_on_without(cast: Cast) -> None:
    draft = services.draft_entry(report=BARE, by=cast.alice)
    assert "safeguard-unproven" in told(lacking(draft))
    with pytest.raises(Refused) as refused:
        services.submit_entry(entry_id=draft.pk, version=draft.version, by=cast.alice)
    assert "safeguard-unproven" in told(refused.value.problems)
    assert Entry.objects.get().state == State.DRAFT


def test_an_amendment_may_not_drop_the_proof(cast: Cast) -> None:
    entry = services.draft_entry(report=placed({"partner": 12}), by=cast.alice)
    services.submit_entry(entry_id=entry.pk, version=entry.version, by=cast.alice)
    with pytest.raises(Refused):
        services.amend_entry(
            entry_id=entry.pk, version=1, report=BARE, reason="shorter", by=cast.alice
        )
    assert Entry.objects.get().details == SAFEGUARDS


def test_a_replacement_may_not_drop_the_proof_either(cast: Cast) -> None:
    entry = carry(cast, placed({"partner": 12}))
    with pytest.raises(Refused):
        services.reverse_entry(
            entry_id=entry.pk, reason="wrong", by=cast.ann, second=cast.bob, replacement=BARE
        )
    assert Entry.objects.get().state == State.POSTED


def test_zero_people_placed_need_no_proof(cast: Cast) -> None:
    zero = replace(placed({"partner": 0}), record={})
    assert carry(cast, zero).state == State.POSTED


def test_the_record_is_part_of_what_was_sealed(cast: Cast) -> None:
    entry = carry(cast, sale(record={"buyer": "Quay canteens"}))
    assert list(entry_problems()) == []
    Entry.objects.filter(pk=entry.pk).update(details={"buyer": "Somebody else"})
    assert told(list(entry_problems())) == {"entry-unlike-seal"}


def test_an_empty_record_says_nothing_and_a_filled_one_does() -> None:
    assert content_hash(sale(record={})) == content_hash(sale())
    assert content_hash(sale(record={"buyer": "Quay"})) != content_hash(sale())


def test_a_record_is_checked_with_everything_else(cast: Cast) -> None:
    bad = sale(side="north", record={"buyer": 3, "colour": "red"})
    with pytest.raises(Refused) as refused:
        services.draft_entry(report=bad, by=cast.alice)
    assert told(refused.value.problems) == {
        "not-a-side", "record-no-text", "record-unknown-field",
    }  # fmt: skip
