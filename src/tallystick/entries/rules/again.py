"""What may be said again in the next report of the same thing, and what must be said afresh.

A clerk's month is much like her last one: places, purposes and the employer stay, figures do not.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.rules.pipelines import Pipeline
from tallystick.programme.rules.recorded import SCALES, Value, read_value
from tallystick.programme.rules.records import Field

# The tick that says that workers were asked again.
ASKED = "asked_again"
# A figure that is the term of a contract stays what it was until it is agreed anew.
AGREED = frozenset({"wage_agreed", "hours_agreed"})
# A paper, or a reason, is that of one report.
OF_ONE_REPORT = frozenset(
    {
        "roster_hash", "document_number", "contract_number", "certificate", "event", "why",
        "why_returned", "why_left", "why_ended", "why_withdrawn", "topic",
    }
)  # fmt: skip


def next_day(day: date, today: date) -> date:
    """Return the same day of the next month, the last day after a last day; never one to come.

    >>> next_day(date(2020, 1, 31), date(2020, 6, 1)), next_day(date(2020, 3, 10), date(2020, 4, 2))
    (datetime.date(2020, 2, 29), datetime.date(2020, 4, 2))
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    longest = monthrange(year, month)[1]
    was_last = day.day == monthrange(day.year, day.month)[1]
    return min(date(year, month, longest if was_last else min(day.day, longest)), today)


def carried_record(
    pipeline: Pipeline, record: Mapping[str, Value], *, figures: bool = False
) -> dict[str, Value]:
    """Return what of a record holds on until somebody says otherwise.

    `figures`: its figures too. A day, a paper and a reason are of one report and never carried.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> carried_record(pipelines()["placement"], {"employer": "Works", "refusals": 3})
    {'employer': 'Works'}
    """
    known = pipeline.record.entry
    return {
        code: value
        for code, value in record.items()
        if code in known
        and code not in OF_ONE_REPORT
        and known[code].kind != "day"
        and (figures or code in AGREED or known[code].kind not in SCALES)
    }


def carried_thing(pipeline: Pipeline, thing: str | None) -> str:
    """Return the named thing of the next report; what counts once is not reported again.

    Source: docs/method/entries.md, "As last time".

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> carried_thing(pipelines()["project"], "mill"), carried_thing(pipelines()["funds"], "mill")
    ('', 'mill')
    """
    return "" if pipeline.subject.once else thing or ""


def answered_again(
    pipeline: Pipeline,
    said: Iterable[Mapping[str, str]],
    before: Iterable[Mapping[str, Value]],
    *,
    figures: bool = False,
) -> frozenset[str]:
    """Return the codes of what protects workers that is answered as last time.

    `said` is what is typed now, `before` the records of the reports it was begun from; an answer
    that was changed is the clerk's own. `figures`: those were carried too.
    Source: docs/method/entries.md, "As last time".

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> last = {"employer": "Works", "consent": True, "quota": False}
    >>> typed = {"employer": "Works", "consent": "Yes", "quota": "yes"}
    >>> answered_again(pipelines()["placement"], [typed], [last])
    frozenset({'consent'})
    """
    guarded = {code: one for code, one in pipeline.record.entry.items() if one.guard}
    carried = {
        (code, value)
        for record in before
        for code, value in carried_record(pipeline, record, figures=figures).items()
    }
    return frozenset(
        code
        for row in said
        for code, text in row.items()
        if code in guarded and (code, _meant(guarded[code], text)) in carried
    )


def _meant(one: Field, text: str) -> Value:
    """Return what a text says, however it is written; itself where it says nothing known."""
    try:
        return read_value(one, text.strip())
    except Refused:
        return text


def check_asked_again(answers: Collection[str], tick: str) -> list[Problem]:
    """Return what is lacking where answers of last time are handed on and nobody asked again.

    >>> [one.params["n"] for one in check_asked_again({"consent", "quota"}, "")]
    [2]
    >>> check_asked_again({"consent"}, "yes"), check_asked_again((), "")
    ([], [])
    """
    if not answers or tick == "yes":
        return []
    return [Problem("answers-not-asked-again", ASKED, {"n": len(answers)})]
