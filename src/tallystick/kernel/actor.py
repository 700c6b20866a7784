"""Who acts: a name and the regions she may act for, by role. Made by access, read by every room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from tallystick.kernel.words import Words


@dataclass(frozen=True)
class Seat:
    """One role at one office; `region` is the code of the region the office works for.

    `stands_for` is the user id of the holder who is away and handed it on; None for one's own.
    """

    role: str
    region: str
    office: str
    stands_for: int | None = None


@dataclass(frozen=True)
class Actor:
    """A person at work, or the system setting itself up.

    >>> Actor(1, "luo", "Luo", (Seat("clerk", "cn-520200", "lps"),)).regions("clerk")
    frozenset({'cn-520200'})
    """

    user_id: int | None
    username: str
    name: str
    seats: tuple[Seat, ...] = ()
    system: bool = False
    name_zh: str = ""

    @property
    def called(self) -> Words:
        """Her name as a sentence says it, in the reader's language; what is sealed has `name`."""
        return Words(self.name, self.name_zh)

    @property
    def roles(self) -> frozenset[str]:
        """Every role this person holds anywhere."""
        return frozenset(seat.role for seat in self.seats)

    def regions(self, *roles: str) -> frozenset[str]:
        """Return the region codes where this person holds one of `roles` (any role when none)."""
        return frozenset(seat.region for seat in self.seats if not roles or seat.role in roles)

    def seat_in(self, regions: frozenset[str], *roles: str) -> Seat | None:
        """Return the first seat with one of `roles` whose region is among `regions`."""
        for seat in self.seats:
            if seat.role in roles and seat.region in regions:
                return seat
        return None

    @classmethod
    def system_actor(cls, name: str) -> Self:
        """Return the actor under which the product sets itself up; never enters or matches."""
        return cls(None, "system", name, (), system=True)
