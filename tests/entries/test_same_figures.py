"""Two entries of one side that say the very same are told of each other, and stop nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import SYSTEM, B, Cast, carry, confirm, enter, funds, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.queries import warnings_for
from tallystick.entries.queries.warnings import warnings_of_report
from tallystick.kernel.actor import Actor
from tallystick.programme.services import set_matching_policy

pytestmark = pytest.mark.flow
SAME = "warn-same-figures"


def told(row: Entry, by: Actor) -> str:
    """Return the numbers that are named as saying the same as an entry; nothing where none do."""
    found = warnings_for([Entry.objects.get(pk=row.pk)], by).get(row.pk, ())
    return next((p.params["numbers"] for p in found if p.code == SAME), "")


def test_each_names_the_other_in_both_languages_and_stops_nobody(cast: Cast) -> None:
    first, second = enter(cast, sale(12_34)), carry(cast, sale(12_34, title_en="More kiwis"))
    assert (told(first, cast.alice), told(second, cast.alice)) == (second.number, first.number)
    (problem,) = (p for p in warnings_for([first], cast.alice)[first.pk] if p.code == SAME)
    assert f"{second.number} says the same" in problem.sentence("en")
    assert "核对是否重复报送" in problem.sentence("zh")
    assert second.state == "posted"


@pytest.mark.parametrize(
    "changes",
    [
        {"happened_on": date(2020, 3, 11)},
        {"lines": sale(12_35).lines},
        {"lines": funds("x>y", 12_34).lines, "pipeline": "funds", "move": "committed>received"},
        {"statement": "year_to_date"},
        {"region": "xx-fir-ford"},
        {"side": "supporting"},
    ],
    ids=["day", "figure", "move", "statement", "place", "side"],
)
def test_what_differs_in_one_thing_is_another_entry(cast: Cast, changes: dict[str, Any]) -> None:
    first, other = enter(cast, sale(12_34)), enter(cast, sale(12_34, **changes))
    assert told(first, cast.alice) == told(other, cast.alice) == ""


def test_each_line_is_read_once_so_that_the_bound_is_one_of_lines(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two entries of two lines are four, however many of their figures are asked for."""
    monkeypatch.setattr("tallystick.entries.queries.same_figures.MOST_LINES", 4)
    first, second = (enter(cast, placed({"partner": 7})) for _ in range(2))
    assert told(first, cast.alice) == second.number
    assert told(second, cast.alice) == first.number


def test_nothing_is_said_of_zero_nor_of_what_was_withdrawn(cast: Cast) -> None:
    none, nil = enter(cast, sale(0)), enter(cast, sale(0))
    assert told(none, cast.alice) == told(nil, cast.alice) == ""
    first, second = enter(cast, sale(1)), enter(cast, sale(1))
    services.withdraw_entry(entry_id=second.pk, version=1, reason="twice", by=cast.alice)
    assert told(first, cast.alice) == ""


def test_what_the_reader_may_not_see_is_not_named(cast: Cast) -> None:
    """The other side reads what is confirmed, and of a blind pair nothing of the other half."""
    shown, draft = confirm(cast, sale(1)), enter(cast, sale(1))
    assert told(shown, cast.bob) == ""
    assert told(shown, cast.alice) == draft.number
    set_matching_policy(
        pairing=cast.pairing, pipeline="funds", policy="blind", reason="tried", by=SYSTEM
    )
    half = enter(cast, funds("committed>received", 7, side="supporting", partner=B))
    hidden = confirm(cast, funds("committed>received", 7))
    assert told(half, cast.beth) == told(hidden, cast.bob) == ""


def test_a_form_says_so_before_it_is_kept_but_not_of_its_own_draft(cast: Cast) -> None:
    draft = services.draft_entry(report=sale(12_34), by=cast.alice)
    where = {
        "pairing": cast.pairing,
        "region": cast.pairing.supported,
        "partner": cast.pairing.supporting,
    }
    said = warnings_of_report(sale(12_34), **where)
    assert [(p.code, p.path) for p in said] == [(SAME, "lines.1")]
    assert warnings_of_report(sale(12_34), draft=draft.pk, **where) == []
