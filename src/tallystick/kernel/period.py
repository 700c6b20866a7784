"""Stretches of days whose start or end may be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both included; None is unknown or open.

    >>> Period.year(2019).contains(date(2019, 12, 31))
    True
    >>> Period(None, date(2019, 8, 31)).contains(date(1998, 1, 1))
    True
    """

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"{self.start} is after {self.end}")

    @classmethod
    def year(cls, year: int) -> Self:
        """Return the calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def contains(self, day: date) -> bool:
        """Return whether `day` lies in the period, taking unknown ends as open."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def within(self, other: Period) -> bool:
        """Return whether this period is known to lie wholly inside `other`."""
        if self.start is None or self.end is None:
            return False
        return other.contains(self.start) and other.contains(self.end)
