"""A scorecard as a page draws it: rows by workstream in one measure each, and one chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.entries.queries import OPEN
from tallystick.indicators.queries import Scorecard
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.rows import ScoreRow as Row
from tallystick.programme.models import AgreementVersion, Pairing
from tallystick.programme.rules.bindings import bindings
from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators
from tallystick.web.addresses import address
from tallystick.web.contexts.pairings import Chart, ChartMonth, Flag, ScoreGroup, ScoreRow
from tallystick.web.contexts.shared import Cell
from tallystick.web.figures import Empty, Measure, measure, month_name
from tallystick.web.tally import Tally, month_bars, spark
from tallystick.web.wording import language

# At most this many remarks a row, the gravest first.
FLAGS = 2
REASONS = ("not_reported", "not_due", "not_applicable")
# The flag of a row that says that a figure could be there and is not.
NONE_THERE = {"no_target": ("target", Empty.NO_TARGET), "no_claim": ("claimed", Empty.NONE)}


def groups_of(
    card: Scorecard,
    pairing: Pairing,
    query: Mapping[str, str],
    workstream: str = "",
    *,
    every: bool = True,
) -> tuple[ScoreGroup, ...]:
    """Return the rows of a scorecard by workstream; `query` is kept in every figure's address.

    Unless `every` is asked for, only rows with a target or a published figure are shown.
    """
    known = indicators()
    found = []
    chosen = [r for r in card.rows if every or r.target is not None or r.claimed is not None]
    for code, words in WORKSTREAMS.items():
        rows = [r for r in chosen if known[r.indicator].workstream == code]
        if rows and workstream in ("", code):
            text = agreement_address(card.texts.bears)
            shown = tuple(
                drawn_row(
                    row, pairing, card.year, query.get("as_of", ""), text=text, level=card.level
                )
                for row in rows
            )
            found.append(ScoreGroup(words.label(language()), shown))
    return tuple(found)


def measure_of(*rows: Row, also: Iterable[int | None] = ()) -> Measure:
    """Return how a row is written, or several of one indicator: one measure for all figures.

    `also`: what stands beside them, such as the parts of one.
    """
    amounts = [
        amount
        for row in rows
        for amount in (row.target, row.matched, row.waiting, row.last_year, row.claimed)
    ]
    amounts += also
    indicator = indicators()[rows[0].indicator]
    return measure(
        [amount for amount in amounts if amount is not None],
        indicator.shown_unit.label(language()),
        indicator.unit,
        scale=indicator.scale,
        lang=language(),
    )


def agreement_address(text: AgreementVersion | None) -> str:
    """Return where the words of a target stand; nothing where no text bears it."""
    return f"{reverse('agreement', args=[text.agreement.code])}#targets" if text else ""


def waiting_address(pairing: str, year: int, indicator: str) -> str:
    """Return the entries that wait for a figure, narrowed to those it is made of."""
    formula = formulas().get(indicator)
    kinds = {count.pipeline for count in formula.counts()} if formula else set()
    pipeline = kinds.pop() if len(kinds) == 1 else ""
    asked = {"pairing": pairing, "state": OPEN, "pipeline": pipeline, "year": str(year)}
    return address(reverse("entries"), asked)


def last_year_address(row: Row, pairing: str, year: int, as_of: str, level: str = "") -> str:
    """Return the walk of the year before; this year's, where another pairing bore that one."""
    borne = any(flag.code == "last_year_of_other_pairing" for flag in row.remarks)
    walked = reverse("explain", args=[pairing, year if borne else year - 1, row.indicator])
    return address(walked, {"as_of": as_of, "level": level})


def drawn_row(
    row: Row,
    pairing: Pairing,
    year: int,
    as_of: str,
    how: Measure | None = None,
    name: str = "",
    text: str = "",
    level: str = "",
) -> ScoreRow:
    """Return one row as it is drawn: under the indicator's name, or another where one is given.

    `text`: where the words of its target stand; without it the walk leads there. `level`: the only
    one whose lines are in it.
    """
    how = how or measure_of(row)
    walked = reverse("explain", args=[pairing.code, year, row.indicator])
    walk = address(walked, {"as_of": as_of, "level": level})
    # What waited on an earlier day is no list of today's, and that list is of all levels.
    there = "#waiting" if row.waiting else "#facts"
    waits = waiting_address(pairing.code, year, row.indicator)
    if as_of or level:
        waits = f"{walk}{there}"
    last = last_year_address(row, pairing.code, year, as_of, level)
    claims = address(reverse("claims"), {"pairing": pairing.code, "indicator": row.indicator})
    return ScoreRow(
        code=row.indicator,
        name=name or indicators()[row.indicator].name(language()),
        unit=how.unit,
        tally=tally_of(row),
        target=cell_of(how, row, "target", row.target, text or f"{walk}#facts"),
        matched=cell_of(how, row, "matched", row.matched, walk),
        waiting=cell_of(how, row, "waiting", row.waiting, waits),
        claimed=cell_of(how, row, "claimed", row.claimed, claims),
        last_year=cell_of(how, row, "last_year", row.last_year, last),
        completion=_completion(row),
        spark=spark(_year_line(row, row.monthly), _year_line(row, row.monthly_last_year)),
        flags=_flags(row),
        part=_is_part(row.indicator),
    )


def _completion(row: Row) -> str:
    if row.completion_percent is None:
        return ""
    return _("%(percent)s%% of target") % {"percent": row.completion_percent}


def _flags(row: Row) -> tuple[Flag, ...]:
    """Return what to read first: not what the columns beside it say already."""
    said = [flag for flag in row.remarks if flag.code != "waiting"]
    return tuple(Flag(flag.sentence(language()), flag.tone) for flag in said[:FLAGS])


def _year_line(row: Row, months: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Return the line of a year: what a flow had come to by each month, what a stock stood at."""
    indicator = indicators()[row.indicator]
    if indicator.kind != "flow" or indicator.aggregation == "ratio":
        return months
    run, line = 0, []
    for month in months:
        run += month or 0
        line.append(None if month is None else run)
    return tuple(line)


def tally_of(row: Row) -> Tally:
    """Return what the split tally of a row shows."""
    return Tally(
        matched=max(row.matched or 0, 0),
        target=row.target,
        waiting=max((row.waiting or 0) - (row.disputed or 0), 0),
        differs=max(row.disputed or 0, 0),
        claimed=row.claimed,
        last_year=row.last_year,
    )


def cell_of(how: Measure, row: Row, field: str, amount: int | None, href: str = "") -> Cell:
    """Return one figure of a row, or why there is none."""
    if amount is not None:
        return Cell(how.show(amount), href=href)
    for flag in row.flags:
        about, empty = NONE_THERE.get(flag.code, ("", Empty.NOT_APPLICABLE))
        if about == field:
            return Cell(empty=empty)
    for reason in REASONS:
        if any(flag.code == reason and flag.about == field for flag in row.flags):
            return Cell(empty=Empty(reason), href=href if field == "matched" else "")
    return Cell(empty=Empty.NOT_REPORTED if field == "last_year" else Empty.NOT_APPLICABLE)


def _is_part(code: str) -> bool:
    """Return whether an indicator is said to lie inside another one of the same workstream."""
    overlaps = bindings()[code].overlaps
    known = indicators()
    return any(known[other].workstream == known[code].workstream for other in overlaps)


def shows_all(card: Scorecard, *, asked: bool) -> bool:
    """Return whether every row in use is shown: as asked for, or where nothing was agreed."""
    return asked or not any(row.target is not None for row in card.rows)


def charted(card: Scorecard) -> list[Row]:
    """Return the rows that moved in some month, and so can be drawn by month."""
    return [row for row in card.rows if any(row.monthly)]


def chart_of(card: Scorecard, wanted: str, as_of: str = "") -> Chart | None:
    """Return one indicator by month: the one asked for, else the first with a target.

    `as_of` is kept in the addresses of the walks.
    """
    moved = charted(card)
    if not moved:
        return None
    targeted = [row for row in moved if row.target is not None]
    row = next((row for row in moved if row.indicator == wanted), (targeted or moved)[0])
    how = measure_of(row, also=(*row.monthly, *row.monthly_last_year))
    walked = reverse("explain", args=[card.pairing, card.year, row.indicator])
    walk = address(walked, {"as_of": as_of, "level": card.level})
    last = last_year_address(row, card.pairing, card.year, as_of, card.level)
    bars = month_bars(row.monthly, row.monthly_last_year)
    months = tuple(
        ChartMonth(
            month_name(n + 1, language()),
            bar,
            _month_cell(how, row.monthly, n, month_is_empty(card, n + 1), walk),
            _month_cell(how, row.monthly_last_year, n, month_was_empty(card, n + 1), last),
        )
        for n, bar in enumerate(bars)
    )
    title = indicators()[row.indicator].name(language())
    return Chart(_("%(name)s by month") % {"name": title}, how.unit, card.year, months)


def _month_cell(
    how: Measure, values: tuple[int | None, ...], n: int, empty: Empty, walk: str
) -> Cell:
    value = values[n] if n < len(values) else None
    return Cell(empty=empty) if value is None else Cell(how.show(value), href=walk)


def month_is_empty(card: Scorecard, month: int) -> Empty:
    """Return why a month of the year holds nothing: it lies ahead, apart from the pairing, or none.

    A month after the report's own last day is no part of it.
    """
    if (card.year, month) > (card.as_of.year, card.as_of.month):
        return Empty.NOT_DUE
    window = card.window
    within = window is not None and window.since.month <= month <= window.stock_on.month
    return Empty.NOT_REPORTED if within and not card.level else Empty.NOT_APPLICABLE


def month_was_empty(card: Scorecard, month: int) -> Empty:
    """Return why a month of the year before holds nothing; only the same days are compared."""
    window = card.window
    within = window is not None and window.last_since.month <= month <= window.last_until.month
    return Empty.NOT_REPORTED if within and not card.level else Empty.NOT_APPLICABLE
