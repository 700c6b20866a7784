"""Tiers of funds: what was stated for which budget years, and what is wrong with a statement.

Nothing that was stated is changed. A later statement about the same tier or county goes before an
earlier one in the budget years it speaks of, and leaves it in all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from tallystick.kernel.numeral.amounts import read_amount
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.quantity import LARGEST
from tallystick.programme.rules.pipelines import unit_scale

EARLIEST, LATEST = 1900, 2200


class Stated(Protocol):
    """What was said, as the how-many-eth about its matter, and for which budget years."""

    number: int
    from_year: int
    until_year: int | None


S = TypeVar("S", bound=Stated)


@dataclass(frozen=True)
class Years:
    """Budget years from `first` to `last`, both included; None is open."""

    first: int
    last: int | None = None

    def covers(self, year: int) -> bool:
        """Return whether a budget year is among them.

        >>> Years(2021).covers(2030), Years(2021, 2022).covers(2023)
        (True, False)
        """
        return self.first <= year and (self.last is None or year <= self.last)

    def meets(self, other: Years) -> bool:
        """Return whether the two have a year in common.

        >>> Years(2021, 2022).meets(Years(2022)), Years(2021, 2022).meets(Years(2023))
        (True, False)
        """
        return self.common(other) is not None

    def common(self, other: Years) -> Years | None:
        """Return the years the two have in common; None where there is none.

        >>> Years(2021, 2024).common(Years(2023)), Years(2021, 2022).common(Years(2023))
        (Years(first=2023, last=2024), None)
        """
        first = max(self.first, other.first)
        ends = [last for last in (self.last, other.last) if last is not None]
        last = min(ends, default=None)
        return None if last is not None and last < first else Years(first, last)

    def written(self) -> str:
        """Return them in figures.

        >>> Years(2021).written(), Years(2021, 2021).written(), Years(2021, 2023).written()
        ('2021–', '2021', '2021–2023')
        """
        last = "" if self.last is None else str(self.last)
        return last if str(self.first) == last else f"{self.first}–{last}"


def years_of(one: Stated) -> Years:
    """Return the budget years a statement speaks of."""
    return Years(one.from_year, one.until_year)


def in_year(rows: Iterable[S], year: int) -> S | None:
    """Return what holds in a budget year: the last that was stated about it."""
    speaking = (row for row in rows if years_of(row).covers(year))
    return max(speaking, key=lambda row: row.number, default=None)


def stretches(rows: Sequence[S], within: Years | None = None) -> list[tuple[Years, S]]:
    """Return what holds from when to when, oldest first; years nothing was said about are left out.

    Shape: neighbouring years under one statement are one stretch; `within` cuts them.
    """
    within = within or Years(EARLIEST)
    ends = [row.until_year + 1 for row in rows if row.until_year is not None]
    ends += [within.last + 1] if within.last is not None else []
    begins = sorted({max(year, within.first) for year in (*(r.from_year for r in rows), *ends)})
    found: list[tuple[Years, S]] = []
    for n, first in enumerate(begins):
        last = begins[n + 1] - 1 if n + 1 < len(begins) else None
        row = in_year(rows, first)
        if row is None or not within.covers(first):
            continue
        if found and found[-1][1] is row and found[-1][0].last == first - 1:
            first = found.pop()[0].first
        found.append((Years(first, last), row))
    return found


def whole(found: Sequence[Years], years: Years) -> bool:
    """Return whether stretches, oldest first, cover years without a gap.

    >>> whole([Years(2021, 2022), Years(2023)], Years(2022))
    True
    >>> whole([Years(2021, 2022), Years(2024)], Years(2022)), whole([Years(2021)], Years(2020))
    (False, False)
    """
    if not found or found[0].first > years.first:
        return False
    joined = all(a.last is not None and a.last + 1 == b.first for a, b in pairwise(found))
    last = found[-1].last
    return joined and (last is None or (years.last is not None and years.last <= last))


def years_problems(years: Years) -> list[Problem]:
    """Return what is wrong with budget years.

    >>> [p.code for p in years_problems(Years(2021, 2020))]
    ['tier-years-backwards']
    >>> [p.path for p in years_problems(Years(21, 9999))]
    ['from_year', 'until_year']
    """
    found = []
    for path, year in (("from_year", years.first), ("until_year", years.last)):
        if year is not None and not EARLIEST <= year <= LATEST:
            found.append(Problem("tier-year-unfit", path, value=str(year)[:20]))
    if not found and years.last is not None and years.last < years.first:
        params = {"first": years.first, "last": years.last}
        found.append(Problem("tier-years-backwards", "until_year", params))
    return found


def read_each(yuan: str) -> tuple[int | None, list[Problem]]:
    """Return what a county is due a year in fen, as it was typed, and why it cannot be read.

    >>> read_each("60000000"), read_each(" ")
    ((6000000000, []), (None, []))
    >>> [(p.path, p.value) for p in read_each("much")[1]]
    [('amount', 'much')]
    """
    if not yuan.strip():
        return None, []
    try:
        return read_amount(yuan.strip(), unit_scale("CNY")), []
    except Refused as unread:
        return None, [Problem(p.code, "amount", p.params, p.value) for p in unread.problems]


def amount_problems(amount: int | None) -> list[Problem]:
    """Return what is wrong with the amount of a tier; unknown is none.

    Units: minor units a county and year.

    >>> [p.code for p in (*amount_problems(None), *amount_problems(1), *amount_problems(0))]
    ['tier-amount-unfit']
    """
    if amount is None or 0 < amount <= LARGEST:
        return []
    return [Problem("tier-amount-unfit", "amount", value=str(amount)[:20])]
