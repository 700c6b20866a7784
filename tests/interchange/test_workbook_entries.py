"""A workbook goes out, is filled in, and comes back through the engine of the CSV import.

Of `write_entries`, `read_workbook` and `take_workbook`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from tests.cast import SAFEGUARDS, SYSTEM, Cast, carry, enter, placed, promise, sale, seated_at
from tests.interchange.workbooks import (
    SALE,
    TOP,
    blank,
    columns,
    fill,
    frame_of,
    sent,
    with_sales,
)

from tallystick.entries.models import Entry, State
from tallystick.interchange.excel.columns import RECORD, forms, move_choices
from tallystick.interchange.excel.read_entries import read_workbook
from tallystick.interchange.excel.take_entries import take_workbook
from tallystick.interchange.excel.words import spoken
from tallystick.interchange.excel.write_entries import EXAMPLE, write_entries
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.services import set_duty

pytestmark = pytest.mark.usefixtures("cast")


def told(problems: Any) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems]


def test_a_filled_row_becomes_a_submitted_entry_under_the_clerks_name(cast: Cast) -> None:
    _read, report = take_workbook(with_sales(cast, {}), by=cast.alice)
    assert told(report.problems) == []
    (entry,) = Entry.objects.all()
    line = entry.lines.get()
    assert (entry.state, entry.pipeline, entry.side) == (State.SUBMITTED, "sale", "supported")
    assert (entry.region.code, entry.partner.code) == ("xx-fir", "xx-quay")
    assert (line.unit, line.amount, line.cell) == (
        "CNY", 500_00, '{"channel":"online","sale_mode":"bought"}',
    )  # fmt: skip
    assert entry.acts.first().name == "Alice"


def test_the_same_file_twice_is_known_and_other_content_under_its_number_refused(
    cast: Cast,
) -> None:
    sheet = with_sales(cast, {}, {"CNY": 70})
    assert take_workbook(sheet, by=cast.alice)[1].written == 2
    again = take_workbook(sheet, by=cast.alice)[1]
    assert (again.written, again.known, again.problems) == (0, 2, ())
    book = blank(cast)
    # Numbers in use are not offered again, so this row is another one.
    assert book["Sale"].cell(TOP, 1).value == 3
    fill(book["Sale"], TOP, **SALE, number=2)
    report = take_workbook(sent(book), by=cast.alice)[1]
    assert told(report.problems) == [("Sale!A4", "reference-reused")]
    assert Entry.objects.count() == 2


def test_a_cell_in_words_is_stated_to_its_step_and_a_number_is_exact(cast: Cast) -> None:
    sheet = with_sales(
        cast,
        {"CNY": "250.0万元"},
        {"CNY": 2_500_000},
        # Rows with one number go another way through the engine.
        {"number": "a", "CNY": "2.5亿"},
        {"number": "a", "CNY": 7, "sale_mode": "Helped to sell"},
    )
    report = take_workbook(sheet, by=cast.alice)[1]
    assert told(report.problems) == []
    said = [
        [(line.amount, line.precision) for line in entry.lines.all()]
        for entry in Entry.objects.all()
    ]
    assert sorted(said) == [
        [(2_500_000_00, 1)],
        [(2_500_000_00, 1_000_00)],
        [(250_000_000_00, 10_000_000_00), (7_00, 1)],
    ]


def test_rows_with_one_number_are_the_lines_of_one_entry(cast: Cast) -> None:
    book = blank(cast)
    sheet = book["Placement"]
    head: dict[str, Any] = {"region": "Mill", "on": "2020-03-31", "statement": "Sum since New Year"}
    head |= {"move": "Placed", "post_kind": "Market"}
    for code, value in SAFEGUARDS.items():
        head[f"record.{code}"] = ("Yes" if value else "否") if value in (True, False) else value
    head["record.minors"] = 0
    fill(sheet, TOP, number=1, place="Partner province", person=30, placement=31, **head)
    fill(sheet, TOP + 1, number=1, place="Own province", person=12, placement=12, **head)
    _read, report = take_workbook(sent(book), by=cast.alice)
    assert told(report.problems) == []
    (entry,) = Entry.objects.all()
    assert [line.amount for line in entry.lines.all()] == [30, 31, 12, 12]
    assert (entry.statement, entry.region.code) == ("year_to_date", "xx-fir-mill")
    fill(sheet, TOP + 1, **{**dict.fromkeys([*head, "place", "person", "placement"], None)})
    fill(sheet, TOP, **{"number": 2, "record.consent_proof": None, "record.minors": "some"})
    report = take_workbook(sent(book), by=cast.alice)[1]
    assert [problem.code for problem in report.problems] == ["amount-not-a-number"]
    fill(sheet, TOP, **{"record.minors": 0})
    report = take_workbook(sent(book), by=cast.alice)[1]
    assert [problem.code for problem in report.problems] == ["safeguard-unproven"]
    fill(sheet, TOP, **{"person": 30, "person/out_of_poverty": 31})
    report = take_workbook(sent(book), by=cast.alice)[1]
    assert [p.code for p in report.problems] == ["part-exceeds-whole", "safeguard-unproven"]
    part = report.problems[0]
    assert re.fullmatch(rf"Placement![A-Z]+{TOP}", part.path)
    assert (
        part.sentence("zh")
        == "“人，其中脱贫人口（含监测对象）”为 31，超过其总数 30。更正其中一个数字。"
    )


BAD = [
    ({"CNY": "12.5万人"}, "CNY", "amount-has-unit-word"),
    ({"CNY": "约12"}, "CNY", "amount-hedged"),
    ({"CNY": -3}, "CNY", "amount-negative"),
    ({"CNY": 0.001}, "CNY", "amount-too-precise"),
    ({"CNY": None}, "CNY", "cell-empty"),
    ({"CNY": "#REF!"}, "CNY", "cell-formula-error"),
    ({"on": "10/03/2020"}, "on", "no-date"),
    ({"on": "2020-04-01"}, "on", "day-outside-period"),
    ({"on": None}, "on", "cell-empty"),
    ({"sale_mode": "Baught"}, "dim:sale_mode", "not-one-of"),
    ({"statement": None}, "statement", "cell-empty"),
    ({"region": "Moon"}, "region", "not-one-of"),
    ({"channel": "Radio"}, "dim:channel", "not-one-of"),
    ({"number": None}, "number", "cell-empty"),
    ({"title": "a\x02b"}, "title", "cell-control-sign"),
]


def test_every_bad_cell_is_listed_at_once_with_its_cell_and_nothing_enters(cast: Cast) -> None:
    from tallystick.interchange.excel.reading import letter

    cells = [row for row, _, _ in BAD if "title" not in row]
    source = with_sales(cast, {}, *cells)
    _read, report = take_workbook(source, by=cast.alice)
    places = columns(blank(cast)["Sale"])
    wanted = [(column, code) for row, column, code in BAD if "title" not in row]
    letters = {name: letter(n - 1) for name, n in places.items()}
    letters["CNY"] = letters["unit:CNY"]
    expected = [
        (f"Sale!{letters[column]}{TOP + 1 + n}", code) for n, (column, code) in enumerate(wanted)
    ]
    assert told(report.problems) == expected
    assert (report.written, Entry.objects.count()) == (0, 0)


def test_of_a_file_with_bad_cells_the_good_rows_are_taken_when_chosen(cast: Cast) -> None:
    source = with_sales(cast, {}, {"CNY": "many"}, {"CNY": 9})
    assert take_workbook(source, by=cast.alice)[1].written == 0
    report = take_workbook(source, by=cast.alice, good_rows=True)[1]
    assert (report.written, len(report.problems)) == (2, 1)


@pytest.mark.parametrize(
    ("cells", "amount", "day"),
    [
        ({"CNY": "１２３４．５０"}, 1234_50, "2020-03-10"),
        ({"CNY": "1,234.50 "}, 1234_50, "2020-03-10"),
        ({"CNY": 0.1 + 0.2}, 30, "2020-03-10"),
        ({"CNY": 0}, 0, "2020-03-10"),
        ({"on": "2020/3/9"}, 500_00, "2020-03-09"),
        ({"on": "2020年3月9日"}, 500_00, "2020-03-09"),
        ({"on": 43899}, 500_00, "2020-03-09"),
        ({"sale_mode": " BOUGHT "}, 500_00, "2020-03-10"),
        ({"sale_mode": "采购", "channel": "线上", "statement": "本次发生"}, 500_00, "2020-03-10"),
    ],
)
def test_what_people_write_is_read_as_they_mean_it(
    cast: Cast, cells: dict[str, Any], amount: int, day: str
) -> None:
    _read, report = take_workbook(with_sales(cast, cells), by=cast.alice)
    assert told(report.problems) == []
    entry = Entry.objects.get()
    assert (entry.lines.get().amount, entry.happened_on.isoformat()) == (amount, day)


def test_a_workbook_is_the_same_file_each_time_and_bears_no_formula(cast: Cast) -> None:
    frame = frame_of(cast)
    assert write_entries(frame) == write_entries(frame)
    for lang in ("en", "zh", "both"):
        for sheet in blank(cast, lang=lang):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (sheet.title, cell.coordinate)
                    assert str(cell.value or " ")[:1] not in "=+-@", cell.coordinate


def test_only_a_clerk_of_the_side_gets_its_workbook_or_sends_it(cast: Cast) -> None:
    for stranger in (cast.bob, cast.ann):
        with pytest.raises(Forbidden):
            frame_of(cast, by=stranger)
    with pytest.raises(Refused) as refused:
        frame_of(cast, by=cast.chen)
    assert refused.value.code == "not-found"
    source = with_sales(cast, {})
    assert [p.code for p in read_workbook(source, by=cast.beth).problems] == ["not-allowed"]
    assert [p.code for p in read_workbook(source, by=cast.chen).problems] == ["not-found"]


def test_a_wrong_side_period_language_or_pipeline_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        frame_of(cast, side="left", period="soon", lang="fr", wanted=("moon",))
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["not-a-side", "not-one-of", "not-found", "no-period"]


def sheets(cast: Cast, **changes: Any) -> set[str]:
    return {form.pipeline for form in frame_of(cast, wanted=(), **changes).forms}


def test_without_a_choice_the_sheets_are_those_of_the_pairing(cast: Cast) -> None:
    assert "sale" in sheets(cast)
    enter(cast, placed({"partner": 5}))
    assert sheets(cast) == {"placement"}
    # What is promised is reported sooner or later, though nobody has yet.
    promise(cast, {"IC_CONSUMPTION": 100_00})
    assert sheets(cast) == {"placement", "sale"}
    duty = Duty("training", "monthly", "supported", 5, 5, since=date(2020, 1, 1))
    set_duty(pairing=cast.pairing, duty=duty, by=SYSTEM)
    assert sheets(cast) == {"placement", "sale", "training"}


def test_a_county_has_the_sheet_of_what_its_pairing_sells(cast: Cast) -> None:
    """The clerk of the mill sees nothing of what the ford sold."""
    clerk = seated_at("xx-fir-mill", mill="clerk")
    enter(cast, placed({"partner": 5}, region="xx-fir-mill"))
    carry(cast, sale(region="xx-fir-ford"))
    assert "sale" in sheets(cast, by=clerk)


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_the_example_row_taken_over_with_its_proofs_is_no_coercion(cast: Cast, lang: str) -> None:
    book = blank(cast, lang=lang)
    sheet = next(one for one in book if f"{RECORD}no_fee" in columns(one))
    shown = {c: sheet.cell(EXAMPLE + 1, n).value for c, n in columns(sheet).items() if n > 1}
    fields = pipelines()["placement"].record.entry
    numbers = {code: one.least for code, one in fields.items() if one.kind in ("whole", "money")}
    proofs = {code: numbers.get(code, "seen") for code, one in fields.items() if one.at}
    kept = {RECORD + code: shown[RECORD + code] or proof for code, proof in proofs.items()}
    move = spoken(move_choices("placement")["outside>placed"], lang)
    fill(sheet, TOP, number=1, **{**shown, **kept, "move": move, "on": "2020-03-31"})
    _read, report = take_workbook(sent(book), by=cast.alice)
    assert told(report.problems) == []
    assert Entry.objects.get().details["free_to_leave"] is True


def test_no_example_of_any_pipeline_contradicts_what_its_record_has_to_say() -> None:
    """The control: both answers are asked for somewhere."""
    asked = set()
    for one in forms(list(pipelines()), regions={}, partners={}, things={}):
        record = pipelines()[one.pipeline].record
        must = {RECORD + code: field.must for code, field in record.entry.items()}
        for column in one.columns:
            if (answer := must.get(column.code)) is not None:
                assert column.example == ("yes" if answer else "no"), column.code
                asked.add(answer)
    assert asked == {True, False}
