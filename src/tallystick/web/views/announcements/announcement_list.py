"""Announcements of one's own: drafts, what is published, and what a later version corrects."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Announcement
from tallystick.exchanges.queries.announcements import (
    ANNOUNCEMENT_STATES,
    announcement_counts,
    announcements,
    correction_of,
    state_of_announcement,
)
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.named import named_pairings
from tallystick.web.addresses import address, narrows
from tallystick.web.contexts.announcements import AnnouncementListPage, AnnouncementRow
from tallystick.web.contexts.shared import Filter, Link, Mark
from tallystick.web.figures import day_text
from tallystick.web.lists import ANNOUNCEMENTS
from tallystick.web.tables import in_language
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.meetings.meetings import meeting_address, meeting_title, when_words
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import in_words, language, pairing_name, place, side_region

NAMES = ("pairing", "side", "state", "year", "search", "sort")
GLYPHS = {"draft": "draft", "published": "kept", "corrected": "reversed"}
WORDS = {
    "draft": gettext_lazy("draft"),
    "published": gettext_lazy("published"),
    "corrected": gettext_lazy("corrected since"),
}


@require_safe
@guard(SIGNED_IN)
def announcement_list(request: HttpRequest) -> HttpResponse:
    """Show announcements, the newest meeting's first; filters and order are in the address."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:100] for name in NAMES}
    year = year_of(given["year"])
    asked = {
        "pairing": given["pairing"],
        "side": given["side"] if given["side"] in Announcement.Side.values else "",
        "search": given["search"],
    }
    found = announcements(
        actor,
        state=given["state"] if given["state"] in ANNOUNCEMENT_STATES else "",
        sort=in_language(ANNOUNCEMENTS.sort(request)),
        year=year,
        **asked,
    )
    rows, total, newer, older = page_of(request, found)
    page = AnnouncementListPage(
        section="announcements",
        title=_("Announcements"),
        invented=invented_here(),
        table=ANNOUNCEMENTS.table(request, total=total),
        filters=(*_filters(actor, given), ANNOUNCEMENTS.select(ANNOUNCEMENTS.sort(request))),
        filtered=narrows(given),
        search=given["search"],
        counts=_counts(request.path, announcement_counts(actor, year=year, **asked), given),
        rows=tuple(announcement_row(one) for one in rows),
        total=total,
        newer=newer,
        older=older,
        meetings=Link(
            _("Meetings"),
            address(reverse("meetings"), {"pairing": given["pairing"], "stands": "held"}),
        ),
        press=Link(
            _("What the press printed"), address(reverse("readouts"), {"pairing": given["pairing"]})
        ),
    )
    return show(request, "announcements", page)


def announcement_mark(one: Announcement) -> Mark:
    """Return how an announcement stands, drawn and in a word."""
    stands = state_of_announcement(one)
    return Mark(GLYPHS[stands], capfirst(str(WORDS[stands])))


def correction_link(one: Announcement) -> Link | None:
    """Return where the published version is that took the place of an announcement."""
    after = correction_of(one)
    if after is None:
        return None
    words = _("Version %(n)s") % {"n": after.version}
    return Link(words, reverse("announcement", args=[after.code]))


def announcement_row(one: Announcement) -> AnnouncementRow:
    """Return an announcement as lists show it; nothing is asked of the database."""
    met = one.meeting
    return AnnouncementRow(
        title=in_words(one.title_en, one.title_zh) or _("without a title"),
        href=reverse("announcement", args=[one.code]),
        pairing=pairing_name(met.pairing),
        side=place(side_region(met.pairing, one.side)),
        meeting=Link(meeting_title(met), meeting_address(met)),
        met=when_words(met),
        mark=announcement_mark(one),
        version=one.version,
        moment=day_text((one.published_at or one.drafted_at).date(), language()),
        after=correction_link(one),
        why=one.why,
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


def _filters(actor: Actor, given: Mapping[str, str]) -> tuple[Filter, ...]:
    held = announcements(actor).order_by("-meeting__held_on__year")
    years = held.values_list("meeting__held_on__year", flat=True).distinct()
    choices = (
        ("pairing", _("Pairing"), [(one.code, pairing_name(one)) for one in named_pairings(actor)]),
        ("side", _("In the name of"), [(s.value, str(s.label)) for s in Announcement.Side]),
        ("state", _("State"), [(state, str(words)) for state, words in WORDS.items()]),
        ("year", _("Year of the meeting"), [(str(year), str(year)) for year in years]),
    )
    return filters_of(choices, given)
