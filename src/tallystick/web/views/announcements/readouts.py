"""Readouts: the announcements that were kept, and how much of each waits for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Readout
from tallystick.exchanges.queries.readouts import (
    readout_counts,
    readouts,
    row_of_readout,
)
from tallystick.exchanges.rules.readouts import READOUT_SIDES, STATES
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span, pairings
from tallystick.web.addresses import address, narrows
from tallystick.web.contexts.readouts import ReadoutListPage, ReadoutRow
from tallystick.web.contexts.shared import Filter, Link, Mark
from tallystick.web.figures import published_text
from tallystick.web.lists import READOUTS
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.meetings.meetings import meeting_address, meeting_title
from tallystick.web.views.promises.recording import new_link
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import language, pairing_name

# So many pairings lead to the people who act on them.
NAMED = 5
NAMES = ("pairing", "side", "state", "year", "search", "sort")
MARKS = {"waiting": "waiting", "decided": "kept", "aside": "dropped"}
WORDS = {
    "waiting": gettext_lazy("waits for a look"),
    "decided": gettext_lazy("gone through"),
    "aside": gettext_lazy("set aside"),
}


@require_safe
@guard(SIGNED_IN)
def readout_list(request: HttpRequest) -> HttpResponse:
    """Show readouts, the last published first; filters, search and order are in the address."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:100] for name in NAMES}
    asked = {
        "pairing": given["pairing"],
        "side": given["side"] if given["side"] in READOUT_SIDES else "",
        "search": given["search"],
    }
    year = year_of(given["year"])
    found = readouts(
        actor,
        state=given["state"] if given["state"] in STATES else "",
        sort=READOUTS.sort(request),
        year=year,
        **asked,
    )
    rows, total, newer, older = page_of(request, found)
    seen = pairings(actor)
    new = new_link("readout-new", _("Read an announcement"), seen, actor, given["pairing"])
    page = ReadoutListPage(
        section="readouts",
        title=_("Readouts"),
        invented=invented_here(),
        table=READOUTS.table(request, total=total),
        filters=(
            *_filters(actor, given, [(one.code, pairing_name(one)) for one in seen]),
            READOUTS.select(READOUTS.sort(request)),
        ),
        filtered=narrows(given),
        search=given["search"],
        counts=_counts(request.path, readout_counts(actor, year=year, **asked), given),
        rows=tuple(_row(one) for one in rows),
        total=total,
        newer=newer,
        older=older,
        new=new,
        read_by=() if new else _read_by(seen),
    )
    return show(request, "readouts", page)


def _read_by(seen: Sequence[Pairing]) -> tuple[Link, ...]:
    """Return where it stands who may act on a pairing, those that go on first."""
    today = timezone.localdate()
    by_end = sorted(seen, key=lambda one: (fetched_span(one).end or today) < today)
    return tuple(
        Link(pairing_name(one), reverse("who-may-act", args=[one.code])) for one in by_end[:NAMED]
    )


def readout_address(one: Readout) -> str:
    """Return the address of a readout's page."""
    return reverse("readout", args=[one.code])


def press_of(one: Readout) -> str:
    """Return whose press printed it."""
    return str(Readout.Side(one.side).label)


def published_words(iso: str) -> str:
    """Return a day, a month or a year as finely as it is known; empty where it is not."""
    return published_text(iso, language())


def state_mark_of(state: str) -> Mark:
    """Return how a readout stands, drawn and in a word."""
    return Mark(MARKS[state], capfirst(str(WORDS[state])))


def _row(one: Readout) -> ReadoutRow:
    row = row_of_readout(one)
    met = one.meeting
    return ReadoutRow(
        title=one.title,
        href=readout_address(one) + ("#next" if row.waiting and not one.set_aside else ""),
        pairing=pairing_name(one.pairing),
        press=capfirst(press_of(one)),
        published=published_words(one.published_on),
        mark=state_mark_of(row.state),
        items=row.items,
        waiting=row.waiting,
        meeting=Link(meeting_title(met), meeting_address(met)) if met else None,
        added=one.added_at,
    )


def _counts(path: str, counts: Mapping[str, int], given: Mapping[str, str]) -> tuple[Link, ...]:
    return tuple(
        Link(
            f"{capfirst(str(WORDS[state]))} {count}",
            address(path, {**given, "state": state}),
            given["state"] == state,
        )
        for state, count in counts.items()
    )


def _filters(
    actor: Actor, given: Mapping[str, str], seen: list[tuple[str, str]]
) -> tuple[Filter, ...]:
    days = Readout.objects.visible_to(actor).exclude(published_on="")
    years = sorted({iso[:4] for iso in days.values_list("published_on", flat=True)}, reverse=True)
    choices = (
        ("pairing", _("Pairing"), seen),
        ("side", _("Whose press"), [(one.value, str(one.label)) for one in Readout.Side]),
        ("state", _("State"), [(state, str(words)) for state, words in WORDS.items()]),
        ("year", _("Year"), [(year, year) for year in years]),
    )
    return filters_of(choices, given)
