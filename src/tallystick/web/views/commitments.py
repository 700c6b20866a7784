"""Commitments: what offices undertook by a day, how each stands, and the list's filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Entry
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.queries.commitments import commitment_counts, commitments, row_of
from tallystick.exchanges.rules.commitments import ORDERS, STANDINGS
from tallystick.kernel.actor import Actor
from tallystick.programme.queries import pairings
from tallystick.web.contexts.commitments import CommitmentListPage, CommitmentRow
from tallystick.web.contexts.shared import Choice, Filter, Link, Mark
from tallystick.web.figures import day_text
from tallystick.web.views.recording import recordable
from tallystick.web.views.shared import (
    actor_of_request,
    address,
    invented_here,
    page_of,
    year_of,
)
from tallystick.web.views.showing import show
from tallystick.web.wording import in_words, language, office_name, pairing_name

NAMES = ("pairing", "state", "owner", "year", "sort")
STATES = {
    "late": gettext_lazy("late"),
    "due_soon": gettext_lazy("due in 30 days"),
    "open": gettext_lazy("open"),
    "kept": gettext_lazy("kept"),
    "broken": gettext_lazy("broken"),
    "dropped": gettext_lazy("dropped"),
}
SORTS = {
    "due": gettext_lazy("due day, earliest first"),
    "newest": gettext_lazy("due day, latest first"),
    "owner": gettext_lazy("office"),
}


@require_safe
@guard(SIGNED_IN)
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Show commitments, what is late first; filters and order are in the address."""
    actor, today = actor_of_request(request), timezone.localdate()
    given = {name: request.GET.get(name, "")[:100] for name in NAMES}
    asked = {"pairing": given["pairing"], "owner": given["owner"]}
    year = year_of(given["year"])
    found = commitments(
        actor,
        today=today,
        stands=given["state"] if given["state"] in STANDINGS else "",
        order=given["sort"] if given["sort"] in ORDERS else "",
        year=year,
        **asked,
    )
    rows, total, newer, older = page_of(request, found)
    counts = commitment_counts(actor, today=today, year=year, **asked)
    seen = pairings(actor)
    at = next((one for one in seen if one.code == given["pairing"]), None)
    page = CommitmentListPage(
        section="commitments",
        title=_("Commitments"),
        invented=invented_here(),
        pairing=Link(pairing_name(at), reverse("pairing", args=[at.code])) if at else None,
        filters=_filters(actor, given, [(p.code, pairing_name(p)) for p in seen]),
        filtered=any(value for name, value in given.items() if name != "sort"),
        counts=_counts(request.path, counts, given),
        rows=rows_of(rows, actor, today),
        total=total,
        newer=newer,
        older=older,
        actions=(Link(_("Meetings"), address(reverse("meetings"), {"pairing": given["pairing"]})),),
        new=Link(
            _("Record a commitment"),
            address(reverse("commitment-new"), {"pairing": given["pairing"]}),
        )
        if recordable(seen, actor)
        else None,
    )
    return show(request, "commitments", page)


def _counts(path: str, counts: Mapping[str, int], given: Mapping[str, str]) -> tuple[Link, ...]:
    return tuple(
        Link(
            f"{capfirst(str(STATES[stands]))} {count}",
            address(path, {**given, "state": stands}),
            given["state"] == stands,
        )
        for stands, count in counts.items()
    )


def rows_of(found: Sequence[Commitment], actor: Actor, today: date) -> tuple[CommitmentRow, ...]:
    """Return commitments as a list shows them; one query for the entries that prove them."""
    shown = proofs_seen(found, actor)
    return tuple(
        CommitmentRow(
            title=words_of(one),
            href=commitment_address(one),
            mark=mark_of(one, today),
            owner=office_name(one.owner),
            due_on=one.due_on,
            pairing=pairing_name(one.pairing),
            source=source_of(one),
            proof=_proof(one, shown),
        )
        for one in found
    )


def _proof(one: Commitment, shown: frozenset[str]) -> Link:
    if one.kept_by is None:
        open_still = one.state == Commitment.State.MADE
        return Link(_("nothing yet") if open_still else _("not applicable"), "")
    number = one.kept_by.number
    return Link(number, reverse("entry", args=[number]) if number in shown else "")


def proofs_seen(found: Sequence[Commitment], actor: Actor) -> frozenset[str]:
    """Return the numbers of those proofs that the reader may open: one may be a successor's."""
    keys = [one.kept_by_id for one in found if one.kept_by_id]
    if not keys:
        return frozenset()
    seen = Entry.objects.visible_to(actor).filter(pk__in=keys)
    return frozenset(seen.values_list("number", flat=True))


def commitment_address(one: Commitment) -> str:
    """Return the address of a commitment's page."""
    return reverse("commitment", args=[one.code])


def words_of(one: Commitment) -> str:
    """Return what was undertaken, in the reader's language where it is kept in it."""
    return in_words(one.text_en, one.text_zh)


def source_of(one: Commitment) -> Link | None:
    """Return where a commitment was made: a clause of an agreement, or a meeting."""
    if one.clause is not None:
        agreement = one.clause.version.agreement
        title = in_words(agreement.title_en, agreement.title_zh)
        words = _("%(agreement)s, clause %(number)s")
        return Link(
            words % {"agreement": title, "number": one.clause.number},
            reverse("agreement", args=[agreement.code]),
        )
    if one.meeting is not None:
        title = in_words(one.meeting.title_en, one.meeting.title_zh)
        return Link(title, reverse("meeting", args=[one.meeting.code]))
    return None


def mark_of(one: Commitment, today: date) -> Mark:
    """Return a commitment's drawn state, and in words how it stands on a day."""
    row = row_of(one, today)
    if row.standing in ("open", "due_soon"):
        days = (one.due_on - today).days
        left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
        if row.standing == "due_soon":
            return Mark("waiting", left)
        return Mark("submitted", capfirst(_("open")))
    if row.standing == "late":
        return Mark("late", late_days(row.days_late))
    on = day_text(one.settled_on, language()) if one.settled_on else ""
    if row.standing == "kept_late":
        late = {"day": on, "late": late_days(row.days_late)}
        return Mark("kept", _("Kept %(day)s, %(late)s") % late)
    words = {"kept": _("Kept %(day)s"), "broken": _("Broken %(day)s")}
    return Mark(one.state, words.get(one.state, _("Dropped %(day)s")) % {"day": on})


def late_days(days: int) -> str:
    """Return how many days a commitment is past its date; those are days of the calendar."""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def _filters(
    actor: Actor, given: Mapping[str, str], seen: list[tuple[str, str]]
) -> tuple[Filter, ...]:
    every = Commitment.objects.visible_to(actor)
    owners = Office.objects.filter(pk__in=every.values("owner")).order_by("code")
    years = every.order_by("-due_on__year").values_list("due_on__year", flat=True).distinct()
    choices = (
        ("pairing", _("Pairing"), _("all"), seen),
        ("state", _("State"), _("all"), [(code, str(words)) for code, words in STATES.items()]),
        ("owner", _("Kept by"), _("all"), [(one.code, office_name(one)) for one in owners]),
        ("year", _("Due in"), _("all"), [(str(year), str(year)) for year in years]),
        (
            "sort",
            _("Order"),
            _("what is late first"),
            [(code, str(words)) for code, words in SORTS.items()],
        ),
    )
    return tuple(
        Filter(
            name,
            label,
            (
                Choice("", blank, not given[name]),
                *(Choice(value, words, value == given[name]) for value, words in rows),
            ),
        )
        for name, label, blank, rows in choices
    )
