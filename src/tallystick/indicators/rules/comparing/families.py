"""Which indicators speak of one thing: another stage of it, a part of it, a sum that holds it.

Parts and sums come from the bindings; stages are listed here, because two indicators that follow
one another are no parts of each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from tallystick.programme.rules.bindings import Sum, bindings
from tallystick.programme.rules.catalogue import indicators

Tie = Literal["same", "stage", "part", "composite", "tier"]

# Each line: what becomes of one thing, from what was promised to what was done.
STAGES = (
    ("IC_INV_SIGNED", "IC_INV_ACTUAL", "X_OTHER:capital paid"),
    ("IC_PROJECTS_SIGNED", "IC_INV_PROJECTS", "IC_PROJECTS_LANDED", "IC_PROJECTS_STARTED",
     "IC_PROJECTS_OPERATING"),
    ("IC_ENT_PARTNER", "IC_ENT_NEW"),
    ("FS_GOV_FUND", "FS_DISBURSED"),
    ("LC_JOBS_OFFERED", "LC_INTENT", "LC_TOTAL"),
)  # fmt: skip
# Prints say "provincial" of the one and "all levels" of the other, and sometimes not.
TIERS = (frozenset({"FS_GOV_FUND", "FS_SUBPROV_FUND"}),)


@cache
def wholes(code: str) -> Mapping[str, Literal["part", "composite"]]:
    """Return what an indicator is contained in: as a part of it, or as a term of a sum.

    >>> dict(wholes("FS_SOCIAL_CASH"))
    {'FS_SOCIAL_TOTAL': 'part', 'FS_TOTAL_ALL': 'composite'}
    """
    found: dict[str, Literal["part", "composite"]] = {}
    for other in _overlaps(code):
        found.setdefault(other, "part")
    for name, binding in bindings().items():
        if isinstance(binding, Sum) and code in binding.parts:
            found.setdefault(name, "composite")
    for other in tuple(found):
        for further, tie in wholes(other).items():
            found.setdefault(further, tie)
    return found


def _overlaps(code: str) -> tuple[str, ...]:
    """Return what holds an indicator by the bindings, in which the smaller names the larger."""
    found = bindings()[code].overlaps if code in bindings() and code not in _TOTALS else ()
    totals = tuple(total for total in _TOTALS if code in bindings()[total].overlaps)
    return tuple(
        other
        for other in (*found, *totals)
        if frozenset({code, other}) not in TIERS and not _staged(code, other)
    )


# The totals that name their parts, the other way round.
_TOTALS = ("TS_TRAIN_TOTAL",)


@cache
def tie_of(one: str, other: str) -> Tie | None:
    """Return how two indicators are tied, seen from either, or None.

    >>> tie_of("IC_INV_SIGNED", "IC_INV_ACTUAL"), tie_of("LC_POV", "LC_TOTAL")
    ('stage', 'part')
    >>> tie_of("FS_GOV_FUND", "FS_SUBPROV_FUND"), tie_of("FS_TOTAL_ALL", "FS_SOCIAL_CASH")
    ('tier', 'composite')
    >>> tie_of("LC_TOTAL", "RV_VILLAGES")
    """
    if one == other:
        return "same"
    if frozenset({one, other}) in TIERS:
        return "tier"
    if _staged(one, other):
        return "stage"
    return wholes(one).get(other) or wholes(other).get(one)


def _staged(one: str, other: str) -> bool:
    return any(one in line and other in line for line in STAGES)


def is_whole_of(whole: str, part: str) -> bool:
    """Return whether the one holds the other.

    >>> is_whole_of("LC_TOTAL", "LC_POV"), is_whole_of("LC_POV", "LC_TOTAL")
    (True, False)
    """
    return whole in wholes(part)


@cache
def family_of(code: str) -> str:
    """Return the family of an indicator: all that are tied to it, by its first code.

    >>> family_of("IC_INV_ACTUAL") == family_of("IC_INV_SIGNED"), family_of("RV_VILLAGES")
    (True, 'RV_VILLAGES')
    """
    return _families().get(code, code)


@cache
def _families() -> Mapping[str, str]:
    codes = sorted({*indicators(), *(code for line in STAGES for code in line)})
    family = {code: code for code in codes}
    for one in codes:
        for other in codes:
            if one < other and tie_of(one, other):
                old, new = sorted((family[one], family[other]))[::-1]
                family = {c: new if f == old else f for c, f in family.items()}
    return family
