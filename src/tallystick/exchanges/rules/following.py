"""How far what a commitment is linked to has come, and how the commitment stands by it.

Plain Python. Source: docs/method/commitments.md, "Kept by movements".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.exchanges.rules.links import later_stages
from tallystick.programme.rules.pipelines import Pipeline


@dataclass(frozen=True)
class Progress:
    """How far one link has come, and the day on which it was fulfilled, or could be no more.

    Units: `done` and `wanted` in minor units; of a thing both count the thing itself. `stage` is
    where the thing stands.
    """

    done: int
    wanted: int
    reached_on: date | None = None
    failed_on: date | None = None
    stage: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a commitment stands by what was found: its state, and since which day."""

    state: str
    on: date | None = None


def thing_progress(
    pipeline: Pipeline, stage: str, days: Iterable[tuple[date, str, int]]
) -> Progress:
    """Return how far a thing is from a stage, of what it moved by day and stage.

    It is there on the day it first comes to the stage or a later one. Taken back, it never came;
    ended elsewhere before it came, it comes no more. A hand-over between books moves nothing.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> project = pipelines()["project"]
    >>> signed = [(date(2021, 1, 5), "signed", 1)]
    >>> landed = [(date(2021, 3, 1), "signed", -1), (date(2021, 3, 1), "landed", 1)]
    >>> thing_progress(project, "landed", signed + landed).reached_on.isoformat()
    '2021-03-01'
    >>> gone = [(date(2021, 2, 1), "signed", -1), (date(2021, 2, 1), "cancelled", 1)]
    >>> thing_progress(project, "landed", signed + gone).failed_on.isoformat()
    '2021-02-01'
    """
    later = later_stages(pipeline, stage)
    ends = {code for code, one in pipeline.stages.items() if one.end} - later
    held: dict[str, int] = defaultdict(int)
    reached: date | None = None
    failed: date | None = None
    for day, moved in _by_day(days):
        for code, net in moved:
            held[code] += net
        there = any(held[code] > 0 for code in later)
        ended = any(held[code] > 0 for code in ends)
        if reached is None:
            reached = day if there else None
            failed = (failed or day) if ended and not there else None
        elif not there and not ended:
            reached = None
    here = [code for code in pipeline.stages if held[code] > 0]
    return Progress(int(reached is not None), 1, reached, failed, here[-1] if here else "")


def _by_day(
    days: Iterable[tuple[date, str, int]],
) -> list[tuple[date, list[tuple[str, int]]]]:
    found: dict[date, list[tuple[str, int]]] = defaultdict(list)
    for day, stage, net in days:
        found[day].append((stage, net))
    return sorted(found.items())


def amount_progress(wanted: int, steps: Iterable[tuple[date, int]]) -> Progress:
    """Return how much of an amount came in, and the day on which it was complete.

    What was taken back since is missing again; the day is the one from which it stayed complete.

    >>> steps = [(date(2021, 3, 1), 60), (date(2021, 5, 1), 50), (date(2021, 6, 1), -20)]
    >>> amount_progress(100, steps[:2]).reached_on.isoformat()
    '2021-05-01'
    >>> amount_progress(100, steps).done, amount_progress(100, steps).reached_on
    (90, None)
    """
    total, reached = 0, None
    by_day: dict[date, int] = defaultdict(int)
    for day, amount in steps:
        by_day[day] += amount
    for day, amount in sorted(by_day.items()):
        total += amount
        if total < wanted:
            reached = None
        elif reached is None:
            reached = day
    return Progress(total, wanted, reached)


def counted_once(steps: Iterable[tuple[str, date, int]]) -> list[tuple[date, int]]:
    """Return named subjects as steps of one each, on the day from which each holds something.

    >>> counted_once([("a", date(2021, 3, 1), 1), ("a", date(2021, 4, 1), 1)])
    [(datetime.date(2021, 3, 1), 1)]
    >>> counted_once([("a", date(2021, 3, 1), 1), ("a", date(2021, 3, 1), -1)])
    []
    """
    by_name: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for name, day, amount in steps:
        by_name[name].append((day, amount))
    came = (amount_progress(1, own).reached_on for own in by_name.values())
    return [(day, 1) for day in came if day is not None]


def outcome(links: Sequence[Progress]) -> Outcome:
    """Return how a commitment stands by its links: kept when all are fulfilled, on the day of the
    last; broken when one can be no more; else open.

    >>> outcome([Progress(1, 1, date(2021, 3, 1)), Progress(5, 5, date(2021, 9, 12))])
    Outcome(state='kept', on=datetime.date(2021, 9, 12))
    >>> outcome([Progress(1, 1, date(2021, 3, 1)), Progress(0, 1)]).state, outcome([]).state
    ('made', 'made')
    """
    reached = [one.reached_on for one in links if one.reached_on is not None]
    failed = [one.failed_on for one in links if one.failed_on is not None]
    if failed:
        return Outcome("broken", min(failed))
    if links and len(reached) == len(links):
        return Outcome("kept", max(reached))
    return Outcome("made")
