"""Files of published figures as offices save them: taken whole, or told what to do, never guessed.

All figures are invented.
"""

from __future__ import annotations

import pytest
from tests.interchange.claim_files import ROW, UNITS, claims_csv

from tallystick.interchange.csv.claims import ClaimRow, read_claims

PLAIN = claims_csv({})
CHINESE = claims_csv({"supporting_region": "大连", "supported_region": "六盘水"})
TRADITIONAL = claims_csv(
    {"supporting_region": "大連", "supported_region": "六盤水", "value_as_printed": "超過3244萬元"}
)
WESTERN = (
    claims_csv({"level": "Île de Ré", "value_as_printed": "1", "value": "1"})
    .decode()
    .encode("latin-1")
)
TURNED = ",".join(list(ROW)[::-1]) + "\n" + ",".join(list(ROW.values())[::-1]) + "\n"


def read(source: bytes) -> tuple[list[ClaimRow], list[tuple[object, str]]]:
    """Return the rows in order, and row and code of each problem."""
    rows, found = read_claims(source, units=UNITS)
    for problem in found:
        for lang in ("en", "zh"):
            assert problem.sentence(lang).endswith((".", "。")), problem
    return rows, [(problem.params["row"], problem.code) for problem in found]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(TURNED.encode(), id="columns in another order"),
        pytest.param(claims_csv({"备注": "说明", "note": "x"}), id="columns of their own"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="byte order mark"),
        pytest.param(PLAIN.replace(b"\n", b"\r\n"), id="ends of lines of Windows"),
        pytest.param(claims_csv({}, delimiter=";"), id="semicolons"),
        pytest.param(claims_csv({}, delimiter="\t"), id="tabs"),
        pytest.param(CHINESE.decode().encode("gb18030"), id="saved by Excel in China"),
        pytest.param(TRADITIONAL.decode().encode("gb18030"), id="traditional signs in GB18030"),
        pytest.param(TRADITIONAL, id="traditional signs in UTF-8"),
        pytest.param(CHINESE.decode().encode("utf-16"), id="Unicode text of Excel"),
    ],
)
def test_whatever_way_a_sheet_is_saved_its_figure_is_the_same(source: bytes) -> None:
    (row,), found = read(source)
    assert found == []
    assert (row.value, row.unit, row.indicator) == ("32440000", "CNY", "FS_GOV_FUND")
    assert row.qualifier == ("more_than" if "萬" in row.printed else "exact")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (TRADITIONAL.decode().encode("big5"), "sheet-encoding-unknown"),
        (WESTERN, "sheet-encoding-unknown"),
        ("东西部协作一览\n".encode() + PLAIN, "sheet-title-first"),
        ("东西部协作一览,,,\n".encode() + PLAIN, "sheet-title-first"),
        (PLAIN + b'Dalian,"Liup\n', "quote-not-closed"),
        (PLAIN + b"Dalian,Liupanshui\n", "row-ragged"),
    ],
)
def test_a_file_that_cannot_be_read_for_certain_says_how_to_save_it(
    source: bytes, code: str
) -> None:
    assert code in [said for _, said in read(source)[1]]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2019/1/1", "2019-01-01"),
        ("2019年1月1日", "2019-01-01"),
        ("2019-01-01 00:00:00", "2019-01-01"),
        ("２０１９-０１-０１", "2019-01-01"),
        ("1/1/2019", None),
        ("43466", None),
        ("1-Jan-19", None),
        ("2019-01", None),
    ],
)
def test_a_day_is_read_where_it_is_certain(cell: str, day: str | None) -> None:
    rows, found = read(claims_csv({"period_start": cell}))
    assert [str(row.period_start) for row in rows] == ([day] if day else [])
    assert found == ([] if day else [(2, "no-date")])


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "flag"),
    [
        ("3244余万元", "32440000", "more_than", None),
        ("不少于3244万元", "32440000", "more_than", None),
        ("近3244万元", "32440000", "nearly", None),
        ("3244万元左右", "32440000", "about", None),
        ("at least 32.44 million yuan", "32440000", "more_than", None),
        ("almost 32.44 million", "32440000", "nearly", None),
        ("不到3244万元", "32440000", "", "printed-not-read"),
        ("up to 32.44 million yuan", "32440000", "", "printed-not-read"),
        ("30万至50万元", "400000", "about", "printed-not-compared"),
        ("between 20 and 30 projects", "25", "about", "printed-not-compared"),
        ("三四千元", "3000", "", "printed-not-read"),
        ("３，２４４万元", "32440000", "exact", None),
    ],
)
def test_a_hedge_or_a_range_is_kept_as_it_is_said(
    printed: str, value: str, qualifier: str, flag: str | None
) -> None:
    (row,), found = read(claims_csv({"value_as_printed": printed, "value": value}))
    assert found == []
    assert row.qualifier == qualifier
    assert [f for f in row.flags if f.startswith("printed")] == ([flag] if flag else [])


@pytest.mark.parametrize(
    ("printed", "value", "unit", "said"),
    [
        ("80.5%", "80.5", "percent", None),
        ("百分之八十", "80", "percent", None),
        ("80.5%", "0.805", "percent", "printed-differs"),
        ("提高3.2个百分点", "3.2", "percentage-point", "unit-differs"),
        ("up 3.2 percentage points", "3.2", "percent", "printed-unit-differs"),
        ("5‰", "0.5", "percent", "printed-unit-differs"),
    ],
)
def test_shares_and_points_of_shares_are_told_apart(
    printed: str, value: str, unit: str, said: str | None
) -> None:
    cells = {"indicator_code": "FS_DISBURSE_RATE", "unit": unit}
    rows, found = read(claims_csv({**cells, "value_as_printed": printed, "value": value}))
    assert [code for _, code in found] + [f for row in rows for f in row.flags] == (
        [said] if said else []
    )


def test_a_row_said_twice_is_named_and_a_row_from_elsewhere_is_not() -> None:
    rows, found = read(
        claims_csv({}, {}, {"url": "https://example.org/2"}, {"value": "32440000.0"})
    )
    assert [row.row for row in rows] == [2, 4]
    assert found == [(3, "row-twice"), (5, "row-twice")]


def test_twenty_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows, found = read(claims_csv(*({"breakdown": f"part {n}"} for n in range(20_001))))
    assert len(rows) == 20_000
    assert found == [(20_002, "too-many-rows")]
