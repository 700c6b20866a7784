"""What waits goes out as a workbook, is answered row by row, and comes back with a result each.

Of `write_waiting`, `take_answers` and `answer_many`.
"""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.cast import SYSTEM, Cast, carry, colleague, confirm, funds, sale
from tests.interchange.workbooks import sent

from tallystick.access.models import Office, Seat, User
from tallystick.access.queries import actor_of
from tallystick.access.services import end_seat, grant_seat
from tallystick.entries import services
from tallystick.entries.models import Entry, EntryAct, State
from tallystick.interchange.excel.answers import AnswerReport, take_answers
from tallystick.interchange.excel.layout import MANIFEST
from tallystick.interchange.excel.waiting import FIRST, write_waiting
from tallystick.journal.models import Transaction
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden

pytestmark = pytest.mark.usefixtures("cast")
TOP = FIRST + 1


def waiting(by: Actor, lang: str = "en") -> openpyxl.Workbook:
    """Return the workbook of what waits for a matcher of the supporting side."""
    content, _n = write_waiting(pairing_code="quay-fir", side="supporting", lang=lang, by=by)
    return openpyxl.load_workbook(BytesIO(content))


def answer(book: openpyxl.Workbook, row: int, **cells: Any) -> None:
    sheet = book.worksheets[1]
    codes = [str(cell.value).rsplit(":", 1)[-1] for cell in sheet[1]]
    for name, value in cells.items():
        sheet.cell(row, codes.index(name) + 1).value = value


AGREE = {"answer": "Agree", "basis": "We saw the document"}


def told(report: AnswerReport) -> list[tuple[str, str]]:
    refused = [problem for result in report.results for problem in result.problems]
    return [(problem.path, problem.code) for problem in (*report.problems, *refused)]


def test_each_row_is_matched_disputed_or_left_as_it_was_answered(cast: Cast) -> None:
    for amount in (100_00, 200_00, 300_00):
        confirm(cast, sale(amount))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    answer(book, TOP + 1, answer="不一致", ours=190, reason="Our own sheet says 190")
    report = take_answers(sent(book), by=cast.bob)
    assert [result.outcome for result in report.results] == ["matched", "disputed", "later"]
    first, second, third = Entry.objects.order_by("number")
    assert (first.state, second.state, third.state) == (
        State.POSTED, State.DISPUTED, State.CONFIRMED,
    )  # fmt: skip
    act = first.acts.get(verb="matched")
    assert (act.name, act.basis, act.channel, act.carried_by) == (
        "Bob", "document_seen", "file", "",
    )  # fmt: skip
    assert second.acts.get(verb="disputed").counter == [{"n": 1, "amount": 190_00}]
    sealed = json.loads(Transaction.objects.get(pk=first.transaction).provenance)
    assert sealed["matched"]["channel"] == "file"


def test_matching_on_the_page_is_counted_apart_from_the_file(cast: Cast) -> None:
    entry = carry(cast, sale(100_00))
    assert entry.acts.get(verb="matched").channel == "page"


def test_an_entry_that_changed_meanwhile_is_a_conflict_row_and_never_matched(cast: Cast) -> None:
    entry, other = confirm(cast, sale(100_00)), confirm(cast, sale(200_00))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    answer(book, TOP + 1, **AGREE)
    services.dispute_entry(entry_id=entry.pk, version=1, counter=[(1, 5)], reason="No", by=cast.bob)
    services.amend_entry(
        entry_id=entry.pk, version=1, report=sale(5), reason="A slip", by=cast.alice
    )
    report = take_answers(sent(book), by=cast.bob)
    assert [result.outcome for result in report.results] == ["refused", "matched"]
    assert told(report) == [(report.results[0].cell, "row-not-waiting")]
    services.confirm_entry(entry_id=entry.pk, version=2, by=cast.ann)
    report = take_answers(sent(book), by=cast.bob)
    assert told(report)[0] == (report.results[0].cell, "changed-meanwhile")
    entry.refresh_from_db()
    other.refresh_from_db()
    assert (entry.state, other.state) == (State.CONFIRMED, State.POSTED)


def test_the_same_answers_twice_match_once(cast: Cast) -> None:
    confirm(cast, sale(100_00))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    assert take_answers(sent(book), by=cast.bob).count("matched") == 1
    assert take_answers(sent(book), by=cast.bob).count("refused") == 1
    assert EntryAct.objects.filter(verb="matched").count() == 1


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"answer": "Perhaps"}, ["not-one-of"]),
        ({"answer": "Agree"}, ["cell-empty"]),
        ({**AGREE, "ours": 5}, ["answer-contradicts"]),
        ({"answer": "Differ", "ours": 5}, ["cell-empty"]),
        ({"answer": "Differ", "reason": "No"}, ["cell-empty"]),
        # What says the same to the step to which it is stated is no other figure.
        ({"answer": "Differ", "ours": "0.01万", "reason": "No"}, ["cell-empty"]),
        ({"answer": "Differ", "ours": "5万人", "reason": "No"}, ["amount-has-unit-word"]),
    ],
)
def test_an_answer_that_says_too_little_or_too_much_keeps_the_file_out(
    cast: Cast, cells: dict[str, Any], codes: list[str]
) -> None:
    confirm(cast, sale(100_00))
    confirm(cast, sale(200_00))
    book = waiting(cast.bob)
    answer(book, TOP, **cells)
    answer(book, TOP + 1, **AGREE)
    report = take_answers(sent(book), by=cast.bob)
    assert [code for _, code in told(report)] == codes
    assert report.problems[0].path.startswith("Waiting!")
    assert not EntryAct.objects.filter(verb="matched").exists()
    assert take_answers(sent(book), by=cast.bob, good_rows=True).count("matched") == 1


def test_a_colleague_of_her_side_may_carry_the_file_and_is_named(cast: Cast) -> None:
    entry = confirm(cast, sale(100_00))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    report = take_answers(sent(book), by=colleague("bea", "quay", "clerk"))
    assert told(report) == []
    act = entry.acts.get(verb="matched")
    assert (act.name, act.carried_by) == ("Bob", "Bea")


def test_nobody_else_carries_it_and_nobody_makes_one_herself(cast: Cast) -> None:
    confirm(cast, sale(100_00))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    for carrier in (cast.alice, cast.ann):
        report = take_answers(sent(book), by=carrier)
        assert {code for _, code in told(report)} == {"not-allowed"}
    for row in book[MANIFEST].iter_rows():
        if row[0].value == "answers_by":
            row[1].value = "ben"
    assert told(take_answers(sent(book), by=cast.ben)) == [("file", "workbook-not-issued")]
    User.objects.filter(username="bob").update(is_active=False)
    with pytest.raises(Forbidden):
        waiting(cast.ben)


def test_whoever_confirmed_an_entry_carries_no_answer_to_it_from_her_new_office(
    cast: Cast,
) -> None:
    entry = confirm(cast, sale(100_00))
    book = waiting(cast.bob)
    answer(book, TOP, **AGREE)
    seats = Seat.objects.filter(user__username="ann").select_related("office__region", "user")
    for seat in seats:
        end_seat(seat=seat, last_day=date(2020, 6, 30), by=SYSTEM, why="moved")
    ann, quay = User.objects.get(username="ann"), Office.objects.get(code="quay")
    grant_seat(user=ann, office=quay, role="clerk", since=date(2020, 7, 1), by=SYSTEM)
    moved = actor_of(ann, on=date(2020, 7, 1))
    assert {seat.office for seat in moved.seats} == {"quay"}
    assert [code for _, code in told(take_answers(sent(book), by=moved))] == ["own-entry"]
    entry.refresh_from_db()
    assert entry.state == State.CONFIRMED


def test_a_row_that_was_not_given_out_is_refused(cast: Cast) -> None:
    confirm(cast, sale(100_00))
    book = waiting(cast.bob)
    late = confirm(cast, sale(900_00))
    answer(book, TOP, **AGREE, entry=late.pk)
    assert [code for _, code in told(take_answers(sent(book), by=cast.bob))] == ["row-not-issued"]


def test_a_word_that_looks_like_a_formula_is_a_word(cast: Cast) -> None:
    confirm(cast, sale(100_00, title_en='=HYPERLINK("http://example.org","win")'))
    confirm(cast, funds("outside>committed", 5_00, title_en="@SUM(A1)"))
    for lang in ("en", "zh", "both"):
        for row in waiting(cast.bob, lang).worksheets[1].iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert str(cell.value or " ")[0] not in "=+-@"
