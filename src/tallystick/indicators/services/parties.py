"""Which places and which pairing a published figure is about: certain, or left open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tallystick.indicators.rules.printed import PrintedClaim, PrintedParty
from tallystick.kernel.problem import Problem
from tallystick.programme.models import Pairing, PairingSpan
from tallystick.regions.models import Region
from tallystick.regions.queries import Resolved, resolve_name

SIDES = ("supporting", "supported")


@dataclass(frozen=True)
class Parties:
    """The two parties of a claim by region code, None where open; and why each open one is."""

    supporting: str | None
    supported: str | None
    open: tuple[dict[str, Any], ...]


class PartyFinder:
    """Finds parties of many claims; each name is looked up once in each context."""

    def __init__(self) -> None:
        self._partners: dict[str, set[tuple[str, int]]] = defaultdict(set)
        pairs = Pairing.objects.values_list("supporting__code", "supported__code", "pk")
        self._pairings: dict[tuple[str, str], list[int]] = defaultdict(list)
        for east, west, pk in pairs.order_by("code"):
            self._partners[east].add((west, pk))
            self._partners[west].add((east, pk))
            self._pairings[east, west].append(pk)
        spans = PairingSpan.objects.filter(preferred=True)
        self._spans = {row[0]: row[1:] for row in spans.values_list("pairing", *_DAYS)}
        self._resolve = lru_cache(maxsize=None)(_resolve)
        self._keys = dict(Region.objects.values_list("code", "pk"))

    def parties(self, claim: PrintedClaim) -> Parties:
        """Return the places of a claim. Who is certain helps to tell the other, never the reverse.

        A name that is open on its own is asked again with those with whom the other party was
        paired on the figure's last day: a later partner of the same name is not meant.
        """
        day = claim.period_end or claim.as_of
        printed = {"supporting": claim.supporting, "supported": claim.supported}
        found = {side: self._find(party, claim.level) for side, party in printed.items()}
        for side, other in (SIDES, SIDES[::-1]):
            certain = found[other].code
            if found[side].code is None and certain is not None:
                found[side] = self._find(printed[side], claim.level, certain, day)
        still_open = tuple(
            _said(side, getattr(claim, f"{side}_text"), answer.problem)
            for side, answer in found.items()
            if answer.problem is not None
        )
        return Parties(found["supporting"].code, found["supported"].code, still_open)

    def pairing(
        self, supporting: str | None, supported: str | None, day: date | None
    ) -> int | None:
        """Return the key of the pairing between two places that held on a day, if there is one."""
        if supporting is None or supported is None:
            return None
        keys = self._pairings.get((supporting, supported), [])
        held = [key for key in keys if _holds(self._spans.get(key), day)]
        return next(iter(held or keys), None)

    def key(self, region: str | None) -> int | None:
        """Return the database key of a region."""
        return None if region is None else self._keys[region]

    def _find(
        self, party: PrintedParty, level: str, other: str = "", day: date | None = None
    ) -> Resolved:
        if party.group or party.detail:
            code = "party-is-group" if party.group else "party-is-part"
            printed = f"{party.name} ({party.detail})" if party.detail else party.name
            return Resolved(None, Problem(code, value=printed))
        near = frozenset(
            code for code, key in self._partners.get(other, ()) if _holds(self._spans.get(key), day)
        )
        return self._resolve(party.name, party.within, near, other, level)


_DAYS = ("valid_from", "valid_to")


def _resolve(
    name: str, within: tuple[str, ...], near: frozenset[str], other: str, level: str
) -> Resolved:
    return resolve_name(name, within=within, near=near, other=other, level=level)


def _holds(span: tuple[date | None, ...] | None, day: date | None) -> bool:
    if span is None or day is None:
        return True
    start, end = span
    return (start is None or start <= day) and (end is None or day <= end)


def _said(side: str, text: str, problem: Problem) -> dict[str, Any]:
    """Return why a party is open, as it is kept with the claim."""
    return {
        "side": side,
        "text": text,
        "code": problem.code,
        "params": dict(problem.params),
        "value": problem.value,
    }
