"""Postings that stand or fall as one: floors look at what all of them leave behind.

A statement older than one that stands posts its difference and takes it back on the next stated
day. Looked at alone, the first of the two may seem to leave less than nothing on that later day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.journal.rules import Draft, StageRules, net_changes
from tallystick.journal.services.floors import floor_problems
from tallystick.journal.services.posting import Posted, accounts_of, mirror_of, post
from tallystick.journal.services.running import Change, foresee
from tallystick.journal.services.turns import pen_of, writing
from tallystick.kernel.problem import Problem, Refused


def post_together(
    drafts: Sequence[Draft], *, rules: StageRules, recorded_at: datetime | None = None
) -> list[Posted]:
    """Write several drafts of one book, all or none, in the order given.

    Raises: Refused as `post` does; for a floor only where it is broken when all of them stand.
    """
    if len(drafts) == 1:
        return [post(drafts[0], rules=rules, recorded_at=recorded_at)]
    unchecked = replace(rules, floors=frozenset())
    with writing(drafts[0].book), transaction.atomic():
        done = [post(draft, rules=unchecked, recorded_at=recorded_at) for draft in drafts]
        if problems := [p for draft in drafts for p in _left_below(draft, rules)]:
            raise Refused(problems)
    return done


def reverse_together(
    transactions: Mapping[str, str],
    *,
    rules: StageRules,
    provenance: Mapping[str, Any],
    recorded_at: datetime | None = None,
) -> list[Posted]:
    """Take several postings of one book back, all or none.

    Units: `transactions` maps what is reversed → the id of its reversal.
    Raises: as `reverse` does.
    """
    mirrors = [mirror_of(first, id=id, provenance=provenance) for first, id in transactions.items()]
    return post_together(mirrors, rules=rules, recorded_at=recorded_at)


def _left_below(draft: Draft, rules: StageRules) -> Iterator[Problem]:
    """Yield each stage that a draft lowered and that stands below zero now, on some day."""
    pen = pen_of(draft.book)
    lowered = {key: net for key, net in net_changes(draft.moves).items() if net < 0}
    with pen.connection.cursor() as cursor:
        pen.find(cursor, accounts_of(draft))
        # What stands now holds the draft already: foreseen without it, then taken as it is.
        for change in foresee(cursor, pen, lowered, draft.valid_from.isoformat()):
            written = replace(change, before=change.before - change.net, later=_less(change))
            yield from floor_problems(draft, [written], rules)


def _less(change: Change) -> int | None:
    return None if change.later is None else change.later - change.net
