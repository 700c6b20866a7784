"""Commitments: what offices undertook by a day, how each stands, and the list's filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Entry
from tallystick.exchanges.models import Commitment, Fulfilment, Meeting
from tallystick.exchanges.queries.commitments import (
    Asked,
    CommitmentList,
    listed,
    sought_count,
)
from tallystick.exchanges.queries.commitments import CommitmentRow as Stood
from tallystick.exchanges.queries.commitments import rows_of as stood_of
from tallystick.exchanges.queries.evidence import LinkRow, things_seen
from tallystick.exchanges.queries.fulfilling import read_files
from tallystick.exchanges.rules.commitments import ORDERS, STANDINGS
from tallystick.exchanges.shapes import commitment_json
from tallystick.kernel.actor import Actor
from tallystick.kernel.quantity import show_minor
from tallystick.programme.queries import pairings
from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators
from tallystick.programme.rules.vocabulary import with_unit
from tallystick.web.addresses import address, narrows
from tallystick.web.contexts.commitments import (
    Bar,
    BoardColumn,
    CommitmentListPage,
    CommitmentRow,
)
from tallystick.web.contexts.shared import Choice, Filter, Link, Mark
from tallystick.web.figures import day_text
from tallystick.web.large_files import large
from tallystick.web.lists import COMMITMENTS
from tallystick.web.tables import asked_columns
from tallystick.web.views.promises.recording import new_link
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import csv_file, show
from tallystick.web.wording import in_words, language, office_name, pairing_name

NAMES = (
    *("pairing", "state", "side", "owner", "year", "kind", "workstream", "linked", "meeting"),
    *("view", "sort"),
)
# Cards of a column of the board; its head leads to all.
CARDS = 6
STATES = {
    "late": gettext_lazy("late"),
    "due_soon": gettext_lazy("due in 30 days"),
    "open": gettext_lazy("open"),
    "kept": gettext_lazy("kept"),
    "broken": gettext_lazy("broken"),
    "dropped": gettext_lazy("dropped"),
}
SIDES = {
    "supporting": gettext_lazy("supporting side"),
    "supported": gettext_lazy("supported side"),
}
LINKED = {"yes": gettext_lazy("linked"), "no": gettext_lazy("not linked")}
BOARD = {
    "open": (gettext_lazy("On track"), "submitted", "open"),
    "due_soon": (gettext_lazy("Due in 30 days"), "waiting", "due_soon"),
    "late": (gettext_lazy("Late"), "late", "late"),
    "kept": (gettext_lazy("Kept this year"), "kept", "kept"),
    "ended": (gettext_lazy("Broken or dropped"), "broken", "broken"),
}


@require_safe
@guard(SIGNED_IN)
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Show commitments, what is late first; filters and order are in the address."""
    actor, today = actor_of_request(request), timezone.localdate()
    given = _given(request)
    given["columns"] = ",".join(asked_columns(request))
    every, found = _found(given, actor, today)
    rows, total, newer, older = page_of(request, found)
    seen = pairings(actor)
    at = next((one for one in seen if one.code == given["pairing"]), None)
    board = given["view"] != "list" and not given["state"] and not request.GET.get("page")
    filters = _filters(actor, given, [(p.code, pairing_name(p)) for p in seen])
    page = CommitmentListPage(
        section="commitments",
        title=_("Commitments"),
        invented=invented_here(),
        pairing=Link(pairing_name(at), reverse("pairing", args=[at.code])) if at else None,
        table=COMMITMENTS.table(request, total=total),
        filters=(*filters, COMMITMENTS.select(COMMITMENTS.sort(request))),
        filtered=narrows(given),
        views=(
            Link(_("Board and list"), address(request.path, {**given, "view": ""}), board),
            Link(_("List"), address(request.path, {**given, "view": "list"}), not board),
        ),
        board=_board(request.path, found, given, actor, today) if board and total else (),
        counts=_counts(request.path, every.counts(), given),
        rows=shown(found.rows(rows), actor, today),
        total=total,
        newer=newer,
        older=older,
        actions=(
            Link(
                _("CSV with all fields"),
                address(reverse("commitments-csv"), {**given, "columns": ""}),
            ),
            Link(_("Meetings"), address(reverse("meetings"), {"pairing": given["pairing"]})),
        ),
        new=new_link("commitment-new", _("Record a commitment"), seen, actor, given["pairing"]),
    )
    return show(request, "commitments", page)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
@large(lambda request: sought_count(actor_of_request(request), _asked(_given(request))))
def commitments_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the rows of the list that its address asks for, all of them."""
    actor, today = actor_of_request(request), timezone.localdate()
    given = _given(request)
    found = _found(given, actor, today)[1]
    stood = found.rows(found)
    seen = things_seen([link for row in stood for link in row.evidence.links], actor)
    read_files(row.evidence.fulfilment for row in stood)
    lines = [commitment_json(row, seen) for row in stood]
    rows = [[*(line[name] for name in COLUMNS), len(line["links"])] for line in lines]
    return csv_file("commitments", [*COLUMNS, "of"], rows)


# What a file has of each, by the names of the command line; then how many links there are.
COLUMNS = (
    *("code", "pairing", "standing", "due_on", "days_late", "settled_on", "by_movements", "owner"),
    *("kind", "text", "text_zh", "meeting", "agreement", "kept_by", "reason", "invented", "done"),
)


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:100] for name in NAMES}


def _asked(given: Mapping[str, str]) -> Asked:
    return Asked(
        pairing=given["pairing"], owner=given["owner"], meeting=given["meeting"],
        side=given["side"] if given["side"] in SIDES else "", kind=given["kind"],
        workstream=given["workstream"], linked=given["linked"] if given["linked"] in LINKED else "",
        year=year_of(given["year"]), order=given["sort"] if given["sort"] in ORDERS else "",
    )  # fmt: skip


def _found(
    given: Mapping[str, str], actor: Actor, today: date
) -> tuple[CommitmentList, CommitmentList]:
    """Return the commitments of the other filters, and those of them that stand as asked."""
    every = listed(actor, today=today, asked=_asked(given))
    stands = given["state"] if given["state"] in STANDINGS else ""
    return every, every.standing(stands) if stands else every


def _board(
    path: str, found: CommitmentList, given: Mapping[str, str], actor: Actor, today: date
) -> tuple[BoardColumn, ...]:
    """Return the columns of the board, the first cards of each; one query for all cards."""
    columns = found.columns()
    picked = found.picked([key for keys in columns.values() for key in keys[:CARDS]])
    cards = dict(
        zip((row.commitment.pk for row in picked), shown(picked, actor, today), strict=True)
    )
    return tuple(
        BoardColumn(
            code,
            Mark(mark, str(words)),
            len(columns[code]),
            tuple(cards[key] for key in columns[code][:CARDS]),
            Link(
                _("All %(count)s") % {"count": len(columns[code])},
                address(path, {**given, "state": state}),
            )
            if len(columns[code]) > CARDS
            else None,
        )
        for code, (words, mark, state) in BOARD.items()
    )


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
    """Return commitments as a list shows them; a bounded number of queries for all of them."""
    return shown(stood_of(found, today), actor, today)


def shown(found: Sequence[Stood], actor: Actor, today: date) -> tuple[CommitmentRow, ...]:
    """Return commitments that were read as a list shows them; one query for their proofs."""
    proofs = proofs_seen([row.commitment for row in found], actor)
    return tuple(
        CommitmentRow(
            title=words_of(row.commitment),
            href=commitment_address(row.commitment),
            mark=mark_of(row, today),
            owner=office_name(row.commitment.owner),
            due_on=row.commitment.due_on,
            code=row.commitment.code,
            kind=kind_of(row.commitment),
            pairing=pairing_name(row.commitment.pairing),
            source=source_of(row.commitment),
            proof=_proof(row, proofs),
            bar=bar_of(row),
        )
        for row in found
    )


def bar_of(row: Stood) -> Bar | None:
    """Return how far a commitment has come: its one link, or how many of several."""
    links = row.evidence.links
    if not links:
        return None
    if len(links) == 1:
        return link_bar(links[0])
    words = _("%(done)s of %(of)s") % {"done": row.done, "of": len(links)}
    return Bar(row.done, len(links), words)


def link_bar(row: LinkRow) -> Bar:
    """Return how far one link has come, in its own unit."""
    found, one = row.progress, row.link
    if one.thing is not None:
        words = _("%(done)s of %(of)s") % {"done": found.done, "of": found.wanted}
        return Bar(found.done, found.wanted, words)
    known = indicators()[one.indicator]
    of = " ".join(with_unit(found.wanted, known.scale, known.shown_unit).label(language()).split())
    done = f"{show_minor(found.done, known.scale):,}" if not known.scale else _decimal(found.done)
    words = _("%(done)s of %(of)s") % {"done": done, "of": of}
    return Bar(max(0, min(found.done, found.wanted)), found.wanted, words)


def _decimal(minor: int) -> str:
    """Return an amount of two places as it is read.

    >>> _decimal(123450), _decimal(120000)
    ('1,234.50', '1,200')
    """
    whole, part = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole:,}.{part:02}" if part else f"{sign}{whole:,}"


def _proof(row: Stood, shown: frozenset[str]) -> Link:
    one = row.commitment
    if one.kept_by is None:
        if row.by_movements and row.state == "kept":
            done = row.evidence.fulfilment
            by_word = done is not None and done.state == Fulfilment.State.ACKNOWLEDGED
            words = _("acknowledged by the other side") if by_word else _("movements")
            return Link(words, commitment_address(one))
        return Link(_("nothing yet") if row.ended_on is None else _("not applicable"), "")
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


def kind_of(one: Commitment) -> str:
    """Return what kind of thing was undertaken; nothing where nobody said."""
    return capfirst(str(Commitment.Kind(one.kind).label)) if one.kind else ""


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


def mark_of(row: Stood, today: date) -> Mark:
    """Return a commitment's drawn state, and in words how it stands on a day."""
    if row.standing in ("open", "due_soon"):
        days = (row.commitment.due_on - today).days
        left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
        if row.standing == "due_soon":
            return Mark("waiting", left)
        return Mark("submitted", capfirst(_("open")))
    if row.standing == "late":
        return Mark("late", late_days(row.days_late))
    on = day_text(row.ended_on, language()) if row.ended_on else ""
    if row.standing == "kept_late":
        late = {"day": on, "late": late_days(row.days_late)}
        return Mark("kept", _("Kept %(day)s, %(late)s") % late)
    words = {"kept": _("Kept %(day)s"), "broken": _("Broken %(day)s")}
    return Mark(row.state, words.get(row.state, _("Dropped %(day)s")) % {"day": on})


def late_days(days: int) -> str:
    """Return how many days a commitment is past its date; those are days of the calendar."""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": f"{days:,}"}


def _filters(
    actor: Actor, given: Mapping[str, str], seen: list[tuple[str, str]]
) -> tuple[Filter, ...]:
    every = Commitment.objects.visible_to(actor)
    owners = Office.objects.filter(pk__in=every.values("owner")).order_by("code")
    years = every.order_by("-due_on__year").values_list("due_on__year", flat=True).distinct()
    choices = (
        ("pairing", _("Pairing"), _("all"), seen),
        ("state", _("State"), _("all"), [(code, str(words)) for code, words in STATES.items()]),
        ("side", _("Side"), _("both"), [(code, str(words)) for code, words in SIDES.items()]),
        ("kind", _("Kind"), _("all"), _kinds()),
        ("workstream", _("Workstream"), _("all"), _workstreams()),
        ("linked", _("Linked"), _("all"), [(code, str(words)) for code, words in LINKED.items()]),
        ("meeting", _("Meeting"), _("all"), _meetings(every)),
        ("owner", _("Kept by"), _("all"), [(one.code, office_name(one)) for one in owners]),
        ("year", _("Due in"), _("all"), [(str(year), str(year)) for year in years]),
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


def _kinds() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in Commitment.Kind]


def _workstreams() -> list[tuple[str, str]]:
    return [(code, words.label(language())) for code, words in WORKSTREAMS.items()]


def _meetings(every: QuerySet[Commitment]) -> list[tuple[str, str]]:
    held = Meeting.objects.filter(pk__in=every.values("meeting")).order_by("-held_on", "code")
    return [
        (one.code, f"{one.held_on.isoformat()} {in_words(one.title_en, one.title_zh)}")
        for one in held[:50]
    ]
