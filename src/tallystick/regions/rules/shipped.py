"""The tables of places that ship, for whoever reads without a database."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


@cache
def shipped_names() -> frozenset[tuple[str, str]]:
    """Return (name, region code) of every place that ships, in English and both Chinese scripts."""
    with (DATA / "region_names.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset((row["name"], row["region"]) for row in csv.DictReader(lines))
