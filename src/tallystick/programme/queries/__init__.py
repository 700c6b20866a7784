"""Reads: pairings a person sees, their book, their span, and who may act for a side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Prefetch

from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.kernel.period import Period
from tallystick.kernel.problem import NotFound
from tallystick.kernel.words import Words
from tallystick.programme.models import (
    Pairing,
    PairingRule,
    PairingSpan,
    Programme,
    ReportingDuty,
    Thing,
    WorkingYearText,
)
from tallystick.programme.policy import ROWS
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.rules.working_days import WorkingDays, read_working_days, shipped_days
from tallystick.regions.queries import above, below

SIDES = ("supporting", "supported")
# What is read with a pairing that a page is about: its programme, its sides, its line of parents.
AROUND = (
    "programme",
    *SIDES,
    "parent__parent__parent",
    # The book of most is their parent's, and the foot of the page says whose book it is.
    "parent__supporting",
    "parent__supported",
)


def around_pairing(path: str = "pairing") -> tuple[str, ...]:
    """Return what is read with a record on a pairing, which it knows by `path`.

    >>> around_pairing("meeting__pairing")[:2]
    ('meeting__pairing__programme', 'meeting__pairing__supporting')
    """
    return tuple(f"{path}__{name}" for name in AROUND)


def pairings(actor: Actor) -> list[Pairing]:
    """Return the pairings `actor` sees, with regions, programme and preferred span; two queries."""
    preferred = PairingSpan.objects.filter(preferred=True)
    rows = (
        Pairing.objects.visible_to(actor)
        .select_related("programme", "supporting", "supported", "parent")
        .prefetch_related(Prefetch("spans", preferred, to_attr="preferred_spans"))
    )
    return list(rows.order_by("programme__code", "code"))


def programmes_without_pairing(actor: Actor) -> list[Programme]:
    """Return the programmes that were opened and pair nobody yet, for whoever sets them up.

    Nobody sits on a side of them, so no seat could show them; one query, none for anybody else.
    """
    if not actor.system and may(actor, ROWS["programme.set_up"]) is None:
        return []
    return list(Programme.objects.filter(pairings=None))


def pairing(code: str, *, actor: Actor) -> Pairing:
    """Return one pairing with its regions, programme and line of parents.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = Pairing.objects.visible_to(actor).select_related(*AROUND).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="pairing", code=code)
    return found


def invented_pairings(codes: Iterable[str], *, actor: Actor) -> frozenset[str]:
    """Return which of these pairings belong to a programme of made-up figures; one query."""
    found = Pairing.objects.visible_to(actor).filter(code__in=codes, programme__invented=True)
    return frozenset(found.values_list("code", flat=True))


def book_of(pairing: Pairing) -> Pairing:
    """Return the top-level pairing in whose book this pairing's lines stand."""
    top = pairing
    while top.parent is not None:
        top = top.parent
    return top


def span(pairing: Pairing) -> Period:
    """Return the preferred statement of how long the pairing holds; unknown ends are None."""
    row = PairingSpan.objects.filter(pairing=pairing, preferred=True).first()
    return Period(row.valid_from, row.valid_to) if row else Period(None, None)


def fetched_span(pairing: Pairing) -> Period:
    """Return what `span` does, of a pairing that came with its `preferred_spans`; no query."""
    found: list[PairingSpan] = getattr(pairing, "preferred_spans", [])
    return Period(found[0].valid_from, found[0].valid_to) if found else Period(None, None)


def side_region(pairing: Pairing, side: str) -> str:
    """Return the code of the region that stands on `side` of the pairing."""
    return pairing.supporting.code if side == "supporting" else pairing.supported.code


def side_name(pairing: Pairing, side: str) -> Words:
    """Return the name of the region that stands on `side` of the pairing."""
    return Words.name_of(pairing.supporting if side == "supporting" else pairing.supported)


def other(side: str) -> str:
    """Return the other half of the tally.

    >>> other("supporting")
    'supported'
    """
    return "supported" if side == "supporting" else "supporting"


def side_regions(pairing: Pairing, side: str, node: str) -> frozenset[str]:
    """Return the regions whose offices act for `side` about `node`.

    They are the place itself and every place above it, up to the pairing's own region: a county
    speaks for itself, the city for all its counties, the province beyond the pairing for none.
    """
    top = side_region(pairing, side)
    return above(node) & below(top)


def line_of(pairing: Pairing) -> list[Pairing]:
    """Return a pairing and the pairings above it, up to its book."""
    line = [pairing]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    return line


def rules_of(pairing: Pairing) -> list[PairingRule]:
    """Return every decision and proposal on a pairing's own line, newest first; one query."""
    rows = PairingRule.objects.filter(pairing__in=line_of(pairing))
    return list(rows.select_related("pairing").order_by("-id"))


def rule_in_force(
    rules: Iterable[PairingRule],
    pairing: Pairing,
    kind: str,
    pipeline: str,
    on: date,
    indicator: str = "",
) -> PairingRule | None:
    """Return the decision that holds for a pipeline on a day, or for what feeds an indicator.

    The pairing's own word goes before its parent's, the indicator's before the pipeline's, that
    before the one for all, the later day before the earlier, the newer decision before the older.
    Units: `rules` newest first, as `rules_of` returns them.
    """
    nearness = {row.pk: n for n, row in enumerate(line_of(pairing))}
    fitting = [
        row
        for row in rules
        if row.kind == kind
        and row.decided_at is not None
        and row.indicator in ("", indicator)
        and row.pipeline in ("", pipeline)
        and (row.valid_from is None or row.valid_from <= on)
    ]
    return min(
        fitting,
        key=lambda row: (
            nearness[row.pairing_id],
            row.indicator == "",
            row.pipeline == "",
            -(row.valid_from.toordinal() if row.valid_from else 0),
            -row.pk,
        ),
        default=None,
    )


def policy_for(pairing: Pairing, pipeline: str, *, on: date) -> tuple[str, str]:
    """Return how entries of `pipeline` that happened `on` a day are matched, and the reason."""
    return matching_rule(rules_of(pairing), pairing, pipeline, on)


def matching_rule(
    rules: Iterable[PairingRule], pairing: Pairing, pipeline: str, on: date
) -> tuple[str, str]:
    """Return the policy and its reason out of rules that were read already.

    A target is the signed text, which both sides have in hand: it is never matched otherwise.
    """
    row = rule_in_force(rules, pairing, PairingRule.Kind.MATCHING, pipeline, on)
    if row is None or pipeline == "target":
        return PairingRule.Value.BOTH.value, ""
    return row.value, row.reason


@dataclass(frozen=True)
class EvidenceDuty:
    """Whether a document is required; `indicators` are those by whose rules, or none."""

    required: bool
    indicators: tuple[str, ...] = ()


def evidence_duty(
    rules: Sequence[PairingRule],
    pairing: Pairing,
    pipeline: str,
    on: date,
    fed: Collection[str] = (),
) -> EvidenceDuty:
    """Return whether a document is required, out of rules that were read already.

    Units: `fed` are the indicators that the entry feeds. Where several of them have a rule of
    their own, the one that requires a document wins over those that only ask for it.
    """
    held = (pairing, PairingRule.Kind.EVIDENCE, pipeline, on)
    spoken = {row.indicator for row in rules} & set(fed)
    own = [rule_in_force(rules, *held, indicator) for indicator in sorted(spoken)]
    by_value: dict[str, list[str]] = {}
    for row in own:
        if row is not None and row.indicator:
            by_value.setdefault(row.value, []).append(row.indicator)
    for value in (PairingRule.Value.REQUIRED, PairingRule.Value.ADVISORY):
        if found := by_value.get(value):
            return EvidenceDuty(value == PairingRule.Value.REQUIRED, tuple(found))
    common = rule_in_force(rules, *held)
    return EvidenceDuty(common is None or common.value == PairingRule.Value.REQUIRED)


def things_by_key(keys: Iterable[str]) -> dict[str, Thing]:
    """Return the named things behind the journal's subjects."""
    return {thing.key: thing for thing in Thing.objects.filter(key__in=set(keys))}


def successor_of(pairing: Pairing) -> Pairing | None:
    """Return the pairing that took over from one that ended, as far as anybody said so.

    It is the one that names it, else the one of the same programme that begins with the same
    supported region after the end.
    """
    named = Pairing.objects.filter(succeeds=pairing).order_by("code").first()
    end = span(pairing).end
    if named is not None or end is None:
        return named
    later = Pairing.objects.filter(
        programme=pairing.programme_id,
        supported=pairing.supported_id,
        spans__preferred=True,
        spans__valid_from__gt=end,
    )
    return later.order_by("spans__valid_from", "code").first()


def working_days(country: str) -> WorkingDays:
    """Return the working days of a country: those shipped, and the years loaded here; one query."""
    days = shipped_days(country)
    loaded = WorkingYearText.objects.filter(country=country.lower()).values_list("text", flat=True)
    years = [year for text in loaded for year in read_working_days(text).years.values()]
    return days.with_years(years) if years else days


@dataclass(frozen=True)
class Duties:
    """What is due in one pairing: a row of its own for a pipeline, or the row for all others."""

    rows: Mapping[str, Duty]

    def of(self, pipeline: str) -> Duty | None:
        """Return the duty that holds for a pipeline; None where no deadline was agreed."""
        found = self.rows.get(pipeline) or self.rows.get("")
        if found is None or found.pipeline == pipeline:
            return found
        days = found.report_days, found.match_days
        return _duty(pipeline, found.cadence, found.reporter, *days, found.since)


# One calendar as a rule holds in hundreds of pairings: of each duty there is one.
_duty = lru_cache(maxsize=4096)(Duty)


def duties(pairings: Iterable[int]) -> dict[int, Duties]:
    """Return pairing → what is due there, for pairings that have a calendar; one query."""
    found: dict[int, dict[str, Duty]] = {}
    told = ("pipeline", "cadence", "reporter", "report_days", "match_days", "since")
    rows = ReportingDuty.objects.filter(pairing__in=list(pairings)).order_by()
    for pairing, *row in rows.values_list("pairing_id", *told):
        found.setdefault(pairing, {})[row[0]] = _duty(*row)
    return {pairing: Duties(rows) for pairing, rows in found.items()}
