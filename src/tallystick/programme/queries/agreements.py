"""Reads: agreements, what their versions say, and how targets were handed down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Prefetch, Q, QuerySet

from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Forbidden, NotFound
from tallystick.programme.models import (
    Agreement,
    AgreementParty,
    AgreementVersion,
    Pairing,
    Target,
)
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import SIDES, around_pairing, side_regions
from tallystick.programme.queries.numbering import free_code
from tallystick.programme.rules.agreements import (
    AgreementText,
    ClauseText,
    TargetText,
    check_of_children,
)

# Order of a list → its columns.
SORTS = {
    "newest": ("-year", "code"),
    "oldest": ("year", "code"),
    "title_en": ("title_en", "code"),
    "-title_en": ("-title_en", "code"),
    "title_zh": ("title_zh", "title_en", "code"),
    "-title_zh": ("-title_zh", "-title_en", "code"),
    "pairing": ("pairing__code", "-year", "code"),
    "-pairing": ("-pairing__code", "-year", "code"),
    "kind": ("kind", "-year", "code"),
    "-kind": ("-kind", "-year", "code"),
}


def agreements(
    actor: Actor,
    *,
    pairing: str = "",
    programme: str = "",
    year: int | None = None,
    sort: str = "",
) -> QuerySet[Agreement]:
    """Return the agreements the actor sees, newest year first, with their texts and parties.

    `sort` is a key of SORTS.
    """
    found = Agreement.objects.visible_to(actor).select_related(
        "pairing__programme", "pairing__supporting", "pairing__supported", "above"
    )
    if pairing:
        found = found.filter(pairing__code=pairing)
    if programme:
        found = found.filter(pairing__programme__code=programme)
    if year is not None:
        found = found.filter(year__lte=year).filter(Q(last_year__gte=year) | Q(year=year))
    texts = AgreementVersion.objects.prefetch_related("signatures").order_by("number")
    named = AgreementParty.objects.select_related("region")
    found = found.prefetch_related(Prefetch("versions", texts), Prefetch("parties", named))
    return found.order_by(*SORTS.get(sort, SORTS["newest"]))


def agreement(code: str, *, actor: Actor) -> Agreement:
    """Return one agreement with its pairing and programme.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = (
        Agreement.objects.visible_to(actor)
        .select_related(*around_pairing(), "above")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise NotFound.of("not-found", what="agreement", code=code)
    return found


def agreement_version(code: str, number: int, *, actor: Actor) -> AgreementVersion:
    """Return one version of an agreement the actor sees.

    Raises: NotFound.
    """
    found = agreement(code, actor=actor)
    version = found.versions.filter(number=number).select_related("amends").first()
    if version is None:
        raise NotFound.of("not-found", what="version", code=f"{code} v{number}")
    version.agreement = found
    return version


def to_sign(actor: Actor) -> list[AgreementVersion]:
    """Return the proposed texts that wait for this person's name, oldest first.

    No query for who is nobody's signatory; else three, and those of her parties' places.
    """
    if not actor.regions("signatory"):
        return []
    texts = (
        AgreementVersion.objects.filter(
            state=AgreementVersion.State.PROPOSED,
            agreement__in=Agreement.objects.visible_to(actor).values("pk"),
        )
        .select_related(
            "agreement__pairing__programme",
            "agreement__pairing__supporting",
            "agreement__pairing__supported",
        )
        .prefetch_related("signatures", "agreement__parties__region")
        .order_by("proposed_at", "pk")
    )
    return [text for text in texts if signable_parties(text, actor)]


def signable_parties(text: AgreementVersion, actor: Actor) -> list[AgreementParty]:
    """Return the parties for which this person may still sign a text."""
    done = {n.party_id for n in text.signatures.all() if n.content_hash == text.content_hash}
    pairing = text.agreement.pairing
    return [
        party
        for party in text.agreement.parties.all()
        if party.pk not in done
        and may(
            actor,
            ROWS["programme.sign"],
            Sides(side_regions(pairing, party.side, party.region.code)),
        )
    ]


def newest_signed(agreement: Agreement) -> AgreementVersion | None:
    """Return the version of an agreement that stands: the newest one every party signed."""
    signed = agreement.versions.filter(state=AgreementVersion.State.SIGNED)
    return signed.select_related("agreement__pairing").order_by("-number").first()


def standing_text(texts: Iterable[AgreementVersion]) -> AgreementVersion | None:
    """Return, of the loaded texts of one agreement, the one that stands; no query.

    It is the one `newest_signed` finds: no text bears an earlier day than the one it amends.
    """
    signed = (text for text in texts if text.state == AgreementVersion.State.SIGNED)
    return max(signed, key=lambda text: text.number, default=None)


def targets_of(version: AgreementVersion) -> tuple[TargetText, ...]:
    """Return the targets of a version as values, by place, indicator and period; one query."""
    rows = version.targets.order_by("region__code", "indicator", "period")
    found = rows.values_list("indicator", "amount", "region__code", "period")
    return tuple(TargetText(*row) for row in found)


def clauses_of(version: AgreementVersion) -> tuple[ClauseText, ...]:
    """Return the clauses of a version as values, by number; one query."""
    rows = version.clauses.order_by("number").values_list(
        "number", "text_en", "text_zh", "indicator", "owner__code", "due_on"
    )
    return tuple(
        ClauseText(n, en, zh, what, owner or "", on) for n, en, zh, what, owner, on in rows
    )


def text_of(version: AgreementVersion) -> AgreementText:
    """Return all that a version says, as it lies in its rows; four queries."""
    rows = version.targets.filter(above__isnull=False).values_list(
        "region__code",
        "indicator",
        "period",
        "above__version__agreement__code",
        "above__version__number",
    )
    return AgreementText(
        agreement=version.agreement.code,
        number=version.number,
        signed_on=version.signed_on,
        parties=tuple(version.agreement.parties.values_list("region__code", "side")),
        targets=targets_of(version),
        clauses=clauses_of(version),
        note=version.note,
        above={(r, i, p): f"{code} v{number}" for r, i, p, code, number in rows},
    )


def speaks_for(by: Actor, agreement: Agreement, action: str) -> tuple[Seat, str]:
    """Return the seat by which a person acts on an agreement, and the side she acts for.

    Raises: Forbidden for who speaks for neither side, or for both.
    """
    pairing, found = agreement.pairing, []
    parties = list(agreement.parties.select_related("region"))
    for side in SIDES:
        codes = {party.region.code for party in parties if party.side == side}
        places = frozenset[str]().union(*(side_regions(pairing, side, code) for code in codes))
        if seat := may(by, ROWS[action], Sides.either(places)):
            found.append((seat, side))
    if not found:
        roles = ", ".join(sorted(ROWS[action].roles))
        raise Forbidden.of("not-allowed", who=by.called, roles=roles, scope=agreement.code)
    if len(found) > 1:
        raise Forbidden.of("both-sides-sign", who=by.called, agreement=agreement.code)
    return found[0]


@dataclass(frozen=True)
class TargetCheck:
    """One target with those handed down from it: their sum stands beside it, never in it.

    Units: amounts in minor units of the indicator's target unit. `verdict` is more, less, equal
    or not_handed_down; `above` is the target it was itself handed down from.
    """

    target: Target
    above: Target | None
    children: tuple[Target, ...]
    verdict: str

    @property
    def children_sum(self) -> int:
        """What was handed down, together."""
        return sum(child.amount for child in self.children)


def target_checks(version: AgreementVersion) -> list[TargetCheck]:
    """Return every target of a version with what stands above and below it; two queries.

    Below stand the targets of texts in force that were handed down from it, or from the same
    target of a version before: a child pins the text it was given, not the newest one.
    """
    rows = list(
        version.targets.select_related("region", "above__version__agreement", "above__region")
    )
    handed = Target.objects.filter(
        Q(above__version=version)
        | Q(above__version__agreement=version.agreement, above__version__number__lt=version.number),
        Q(version=version)
        | (Q(version__state="signed") & ~Q(version__agreement=version.agreement)),
    ).select_related("region", "version__agreement__pairing", "above__region")
    newest: dict[int, int] = {}
    for row in handed:
        key = row.version.agreement_id
        newest[key] = max(newest.get(key, 0), row.version.number)
    standing = [row for row in handed if row.version.number == newest[row.version.agreement_id]]
    found = []
    for row in rows:
        children = tuple(
            child
            for child in standing
            if child.above is not None
            and (child.above.region_id, child.indicator, child.period)
            == (row.region_id, row.indicator, row.period)
        )
        verdict = check_of_children(row.amount, [child.amount for child in children])
        found.append(TargetCheck(row, row.above, children, verdict))
    return found


def signed_texts(pairing: Pairing, year: int) -> list[AgreementVersion]:
    """Return every signed version of the pairing's agreements for `year`, newest first; one query.

    Targets count from the day a text was signed: a report that ends before it does not know them.
    """
    return list(
        AgreementVersion.objects.filter(
            Q(agreement__year=year) | Q(agreement__year__lt=year, agreement__last_year__gte=year),
            agreement__pairing=pairing,
            state=AgreementVersion.State.SIGNED,
        )
        .select_related("agreement")
        .annotate(signed_at=Max("signatures__at"))
        .order_by("-signed_on", "-number")
    )


@dataclass(frozen=True)
class TargetTexts:
    """The text from which a report's targets come, and the newest one signed since, if any."""

    bears: AgreementVersion | None = None
    since: AgreementVersion | None = None


def target_texts(pairing: Pairing, year: int, *, ends: date, known_by: datetime) -> TargetTexts:
    """Return the texts behind a report that ends on a day, as known by an instant; one query.

    What was signed after the report's last day binds, and is no part of what it measures.
    """
    texts = [t for t in signed_texts(pairing, year) if _was_signed(t, known_by)]
    bears = next((text for text in texts if text.signed_on <= ends), None)
    return TargetTexts(bears, next((text for text in texts[:1] if text.signed_on > ends), None))


def year_with_targets(*pairings: Pairing, near: int) -> int | None:
    """Return the newest year up to `near` for which anything is promised in a signed text, else
    the first after it; None where nothing is. One query.
    """
    found = years_with_targets(pairings)
    return nearest_year({year for years in found.values() for year in years}, near)


def years_with_targets(pairings: Iterable[Pairing]) -> dict[int, set[int]]:
    """Return pairing → the years for which anything is promised in a signed text; one query."""
    signed = Target.objects.filter(
        version__agreement__pairing__in=list(pairings),
        version__state=AgreementVersion.State.SIGNED,
    )
    found: dict[int, set[int]] = defaultdict(set)
    told = signed.order_by().values_list("version__agreement__pairing", "period").distinct()
    for pk, period in told:
        found[pk].add(int(period[:4]))
    return dict(found)


def nearest_year(years: Collection[int], near: int) -> int | None:
    """Return the newest year up to `near`, else the first after it.

    >>> nearest_year({2018, 2019, 2021}, 2020), nearest_year({2021, 2022}, 2020)
    (2019, 2021)
    """
    past = [year for year in years if year <= near]
    return max(past) if past else min(years, default=None)


def promised_indicators(pairings: Iterable[Pairing]) -> frozenset[str]:
    """Return the indicators for which these pairings promised anything in a signed text."""
    signed = Target.objects.filter(
        version__agreement__pairing__in=list(pairings),
        version__state=AgreementVersion.State.SIGNED,
    )
    return frozenset(signed.order_by().values_list("indicator", flat=True).distinct())


def _was_signed(text: AgreementVersion, by: datetime) -> bool:
    # The moment of the last name; a text of before the book bears none.
    moment: datetime | None = getattr(text, "signed_at", None)
    return moment is None or moment <= by


def code_offered(pairing: str, year: int) -> str:
    """Return the code offered for a pairing's agreement of a year, numbered where that is taken.

    Two queries at most, over all agreements: a code is one in all programmes.
    """
    stem = f"{pairing}-{year}"
    taken = Agreement.objects.filter(code=stem).exists()
    return free_code(Agreement, stem, first=2) if taken else stem
