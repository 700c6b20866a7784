"""Changes of the map that were put to the heads of the sides they touch.

They live in the sealed records alone: how a change was put, who agreed, and what ended it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import User
from tallystick.access.queries import actor_of, heads_in, may
from tallystick.journal.queries import records
from tallystick.journal.rules import Record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.map_sides import Asked, asked
from tallystick.regions.models import RegionParent

PUT, AGREE, DROP = "programme.put_map", "programme.agree_map", "programme.drop_map"
KINDS = (PUT, AGREE, DROP)


@dataclass(frozen=True)
class MapChange:
    """One change of the map: `to` a standing place, `heirs` (code, names) those that begin."""

    kind: str
    places: tuple[str, ...]
    to: str
    heirs: tuple[tuple[str, str, str], ...]
    on: date
    why: str

    def stated(self) -> dict[str, Any]:
        """Return it as it is sealed."""
        heirs = [list(heir) for heir in self.heirs]
        return asdict(self) | {
            "places": list(self.places), "heirs": heirs, "on": self.on.isoformat(),
        }  # fmt: skip

    @classmethod
    def of_stated(cls, content: Mapping[str, Any]) -> MapChange:
        """Return a change as it was sealed."""
        heirs = tuple((heir[0], heir[1], heir[2]) for heir in content["heirs"])
        on, places = date.fromisoformat(content["on"]), tuple(content["places"])
        return cls(content["kind"], places, content["to"], heirs, on, content["why"])


class MapState(TextChoices):
    """How far a change that was put to the heads has come."""

    WAITING = "waiting", _("waits for the heads")
    DONE = "done", _("carried out")
    DROPPED = "dropped", _("taken off the table")
    REPLACED = "replaced", _("replaced by a newer one")


@dataclass(frozen=True)
class MapProposal:
    """A change that was put to the heads, with what was said to it."""

    put: Record
    agreed: tuple[Record, ...] = ()
    state: MapState = MapState.WAITING

    @property
    def change(self) -> MapChange:
        """What would change."""
        return MapChange.of_stated(self.put.content)

    @property
    def by(self) -> str:
        """User name of who put it."""
        return str(self.put.content["by"]["user"])


def map_proposals(about: str = "") -> list[MapProposal]:
    """Return what was put to the heads about a place, or about all, newest first; one query."""
    found: dict[int, MapProposal] = {}
    waiting: dict[str, int] = {}
    for record in records(kind=KINDS, about=about):
        if record.kind == PUT:
            if (older := waiting.get(record.about)) is not None:
                found[older] = MapProposal(found[older].put, found[older].agreed, MapState.REPLACED)
            found[record.seq], waiting[record.about] = MapProposal(record), record.seq
            continue
        one = found[record.content["proposal"]]
        agreed = one.agreed if record.kind == DROP else (*one.agreed, record)
        state = MapState.DROPPED if record.kind == DROP else one.state
        if record.content.get("done"):
            state = MapState.DONE
        found[one.put.seq] = MapProposal(one.put, agreed, state)
        if state != MapState.WAITING:
            waiting.pop(record.about, None)
    return sorted(found.values(), key=lambda one: -one.put.seq)


def map_records(regions: Collection[str], *, most: int = 30) -> list[Record]:
    """Return what was last sealed about changes of the map of some places, newest first."""
    return records(kind=KINDS, about=regions)[::-1][:most] if regions else []


def map_proposal(number: int) -> MapProposal:
    """Return one change that was put to the heads, by the number of its record.

    Raises: NotFound.
    """
    for one in map_proposals():
        if one.put.seq == number:
            return one
    raise NotFound.of("not-found", what="change of the map", code=str(number))


def sides_of(change: MapChange) -> list[Asked]:
    """Return the sides whose heads agree to a change, as map and seats stand now."""
    if change.kind == "split":
        return asked(change.places, None)
    if change.to:
        return asked(change.places, change.to)
    links = RegionParent.objects.filter(region__code__in=change.places, valid_to=None)
    parents = set(links.values_list("parent__code", flat=True))
    # Places of several parents do not merge into a new one; whoever carries it out says so.
    return asked(change.places, min(parents, default=None))


def waits_for(proposal: MapProposal) -> list[Asked]:
    """Return the sides whose heads have still to agree to a change that waits."""
    if proposal.state != MapState.WAITING:
        return []
    names = [record.content["by"]["user"] for record in proposal.agreed]
    heads = [
        actor_of(user, on=timezone.localdate()) for user in User.objects.filter(username__in=names)
    ]
    return [
        side
        for side in sides_of(proposal.change)
        if not any(may_answer(one, [side]) for one in heads)
    ]


def may_answer(actor: Actor, sides: list[Asked]) -> bool:
    """Return whether this person heads a side that is asked."""
    return any(heads_in(actor, side.heads) for side in sides)


def may_redraw(actor: Actor) -> bool:
    """Return whether this person puts a change of the map, and takes it off the table."""
    return may(actor, ROWS["programme.redraw"]) is not None
