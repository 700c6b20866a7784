"""Changes of the map that were put to heads: on the place's page, on Today, in "Who may act"."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.access.models import User
from tallystick.journal.rules import Record
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.map_changes import (
    AGREE,
    DROP,
    MapChange,
    MapProposal,
    MapState,
    map_proposals,
    map_records,
    may_answer,
    may_redraw,
    waits_for,
)
from tallystick.programme.services import agree_map_change, drop_map_change
from tallystick.programme.services.places import Drawn
from tallystick.regions.models import Region
from tallystick.regions.queries import names
from tallystick.web.contexts.access import SealedAct
from tallystick.web.contexts.programmes import MapRow
from tallystick.web.contexts.shared import Mark
from tallystick.web.contexts.today import Task, TaskGroup
from tallystick.web.figures import day_text
from tallystick.web.views.declared import Typed
from tallystick.web.views.set_up.people import person_name
from tallystick.web.wording import in_chinese, language, listed

LISTED = 6


def put_rows(found: Region, actor: Actor) -> tuple[MapRow, ...]:
    """Return what was put to heads about a place, newest first."""
    return tuple(_row(one, actor) for one in map_proposals(found.code))


def _row(one: MapProposal, actor: Actor) -> MapRow:
    asked = waits_for(one)
    waits = one.state == MapState.WAITING
    own = one.by == actor.username
    answers = may_answer(actor, asked)
    people = _people([one.put, *one.agreed])
    return MapRow(
        number=one.put.seq,
        words=change_words(one.change),
        state=str(one.state.label),
        on=one.put.recorded_at,
        by=_who(one.put, people),
        why=one.change.why,
        agreed=listed(_who(record, people) for record in one.agreed),
        waits_for=listed(_names([side.place for side in asked])),
        proof=one.put.leaf_hex,
        may_agree=waits and answers and not own,
        may_drop=waits and (answers or may_redraw(actor)),
    )


def change_words(change: MapChange) -> str:
    """Return a change of the map in words, with its first day."""
    heirs = [zh if in_chinese() and zh else en for _code, en, zh in change.heirs]
    words = {
        "places": listed(_names(change.places)),
        "to": listed([*_names([change.to] if change.to else []), *heirs]),
        "day": day_text(change.on, language()),
    }
    if change.kind == "move":
        return _("%(places)s to lie in %(to)s from %(day)s on") % words
    if change.kind == "split":
        return _("%(places)s to be split into %(to)s from %(day)s on") % words
    return _("%(places)s to be merged into %(to)s from %(day)s on") % words


def put_words(done: Drawn) -> str:
    """Return what became of a change that was not carried out at once."""
    proposal = next(one for one in map_proposals() if one.put == done.proposal)
    places = listed(_names([side.place for side in waits_for(proposal)]))
    return _("Put to the heads at %(places)s. It is carried out when they agreed.") % {
        "places": places
    }


def agree(code: str, form: Typed, by: Actor) -> str:
    """Agree to a change of the map, and tell what became of it."""
    done = agree_map_change(number=_number(form), by=by)
    return put_words(done) if done.proposal else _("Agreed. The map is redrawn.")


def drop(code: str, form: Typed, by: Actor) -> str:
    """Take a change of the map off the table."""
    drop_map_change(number=_number(form), by=by, why=form.get("why", ""))
    return _("Taken off the table.")


def _number(form: Typed) -> int:
    number = form.get("number", "")
    return int(number[:18]) if number.isdecimal() else 0


def map_tasks(actor: Actor) -> TaskGroup:
    """Return the changes of the map that wait for this head's word."""
    title = _("Changes of the map to agree to")
    if not actor.regions("head"):
        return TaskGroup("map", title, 0, "", ())
    open_ = [
        one for one in map_proposals() if one.state == MapState.WAITING and one.by != actor.username
    ]
    waiting = [one for one in open_ if may_answer(actor, waits_for(one))]
    tasks = tuple(
        Task(
            mark=Mark("waiting", _("Proposed by %(who)s") % {"who": one.put.content["by"]["name"]}),
            title=change_words(one.change),
            href=reverse("place", args=[one.put.about]),
            note=one.change.why,
            figure="",
            unit="",
            action=_("Decide"),
        )
        for one in waiting[:LISTED]
    )
    return TaskGroup("map", title, len(waiting), "", tasks)


def map_acts(regions: frozenset[str]) -> list[SealedAct]:
    """Return what was sealed about changes of the map of some places."""
    found = map_records(regions)
    people = _people(found)
    named = (
        dict(zip(codes, _names(codes), strict=True)) if (codes := [r.about for r in found]) else {}
    )
    return [
        SealedAct(
            seq=record.seq,
            on=record.recorded_at,
            what=_what(record),
            who=named[record.about],
            by=_who(record, people),
            proof=record.leaf_hex,
            href=reverse("place", args=[record.about]),
        )
        for record in found
    ]


def _what(record: Record) -> str:
    if record.kind == AGREE:
        done = record.content["done"]
        return _("agreed, the map is redrawn") if done else _("agreed to a change of the map")
    if record.kind == DROP:
        return _("took a change of the map off the table")
    return change_words(MapChange.of_stated(record.content))


def _people(found: list[Record]) -> dict[str, User]:
    usernames = {record.content["by"]["user"] for record in found}
    return {user.username: user for user in User.objects.filter(username__in=usernames)}


def _who(record: Record, people: dict[str, User]) -> str:
    user = people.get(record.content["by"]["user"])
    return person_name(user) if user else str(record.content["by"]["name"])


def _names(codes: list[str] | tuple[str, ...]) -> list[str]:
    found = names(codes, language())
    return [found.get(code, code) for code in codes]
