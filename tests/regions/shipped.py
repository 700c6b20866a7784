"""The shipped tables as plain rows, and as candidates for a name."""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files

from tallystick.regions.rules import Candidate, ParentEdge, closure, normalise_name


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """One shipped CSV file."""
    text = files("tallystick.regions").joinpath("data", name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def places() -> dict[str, dict[str, str]]:
    """The places by code."""
    return {row["code"]: row for row in table("regions.csv")}


def edges() -> list[ParentEdge]:
    """The parent links."""
    return [ParentEdge(row["code"], row["parent"]) for row in places().values() if row["parent"]]


@cache
def _all() -> tuple[Candidate, ...]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in table("region_names.csv"):
        names[row["region"]].append(row["name"])
    above: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in closure(edges())[0]:
        place = places()[row.ancestor]
        above[row.region].append((row.ancestor, place["name_en"], place["name_zh"]))
    return tuple(
        Candidate(code, tuple(names[code]), tuple(above[code]), place["kind"])
        for code, place in places().items()
    )


def candidates(name: str | None) -> list[Candidate]:
    """The places that bear a name; all of them for None."""
    if name is None:
        return list(_all())
    stem = normalise_name(name)
    return [one for one in _all() if stem in {normalise_name(own) for own in one.names}]
