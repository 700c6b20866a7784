"""A table that begins with the rows of last time: names and breakdowns filled, figures empty."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from tallystick.entries.rules.again import carried_record, carried_thing, next_day
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.rules.titles import moved_title
from tallystick.interchange.excel.columns import DIMENSION, RECORD, Column
from tallystick.interchange.excel.frame import read_period
from tallystick.interchange.excel.words import spoken
from tallystick.interchange.pasted.clipboard import text_of_rows
from tallystick.programme.rules.pipelines import CARRIED, dimensions, pipelines
from tallystick.programme.rules.recorded import value_text

Row = dict[str, str]


def rows_of_last_time(
    reports: Iterable[Report],
    columns: Sequence[Column],
    *,
    period: str,
    today: date,
    lang: str,
    most: int,
) -> str:
    """Return a table's text with headings: a row for each line of these reports, no figure.

    What tells lines apart stays, days and titles move on to `period`; at most so many rows.
    """
    said = [row for report in reports for row in _rows(report, period, today)][:most]
    heads = [spoken(column.words, lang) for column in columns]
    body = [[_cell(column, row, lang) for column in columns] for row in said]
    return text_of_rows([heads, *body])


def _rows(report: Report, period: str, today: date) -> list[Row]:
    """Return one row for each way in which the lines of a report are told apart, as codes."""
    if report.source == CARRIED:
        return []
    day = day_in(period, report.happened_on, today)
    known = pipelines()[report.pipeline]
    frame = {
        "on": day.isoformat(),
        "move": report.move,
        "region": report.region,
        "partner": report.partner,
        "statement": report.statement,
        "thing": carried_thing(known, report.thing),
        "title": moved_title(report.title_en, report.happened_on, day),
        "title_zh": moved_title(report.title_zh, report.happened_on, day),
    }
    record = carried_record(known, report.record)
    frame |= {f"{RECORD}{c}": value_text(known.record.entry[c], v) for c, v in record.items()}
    apart = {tuple(sorted(_codes(line, report, day).items())): None for line in report.lines}
    return [{**frame, **dict(codes)} for codes in apart]


def _codes(line: StatedLine, report: Report, day: date) -> Row:
    """Return what tells a line apart; a year that was that of the report moves on with it."""
    said = {d: c for d, c in {**line.cell, **line.note}.items() if c != "-"}
    was = str(report.happened_on.year)
    return {
        DIMENSION + d: str(day.year) if dimensions()[d].codes is None and c == was else c
        for d, c in said.items()
    }


def day_in(period: str, was: date, today: date) -> date:
    """Return the day of a month, quarter or year that answers to one of the time before it.

    >>> day_in("2020-02", date(2020, 1, 31), date(2020, 6, 1))
    datetime.date(2020, 2, 29)
    >>> day_in("2020-Q2", date(2020, 2, 29), date(2020, 12, 1))
    datetime.date(2020, 5, 31)
    """
    span = read_period(period)
    if span is None or (span[0].year, span[0].month) == (span[1].year, span[1].month - 11):
        return next_day(was, today)
    # Of a quarter, the month that stands where the month of last time stood in its own.
    later = (was.month - 1) % 3 if span[0].month != span[1].month else 0
    start = span[0].replace(month=span[0].month + later)
    longest = monthrange(start.year, start.month)[1]
    was_last = was.day == monthrange(was.year, was.month)[1]
    day = date(start.year, start.month, longest if was_last else min(was.day, longest))
    return min(day, today) if start <= today else day


def _cell(column: Column, row: Row, lang: str) -> str:
    """Return a cell in the words that are chosen there; empty where the row says nothing."""
    code = row.get(column.code, "")
    return spoken(column.choices[code], lang) if code in column.choices else _free(column, code)


def _free(column: Column, code: str) -> str:
    """Return what is typed freely; a code that may not be chosen here is left out."""
    return "" if column.choices else code
