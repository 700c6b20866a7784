"""How things are held to the act log: what their rows say now, beside what the log last told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from tallystick.access.models import Act
from tallystick.kernel.problem import Problem

BATCH = 500
Fields = dict[str, Any]
# "" is the thing itself, "item 3" a part of it; each with its fields.
Parts = dict[str, Fields]
GONE, UNTOLD = "gone", "untold"


@dataclass(frozen=True)
class Kind:
    """One kind of thing: under which name and by which act it comes into the log, its rows, what
    the acts on one of them told, oldest first, and what its row says beside that.
    """

    thing: str
    begins: str
    rows: Callable[[], QuerySet[Any, Any]]
    told: Callable[[Sequence[Act]], Parts]
    now: Callable[[Any, Parts], Parts]


def unlike(kind: Kind) -> Iterator[Problem]:
    """Yield one problem for each field, part or thing that is not as the log told last."""
    rows = kind.rows().order_by("pk").iterator(BATCH)
    while batch := list(islice(rows, BATCH)):
        acts: dict[str, list[Act]] = defaultdict(list)
        codes = [one.code for one in batch]
        for act in Act.objects.filter(thing=kind.thing, thing_id__in=codes).order_by("pk"):
            acts[act.thing_id].append(act)
        for one in batch:
            told = kind.told(acts[one.code])
            for part, field in differing(told, kind.now(one, told)):
                yield unlike_log(kind.thing, one.code, f"{part}, {field}" if part else field)
    begun = Act.objects.filter(thing=kind.thing, action=kind.begins)
    gone = begun.exclude(thing_id__in=kind.rows().values("code"))
    for code in gone.order_by("pk").values_list("thing_id", flat=True).iterator(BATCH):
        yield unlike_log(kind.thing, code, GONE)


def differing(told: Parts, stands: Parts) -> Iterator[tuple[str, str]]:
    """Yield part and field of what differs. Only what the log tells is held.

    >>> told = {"": {"state": "kept"}, "link 1": {}}
    >>> list(differing(told, {"": {"state": "made"}, "link 2": {}}))
    [('', 'state'), ('link 1', 'gone'), ('link 2', 'untold')]
    """
    for part in sorted({*told, *stands}):
        if part not in stands:
            yield part, GONE
        elif part not in told:
            yield part, UNTOLD
        else:
            for field, value in told[part].items():
                if stands[part].get(field) != value:
                    yield part, field


def unlike_log(thing: str, code: str, what: str) -> Problem:
    """Return the problem that names a thing and what of it differs."""
    return Problem("exchange-unlike-log", code, {"thing": thing, "code": code}, what)


def only(said: Mapping[str, Any] | None, names: Sequence[str]) -> Fields:
    """Return those of the fields that an act tells.

    >>> only({"state": "kept", "n": 2}, ("state", "reason"))
    {'state': 'kept'}
    """
    return {name: said[name] for name in names if name in said} if said else {}
