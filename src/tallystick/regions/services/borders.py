"""Writes of borders: a file that somebody brought is looked through, and what is good is kept.

The tools of `programme.services.borders`, which asks for permission and writes the act log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.regions.models import Border, BorderFile, Region
from tallystick.regions.queries import places_called
from tallystick.regions.rules.borders import Outline, read_borders

LONGEST_SOURCE = 300


@dataclass(frozen=True)
class LookedThrough:
    """What a file of borders holds: the places whose border can be kept, and what is wrong."""

    good: tuple[tuple[Region, Outline], ...]
    problems: tuple[Problem, ...]


def look_through(content: bytes, naming: str = "") -> LookedThrough:
    """Return what of a file can be kept, and every fault at once; nothing is written.

    `naming` is the property that names the place, by its code here, a public one, or its name.
    """
    outlines, problems = read_borders(content, naming.strip())
    meant = places_called({one.called for one in outlines})
    good: dict[int, tuple[Region, Outline]] = {}
    for outline in outlines:
        found = meant[outline.called]
        fault = _fault(outline, found, good)
        if fault:
            problems.append(fault)
        else:
            good[found[0].pk] = (found[0], outline)
    problems.sort(key=lambda problem: int(problem.params.get("n", 0)))
    return LookedThrough(tuple(good.values()), tuple(problems))


def _fault(
    outline: Outline, found: Sequence[Region], good: dict[int, tuple[Region, Outline]]
) -> Problem | None:
    where, said = f"feature {outline.number}", {"n": outline.number, "name": outline.called}
    if not found:
        return Problem("border-of-no-place", where, said)
    if len(found) > 1:
        codes = ", ".join(f"{region.name_en} ({region.code})" for region in found)
        return Problem("border-of-several", where, {**said, "names": codes})
    if found[0].pk in good:
        first = good[found[0].pk][1].number
        return Problem("border-twice", where, {**said, "first": first})
    if not outline.rings:
        return Problem("border-open-ring", where, said)
    return None


@transaction.atomic
def keep_borders(
    *, name: str, content: bytes, source: str, naming: str, good_only: bool, who: str
) -> BorderFile:
    """Keep the borders of a file; a place that had one has this one from now on.

    `good_only` leaves out what has a fault; otherwise a file with a fault is refused whole.
    Raises: Refused with every fault at once.
    """
    looked = look_through(content, naming)
    problems = _source_faults(source)
    if not good_only or not looked.good:
        problems += looked.problems
    if not looked.good and not problems:
        problems.append(Problem("border-nothing"))
    if problems:
        raise Refused(problems)
    file = BorderFile.objects.create(
        name=name[:200], source=source.strip(), digest=sha256_hex(content), loaded_by=who[:150]
    )
    Border.objects.filter(region__in=[region for region, _outline in looked.good]).delete()
    Border.objects.bulk_create(
        [
            Border(region=region, file=file, rings=[_flat(ring) for ring in outline.rings])
            for region, outline in looked.good
        ],
        batch_size=200,
    )
    BorderFile.objects.filter(borders=None).delete()
    return file


def drop_borders(file: int) -> BorderFile:
    """Take the borders of a file off every map.

    Raises: NotFound.
    """
    found = BorderFile.objects.filter(pk=file).first()
    if found is None:
        raise NotFound.of("not-found", path="file", what="file", code=str(file))
    BorderFile.objects.filter(pk=file).delete()
    return found


def _source_faults(source: str) -> list[Problem]:
    faults = text_problems("source", source, LONGEST_SOURCE)
    return faults if source.strip() else [Problem("border-source", "source")]


def _flat(ring: Sequence[tuple[int, int]]) -> list[int]:
    return [degree for corner in ring for degree in corner]
