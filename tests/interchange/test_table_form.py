"""A CSV file is read whatever wrote it, and refused with a reason when it is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interchange.claim_files import ROW, UNITS, claims_csv

from tallystick.interchange.csv import table
from tallystick.interchange.csv.claims import read_claims
from tallystick.interchange.csv.table import read_table

GOOD = claims_csv({"supported_region": "六盘水市"})


def codes(source: bytes) -> list[tuple[object, str]]:
    """Return row and code of each problem."""
    return [(p.params["row"], p.code) for p in read_claims(source, units=UNITS)[1]]


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbf" + GOOD,
        GOOD.decode().encode("gb18030"),
        GOOD.decode().encode("utf-16"),
        claims_csv({"supported_region": "六盘水市"}, delimiter=";"),
        claims_csv({"supported_region": "六盘水市"}, delimiter="\t"),
        GOOD.replace(b"\r\n", b"\n"),
        GOOD.replace(b"\r\n", b"\r"),
        GOOD.replace(b"\r\n", b"\r\n\r\n"),
        GOOD.replace(b"\r\n", b",,\r\n"),
        GOOD.replace(b"supported_region", b" Supported_Region "),
        claims_csv({"supported_region": "六盘水市"}, drop=("flag", "level", "breakdown")),
        claims_csv({"supported_region": "六盘水市", "remark": "kept"}),
        claims_csv({"supported_region": "六盘水市", "as_of": "2019/12/31"}),
    ],
)
def test_what_a_spreadsheet_makes_of_the_form_is_still_read(source: bytes) -> None:
    rows, found = read_claims(source, units=UNITS)
    assert found == []
    assert rows[0].supported_text == "六盘水市"
    assert rows[0].as_of is not None


def test_columns_may_stand_in_any_order() -> None:
    names = list(reversed(ROW))
    source = "\n".join([",".join(names), ",".join(ROW[name] for name in names)]).encode()
    assert codes(source) == []


def test_blank_lines_are_counted_but_no_rows() -> None:
    header, row, _ = claims_csv({"value": "-1"}).split(b"\r\n")
    assert codes(b"\n".join([header, b"", b",,,", row])) == [(4, "amount-negative")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"", [(None, "sheet-empty")]),
        (b" \n ", [(None, "sheet-empty")]),
        (GOOD.split(b"\r\n")[0], [(None, "sheet-empty")]),
        (b"PK\x03\x04 and so on", [(None, "sheet-not-csv")]),
        (b"%PDF-1.7", [(None, "sheet-not-csv")]),
        (GOOD.replace(b"city", b"ci\0ty"), [(None, "sheet-not-text")]),
        (GOOD + b"\xff\xff", [(None, "sheet-encoding-unknown")]),
        (GOOD.replace(b"level", b"unit"), [(1, "column-twice")]),
        (claims_csv({}, drop=("unit", "value")), [(1, "column-missing")] * 2),
        (b'a,"b\n' * 3, [(1, "quote-not-closed")]),
        (GOOD.replace(b"invented", b'"never closed'), [(2, "quote-not-closed")]),
        (GOOD.replace(b"invented", b"one, two"), [(2, "row-ragged")]),
        (GOOD.replace(b",invented,actual,,official,", b""), [(2, "row-ragged")]),
        (GOOD.replace(b"invented", b"in\x07vented"), [(2, "cell-control-sign")]),
        (GOOD.replace(b"invented", b"x" * 10_001), [(2, "cell-too-long")]),
        (GOOD.replace(b"invented", b"x" * 200_000), [(2, "quote-not-closed")]),
        (b"," * 300, [(1, "too-many-columns")]),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_reason(
    source: bytes, found: list[tuple[int | None, str]]
) -> None:
    assert codes(source) == found


def test_a_large_file_and_a_long_one_are_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.process_time()
    assert codes(b'"' + b"x" * (table.LARGEST_FILE + 1)) == [(None, "sheet-too-large")]
    assert codes(b'"' + b"x" * table.LARGEST_FILE)[0][1] in ("sheet-too-large", "quote-not-closed")
    assert time.process_time() - started < 3
    long = read_table(b"a\n" + b"1\n" * 10, required=["a"], longest=5)
    assert (len(long.rows), [p.code for p in long.problems]) == (5, ["too-many-rows"])


def test_a_good_row_beside_a_ragged_one_is_kept() -> None:
    rows, found = read_claims(GOOD + b"only,two\r\n", units=UNITS)
    assert len(rows) == 1
    assert [(p.path, p.code) for p in found] == [("row 3", "row-ragged")]


@given(st.binary(max_size=300))
def test_any_bytes_at_all_give_problems_and_never_raise(noise: bytes) -> None:
    _, found = read_claims(noise, units=UNITS)
    assert found
    read_claims(GOOD + noise, units=UNITS)
    for problem in found:
        assert problem.sentence("en") != problem.sentence("zh")
