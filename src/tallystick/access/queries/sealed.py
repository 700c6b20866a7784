"""Whether seats and people are as they were sealed; `verify` asks, and so does a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.access.models import Seat, User
from tallystick.access.queries.sides import not_kept_apart, on_both_sides
from tallystick.journal.queries import records
from tallystick.journal.rules import Record
from tallystick.kernel.problem import Problem

GRANT, END = "access.grant", "access.end"
DEACTIVATE, REACTIVATE = "access.deactivate", "access.reactivate"
CODE = "access.code"
PROPOSE_HEAD = "access.propose_head"
BATCH = 500


@dataclass(frozen=True)
class Stated:
    """What a seat says: as the row stands, or as the sealed records left it."""

    user: str
    office: str
    region: str
    role: str
    since: str
    until: str | None
    stands_for: str | None

    @classmethod
    def of_row(cls, seat: Seat) -> Stated:
        """Return what a row says."""
        return cls(
            seat.user.username,
            seat.office.code,
            seat.office.region.code,
            seat.role,
            seat.valid_from.isoformat(),
            seat.valid_to.isoformat() if seat.valid_to else None,
            seat.stands_for.key if seat.stands_for else None,
        )

    @classmethod
    def of_grant(cls, content: Mapping[str, Any]) -> Stated:
        """Return what a sealed grant says."""
        return cls(**{name: content[name] for name in cls.__annotations__})


def seat_problems() -> Iterator[Problem]:
    """Yield one problem for each seat or person that is not as it was sealed."""
    sealed = {key: stated for key, (stated, _) in sealed_seats().items()}
    rows = Seat.objects.select_related("user", "office__region", "stands_for").order_by("pk")
    standing = {seat.key: Stated.of_row(seat) for seat in rows.iterator(BATCH)}
    for key, told in {**sealed, **standing}.items():
        if standing.get(key) != sealed.get(key):
            params = {"user": told.user, "role": told.role, "office": told.office}
            yield Problem("seat-unlike-seal", path=key, params=params)
    yield from _people()
    for pairing, both in on_both_sides():
        for user in both:
            params = {"pairing": pairing, "who": user.username}
            yield Problem("both-sides-seated", path=pairing, params=params)
    for one, two in not_kept_apart():
        params = {"who": one.user.username, "role": one.role, "other": two.role}
        yield Problem("seats-not-apart", path=one.key, params=params)


def _people() -> Iterator[Problem]:
    out: dict[str, bool] = {}
    for record in records(kind=(DEACTIVATE, REACTIVATE)):
        out[record.about] = record.kind == DEACTIVATE
    for username, active in User.objects.values_list("username", "is_active"):
        if active == out.get(username, False):
            yield Problem("person-unlike-seal", path=username, params={"user": username})


def sealed_seats() -> dict[str, tuple[Stated, list[Record]]]:
    """Return each seat as the sealed records left it, with the records about it; by its key."""
    found: dict[str, tuple[Stated, list[Record]]] = {}
    for record in records(kind=(GRANT, END)):
        if record.kind == GRANT:
            found[record.about] = (Stated.of_grant(record.content), [record])
        elif record.about in found:
            stated, before = found[record.about]
            days = {
                name: record.content[name] for name in ("since", "until") if name in record.content
            }
            ended = Stated(**{**vars(stated), **days})
            found[record.about] = (ended, [*before, record])
    return found
