"""Entries as lists show them, and the work that waits for one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import ExtractMonth

from tallystick.entries.models import SAID, Entry, EntryAct, EntryLine, Side, State
from tallystick.entries.queries.signers import signers
from tallystick.entries.queries.worded import worded
from tallystick.entries.queries.words import disputes_spoken_in
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import around_pairing
from tallystick.programme.queries.named import NamedPairing
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.regions.models import Region, RegionClosure, above, under

FRAME = (
    "pairing__programme",
    "pairing__supporting",
    "pairing__supported",
    "pairing__parent__parent__parent",
    "book",
    "region",
    "partner",
    "thing",
    "promises__agreement",
)

# What waits for the other side or is disputed: the figure a scorecard shows as waiting.
OPEN = "open"
# Who sees more pairings than these sees a good part of the book.
FEW = 40
# So many of the newest changes are looked through first.
LATELY = 3000
SEARCHED = ("number", "own_reference", "title_en", "title_zh")
# The pairing that rows are held to, and not sought by: of a large one all would be read, and what
# is open is few.
_HELD = F("pairing_id") + 0
# How far an entry has come, as an order of its states.
_COME = Case(*(When(state=state, then=n) for n, state in enumerate(State.values)), default=99)
_NEWEST = ("-happened_on", "number")
# Order of the list → its columns. The first three are read by an index however long the list is.
SORTS: Mapping[str, tuple[Any, ...]] = {
    "changed": ("-changed_at", "id"),
    "changed-first": ("changed_at", "-id"),
    "day": _NEWEST,
    "day-first": ("happened_on", "-number"),
    "number": ("number",),
    "-number": ("-number",),
    "place": ("region__code", *_NEWEST),
    "-place": ("-region__code", *_NEWEST),
    "state": (_COME.asc(), *_NEWEST),
    "-state": (_COME.desc(), *_NEWEST),
    "kind": ("pipeline", *_NEWEST),
    "-kind": ("-pipeline", *_NEWEST),
    "pairing": ("pairing__code", *_NEWEST),
    "-pairing": ("-pairing__code", *_NEWEST),
}


@dataclass(frozen=True)
class WaitingWork:
    """What waits for one person, oldest first: queries, of which each reader takes what it shows.

    Two years behind, the backlog of a province is thousands of entries, and a page shows six.
    """

    to_confirm: QuerySet[Entry]
    to_match: QuerySet[Entry]
    disputes: QuerySet[Entry]


def entries(
    actor: Actor,
    *,
    pairing: str = "",
    state: str = "",
    pipeline: str = "",
    region: str = "",
    year: int | None = None,
    own_reference: str = "",
    channel: str = "",
    search: str = "",
    sort: str = "",
) -> QuerySet[Entry]:
    """Return the entries `actor` may see, newest change first, with their frame and lines.

    Units: `pairing` is a code, or several with commas; `state` is a code of State, or `open` for
    what the other side has not settled yet; `channel` page | file | paper keeps those that were
    matched that way; `search` is looked for in numbers, references and titles; `sort` is a key of
    SORTS.
    """
    wanted = {
        "pairing__code__in": pairing.split(",") if pairing else [],
        "state": "" if state == OPEN else state,
        "pipeline": pipeline,
        "region__code": region,
        "happened_on__year": year,
        "own_reference": own_reference,
    }
    given = {key: value for key, value in wanted.items() if value}
    rows = Entry.objects.visible_to(actor).filter(**given)
    if state == OPEN:
        rows = rows.filter(state__in=(State.CONFIRMED, State.MATCHED, State.DISPUTED))
    if search:
        rows = rows.filter(
            reduce(or_, (Q(**{f"{field}__icontains": search}) for field in SEARCHED))
        )
    if sort:
        rows = rows.order_by(*SORTS[sort])
    if channel:
        matched = {"verb": EntryAct.Verb.MATCHED, "version": OuterRef("version")}
        acts = EntryAct.objects.filter(entry=OuterRef("pk"), channel=channel, **matched)
        rows = rows.filter(Exists(acts))
    return _framed(rows)


def near(rows: QuerySet[Entry], actor: Actor) -> QuerySet[Entry]:
    """Return the same entries, sought in the few pairings where this person may see any.

    One query; who sees many pairings has all of them sought. A list is then read by its order,
    or pairing by pairing, and never as a whole.
    """
    if actor.system:
        return rows
    seats = actor.regions()
    line = Q(region__in=under(seats)) | Q(region__in=above(seats))
    tops = RegionClosure.objects.filter(line).values("ancestor")
    near = Pairing.objects.filter(Q(supported__in=tops) | Q(supporting__in=tops))
    keys = list(near.order_by().values_list("pk", flat=True)[: FEW + 1])
    return rows.filter(pairing__in=keys) if len(keys) <= FEW else rows


def lately_changed(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return those of some entries that are among the last that changed, whoever's they are.

    One query. Of these the newest are found at once; where they do not suffice, all are asked.
    """
    last = Entry.objects.order_by("-changed_at", "id").values_list("changed_at", flat=True)
    since = last[LATELY : LATELY + 1].first()
    return rows if since is None else rows.filter(changed_at__gte=since)


def first_day(seen: Sequence[NamedPairing], actor: Actor) -> date | None:
    """Return the first day on which anything happened in these pairings; one query."""
    rows = Entry.objects.visible_to(actor).filter(pairing=OuterRef("pk")).order_by("happened_on")
    first = Subquery(rows.values("happened_on")[:1])
    found = Pairing.objects.filter(pk__in=[row.pk for row in seen]).annotate(first=first)
    day: date | None = found.aggregate(day=Min("first"))["day"]
    return day


def entered_places(seen: Sequence[NamedPairing], actor: Actor) -> QuerySet[Region]:
    """Return the places in these pairings that an entry is about; looked up place by place."""
    tops = [row.supported_id for row in seen]
    inside = RegionClosure.objects.filter(ancestor__in=tops).values("region")
    rows = Entry.objects.visible_to(actor).filter(region=OuterRef("pk"))
    return Region.objects.filter(Exists(rows), pk__in=inside)


def posted_by_month(pairing: Pairing, year: int, actor: Actor) -> dict[int, int]:
    """Return month → how many entries of it are posted, of one pairing and year; one query."""
    rows = Entry.objects.visible_to(actor).filter(
        pairing=pairing, state=State.POSTED, happened_on__year=year
    )
    counted = rows.order_by().annotate(month=ExtractMonth("happened_on")).values("month")
    return {row["month"]: row["n"] for row in counted.annotate(n=Count("pk")).order_by("month")}


def entry(id: str, actor: Actor) -> Entry:
    """Return one entry with its lines, acts, files and postings.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = (
        _framed(Entry.objects.visible_to(actor))
        .select_related("half_of", *around_pairing())
        .prefetch_related(
            "acts__user", "acts__paper", "remarks__user", "evidence_links__evidence", "postings"
        )
        .filter(pk=id)
        .first()
    )
    if found is None:
        raise NotFound.of("not-found", what="entry", code=id)
    return found


def named(actor: Actor, numbers: Sequence[str]) -> list[Entry]:
    """Return the entries with these numbers, in the order asked for.

    Raises: NotFound naming each number that is not there, or not visible.
    """
    found = {row.number: row for row in entries(actor).filter(number__in=numbers)}
    missing = [number for number in numbers if number not in found]
    if missing:
        raise NotFound([Problem("not-found", "", {"what": "entry", "code": n}, n) for n in missing])
    return [found[number] for number in numbers]


def bringing(row: Entry, actor: Actor) -> Entry | None:
    """Return the oldest open entry that brings what a waiting one needs, if `actor` sees one."""
    ended = (State.POSTED, State.WITHDRAWN, State.REVERSED, State.PAIRED)
    rows = Entry.objects.visible_to(actor).filter(
        book=row.book_id,
        region=row.region_id,
        partner=row.partner_id,
        pipeline=row.pipeline,
        target_stage=row.source_stage,
    )
    return rows.exclude(state__in=ended).order_by("happened_on", "number").first()


def _framed(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.select_related(*FRAME).prefetch_related("lines")


def waiting_for(actor: Actor) -> WaitingWork:
    """Return what this person may decide now, oldest first; nothing is read before it is asked for.

    Nobody is shown what she reported herself as hers to confirm, nor to match.
    """
    rows = _framed(_open_to(actor)).order_by("reported_at", "number")
    mine = EntryAct.objects.filter(user=actor.user_id, verb__in=SAID).values("entry")
    upheld = disputes_spoken_in(actor).values("entry")
    confirmer, matcher, clerk = (actor.regions(role) for role in ("confirmer", "matcher", "clerk"))
    # Every page of an entry asks; what no seat of hers can decide is not looked up.
    to_confirm, to_match, disputes = rows.none(), rows.none(), rows.none()
    if confirmer:
        to_confirm = rows.filter(_own_side(confirmer, State.SUBMITTED)).exclude(pk__in=mine)
    if matcher:
        waiting = rows.filter(_other_side(matcher, State.CONFIRMED))
        # A blind half is not matched: the other side enters its own.
        to_match = waiting.exclude(policy="blind").exclude(pk__in=mine)
    if confirmer or matcher or clerk:
        disputed = State.DISPUTED
        speaks = _own_side(confirmer | clerk, disputed) | _other_side(matcher, disputed)
        disputes = rows.filter(speaks).exclude(pk__in=upheld)
    return WaitingWork(to_confirm, to_match, disputes)


def waiting_on_others(actor: Actor) -> QuerySet[Entry]:
    """Return what this person's own side confirmed and the other side has not decided.

    Shape: entries with their frame, oldest first; none for who holds no seat on a reporting side.
    """
    rows = _framed(_open_to(actor)).order_by("reported_at", "number")
    return rows.filter(_own_side(actor.regions(), State.CONFIRMED))


def handed_on(actor: Actor) -> QuerySet[Entry]:
    """Return what this person reported that waits for somebody else now, the newest first."""
    hers = EntryAct.objects.filter(user=actor.user_id, verb=EntryAct.Verb.SUBMITTED).values("entry")
    waiting = (State.SUBMITTED, State.CONFIRMED)
    rows = _framed(_open_to(actor)).filter(state__in=waiting, pk__in=hers)
    return rows.order_by("-changed_at", "number")


def _open_to(actor: Actor) -> QuerySet[Entry]:
    """Return what a person may see, to be sought by its state and place."""
    return Entry.objects.visible_to(actor).alias(held=_HELD)


def held_in(rows: QuerySet[Entry], pairings: Collection[int]) -> QuerySet[Entry]:
    """Return those of some entries that stand in these pairings, which are not the way in."""
    return rows.alias(held=_HELD).filter(held__in=pairings)


@dataclass(frozen=True)
class WaitingSum:
    """How many entries of one side of a pairing wait, and since when the first of them does."""

    pairing: Pairing
    side: str
    count: int
    since: datetime


def waiting_sums(rows: QuerySet[Entry]) -> list[WaitingSum]:
    """Return what waits by pairing and reporting side, the longest first; two queries."""
    sums = rows.order_by().values_list("pairing", "side")
    found = list(sums.annotate(Count("pk"), since=Min("changed_at")).order_by("since"))
    framed = Pairing.objects.select_related("programme", "supporting", "supported")
    known = framed.in_bulk({key for key, *_rest in found}) if found else {}
    return [WaitingSum(known[key], *rest) for key, *rest in found]


def _speaks_for(field: str, seats: frozenset[str], top: str) -> Q:
    """Return: a seat stands on the line from the entry's place up to the pairing's own region."""
    pairings = Pairing.objects.filter(**{f"{top}__in": above(seats)}).values("pk")
    return Q(**{f"{field}__in": under(seats), "held__in": pairings})


def _own_side(seats: frozenset[str], state: str) -> Q:
    """Return entries in a state of the side for which these regions speak."""
    return _at_either(seats, state, Side.SUPPORTED, Side.SUPPORTING)


def _other_side(seats: frozenset[str], state: str) -> Q:
    """Return entries in a state of the side opposite to the one for which these regions speak."""
    return _at_either(seats, state, Side.SUPPORTING, Side.SUPPORTED)


def _at_either(seats: frozenset[str], state: str, at_region: str, at_partner: str) -> Q:
    """Return what waits at either end; the state stands with each, so that an index finds both."""
    supported = _speaks_for("region", seats, "supported")
    supporting = _speaks_for("partner", seats, "supporting")
    return (Q(side=at_region, state=state) & supported) | (
        Q(side=at_partner, state=state) & supporting
    )


@dataclass(frozen=True)
class EntryCard:
    """An entry with what a list shows beside it."""

    entry: Entry
    reported_by: str
    confirmed_by: str
    matched_by: str
    waits_for: Problem | None
    counter: tuple[tuple[int, int], ...]
    last_reason: str
    decided_at: datetime | None


def cards(rows: Iterable[Entry]) -> list[EntryCard]:
    """Return entries with the names under them; one query for all acts."""
    found = list(rows)
    acts: dict[str, list[EntryAct]] = {row.pk: [] for row in found}
    for act in EntryAct.objects.filter(entry__in=acts).order_by("at", "id"):
        acts[act.entry_id].append(act)
    return [_card(row, acts[row.pk]) for row in found]


def _card(row: Entry, acts: list[EntryAct]) -> EntryCard:
    under = signers(row, acts)
    now = [act for act in acts if act.version == row.version]
    dispute = next((act for act in reversed(now) if act.verb == "disputed"), None)
    said = [act for act in now if act.reason]
    return EntryCard(
        entry=row,
        reported_by=under.name("reported"),
        confirmed_by=under.name("confirmed"),
        matched_by=under.name("matched"),
        waits_for=waiting_problem(row),
        counter=tuple((n["n"], n["amount"]) for n in (dispute.counter if dispute else None) or ()),
        last_reason=said[-1].reason if said else "",
        decided_at=now[-1].at if now else None,
    )


def waiting_problem(row: Entry) -> Problem | None:
    """Return what a matched entry waits for, as the problem its posting met."""
    return worded(Problem.told(row.waits_for), row) if row.waits_for else None


def _line_json(line: EntryLine) -> dict[str, Any]:
    scale = unit_scale(line.unit)
    exact = {"unit": line.unit, "amount": show_minor(line.amount, scale)}
    rough = {"stated_to": show_minor(line.precision, scale)} if line.precision > 1 else {}
    return exact | rough


def entry_json(row: Entry) -> dict[str, Any]:
    """Return an entry as the command line and the interface show it; amounts in their units."""
    amounts = [_line_json(line) for line in row.lines.all()]
    return {
        "id": row.pk,
        "number": row.number,
        "version": row.version,
        "own_reference": row.own_reference,
        "pairing": row.pairing.code,
        "side": row.side,
        "region": row.region.code,
        "partner": row.partner.code,
        "pipeline": row.pipeline,
        "move": f"{row.source_stage}>{row.target_stage}",
        "statement": row.statement,
        "on": row.happened_on.isoformat(),
        "state": row.state,
        "policy": row.policy,
        "title": row.title_en or row.title_zh,
        "amounts": ", ".join(f"{a['amount']} {a['unit']}" for a in amounts),
        "lines": amounts,
        "waits_for": row.waits_for["code"] if row.waits_for else None,
        "invented": row.pairing.programme.invented,
    }
