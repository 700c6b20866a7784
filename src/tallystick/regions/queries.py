"""Reads: what lies below or above a place, and which place a name means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.regions.models import (
    Border,
    BorderFile,
    Region,
    RegionClosure,
    RegionCode,
    RegionName,
    RegionParent,
)
from tallystick.regions.rules import (
    Candidate,
    ClosureRow,
    ParentEdge,
    closure,
    normalise_name,
    pick,
    readings,
)


def _on(day: date | None) -> Q:
    if day is None:
        return Q()
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def below(code: str, *, on: date | None = None) -> frozenset[str]:
    """Return the codes of the place and everything under it, on the map of `on` (ever if None)."""
    rows = RegionClosure.objects.filter(_on(on), ancestor__code=code)
    return frozenset(rows.values_list("region__code", flat=True))


def kinds_below(code: str, *, on: date | None) -> dict[str, str]:
    """Return what `below` does, each place with its kind."""
    rows = RegionClosure.objects.filter(_on(on), ancestor__code=code)
    return dict(rows.values_list("region__code", "region__kind"))


def above(code: str, *, on: date | None = None) -> frozenset[str]:
    """Return the codes of the place and everything over it, on the map of `on` (ever if None)."""
    rows = RegionClosure.objects.filter(_on(on), region__code=code)
    return frozenset(rows.values_list("ancestor__code", flat=True))


def lines_above(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return each place → itself and everything ever over it, one query for all of them."""
    rows = RegionClosure.objects.filter(region__code__in=set(codes))
    found: dict[str, set[str]] = {}
    for code, ancestor in rows.values_list("region__code", "ancestor__code"):
        found.setdefault(code, set()).add(ancestor)
    return {code: frozenset(over) for code, over in found.items()}


def names(codes: Iterable[str], lang: str) -> dict[str, str]:
    """Return code → name in `lang`, falling back to English where none is kept."""
    field = "name_zh" if lang.startswith("zh") else "name_en"
    found = Region.objects.filter(code__in=set(codes)).values_list("code", field, "name_en")
    return {code: name or name_en for code, name, name_en in found}


def public_codes(code: str) -> list[tuple[str, str]]:
    """Return scheme and code of a place in other registers, such as GB/T 2260; some have two."""
    rows = RegionCode.objects.filter(region__code=code).order_by("scheme", "code")
    return list(rows.values_list("scheme", "code"))


def children(code: str, *, on: date) -> list[Region]:
    """Return the places directly under `code` on `on`, in code order."""
    rows = RegionClosure.objects.filter(_on(on), ancestor__code=code, depth=1)
    return list(Region.objects.filter(pk__in=rows.values("region")).order_by("code"))


@dataclass(frozen=True)
class Resolved:
    """The one place a name means, or why no place was chosen."""

    code: str | None
    problem: Problem | None


def resolve_name(
    name: str,
    *,
    within: Iterable[str] = (),
    near: frozenset[str] = frozenset(),
    other: str = "",
    level: str = "",
) -> Resolved:
    """Return the place `name` means, or the reason it stays open; never a guess.

    `within` are names of places it is said to lie in. `near` are codes of places the other party
    is known to be paired with, `other` is that party's own code, and `level` (province, city,
    county) is what the source calls it.
    """
    folded = normalise_name(name)
    found = Region.objects.filter(names__folded=folded).distinct()
    candidates = [
        Candidate(
            code=region.code,
            names=tuple(row.name for row in region.names.all()),
            ancestors=tuple(
                (row.ancestor.code, row.ancestor.name_en, row.ancestor.name_zh)
                for row in region.above.all()
            ),
            kind=region.kind,
        )
        for region in found.prefetch_related("names", "above__ancestor")
    ]
    picked = pick(
        candidates,
        name=name,
        within=tuple(within),
        near=near,
        other=other,
        above_other=above(other) - {other} if other else frozenset(),
        level=level,
    )
    return Resolved(picked.code, picked.problem)


def candidates_for(printed: Iterable[str]) -> dict[str, list[Region]]:
    """Return printed name → every place it may stand for, for a person to choose from; one query.

    A name that no place bears has an empty list.
    """
    stems = {text: {normalise_name(r.name) for r in readings(text)} for text in set(printed)}
    bearers: dict[str, list[Region]] = {}
    wanted = {stem for own in stems.values() for stem in own}
    rows = RegionName.objects.filter(folded__in=wanted).select_related("region")
    for row in rows.order_by("region__code"):
        bearers.setdefault(row.folded, []).append(row.region)
    return {
        text: list(dict.fromkeys(region for stem in own for region in bearers.get(stem, ())))
        for text, own in stems.items()
    }


def places_called(called: Iterable[str]) -> dict[str, list[Region]]:
    """Return what stands in a file → the places it may mean; four queries for all.

    A code here comes before a public one, and that before a name.
    """
    texts = set(called)
    bearers: list[dict[str, list[Region]]] = [{}, {}, {}]
    for region in Region.objects.filter(code__in={text.lower() for text in texts}):
        bearers[0][region.code] = [region]
    public = RegionCode.objects.filter(code__in=texts).select_related("region").order_by("id")
    for row in public:
        bearers[1].setdefault(row.code, []).append(row.region)
    folded = {text: normalise_name(text) for text in texts}
    rows = RegionName.objects.filter(folded__in=set(folded.values()) - {""})
    for name in rows.select_related("region").order_by("region__code"):
        bearers[2].setdefault(name.folded, []).append(name.region)
    found = {}
    for text in texts:
        keys = (text.lower(), text, folded[text])
        meant = next((own[key] for own, key in zip(bearers, keys, strict=True) if key in own), [])
        found[text] = list(dict.fromkeys(meant))
    return found


def border_files() -> list[BorderFile]:
    """Return the files of borders that are drawn, newest first, each with its `places` counted."""
    return list(BorderFile.objects.annotate(places=Count("borders")).order_by("-id"))


def borders_of(codes: Iterable[str]) -> list[Border]:
    """Return the borders of some places, with whose they are."""
    found = Border.objects.filter(region__code__in=set(codes)).select_related("region", "file")
    return list(found.order_by("region__code"))


def derived() -> tuple[list[ClosureRow], list[Problem]]:
    """Return the closure that the dated parent links give, or no rows and what is wrong with them.

    Shape: as `rules.closure`, and every place that has no parent with itself at depth 0.
    """
    links = RegionParent.objects.values_list(
        "region__code", "parent__code", "valid_from", "valid_to"
    )
    rows, problems = closure([ParentEdge(*link) for link in links])
    if problems:
        return [], problems
    linked = {row.region for row in rows}
    alone = Region.objects.exclude(code__in=linked).values_list("code", flat=True)
    return [*rows, *(ClosureRow(code, code, 0) for code in alone)], []


def map_problems() -> Iterator[Problem]:
    """Yield one problem for each place whose kept line upwards is not what its parents give.

    What counts above a place, and who sees it, is read from there.
    """
    rows, problems = derived()
    yield from problems
    if problems:
        return
    kept = RegionClosure.objects.values_list(
        "region__code", "ancestor__code", "depth", "valid_from", "valid_to"
    )
    told = Counter((r.region, r.ancestor, r.depth, r.valid_from, r.valid_to) for r in rows)
    stand = Counter(kept.iterator())
    unlike = {key[0] for key in (told - stand) + (stand - told)}
    for region in Region.objects.filter(code__in=unlike).order_by("code"):
        yield Problem("place-unlike-parents", region.code, {"region": Words.name_of(region)})
