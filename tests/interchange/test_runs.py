"""A workbook sent on the page is a run: checked, then taken or dropped by who sent it.

Of `ImportRun`, `hand_in`, `take_run`, `drop_run` and `marked_run`.
"""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from tests.cast import Cast, confirm, sale
from tests.interchange.test_workbook_matching import AGREE, TOP, answer, waiting
from tests.interchange.workbooks import TOP as FIRST_ROW
from tests.interchange.workbooks import fill, sent, with_sales

from tallystick.entries.models import Entry, State, Upload
from tallystick.entries.services import agree_correction, propose_correction
from tallystick.interchange.models import ImportRun
from tallystick.interchange.services import (
    corrected_reports,
    drop_run,
    hand_in,
    marked_run,
    take_run,
    told,
)
from tallystick.kernel.problem import Conflict, NotFound, Refused

pytestmark = pytest.mark.usefixtures("cast")


def run_of(cast: Cast, *rows: dict[str, object]) -> ImportRun:
    return hand_in(name="m.xlsx", content=with_sales(cast, *rows), by=cast.alice)


def test_nothing_enters_before_she_says_so_and_then_once(cast: Cast) -> None:
    run = run_of(cast, {}, {"CNY": 7})
    assert (run.kind, run.state, run.report["accepted"]) == ("entries", "checked", 2)
    assert Entry.objects.count() == 0
    taken = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    assert (taken.state, taken.report["written"], len(taken.report["numbers"])) == ("taken", 2, 2)
    with pytest.raises(Conflict):
        take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    assert Entry.objects.count() == 2


def test_with_a_bad_cell_only_the_good_rows_are_taken_and_only_when_chosen(cast: Cast) -> None:
    run = run_of(cast, {}, {"CNY": "many"})
    with pytest.raises(Refused):
        take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    run.refresh_from_db()
    assert run.state == "checked"
    (problem,) = told(run.report["problems"])
    assert "many" in problem.sentence("zh")
    book = openpyxl.load_workbook(BytesIO(marked_run(run_id=run.pk, by=cast.alice, lang="zh")))
    assert book["Sale"][problem.params["cell"]].comment.text == problem.sentence("zh")
    assert take_run(run_id=run.pk, good_rows=True, by=cast.alice).report["written"] == 1


def test_a_dropped_run_keeps_no_file(cast: Cast) -> None:
    run = run_of(cast, {})
    assert b"Kiwis" not in bytes(run.content or b"")
    dropped = drop_run(run_id=run.pk, by=cast.alice)
    assert (dropped.state, dropped.content, dropped.wrapped_key) == ("dropped", None, None)
    for act in (
        lambda: take_run(run_id=run.pk, good_rows=True, by=cast.alice),
        lambda: marked_run(run_id=run.pk, by=cast.alice, lang="en"),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Conflict):
        drop_run(run_id=run.pk, by=cast.alice)


def test_a_run_is_its_senders_own(cast: Cast) -> None:
    run = run_of(cast, {})
    for who in (cast.ann, cast.bob, cast.chen):
        with pytest.raises(NotFound):
            take_run(run_id=run.pk, good_rows=False, by=who)
        assert not ImportRun.objects.visible_to(who).exists()


def test_answers_are_told_from_entries_by_the_file_itself(cast: Cast) -> None:
    entry = confirm(cast, sale(100_00))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    run = hand_in(name="w.xlsx", content=sent(book), by=cast.bob)
    assert (run.kind, run.report["accepted"]) == ("matching", 1)
    entry.refresh_from_db()
    assert entry.state == State.CONFIRMED
    taken = take_run(run_id=run.pk, good_rows=False, by=cast.bob)
    assert [row["outcome"] for row in taken.report["results"]] == ["matched"]
    entry.refresh_from_db()
    assert entry.state == State.POSTED


def test_what_is_no_workbook_is_kept_as_such(cast: Cast) -> None:
    run = hand_in(name="x.pdf", content=b"%PDF-1.4", by=cast.alice)
    assert [row["code"] for row in run.report["problems"]] == ["not-a-workbook"]


def mended(content: bytes, *amounts: object) -> bytes:
    """Return her own workbook with other amounts in its first rows."""
    book = openpyxl.load_workbook(BytesIO(content))
    for n, amount in enumerate(amounts):
        fill(book["Sale"], FIRST_ROW + n, CNY=amount)
    return sent(book)


def test_what_a_workbook_brought_is_put_right_by_the_mended_workbook(cast: Cast) -> None:
    content = with_sales(cast, {"CNY": 70_000}, {"CNY": 80_000})
    run = hand_in(name="m.xlsx", content=content, by=cast.alice)
    taken = take_run(run_id=run.pk, good_rows=False, by=cast.alice)
    kept = Upload.objects.get(pk=taken.report["upload"])
    assert (kept.name, kept.rows.count()) == ("m.xlsx", 2)
    right = corrected_reports(content=mended(content, 7, 8), by=cast.alice)
    entries = list(Entry.objects.order_by("number"))
    assert [right[row.own_reference].lines[0].amount for row in entries] == [7_00, 8_00]
    made = propose_correction(
        entry_ids=[row.pk for row in entries], rule="replace", reason="mended", by=cast.alice,
        corrected=right,
    )  # fmt: skip
    agree_correction(correction_id=made.pk, by=cast.ann)
    assert sorted(row.lines.get().amount for row in Entry.objects.all()) == [7_00, 8_00]
    with pytest.raises(Refused):
        corrected_reports(content=mended(content, "many", 8), by=cast.alice)
