"""Who may act on a pairing: both sides' people, open to both, each grant with its proof."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.models import Office, Seat, User
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import sealed_acts, seated
from tallystick.access.queries.sealed import CODE, DEACTIVATE, END, GRANT, PROPOSE_HEAD
from tallystick.access.rules import GRANTED_BY_ADMINISTRATOR_ONLY
from tallystick.journal.queries import records_head
from tallystick.journal.rules import Record
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import SIDES, pairing, side_region
from tallystick.regions.queries import above, below
from tallystick.web.contexts.access import ActingSide, SealedAct, WhoMayActPage
from tallystick.web.contexts.shared import Link
from tallystick.web.views.pairings.map_changes import map_acts
from tallystick.web.views.set_up.people import (
    granter_words,
    person_name,
    role_words,
    seat_row,
)
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import show
from tallystick.web.wording import office_then, pairing_name, place
from tallystick.web.wording import side_region as region_of

LISTED = 30


@require_safe
@guard(SIGNED_IN)
def who_may_act(request: HttpRequest, code: str) -> HttpResponse:
    """Show the people of both sides, and what was last decided about them."""
    actor = actor_of_request(request)
    try:
        row = pairing(code, actor=actor)
    except NotFound:
        raise Http404 from None
    places = {side: below(side_region(row, side)) for side in SIDES}
    sides = tuple(
        ActingSide(
            side,
            place(region_of(row, side)),
            tuple(seat_row(s) for s in seated(actor, regions=places[side])),
        )
        for side in SIDES
    )
    near = places["supporting"] | places["supported"]
    over = (above(side_region(row, "supporting")) | above(side_region(row, "supported"))) - near
    newest, chain = records_head()
    page = WhoMayActPage(
        section="pairings",
        title=_("Who may act"),
        invented=row.programme.invented,
        foot=foot_of(row),
        pairing=Link(pairing_name(row), reverse("pairing", args=[row.code])),
        sides=sides,
        over=tuple(
            seat_row(s) for s in seated(actor, regions=over, roles=GRANTED_BY_ADMINISTRATOR_ONLY)
        ),
        acts=tuple(sorted([*_acts(near), *map_acts(near)], key=lambda act: -act.seq)[:LISTED]),
        newest=newest,
        chain=chain,
    )
    return show(request, "who_may_act", page)


def _acts(regions: frozenset[str]) -> tuple[SealedAct, ...]:
    found = sealed_acts(regions)
    keys = [r.about for r in found if r.kind in (GRANT, END)]
    seats = {s.key: s for s in Seat.objects.filter(key__in=keys).select_related("office", "user")}
    names = {r.content.get("user") or r.about for r in found}
    names |= {r.content["by"]["user"] for r in found}
    users = {u.username: u for u in User.objects.filter(username__in=names)}
    proposed = {r.about for r in found if r.kind == PROPOSE_HEAD}
    named = Office.objects.filter(code__in=proposed) if proposed else []
    names_of = {office.code: office for office in named}
    return tuple(_act(record, seats, users, names_of) for record in found)


def _act(
    record: Record, seats: dict[str, Seat], users: dict[str, User], offices: dict[str, Office]
) -> SealedAct:
    username = str(record.content.get("user") or record.about)
    seat = seats.get(record.about)
    proposed = record.kind == PROPOSE_HEAD
    return SealedAct(
        seq=record.seq,
        on=record.recorded_at,
        what=_what(record, seat, offices),
        who=person_name(users[username]) if username in users else username,
        by=_by(record, users),
        proof=record.leaf_hex,
        href=reverse("office", args=[record.about]) if proposed else "",
    )


def _by(record: Record, users: dict[str, User]) -> str:
    """Return who decided it; where both sides did, both."""
    one = granter_words(users.get(str(record.content["by"]["user"])))
    if "agreed_by" not in record.content:
        return one
    return _("%(one)s, agreed by %(other)s") % {
        "one": one,
        "other": record.content["agreed_by"]["name"],
    }


def _what(record: Record, seat: Seat | None, offices: dict[str, Office]) -> str:
    if record.kind == DEACTIVATE:
        return _("left")
    if record.kind == CODE:
        reset = record.content["reason"] == "reset"
        if record.content.get("second_factor_removed"):
            return _("code for a new password, second factor removed")
        return _("code for a new password") if reset else _("invitation by a code")
    if record.kind == PROPOSE_HEAD:
        return _("proposed as head of %(office)s") % {
            "office": office_then(offices[record.about], record.recorded_at)
        }
    if seat is None:
        return record.kind
    words = {"role": role_words(seat.role), "office": office_then(seat.office, record.recorded_at)}
    if record.kind == END:
        return _("ends as %(role)s, %(office)s") % words
    if record.content.get("stands_for"):
        return _("stands in as %(role)s, %(office)s") % words
    return _("becomes %(role)s, %(office)s") % words
