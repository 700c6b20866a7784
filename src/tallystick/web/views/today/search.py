"""One search over all that a person may see, by kind; words and kind are in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import State
from tallystick.exchanges.queries.search import LONGEST, SOUGHT, Found, search, words_of
from tallystick.programme.rules.pipelines import pipelines
from tallystick.web.addresses import address
from tallystick.web.contexts.search import FoundKind, FoundRow, SearchPage
from tallystick.web.contexts.shared import Link
from tallystick.web.figures import day_text
from tallystick.web.views.announcements.announcement_list import announcement_mark
from tallystick.web.views.learning.frameworks import framework_name
from tallystick.web.views.meetings.meetings import meeting_address, meeting_title
from tallystick.web.views.pairings.pairings import level_words
from tallystick.web.views.pairings.stage_figures import thing_name
from tallystick.web.views.promises.agreements import agreement_address
from tallystick.web.views.promises.commitments import commitment_address
from tallystick.web.views.promises.commitments import words_of as promise_words
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    clauses,
    entry_address,
    entry_title,
    in_words,
    language,
    office_name,
    pairing_name,
    place,
)

# So many of each kind stand on the page of all.
FIRST = 5
# So many of a kind are counted, and have a page.
MOST = 5000
# Of more their keys are put in order first.
MANY = 200
TITLES = {
    "pairing": gettext_lazy("Pairings"),
    "place": gettext_lazy("Places"),
    "person": gettext_lazy("People at meetings"),
    "office": gettext_lazy("Offices"),
    "thing": gettext_lazy("Named things"),
    "entry": gettext_lazy("Entries"),
    "commitment": gettext_lazy("Commitments"),
    "meeting": gettext_lazy("Meetings"),
    "agreement": gettext_lazy("Agreements"),
    "readout": gettext_lazy("Readouts"),
    "announcement": gettext_lazy("Announcements"),
    "practice": gettext_lazy("Practices"),
    "framework": gettext_lazy("Frameworks"),
}


@dataclass(frozen=True)
class Hits:
    """What was found of one kind; `more`: there are more than were counted."""

    rows: Found
    count: int
    more: bool = False
    keys: tuple[Any, ...] = ()

    def first(self) -> list[Any]:
        """Return the first of them; of many their keys are put in order, and not whole rows."""
        if not isinstance(self.rows, QuerySet) or self.count <= MANY:
            return list(self.rows[:FIRST])
        found = self.rows
        if self.keys:
            # They were found and may be seen: neither is asked a second time.
            named = found.model._default_manager.filter(pk__in=self.keys)
            found = named.order_by(*found.query.order_by)
        keys = list(found.values_list("pk", flat=True)[:FIRST])
        return list(self.rows.filter(pk__in=keys))

    @property
    def words(self) -> str:
        """How many, with a sign where there are more."""
        return f"{self.count:,}+" if self.more else f"{self.count:,}"


def _hits(rows: Found) -> Hits:
    """Return what was found, counted up to a number, and read by its keys from then on.

    So the words are looked for once. Of more than that many every page is near: they are read in
    their order.
    """
    if not isinstance(rows, QuerySet):
        return Hits(rows, len(rows))
    keys = list(rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        return Hits(rows, MOST, True)
    return Hits(rows.filter(pk__in=keys) if keys else [], len(keys), keys=tuple(keys))


@require_safe
@guard(SIGNED_IN)
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what was found: the first of each kind, or one kind page by page."""
    actor, given = actor_of_request(request), request.GET.get("q", "")[:LONGEST]
    words = words_of(given)
    kind = request.GET.get("kind", "")
    kind = kind if kind in SOUGHT else ""
    sought = {one: _hits(search(one, words, actor)) for one in SOUGHT} if words else {}
    newer = older = None
    if kind and words:
        turn = (_("Back"), _("More"))
        rows, _n, newer, older = page_of(request, sought[kind].rows, turn, MOST)
        found = [_found(kind, sought[kind], rows)] if rows else []
    else:
        found = [
            _found(one, hits, hits.first(), _all_of(given, one, hits))
            for one, hits in sought.items()
            if hits.count
        ]
    page = SearchPage(
        section="search",
        title=_("Search"),
        invented=invented_here(),
        words=given,
        kind=kind,
        short=bool(given.strip()) and not words,
        chips=_chips(given, kind, sought),
        found=tuple(found),
        total=sum(hits.count for hits in sought.values()),
        newer=newer,
        older=older,
    )
    return show(request, "search", page)


def _found(kind: str, hits: Hits, rows: Iterable[Any], more: Link | None = None) -> FoundKind:
    shown = tuple(ROWS[kind](row) for row in rows)
    return FoundKind(str(TITLES[kind]), hits.words, shown, more)


def _all_of(words: str, kind: str, hits: Hits) -> Link | None:
    """Return where all of a kind is, when there is more of it than is shown beside others."""
    if hits.count <= FIRST:
        return None
    return Link(_("See all %(n)s") % {"n": hits.words}, _address(words, kind))


def _address(words: str, kind: str = "") -> str:
    return address(reverse("search"), {"q": words, "kind": kind})


def _chips(words: str, kind: str, sought: Mapping[str, Hits]) -> tuple[Link, ...]:
    """Return the kinds there are of what was found; the first lets all by."""
    some = {one: hits for one, hits in sought.items() if hits.count or one == kind}
    if not some:
        return ()
    whole = Hits([], sum(hits.count for hits in some.values()), any(h.more for h in some.values()))
    every = _("All of it: %(n)s") % {"n": whole.words}
    chips = (
        Link(f"{TITLES[one]} {hits.words}", _address(words, one), one == kind)
        for one, hits in some.items()
    )
    return (Link(every, _address(words), not kind), *chips)


def _pairing(one: Any) -> FoundRow:
    programme = in_words(one.programme.name_en, one.programme.name_zh)
    detail = f"{programme} · {level_words(one.level)}"
    return FoundRow(pairing_name(one), reverse("pairing", args=[one.code]), detail)


def _place(one: Any) -> FoundRow:
    other = one.name_zh if in_words(one.name_en, one.name_zh) == one.name_en else one.name_en
    return FoundRow(place(one), reverse("place", args=[one.code]), other)


def _person(one: Any) -> FoundRow:
    on = day_text(one.meeting.held_on, language())
    detail = " · ".join(filter(None, (one.post, clauses(meeting_title(one.meeting), on))))
    return FoundRow(one.name, meeting_address(one.meeting), detail)


def _office(one: Any) -> FoundRow:
    return FoundRow(office_name(one), reverse("office", args=[one.code]), place(one.region))


def _thing(one: Any) -> FoundRow:
    kind = pipelines()[one.pipeline].label(language())
    detail = f"{kind} · {place(one.region)}"
    return FoundRow(thing_name(one), reverse("thing", args=[one.code]), detail)


def _entry(one: Any) -> FoundRow:
    stands = State(one.state).label
    said = (one.number, place(one.region), day_text(one.happened_on, language()), str(stands))
    return FoundRow(entry_title(one), entry_address(one), " · ".join(said))


def _commitment(one: Any) -> FoundRow:
    due = _("due %(day)s") % {"day": day_text(one.due_on, language())}
    detail = f"{office_name(one.owner)} · {due}"
    return FoundRow(promise_words(one), commitment_address(one), detail)


def _meeting(one: Any) -> FoundRow:
    return FoundRow(meeting_title(one), meeting_address(one), day_text(one.held_on, language()))


def _agreement(one: Any) -> FoundRow:
    title = in_words(one.title_en, one.title_zh)
    return FoundRow(title, agreement_address(one), str(one.year))


def _readout(one: Any) -> FoundRow:
    return FoundRow(one.title, reverse("readout", args=[one.code]), one.published_on)


def _practice(one: Any) -> FoundRow:
    title = in_words(one.title_en, one.title_zh)
    return FoundRow(title, reverse("practice", args=[one.code]), one.since)


def _announcement(one: Any) -> FoundRow:
    title = in_words(one.title_en, one.title_zh) or _("without a title")
    return FoundRow(title, reverse("announcement", args=[one.code]), announcement_mark(one).words)


def _framework(one: Any) -> FoundRow:
    detail = _("version %(number)s") % {"number": one.version}
    return FoundRow(framework_name(one), reverse("framework", args=[one.code]), detail)


ROWS: Mapping[str, Callable[[Any], FoundRow]] = {
    "pairing": _pairing,
    "place": _place,
    "person": _person,
    "office": _office,
    "thing": _thing,
    "entry": _entry,
    "commitment": _commitment,
    "meeting": _meeting,
    "agreement": _agreement,
    "readout": _readout,
    "announcement": _announcement,
    "practice": _practice,
    "framework": _framework,
}
