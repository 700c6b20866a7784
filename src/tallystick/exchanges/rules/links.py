"""What a commitment can be followed by, and what is wrong with a link. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.indicators.rules.counts import Count, formulas
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import Pipeline, pipelines

# Counts of which every movement is one step nearer; what stands on a day goes up and down.
STEPS = frozenset({"inflow", "ever", "distinct"})


@dataclass(frozen=True)
class Followed:
    """What a link follows, by its codes: a thing and its stage, an amount, or a target.

    Units: `amount` in the indicator's minor units; `pipeline` is the thing's.
    """

    thing: str = ""
    pipeline: str = ""
    stage: str = ""
    indicator: str = ""
    amount: int | None = None
    since: date | None = None
    period: str = ""

    @property
    def kind(self) -> str:
        """thing, target or amount."""
        return "thing" if self.thing else "target" if self.period else "amount"


def counts_followed(indicator: str) -> tuple[Count, ...]:
    """Return the counts an indicator is the sum of; none where it is no sum of movements.

    >>> [one.pipeline for one in counts_followed("FS_GOV_FUND")]
    ['funds']
    >>> counts_followed("FS_DISBURSE_RATE")
    ()
    """
    formula = formulas().get(indicator)
    if formula is None or formula.over:
        return ()
    counts = tuple(formula.counts())
    return counts if all(count.kind in STEPS for count in counts) else ()


def later_stages(pipeline: Pipeline, stage: str) -> frozenset[str]:
    """Return a stage and those after it: it leads there, and from there none leads back.

    An end is no later stage: what was cancelled has reached nothing.

    >>> sorted(later_stages(pipelines()["project"], "completed"))
    ['completed', 'idle', 'operating']
    >>> sorted(later_stages(pipelines()["project"], "operating"))
    ['operating']
    """
    ahead = {code: _ahead(pipeline, code) for code in pipeline.stages}
    return frozenset(
        code
        for code, one in pipeline.stages.items()
        if code == stage or (not one.end and code in ahead[stage] and stage not in ahead[code])
    )


def _ahead(pipeline: Pipeline, stage: str) -> set[str]:
    """Return the stages that can be come to from a stage."""
    found: set[str] = set()
    at = [stage]
    while at:
        here = at.pop()
        more = {code for code, one in pipeline.stages.items() if here in one.sources} - found
        found |= more
        at += more
    return found


def followed_in(workstream: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the indicators of a workstream, and the pipelines they count.

    >>> codes, lines = followed_in("financial")
    >>> "FS_GOV_FUND" in codes, "funds" in lines
    (True, True)
    """
    codes = frozenset(code for code, one in indicators().items() if one.workstream == workstream)
    made = [formulas()[code] for code in codes if code in formulas()]
    return codes, frozenset(count.pipeline for formula in made for count in formula.counts())


def link_problems(followed: Followed) -> list[Problem]:
    """Return what is wrong with what a link would follow.

    >>> [p.code for p in link_problems(Followed())], link_problems(
    ...     Followed(indicator="FS_GOV_FUND", amount=100))
    (['link-of-nothing'], [])
    >>> [p.code for p in link_problems(Followed(indicator="FS_DISBURSE_RATE", amount=0))]
    ['link-not-counted', 'link-amount-missing']
    """
    if bool(followed.thing) == bool(followed.indicator):
        return [Problem("link-of-nothing", "thing")]
    if followed.thing:
        stages = pipelines()[followed.pipeline].stages
        if followed.stage in stages:
            return []
        params = {"stages": ", ".join(stages)}
        return [Problem("link-unknown-stage", "stage", params, visible(followed.stage[:40]))]
    return _figure_problems(followed)


def _figure_problems(followed: Followed) -> list[Problem]:
    found, code = [], followed.indicator
    if code not in indicators():
        params = {"what": "indicator", "code": visible(code[:40])}
        return [Problem("not-found", "indicator", params, visible(code[:40]))]
    if not counts_followed(code):
        found.append(Problem("link-not-counted", "indicator", value=code))
    if not followed.period and (followed.amount is None or followed.amount <= 0):
        found.append(Problem("link-amount-missing", "amount"))
    return found


def unlinking_problems(reason: str) -> list[Problem]:
    """Return what is wrong with why a link is taken off.

    >>> [p.code for p in unlinking_problems(" ")]
    ['unlinking-needs-reason']
    """
    found = [] if reason.strip() else [Problem("unlinking-needs-reason", "reason")]
    return found + text_problems("reason", reason, 2000)
