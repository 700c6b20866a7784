"""Every address of the configuration, with what its parts may name; none is listed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver
from tests.architecture.test_addresses import DESCRIPTIONS, _views
from tests.matrix.stage import NONE, Pair

# What a part of an address names: by the word before it and its own name, or by its name alone.
# `pair.codes` key, or a value that says nothing about anybody.
NAMED = {
    ("pairings", "code"): "pairing",
    ("books", "code"): "book",
    ("new", "code"): "pairing",
    ("table", "code"): "pairing",
    ("agreements", "code"): "agreement",
    ("periods", "id"): "period",
    ("corrections", "id"): "correction",
    ("things", "code"): "thing",
    ("projects", "code"): "thing",
    ("offices", "code"): "office",
    ("entries", "number"): "numbers",
    ("evidence", "sha256"): "evidence",
    ("workbooks", "run_id"): "run",
    ("long-work", "work"): "work",
    ("paper", "code"): "paper",
    ("carries", "number"): "carry",
    ("commitments", "code"): "commitment",
    ("meetings", "code"): "meeting",
    ("practices", "code"): "practice",
    ("frameworks", "code"): "framework",
    ("readouts", "code"): "readout",
    ("announcements", "code"): "announcement",
}
# What whoever signed in may read, of either pair.
OPEN = {
    ("regions", "code"): ("xx-fir-mill", "yy-oak-mill"),
    ("tour", "code"): ("researcher", "head"),
    ("indicators", "code"): ("IC_CONSUMPTION", "MG_GRADE"),
}
PLAIN: dict[str, tuple[Any, ...]] = {
    "year": (2020,),
    "indicator": ("IC_CONSUMPTION",),
    "pipeline": ("sale",),
    "language": ("en",),
    "lang": ("en",),
    "stage": ("sold",),
    "month": (3,),
    "day": ("2020-03-31",),
    "period": ("2020-03",),
    "side": ("supported",),
    "page": (1,),
    "n": (1,),
    "file": (1,),
    # A published figure is public.
    "claim": (1, 2),
    "version": (1,),
    "path": ("nothing",),
    # Of a list over everything a reader may see.
    "name": ("unlanded",),
}
ABSENT: Mapping[str, str] = {
    "pairing": "never-was-paired",
    "book": "never-was-a-book",
    "thing": "never-was-made",
    "agreement": "never-was-signed",
    "period": "00000000-0000-7000-8000-000000000000",
    "correction": "00000000-0000-7000-8000-000000000000",
    "office": "never-was-open",
    "region": "xx-nowhere",
    "entry": "E-2020-9999",
    "numbers": "E-2020-9999",
    "number": "E-2020-9999",
    "evidence": "0" * 64,
    "user": "never.came",
    "username": "never.came",
    "place": "xx-nowhere",
    "project": "never-was-made",
    "run": "999999",
    "carry": "999999",
    "paper": "L-2026-9999",
    "commitment": "never-was-promised",
    "meeting": "never-was-held",
    "practice": "never-was-learned",
    "framework": "never-was-stated",
    "readout": "never-was-printed",
    "work": "996600",
    "announcement": "never-was-said",
}
# A method that is seldom open is tried on so many of a pair's entries; reading, on all.
FEW = 2
PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One pattern of the configuration, and the parts a value is put for."""

    name: str
    pattern: str
    parts: tuple[str, ...]
    guarded: bool

    @property
    def speaks_of(self) -> bool:
        """Whether it names something that belongs to a pair."""
        return any(self._key(n) for n in range(len(self.parts)))

    def _key(self, n: int) -> str:
        """Return which of a pair's codes a part names, or nothing."""
        return NAMED.get((self._before(n), self.parts[n]), "")

    def _before(self, n: int) -> str:
        return PART.split(self.pattern)[2 * n].strip("/").split("/")[-1]

    def addresses(
        self, pair: Pair, objects: str, *, few: bool = False
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each address about a pair's objects (a `few` of many), with the codes in it.

        Raises: LookupError, in a sentence, for a part that the tables do not know.
        """
        choices = [self._choices(n, pair, objects, few) for n in range(len(self.parts))]
        for values in product(*choices):
            address = "".join(
                literal if n % 2 == 0 else str(values[n // 2])
                for n, literal in enumerate(PART.split(self.pattern))
            )
            named = tuple(str(v) for n, v in enumerate(values) if self._key(n))
            yield f"/{address}", named

    def _choices(self, n: int, pair: Pair, objects: str, few: bool) -> tuple[Any, ...]:
        key, part = self._key(n), self.parts[n]
        if (self._before(n), part) in OPEN:
            return OPEN[self._before(n), part]
        if not key:
            if part not in PLAIN:
                raise LookupError(
                    f"The matrix does not know what <{part}> names in /{self.pattern}. "
                    "Give tests/matrix/addresses.py a line in NAMED or PLAIN."
                )
            return PLAIN[part]
        if objects == NONE:
            return (ABSENT[key],)
        return pair.numbers[: FEW if few else None] if key == "numbers" else (pair.codes[key],)


def routes() -> list[Route]:
    """Return every route of the configuration, those of the API too."""
    return list(_walk(import_module(settings.ROOT_URLCONF).urlpatterns))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = ""
) -> Iterator[Route]:
    for pattern in patterns:
        text = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, text, inner)
            continue
        views = _views(pattern.callback)
        guarded = pattern.name in DESCRIPTIONS or all(getattr(v, "policy", None) for v in views)
        name = f"{space}{pattern.name or text}"
        yield Route(name, text, tuple(PART.findall(text)), guarded)
