"""Check a text against the map and the agreement above it, and write its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.access.models import Office
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import (
    Agreement,
    AgreementVersion,
    Clause,
    Pairing,
    Target,
)
from tallystick.programme.queries import (
    span,
    successor_of,
)
from tallystick.programme.queries.agreements import (
    clauses_of,
    newest_signed,
    targets_of,
)
from tallystick.programme.rules.agreements import (
    AgreementText,
    ClauseText,
    TargetText,
    amended,
    text_hash,
    text_problems,
)
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.models import Region, RegionClosure
from tallystick.regions.queries import below

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Changes:
    """What a proposer hands in: all of a first text, or what an amendment changes and drops."""

    signed_on: date
    targets: tuple[TargetText, ...]
    dropped: tuple[Key, ...]
    clauses: tuple[ClauseText, ...]
    dropped_clauses: tuple[int, ...]
    note: str


@dataclass(frozen=True)
class Checked:
    """A text that holds, with the targets above it that it names."""

    text: AgreementText
    above: Mapping[Key, Target]


def check_text(
    agreement: Agreement, number: int, base: AgreementVersion | None, changes: Changes
) -> Checked:
    """Return the whole text after the changes, every target under the one above it.

    Raises: Refused with every fault at once.
    """
    gone = [TargetText(code, 1, region, period) for region, code, period in changes.dropped]
    targets = amended(
        targets_of(base) if base else (),
        [_written_out(agreement, target) for target in changes.targets],
        [_written_out(agreement, target).key for target in gone],
    )
    clauses = _clauses(base, changes)
    last = agreement.last_year or agreement.year
    problems = text_problems(targets, clauses, first=agreement.year, last=last)
    problems += _place_problems(agreement, targets) + _owner_problems(agreement, clauses)
    problems += _end_problems(agreement.pairing, changes.signed_on, targets)
    if base is not None and changes.signed_on < base.signed_on:
        params = {"day": base.signed_on.isoformat()}
        problems.append(Problem("signed-before-last", "signed_on", params))
    if base is not None and not problems and _says_the_same(base, targets, clauses):
        problems.append(Problem("amends-nothing", "targets"))
    if problems:
        raise Refused(problems)
    over = _above(agreement, targets)
    parties = agreement.parties.values_list("region__code", "side")
    text = AgreementText(
        agreement=agreement.code,
        number=number,
        signed_on=changes.signed_on,
        parties=tuple(parties),
        targets=targets,
        clauses=clauses,
        note=changes.note,
        above={
            **{key: _named(row.version) for key, row in over.items()},
            **dict.fromkeys(_within(targets), f"{agreement.code} v{number}"),
        },
    )
    return Checked(text, over)


def keep_text(version: AgreementVersion, checked: Checked) -> None:
    """Write the rows of a text under its version, and the hash that is signed."""
    text = checked.text
    regions = _regions(text.targets)
    within, made = _within(text.targets), dict[Key, Target]()
    # A row must stand before the rows handed down from it.
    for target in sorted(text.targets, key=lambda one: _depth(one.key, within)):
        inside = made.get(within.get(target.key, target.key))
        made[target.key] = Target.objects.create(
            version=version,
            region=regions[target.region],
            indicator=target.indicator,
            period=target.period,
            unit=indicators()[target.indicator].target_unit,
            amount=target.amount,
            above=inside or checked.above.get(target.key),
        )
    offices = {o.code: o for o in Office.objects.filter(code__in=[c.owner for c in text.clauses])}
    Clause.objects.bulk_create(
        Clause(
            version=version,
            number=clause.number,
            text_en=clause.text_en,
            text_zh=clause.text_zh,
            indicator=clause.indicator,
            owner=offices.get(clause.owner),
            due_on=clause.due_on,
        )
        for clause in text.clauses
    )
    version.content_hash = text_hash(text)
    AgreementVersion.objects.filter(pk=version.pk).update(content_hash=version.content_hash)


def _named(version: AgreementVersion) -> str:
    return f"{version.agreement.code} v{version.number}"


def _depth(key: Key, within: Mapping[Key, Key]) -> int:
    """Return how many targets of the same text stand over one."""
    over = within.get(key)
    return 0 if over is None else 1 + _depth(over, within)


def _written_out(agreement: Agreement, target: TargetText) -> TargetText:
    """Return a target with what it leaves to the agreement: the place and the year."""
    node, year = agreement.pairing.supported.code, str(agreement.year)
    return replace(target, region=target.region or node, period=target.period or year)


def _clauses(base: AgreementVersion | None, changes: Changes) -> tuple[ClauseText, ...]:
    stood = {clause.number: clause for clause in clauses_of(base)} if base else {}
    # Two clauses of one number are told apart by the checks, not folded here.
    named = {clause.number for clause in changes.clauses} | set(changes.dropped_clauses)
    kept = [clause for number, clause in stood.items() if number not in named]
    return tuple(sorted([*kept, *changes.clauses], key=lambda clause: clause.number))


def _says_the_same(
    base: AgreementVersion, targets: Sequence[TargetText], clauses: Sequence[ClauseText]
) -> bool:
    return set(targets_of(base)) == set(targets) and clauses_of(base) == tuple(clauses)


def _regions(targets: Sequence[TargetText]) -> dict[str, Region]:
    return {r.code: r for r in Region.objects.filter(code__in={t.region for t in targets})}


def _place_problems(agreement: Agreement, targets: Sequence[TargetText]) -> list[Problem]:
    inside, known = below(agreement.pairing.supported.code), _regions(targets)
    found = []
    for n, target in enumerate(targets, 1):
        if target.region not in known:
            params = {"what": "region", "code": target.region}
            found.append(Problem("not-found", f"targets.{n}", params, target.region))
        elif target.region not in inside:
            params = {"pairing": agreement.pairing.code}
            found.append(Problem("target-outside", f"targets.{n}", params, target.region))
    return found


def _owner_problems(agreement: Agreement, clauses: Sequence[ClauseText]) -> list[Problem]:
    """Find offices that do not exist, or work for no place on either side."""
    pairing = agreement.pairing
    inside = below(pairing.supported.code) | below(pairing.supporting.code)
    offices = Office.objects.filter(code__in={clause.owner for clause in clauses if clause.owner})
    regions = {office.code: office.region.code for office in offices.select_related("region")}
    found = []
    for n, clause in enumerate(clauses, 1):
        if clause.owner and clause.owner not in regions:
            params = {"what": "office", "code": clause.owner}
            found.append(Problem("not-found", f"clauses.{n}", params, clause.owner))
        elif clause.owner and regions[clause.owner] not in inside:
            params = {"pairing": pairing.code}
            found.append(Problem("clause-owner-outside", f"clauses.{n}", params, clause.owner))
    return found


def _end_problems(
    pairing: Pairing, signed_on: date, targets: Sequence[TargetText]
) -> list[Problem]:
    """Refuse promises in a pairing that has ended, naming who takes them now."""
    end = span(pairing).end
    if end is None:
        return []
    late = [t for t in targets if _first_day(t.period) > end]
    if signed_on <= end and not late:
        return []
    later = successor_of(pairing)
    code = "no-new-targets-in" if later else "no-new-targets"
    params = {
        "pairing": pairing.code,
        "end": end.isoformat(),
        "successor": later.code if later else "",
    }
    return [Problem(code, "signed_on", params, signed_on.isoformat())]


def _first_day(period: str) -> date:
    """Return a period's first day; a period that is none lies in no time at all.

    >>> _first_day("2020"), _first_day("2020-06"), _first_day("soon")
    (datetime.date(2020, 1, 1), datetime.date(2020, 6, 1), datetime.date(1, 1, 1))
    """
    year, _, month = period.partition("-")
    fits = year.isdecimal() and (not month or month.isdecimal())
    return date(int(year), int(month or 1), 1) if fits and year != "0000" else date.min


def _within(targets: Sequence[TargetText]) -> dict[Key, Key]:
    """Return target → the target of the same text it was handed down from, the nearest above."""
    rows = RegionClosure.objects.filter(
        region__code__in={t.region for t in targets},
        ancestor__code__in={t.region for t in targets},
        depth__gt=0,
    ).order_by("-depth")
    pairs = list(rows.values_list("region__code", "ancestor__code"))
    keys = {target.key for target in targets}
    found: dict[Key, Key] = {}
    for region, code, period in keys:
        for inner, outer in pairs:
            if inner == region and (outer, code, period) in keys:
                found[region, code, period] = (outer, code, period)
    return found


def _above(agreement: Agreement, targets: Sequence[TargetText]) -> dict[Key, Target]:
    """Return target → the target of the agreement above, at the nearest place over its own."""
    version = newest_signed(agreement.above) if agreement.above else None
    if version is None:
        return {}
    rows = list(version.targets.select_related("region", "version__agreement"))
    over = RegionClosure.objects.filter(region__code__in={t.region for t in targets})
    pairs = list(over.order_by("depth").values_list("region__code", "ancestor__code"))
    within, found = _within(targets), dict[Key, Target]()
    for target in targets:
        if target.key in within:
            continue
        for inner, outer in pairs:
            same = [
                row
                for row in rows
                if inner == target.region
                and row.region.code == outer
                and (row.indicator, row.period) == (target.indicator, target.period)
            ]
            if same:
                found[target.key] = same[0]
                break
    return found
