"""A check in slices tells what the whole file in one transaction tells, and keeps nobody out.

Of `try_in_slices` and `group_reports`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from tests.cast import SYSTEM, Cast, carry, placed
from tests.interchange.test_take_entries import sheet

from tallystick.entries.models import Entry
from tallystick.entries.services import group_reports
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.sheets import trial
from tallystick.interchange.sheets.entries import EntryRow
from tallystick.interchange.sheets.take_entries import take_entries
from tallystick.kernel.problem import Problem
from tallystick.programme.services import set_matching_policy

pytestmark = pytest.mark.usefixtures("cast")
Read = tuple[list[EntryRow], list[Problem]]


def everything(cast: Cast) -> Read:
    """Return a file of many rows: in order, known, twice, halves of one movement, falling sums."""
    carry(cast, placed({"partner": 250}, happened_on=date(2020, 3, 31)))
    before = [{"entry": "before", "on": "2020-05-31"}, {"entry": "other", "on": "2020-04-30"}]
    assert take_entries(read_entries(sheet(*before)), by=cast.alice).written == 2
    set_matching_policy(
        pairing=cast.pairing, pipeline="placement", policy="blind", reason="tried", by=SYSTEM
    )
    rows: list[dict[str, str]] = before[:1]
    for n in range(12):
        day = {"on": f"2020-06-{n + 1:02d}", "region": "xx-fir-mill"}
        # Every third one says the same movement of the month as the first: a second half.
        code = {"post_kind": ("market", "public", "market")[n % 3]}
        rows.append({"entry": f"m-{n}", **day, **code, "amount": str(300 + n)})
    rows.insert(3, {"entry": "falls", "amount": "100"})
    rows.insert(5, {"entry": "far", "region": "xx-far"})
    rows.insert(7, {"entry": "other", "on": "2020-06-30"})
    rows.append({"entry": "last", "on": "2020-06-30"})
    entries, problems = read_entries(sheet(*rows))
    # A reference of two reports: no sheet has it, for its rows are lines of one entry.
    reference = entries[1].report.own_reference
    twin = replace(entries[-1], report=replace(entries[-1].report, own_reference=reference))
    return [*entries, twin], [*problems]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 40])
def test_a_check_in_slices_tells_what_the_whole_file_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    entries, problems = everything(cast)
    kept = Entry.objects.count()
    # Whatever is refused keeps the whole file out: nothing is entered here either.
    whole = take_entries((entries, problems), by=cast.alice)
    monkeypatch.setattr(trial, "SLICE", size)
    tried = take_entries((entries, problems), by=cast.alice, dry_run=True)
    codes = {problem.code for problem in whole.problems}
    assert {
        "reference-twice", "reference-reused", "half-entered-already", "outside-the-pairing",
        "year-sum-falls",
    } <= codes  # fmt: skip
    # With its problems in order, its numbers, and every row as it was understood.
    assert tried == whole
    assert Entry.objects.count() == kept


def test_only_what_may_keep_one_another_out_hangs_together(cast: Cast) -> None:
    entries, _problems = everything(cast)
    reports = [entry.report for entry in entries]
    groups = group_reports(reports, by=cast.alice)
    assert sorted(n for group in groups for n in group) == list(range(len(reports)))
    references = [{reports[n].own_reference for n in group} for group in groups]
    assert {"m-0", "m-2", "m-3", "m-5"} <= references[references_of(references, "m-0")]
    assert references[references_of(references, "far")] == {"far"}
    # Its control: where nothing is matched blind, halves do not hang together.
    set_matching_policy(
        pairing=cast.pairing, pipeline="placement", policy="both", reason="ended", by=SYSTEM
    )
    plain = group_reports(reports, by=cast.alice)
    assert sorted(map(len, plain))[-2:] == [1, 2]


def references_of(groups: list[set[str]], reference: str) -> int:
    return next(n for n, group in enumerate(groups) if reference in group)


def test_between_two_slices_nothing_is_held(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, problems = read_entries(
        sheet(*({"entry": f"s-{n}", "region": "xx-fir-mill"} for n in range(3)))
    )
    outside, held = len(connection.savepoint_ids), []
    monkeypatch.setattr(trial, "SLICE", 1)
    monkeypatch.setattr(
        trial, "_let_others_in", lambda: held.append(len(connection.savepoint_ids) - outside)
    )
    take_entries((entries, problems), by=cast.alice, dry_run=True)
    assert held == [0, 0]
    assert not Entry.objects.exists()
