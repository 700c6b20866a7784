"""Whether the act log is as it was written: each act against its leaf and all before it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import DEFAULT_DB_ALIAS, connections

from tallystick.access.chaining import GENESIS, seal_what_waits
from tallystick.access.models import Act, ActSeal
from tallystick.access.rules import act_leaf, next_link
from tallystick.kernel.problem import Problem

BATCH = 500
# More than this many and it is the log that is broken, not an act.
MOST = 1000
SAYS = ("who", "action", "thing", "thing_id", "before", "after", "why")


def acts_head() -> tuple[int, str]:
    """Return the number and the chain of the newest act; 0 and the empty chain before any."""
    newest = ActSeal.objects.order_by("-seq").values_list("seq", "chain").first()
    return newest or (0, GENESIS)


def leaf_now(act: Act) -> str | None:
    """Return the leaf of what an act says now; None where it says what no act can say."""
    told = {name: getattr(act, name) for name in SAYS}
    try:
        return act_leaf(act.at, {**told, "user": act.user_id})
    except (TypeError, ValueError):
        return None


def act_problems() -> Iterator[Problem]:
    """Yield one problem for each act that was changed, taken out or put in behind the log's back.

    An end that was cut off together with its seals is seen by the head of the chain alone.
    """
    seal_what_waits(connections[DEFAULT_DB_ALIAS])
    yield from islice(_problems(), MOST)


def _problems() -> Iterator[Problem]:
    last, chain = 0, GENESIS
    seals = ActSeal.objects.order_by("seq").iterator(BATCH)
    while batch := list(islice(seals, BATCH)):
        acts = Act.objects.in_bulk([seal.act for seal in batch])
        for seal in batch:
            act = acts.get(seal.act)
            if act is None:
                yield Problem("act-gone", value=str(seal.act))
            elif leaf_now(act) != act.leaf or not _follows(seal, act, last, chain):
                yield _unlike("act-unlike-seal", act)
            last, chain = seal.seq, seal.chain
    loose = Act.objects.exclude(pk__in=ActSeal.objects.values("act"))
    for act in loose.order_by("pk").iterator(BATCH):
        yield _unlike("act-unsealed", act)


def _follows(seal: ActSeal, act: Act, last: int, chain: str) -> bool:
    return seal.seq == last + 1 and seal.chain == next_link(chain, act.leaf)


def _unlike(code: str, act: Act) -> Problem:
    return Problem(code, str(act.pk), {"id": act.pk, "action": act.action, "who": act.who})
