"""What the heads of the sides say to a change of the map that was put to them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import User
from tallystick.access.queries import actor_of, heads_in
from tallystick.access.services import record_act, seal_decision
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.programme.queries.map_changes import (
    AGREE,
    DROP,
    MapProposal,
    map_proposal,
    may_answer,
    may_redraw,
    sides_of,
)
from tallystick.programme.services.places import Drawn, carry_out, require_redraw
from tallystick.regions.models import Region


@transaction.atomic
def agree_map_change(*, number: int, by: Actor) -> Drawn:
    """Agree, as the head of a side it touches, to a change of the map that was put to the heads.

    It is carried out when the last side agreed; both names and all of it are sealed.
    Raises: NotFound; Forbidden for who is not asked, and for who put it herself; Conflict where it
    waits no more, or who put it may no longer; Refused where it can no longer be carried out.
    """
    found = _waiting(number)
    sides = sides_of(found.change)
    if by.username == found.put.content["by"]["user"]:
        raise Forbidden.of("no-own-map-change", who=by.called)
    if not may_answer(by, sides):
        places = ", ".join(sorted({side.place for side in sides}))
        raise Forbidden.of("map-head-agrees", who=by.called, places=places)
    today = timezone.localdate()
    names = [found.put.content["by"]["user"], *(r.content["by"]["user"] for r in found.agreed)]
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    author, *agreed = [actor_of(users[name], on=today) for name in names]
    if not may_redraw(author):
        raise Conflict.of("map-proposer-left", who=author.called)
    heads = [*agreed, by]
    open_ = [side for side in sides if not any(heads_in(one, side.heads) for one in heads)]
    done = () if open_ else carry_out(found.change, author, agreed=[one.name for one in heads])
    content = {"proposal": number, "done": not open_}
    seal_decision(AGREE, found.put.about, content, by=by, at=timezone.now())
    record_act("programme.agree_map", "region", found.put.about, by=by, after=content)
    return Drawn(done, None if done else found.put)


@transaction.atomic
def drop_map_change(*, number: int, by: Actor, why: str) -> None:
    """Take a change of the map off the table: whoever may redraw it, or a head who is asked.

    Raises: NotFound; Forbidden; Conflict where it waits no more; Refused without a reason.
    """
    found = _waiting(number)
    sides = sides_of(found.change)
    if not may_answer(by, sides):
        require_redraw(by)
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    content = {"proposal": number, "why": why.strip()}
    seal_decision(DROP, found.put.about, content, by=by, at=timezone.now())
    record_act("programme.drop_map", "region", found.put.about, by=by, why=why.strip())


def _waiting(number: int) -> MapProposal:
    """Return a change that waits, its place locked so that two answers come one after another."""
    Region.objects.select_for_update().get(code=map_proposal(number).put.about)
    found = map_proposal(number)
    if found.state != "waiting":
        raise Conflict.of("changed-meanwhile", state=found.state)
    return found
