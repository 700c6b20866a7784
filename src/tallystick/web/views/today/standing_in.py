"""Who is away and who stands in for her, in the reader's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.access.models import Seat
from tallystick.access.queries import away_at, standing_in, stood_in_for
from tallystick.entries.models import EntryAct
from tallystick.kernel.actor import Actor
from tallystick.regions.queries import below
from tallystick.web.figures import day_text
from tallystick.web.views.set_up.people import person_name, role_words
from tallystick.web.wording import language, office_name


def in_place_of(actor: Actor, day: date) -> tuple[str, ...]:
    """Return for whom the reader stands in, until when and as what; empty for nobody."""
    return tuple(
        _("In place of %(name)s until %(day)s: %(role)s, %(office)s.")
        % {
            "name": person_name(seat.stands_for.user),
            "day": day_text(seat.valid_to, language()),
            "role": role_words(seat.role),
            "office": office_name(seat.office),
        }
        for seat in standing_in(actor, on=day)
        if seat.stands_for is not None and seat.valid_to is not None
    )


def away_words(places: Collection[str], day: date) -> Mapping[str, tuple[str, ...]]:
    """Return place → who is away there, until when, and who stands in."""
    seats = away_at(list(places), on=day)
    if not seats:
        return {}
    inside = {code: below(code) | {code} for code in places}
    return {
        code: tuple(dict.fromkeys(_away(s) for s in seats if s.office.region.code in inside[code]))
        for code in places
    }


def _away(seat: Seat) -> str:
    holder = seat.stands_for
    return _("%(name)s is away until %(day)s; %(other)s stands in as %(role)s.") % {
        "name": person_name(holder.user) if holder else "",
        "day": day_text(seat.valid_to, language()) if seat.valid_to else "",
        "other": person_name(seat.user),
        "role": role_words(seat.role),
    }


def places_of(acts: Iterable[EntryAct]) -> Mapping[int, str]:
    """Return act → the name of the holder in whose place it was done; one query."""
    found = stood_in_for(
        (act.pk, act.user_id, act.office, act.role, timezone.localdate(act.at)) for act in acts
    )
    return {key: person_name(user) for key, user in found.items()}


def beside(did: str, holder: str) -> str:
    """Return what was done, with the name of the holder in whose place it was."""
    return _("%(did)s in place of %(name)s") % {"did": did, "name": holder} if holder else did
