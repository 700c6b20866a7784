"""The list of entries, and the work that waits for the reader first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Channel, Entry, State
from tallystick.entries.queries import OPEN, SORTS, entries, waiting_for, warnings_for
from tallystick.entries.queries.lists import entered_places, first_day, near
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.named import NamedPairing, named_pairings
from tallystick.programme.queries.nearest import with_those_inside
from tallystick.programme.rules.pipelines import pipelines
from tallystick.web.addresses import narrows
from tallystick.web.contexts.entries import EntryListPage, EntryRow
from tallystick.web.contexts.shared import Filter, Link
from tallystick.web.lists import ENTRIES
from tallystick.web.views.entries.corrections import ENTERING
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.shared import actor_of_request, invented_here, is_long, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.views.today.standing_in import in_place_of
from tallystick.web.wording import (
    amounts_in_words,
    entry_address,
    entry_title,
    language,
    pairing_name,
    place,
    place_then,
    side_region,
    state_mark,
)

# A list longer than these is not counted to its end, and no more have a page.
MOST = 5000
# With more places than these to choose from, a pairing is chosen first.
PLACES = 200
NAMES = ("search", "pairing", "state", "pipeline", "region", "year", "channel")


@require_safe
@guard(SIGNED_IN)
def entry_list(request: HttpRequest) -> HttpResponse:
    """Show entries, newest change first; filters, order and columns are in the address."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:60] for name in NAMES}
    sort = ENTRIES.sort(request)
    # A figure of a pairing is made of the lines inside it; the list it leads to has these too.
    inside = with_those_inside(given["pairing"], actor) if given["pairing"] else ()
    found = entries(
        actor,
        pairing=",".join(inside) or given["pairing"],
        state=given["state"] if given["state"] in (OPEN, *State.values) else "",
        pipeline=given["pipeline"],
        region=given["region"],
        year=year_of(given["year"]),
        channel=given["channel"] if given["channel"] in Channel.values else "",
        search=given["search"].strip(),
    )
    found = near(found, actor)
    if ENTRIES.is_bounded(sort) and is_long(found, MOST):
        sort = ""
    found = found.order_by(*SORTS[sort]) if sort else found
    rows, total, newer, older = page_of(request, found, most=MOST)
    long = total > MOST
    page = EntryListPage(
        section="entries",
        title=_("Entries"),
        invented=invented_here(),
        table=ENTRIES.table(request, total=total, long=long),
        filters=(*_filters(actor, given), ENTRIES.select(sort, long=long)),
        filtered=narrows(given),
        search=given["search"],
        things=Link(_("Named things"), reverse("things")),
        report=Link(_("Report something"), reverse("entry-pick"))
        if actor.regions("clerk")
        else None,
        fix=bool(actor.regions(*ENTERING)),
        rows=_rows(rows, actor),
        total=min(total, MOST),
        more=long,
        newer=newer,
        older=older,
        in_place_of=in_place_of(actor, timezone.localdate()),
    )
    return show(request, "entries", page)


def _rows(found: list[Entry], actor: Actor) -> tuple[EntryRow, ...]:
    work, shown = waiting_for(actor), [entry.pk for entry in found]
    waiting = (
        (work.to_confirm, _("Confirm")),
        (work.to_match, _("Match")),
        (work.disputes, _("Answer")),
    )
    actions = {
        key: action
        for rows, action in waiting
        for key in rows.filter(pk__in=shown).values_list("pk", flat=True)
    }
    today, odd = timezone.localdate(), warnings_for(found, actor)
    return tuple(
        EntryRow(
            number=entry.number,
            href=entry_address(entry),
            mark=state_mark(entry, today),
            title=entry_title(entry),
            side=place_then(side_region(entry.pairing, entry.side), entry.happened_on),
            happened=entry.happened_on,
            figures=amounts_in_words(entry),
            action=actions.get(entry.pk, ""),
            odd=tuple(problem.sentence(language()) for problem in odd.get(entry.pk, ())),
            pairing=pairing_name(entry.pairing),
            kind=pipelines()[entry.pipeline].label(language()),
            place=place_then(entry.region, entry.happened_on),
            reference=entry.own_reference,
            changed=entry.changed_at,
        )
        for entry in found
    )


def _filters(actor: Actor, given: dict[str, str]) -> tuple[Filter, ...]:
    this_year = timezone.localdate().year
    seen = named_pairings(actor)
    first = first_day(seen, actor)
    years = range(this_year, (first.year if first else this_year) - 1, -1)
    choices = (
        ("pairing", _("Pairing"), [(p.code, pairing_name(p)) for p in seen]),
        (
            "state",
            _("State"),
            [(OPEN, _("Waiting or disputed")), *((s.value, str(s.label)) for s in State)],
        ),
        ("pipeline", _("Kind"), [(code, p.label(language())) for code, p in pipelines().items()]),
        ("region", _("Place"), _places(seen, given, actor)),
        ("channel", _("Matched"), [(c.value, str(c.label)) for c in Channel]),
        ("year", _("Year"), [(str(year), str(year)) for year in years]),
    )
    return filters_of(choices, given)


def _places(seen: list[NamedPairing], given: dict[str, str], actor: Actor) -> list[tuple[str, str]]:
    """Return the places that entries are about, by the names they have today.

    In a whole country they are thousands: then those of the pairing that was chosen.
    """
    within = [row for row in seen if given["pairing"] in ("", row.code)]
    found = list(entered_places(within or seen, actor)[: PLACES + 1])
    if len(found) > PLACES:
        found = list(entered_places(seen, actor).filter(code=given["region"]))
    return sorted(((row.code, place(row)) for row in found), key=lambda one: one[1])
