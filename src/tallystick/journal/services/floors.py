"""What a posting may not do to what stands: go below a floor, or let a named thing stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.backends.utils import CursorWrapper

from tallystick.journal.rules import Account, Draft, StageRules, most_standing
from tallystick.journal.services.pen import Pen
from tallystick.journal.services.running import Change, standings
from tallystick.kernel.problem import Problem


def floor_problems(draft: Draft, changes: Sequence[Change], rules: StageRules) -> list[Problem]:
    """Return each stage that would stand below zero on some day from `valid_from` on."""
    return [
        _below(draft, change)
        for change in changes
        if change.net < 0
        and change.lowest < 0
        and (change.account.pipeline, change.account.stage) in rules.floors
        # Where a subject is only a label, it stands nowhere by name.
        and (not change.subject or rules.live_stages(change.account.pipeline))
    ]


def _below(draft: Draft, change: Change) -> Problem:
    account = change.account
    params = {
        "region": account.region,
        "partner": account.partner,
        "pipeline": account.pipeline,
        "stage": account.stage,
        "unit": account.unit,
        "cell": account.cell,
        "subject": change.subject,
        "valid_from": draft.valid_from.isoformat(),
        # Minor units: what must arrive in the stage first.
        "missing": -change.lowest,
    }
    if draft.kind == "reversal":
        return Problem("moved-on", params=params)
    if change.subject:
        return Problem("subject-not-there", params=params)
    return Problem("below-floor", params=params)


def standing_problems(
    cursor: CursorWrapper,
    pen: Pen,
    draft: Draft,
    changes: Sequence[Change],
    rules: StageRules,
) -> Iterator[Problem]:
    """Yield each named thing that would not move as one, or would stand twice."""
    if any(
        move.subject and rules.counts_as_one(move.source) and move.amount != 1
        for move in draft.moves
    ):
        yield Problem("subject-moves-as-one", "moves")
    for pipeline, subject in sorted(_rising(changes, rules)):
        unit = (rules.first_unit or {})[pipeline]
        live = rules.live_stages(pipeline)
        rows = standings(cursor, pen, pipeline, unit, subject)
        most, where = most_standing(
            [row for row in rows if row[0].stage in live],
            {
                change.account: change.net
                for change in changes
                if change.subject == subject and _is_live(change.account, rules)
            },
            draft.valid_from.isoformat(),
        )
        if most > 1:
            yield _stands_already(pipeline, subject, where)


def _rising(changes: Sequence[Change], rules: StageRules) -> set[tuple[str, str]]:
    return {
        (change.account.pipeline, change.subject)
        for change in changes
        if change.subject and change.net > 0 and _is_live(change.account, rules)
    }


def _is_live(account: Account, rules: StageRules) -> bool:
    return account.stage in rules.live_stages(account.pipeline) and rules.counts_as_one(account)


def _stands_already(pipeline: str, subject: str, where: Sequence[Account]) -> Problem:
    stages = ", ".join(sorted({account.stage for account in where}))
    regions = ", ".join(sorted({account.region for account in where}))
    params = {"pipeline": pipeline, "subject": subject, "stage": stages, "region": regions}
    return Problem("already-standing", params=params)
