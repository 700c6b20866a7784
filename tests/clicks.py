"""How many clicks a person's job takes: counted by the stories, told in a table, held to a ceiling.

TALLYSTICK_CLICKS=FILE          writes the table into a file too
TALLYSTICK_ACCEPT_CLICKS=1      makes what was counted the new ceiling
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

CEILINGS = Path(__file__).parent / "web" / "clicks.json"
TABLE, ACCEPT, KEY = "TALLYSTICK_CLICKS", "TALLYSTICK_ACCEPT_CLICKS", "clicks"
HOW = f"If this is meant, run the stories once with {ACCEPT}=1 and commit clicks.json."


@dataclass(frozen=True)
class Effort:
    """What a job took: clicks (a choice from a list is one), fields typed in, pages loaded."""

    clicks: int = 0
    fields: int = 0
    pages: int = 0

    def since(self, before: Effort) -> Effort:
        """Return what was done after `before` was counted.

        >>> Effort(5, 2, 3).since(Effort(1, 2, 1))
        Effort(clicks=4, fields=0, pages=2)
        """
        return Effort(
            self.clicks - before.clicks, self.fields - before.fields, self.pages - before.pages
        )

    def over(self, ceiling: Effort) -> bool:
        """Tell whether this is more, in anything, than what was committed.

        >>> Effort(5, 2, 3).over(Effort(5, 2, 3)), Effort(5, 3, 3).over(Effort(9, 2, 3))
        (False, True)
        """
        return any(now > then for now, then in zip(self.each(), ceiling.each(), strict=True))

    def each(self) -> tuple[int, int, int]:
        """Return the three counts."""
        return self.clicks, self.fields, self.pages


@dataclass(frozen=True)
class Counted:
    """One job as it was done: whose, what, at which width, in which language."""

    job: str
    width: int
    language: str
    effort: Effort


def ceilings() -> dict[str, dict[str, Effort]]:
    """Return job → width → the most it may take."""
    kept = json.loads(CEILINGS.read_text("utf-8")) if CEILINGS.exists() else {}
    return {
        job: {width: Effort(*counts) for width, counts in widths.items()}
        for job, widths in kept.items()
    }


def too_much(done: Counted, allowed: Mapping[str, Mapping[str, Effort]]) -> str:
    """Return what to say of a job that took more than its ceiling; empty where it did not.

    >>> done = Counted("clerk: signs in", 390, "en", Effort(3, 2, 2))
    >>> too_much(done, {"clerk: signs in": {"390": Effort(3, 2, 2)}})
    ''
    >>> too_much(done, {"clerk: signs in": {"390": Effort(2, 2, 2)}}).split(" If")[0]
    'clerk: signs in, 390 px: (3, 2, 2) clicks, fields and pages; the ceiling is (2, 2, 2).'
    """
    ceiling = allowed.get(done.job, {}).get(str(done.width))
    if ceiling is None:
        return f"{done.job}, {done.width} px has no ceiling. {HOW}"
    if not done.effort.over(ceiling):
        return ""
    return (
        f"{done.job}, {done.width} px: {done.effort.each()} clicks, fields and pages; "
        f"the ceiling is {ceiling.each()}. {HOW}"
    )


def table(counted: Iterable[Counted]) -> list[str]:
    """Return the lines of the table, one job and width a line; the languages side by side.

    >>> print(*table([Counted("clerk: signs in", 390, "en", Effort(3, 2, 2))]), sep="\\n")
    job                                                  px  clicks fields pages
    clerk: signs in                                     390       3      2     2
    """
    lines = [f"{'job':<50} {'px':>4}  clicks fields pages"]
    rows = {(one.job, one.width, *one.effort.each()) for one in counted}
    lines += [f"{job:<50} {px:>4} {c:>7} {f:>6} {p:>5}" for job, px, c, f, p in sorted(rows)]
    return lines


def _counted(reporter: Any) -> list[Counted]:
    # What a worker counted comes over with its reports.
    said = [
        value
        for reports in reporter.stats.values()
        for report in reports
        for key, value in getattr(report, "user_properties", ())
        if key == KEY and getattr(report, "when", "") == "call"
    ]
    return [Counted(**{**one, "effort": Effort(**one["effort"])}) for one in said]


def recorded(done: Counted) -> tuple[str, dict[str, object]]:
    """Return a job as a property of its test, which workers hand over."""
    return KEY, asdict(done)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table after the stories; write and accept it where that was asked."""
    counted = _counted(terminalreporter)
    if not counted:
        return
    terminalreporter.section("what each job took")
    lines = table(counted)
    for line in lines:
        terminalreporter.write_line(line)
    if path := os.environ.get(TABLE):
        Path(path).write_text("\n".join(lines) + "\n", "utf-8")
    if os.environ.get(ACCEPT):
        _accept(counted)


def _accept(counted: list[Counted]) -> None:
    kept = {job: dict(widths) for job, widths in ceilings().items()}
    for job, width in {(one.job, one.width) for one in counted}:
        most = [one.effort.each() for one in counted if (one.job, one.width) == (job, width)]
        kept.setdefault(job, {})[str(width)] = Effort(*map(max, zip(*most, strict=True)))
    words = {
        job: {width: kept[job][width].each() for width in sorted(kept[job])} for job in sorted(kept)
    }
    rows = [f"  {json.dumps(job)}: {json.dumps(widths)}" for job, widths in words.items()]
    CEILINGS.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


@pytest.fixture
def record_job(request: pytest.FixtureRequest) -> Any:
    """Return what keeps a job with its test, and holds it to its ceiling."""

    def record(done: Counted) -> None:
        request.node.user_properties.append(recorded(done))
        if not os.environ.get(ACCEPT):
            assert not (said := too_much(done, ceilings())), said

    return record
