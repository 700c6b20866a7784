"""Reads: announcements that were kept, what waits in each for a person, and one with its items."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tallystick.exchanges.models import Meeting, Readout, ReadoutItem
from tallystick.exchanges.rules.readouts import STATES, state_of
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import around_pairing

_BESIDE = (
    *around_pairing(),
    "meeting__place",
    "added_by",
)
_OF_AN_ITEM = ("commitment__owner", "claim", "agreement", "guest", "meeting", "decided_by")
# Order of the list of readouts → its columns; what has no known day comes last.
READOUT_SORTS: dict[str, tuple[str, ...]] = {
    "newest": ("-published_on", "-added_at", "code"),
    "oldest": ("published_on", "added_at", "code"),
    "added": ("-added_at", "code"),
    "added-first": ("added_at", "code"),
    "title": ("title", "code"),
    "-title": ("-title", "code"),
    "press": ("side", "-published_on", "code"),
    "-press": ("-side", "-published_on", "code"),
    "pairing": ("pairing__code", "-published_on", "code"),
    "-pairing": ("-pairing__code", "-published_on", "code"),
    "waiting": ("-waiting", "-published_on", "code"),
    "-waiting": ("waiting", "-published_on", "code"),
}


@dataclass(frozen=True)
class ReadoutRow:
    """One readout in a list: how many items it has, how many wait, and its state."""

    readout: Readout
    items: int
    waiting: int
    state: str


def readouts(
    actor: Actor,
    *,
    pairing: str = "",
    side: str = "",
    state: str = "",
    year: int | None = None,
    meeting: str = "",
    search: str = "",
    sort: str = "",
) -> QuerySet[Readout]:
    """Return the readouts the actor sees, newest first, each with `asked` and `waiting`: how many
    items it has, and how many nobody decided yet; `row_of_readout` makes a row of one.

    Units: `state` one of STATES, `year` that of publication, `search` words of title or text,
    `sort` a key of READOUT_SORTS.
    """
    wanted = {"pairing__code": pairing, "side": side, "meeting__code": meeting}
    given = {key: value for key, value in wanted.items() if value}
    if year is not None:
        given["published_on__startswith"] = f"{year:04d}"
    found = Readout.objects.visible_to(actor).select_related(*_BESIDE).filter(**given)
    for word in search.split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
    items = ReadoutItem.objects.filter(readout=OuterRef("pk")).order_by()
    open_items = items.filter(decision=ReadoutItem.Decision.WAITING)
    found = found.annotate(asked=_number(items), waiting=_number(open_items))
    if state:
        found = found.filter(_stands(state))
    # A list shows no texts: the longest have a million signs.
    return found.defer("text").order_by(*READOUT_SORTS.get(sort, READOUT_SORTS["newest"]))


def _number(items: QuerySet[ReadoutItem]) -> Coalesce:
    """Return how many items a row has: counted for the rows that are shown alone."""
    counted = items.values("readout").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _stands(state: str) -> Q:
    if state == "aside":
        return ~Q(set_aside="")
    return Q(set_aside="") & (Q(waiting__gt=0) if state == "waiting" else Q(waiting=0))


def row_of_readout(one: Readout) -> ReadoutRow:
    """Return a readout of `readouts` as a list shows it."""
    asked, waiting = int(getattr(one, "asked", 0)), int(getattr(one, "waiting", 0))
    return ReadoutRow(one, asked, waiting, state_of(waiting, one.set_aside))


def readout_counts(
    actor: Actor, *, pairing: str = "", side: str = "", year: int | None = None, search: str = ""
) -> dict[str, int]:
    """Return how many of the readouts asked for are in each state; only states there are."""
    found = readouts(actor, pairing=pairing, side=side, year=year, search=search)
    counted = dict.fromkeys(STATES, 0)
    for one in found.order_by().select_related(None).only("set_aside"):
        counted[row_of_readout(one).state] += 1
    return {state: count for state, count in counted.items() if count}


def readout(code: str, *, actor: Actor) -> Readout:
    """Return one readout with its items in the order of the text, and what came of each.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    items = ReadoutItem.objects.select_related(*_OF_AN_ITEM).order_by("n")
    seen = Readout.objects.visible_to(actor).select_related(*_BESIDE)
    found = seen.prefetch_related(Prefetch("items", items)).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="readout", code=code)
    return found


def readouts_of(meeting: Meeting, *, actor: Actor) -> list[Readout]:
    """Return the readouts that tell of a meeting, with their items, oldest first; two queries."""
    items = ReadoutItem.objects.select_related(*_OF_AN_ITEM).order_by("n")
    found = Readout.objects.visible_to(actor).filter(meeting=meeting, set_aside="")
    around = found.select_related(*_BESIDE).prefetch_related(Prefetch("items", items))
    return list(around.order_by("published_on", "code"))


def item_of(readout: Readout, n: int) -> ReadoutItem:
    """Return one item of a readout, with what came of it.

    Raises: NotFound when the readout has none of that number.
    """
    found = ReadoutItem.objects.select_related(*_OF_AN_ITEM).filter(readout=readout, n=n).first()
    if found is None:
        raise NotFound.of("not-found", path="n", what="item", code=n)
    return found
