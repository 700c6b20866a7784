"""A file of entries is taken in whole or not at all; nothing of it stays behind as a draft.

Of `tallystick.interchange.sheets.take_entries`.
"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from tests.cast import SAFEGUARDS, Cast, carry, placed

from tallystick.entries.models import Entry, State
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.example.load import example_folder
from tallystick.interchange.sheets.take_entries import EntryReport, take_entries
from tallystick.programme.models import Programme
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.recorded import value_text

pytestmark = pytest.mark.usefixtures("cast")
LATER = date(2020, 6, 30)
# A year's sum of people placed, of the invented region A.
ROW = {
    "entry": "fir-1",
    "pairing": "quay-fir",
    "side": "supported",
    "region": "xx-fir",
    "partner": "xx-quay",
    "pipeline": "placement",
    "move": "outside>placed",
    "statement": "year_to_date",
    "on": LATER.isoformat(),
    "unit": "person",
    "amount": "300",
    "place": "partner",
    "post_kind": "market",
    "title": "Placed",
    **{
        f"record.{code}": value_text(pipelines()["placement"].record.entry[code], value)
        for code, value in SAFEGUARDS.items()
    },
}


def sheet(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW))
    writer.writeheader()
    for row in rows:
        for unit in ("person", "placement"):
            writer.writerow({**ROW, **row, "unit": unit})
    return out.getvalue().encode()


def with_column(name: str, cell: str, content: bytes) -> bytes:
    head, *rows = content.decode().splitlines()
    return "\n".join([f"{name},{head}", *(f"{cell},{row}" for row in rows)]).encode()


def rising_and_falling(cast: Cast) -> bytes:
    """Return a sheet of two sums, one of which falls below the 250 that stand."""
    carry(cast, placed({"partner": 250}, happened_on=date(2020, 3, 31)))
    return sheet({"region": "xx-fir-mill"}, {"entry": "fir-2", "amount": "100"})


def left() -> set[tuple[str, str]]:
    return set(Entry.objects.exclude(own_reference="").values_list("own_reference", "state"))


def told(report: EntryReport) -> list[tuple[str, str]]:
    return [(problem.code, problem.path.split(",")[0]) for problem in report.problems]


def test_a_sum_that_falls_without_a_reason_keeps_the_whole_file_out(cast: Cast) -> None:
    report = take_entries(read_entries(rising_and_falling(cast)), by=cast.alice)
    assert told(report)[0] == ("year-sum-falls", "row 4")
    assert (report.accepted, report.written, report.numbers) == (1, 0, ())
    assert left() == set()


def test_of_the_good_rows_alone_none_stays_a_draft(cast: Cast) -> None:
    content = rising_and_falling(cast)
    report = take_entries(read_entries(content), by=cast.alice, good_rows=True)
    assert told(report)[0] == ("year-sum-falls", "row 4")
    assert (report.accepted, report.written, report.known) == (1, 1, 0)
    assert left() == {("fir-1", State.SUBMITTED)}
    again = take_entries(read_entries(content), by=cast.alice, good_rows=True)
    assert (again.written, again.known, told(again)) == (0, 1, told(report))


def test_what_does_not_hold_and_what_cannot_be_handed_in_are_told_in_one_pass(cast: Cast) -> None:
    content = sheet({"entry": "fir-3", "region": "xx-far"}) + b"".join(
        rising_and_falling(cast).splitlines(keepends=True)[1:]
    )
    report = take_entries(read_entries(content), by=cast.alice)
    assert {code for code, _ in told(report)} == {"outside-the-pairing", "year-sum-falls"}
    assert left() == set()


def test_a_file_marked_as_invented_enters_an_example_and_no_real_programme(cast: Cast) -> None:
    marked = with_column("invented", "y", sheet({}))
    Programme.objects.update(invented=False)
    report = take_entries(read_entries(marked), by=cast.alice)
    assert told(report) == [("invented-out-of-place", "row 2")]
    assert left() == set()
    assert (
        take_entries(read_entries(with_column("invented", "n", sheet({}))), by=cast.alice).written
        == 1
    )
    Programme.objects.update(invented=True)
    assert take_entries(read_entries(marked), by=cast.alice).known == 1


def test_every_row_of_the_shipped_entries_says_that_it_is_invented() -> None:
    files = sorted((example_folder() / "entries").glob("*.csv"))
    assert len(files) >= 20
    for file in files:
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
        assert {row["invented"] for row in rows} == {"y"}, file.name


def test_every_shipped_file_of_evidence_says_that_it_is_invented() -> None:
    files = sorted((example_folder() / "evidence").glob("*.pdf"))
    assert len(files) > 50
    assert [file.name for file in files if b"INVENTED" not in file.read_bytes()] == []


def test_placements_without_proof_name_the_cell_and_enter_nothing(cast: Cast) -> None:
    report = take_entries(
        read_entries(sheet({"record.consent": "", "record.quota": "yes"})), by=cast.alice
    )
    cells = {(p.code, p.params["column"]) for p in report.problems}
    assert cells == {
        ("safeguard-unproven", "record.consent"),
        ("safeguard-coercion", "record.quota"),
    }
    assert left() == set()


def test_a_cell_of_a_record_that_says_nothing_is_named_with_the_others(cast: Cast) -> None:
    bad = {"record.minors": "none", "record.through": "a cousin", "record.consent": "maybe"}
    codes = {p.code for p in take_entries(read_entries(sheet(bad)), by=cast.alice).problems}
    assert codes == {"amount-not-a-number", "record-no-code", "record-no-yes-or-no"}


def test_the_record_of_a_row_is_kept_with_its_entry(cast: Cast) -> None:
    take_entries(read_entries(sheet({"record.through": "用人单位直接招用"})), by=cast.alice)
    assert Entry.objects.get(own_reference="fir-1").details == SAFEGUARDS
