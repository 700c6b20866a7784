"""Published figures in: each row checked against the form and the indicator catalogue. Pure.

What is printed wins as evidence. A value that differs from the print by a power of ten is a slip
and is refused; a sum or an average that cannot be compared is flagged and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tallystick.exchanges.rules.read_figures import slipped
from tallystick.indicators.rules.printed import OUTSIDE, PRESS, SOURCE_KINDS
from tallystick.interchange.csv.parties import LONGEST_PARTY, PartyName, read_party
from tallystick.interchange.csv.table import read_table
from tallystick.interchange.sheets.dates import read_date
from tallystick.interchange.sheets.rows import NO, YES, Row, at
from tallystick.kernel.address import host_of
from tallystick.kernel.numeral import Figure, read_figure, read_plain
from tallystick.kernel.numeral.digits import plain
from tallystick.kernel.problem import Problem, Refused

OTHER = OUTSIDE
STATUSES = ("actual", "planned", "rule")
FIRST_YEAR, LAST_YEAR = 1949, 2100

REQUIRED = (
    "supporting_region",
    "supported_region",
    "indicator_code",
    "value_as_printed",
    "value",
    "unit",
)
OPTIONAL = (
    "level",
    "period_start",
    "period_end",
    "as_of",
    "cumulative",
    "url",
    "context_own_words",
    "status",
    "breakdown",
    "source_kind",
    "side",
    "flag",
)
_LONGEST: Mapping[str, int] = {
    "supporting_region": LONGEST_PARTY,
    "supported_region": LONGEST_PARTY,
    "indicator_code": 40,
    "value_as_printed": 200,
    "value": 40,
    "unit": 40,
    "level": 20,
    "url": 500,
    "context_own_words": 2000,
    "breakdown": 200,
    "flag": 200,
}

# Units in which a print and a value can be told apart; others (个, 户, 期) say only "a number".
_TELLING = frozenset(
    {"CNY", "USD", "HKD", "EUR", "GBP", "JPY", "person", "person-time", "percent", "permille"}
    | {"percentage-point", "km", "metre", "hectare", "mu", "square-metre", "tonne"}
    | {"ordinal", "duration"}
)


@dataclass(frozen=True)
class ClaimRow:
    """One published figure in order.

    Units: `value` is an exact decimal in base units of `unit`, as text. `qualifier` comes from the
    print: exact, about, more_than, nearly, or empty where the print cannot be read for certain.
    `flags` are codes; `doubt` is the file's own remark about the row.
    """

    row: int
    supporting_text: str
    supported_text: str
    supporting: PartyName
    supported: PartyName
    level: str
    indicator: str
    period_start: date | None
    period_end: date | None
    as_of: date | None
    printed: str
    value: str
    unit: str
    qualifier: str
    cumulative: bool
    status: str
    breakdown: str
    context: str
    source_kind: str
    side: str
    url: str
    flags: tuple[str, ...] = ()
    doubt: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


def read_claims(source: bytes, *, units: Mapping[str, str]) -> tuple[list[ClaimRow], list[Problem]]:
    """Return the rows in order and a problem for every cell that is not.

    Units: `units` maps each indicator code of the catalogue to its unit.
    Shape: each row of the file is either among the rows or has a problem; problems carry `row`
    (None: the file) and `column` among their parameters.
    """
    table = read_table(source, required=REQUIRED, known=OPTIONAL)
    rows: list[ClaimRow] = []
    problems = list(table.problems)
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        found = [problem for check in CHECKS for problem in check(row, units)]
        if not found:
            claim = _claim(row, units)
            first = seen.setdefault(_identity(claim), row.number)
            if first == row.number:
                rows.append(claim)
                continue
            found = [at(row.number, "", Problem("row-twice", "", {"first": first}))]
        problems += found
    return rows, sorted(problems, key=lambda problem: problem.params["row"] or 0)


Check = Callable[[Row, Mapping[str, str]], Iterator[Problem]]


def _cells_are_filled(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    for column in REQUIRED:
        if not row[column]:
            yield row.fault("cell-empty", column)


def _texts_are_short(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    for column, longest in _LONGEST.items():
        if len(row[column]) > longest:
            yield row.fault("cell-too-long", column, longest=longest)


def _indicator_is_known(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    code = row["indicator_code"]
    if code and code != OTHER and code not in units:
        yield row.fault("indicator-unknown", "indicator_code")


def _words_are_listed(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    listed: dict[str, tuple[str, ...]] = {
        "status": STATUSES,
        "source_kind": SOURCE_KINDS,
        "side": PRESS,
        "cumulative": (*YES, *NO),
    }
    for column, choices in listed.items():
        if row[column] and row[column].lower() not in choices:
            shown = ("y", "n") if column == "cumulative" else choices
            yield row.fault("not-one-of", column, choices=", ".join(shown))


def _dates_are_in_order(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    dates: dict[str, date | None] = {}
    for column in ("period_start", "period_end", "as_of"):
        day = dates[column] = read_date(row[column])
        if day is None and row[column]:
            yield row.fault("no-date", column)
        elif day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield row.fault("date-unlikely", column, first=FIRST_YEAR, last=LAST_YEAR)
    start, end = dates.get("period_start"), dates.get("period_end")
    if start is not None and end is not None and start > end:
        yield row.fault("period-backwards", "period_end", start=start.isoformat())


def _address_is_of_the_web(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    if row["url"] and "." not in (host_of(row["url"]) or ""):
        yield row.fault("url-not-web", "url")


def _value_is_exact(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    if row["value"]:
        try:
            value = plain(read_plain(row["value"]))
        except Refused as refused:
            yield at(row.number, "value", refused.problems[0])
            return
        read = slipped(row["value_as_printed"], f"{value:f}", row["unit"])
        if read is not None:
            params = {"printed": row["value_as_printed"][:60], "read": f"{read:f}"}
            yield row.fault("printed-differs", "value", **params)


CHECKS: tuple[Check, ...] = (
    _cells_are_filled,
    _texts_are_short,
    _indicator_is_known,
    _dates_are_in_order,
    _value_is_exact,
    _words_are_listed,
    _address_is_of_the_web,
)


def _comparable(figure: Figure, unit: str) -> bool:
    base = figure.unit.partition("/")[0]
    return base not in _TELLING or base == unit.partition("/")[0]


def _flags(row: Row, figure: Figure | None, value: Decimal, known: str | None) -> Iterator[str]:
    unit = row["unit"]
    if known is not None and unit != known:
        yield "unit-differs"
    if figure is None:
        yield "printed-not-read"
    elif not _comparable(figure, unit):
        yield "printed-unit-differs"
    elif figure.value is None:
        yield "printed-not-compared"
    elif figure.value != value:
        yield "printed-differs"
    for column in ("cumulative", "status", "source_kind", "url"):
        if not row[column]:
            yield f"{column.replace('_', '-')}-not-stated"


def _claim(row: Row, units: Mapping[str, str]) -> ClaimRow:
    figure = read_figure(row["value_as_printed"])
    value = plain(read_plain(row["value"]))
    return ClaimRow(
        row=row.number,
        supporting_text=row["supporting_region"],
        supported_text=row["supported_region"],
        supporting=read_party(row["supporting_region"]),
        supported=read_party(row["supported_region"]),
        level=row["level"].lower(),
        indicator=row["indicator_code"],
        period_start=read_date(row["period_start"]),
        period_end=read_date(row["period_end"]),
        as_of=read_date(row["as_of"]),
        printed=row["value_as_printed"],
        value=f"{value:f}",
        unit=row["unit"],
        qualifier=figure.qualifier if figure else "",
        cumulative=row["cumulative"].lower() in YES,
        status=row["status"].lower() or "actual",
        breakdown=row["breakdown"],
        context=row["context_own_words"],
        source_kind=row["source_kind"].lower(),
        side=row["side"].lower(),
        url=row["url"],
        flags=tuple(_flags(row, figure, value, units.get(row["indicator_code"]))),
        doubt=row["flag"],
        extra={
            name: cell
            for name, cell in row.cells.items()
            if name and cell and name not in REQUIRED and name not in OPTIONAL
        },
    )


def _identity(claim: ClaimRow) -> tuple[str, ...]:
    """Return what makes two rows one claim; the words around the figure and the level do not."""
    dates = (claim.period_start, claim.period_end, claim.as_of)
    return (
        claim.supporting_text,
        claim.supported_text,
        claim.indicator,
        *map(str, dates),
        claim.printed,
        claim.value,
        claim.unit,
        str(claim.cumulative),
        claim.status,
        claim.breakdown,
        claim.source_kind,
        claim.url,
    )
