"""Which addresses are asked for, by whom: every GET of the site, and those of a big book."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.web.places import PLACES

# What four people of the example do there; her user name.
PEOPLE = {
    "clerk": "luo.zhenghua",
    "head": "tian.hui",
    "auditor": "he.ruilin",
    "office": "xu.ning",
}
# How often a page is asked for in the mix, by its URL name: what the six people do day by day.
OFTEN = {
    "today": 40, "pairing": 40, "entries": 30, "entry": 30, "explain": 15, "pairings": 10,
    "search": 10, "stages": 8, "pipeline": 8, "funds": 5, "timeline": 5, "map": 5, "review": 8,
    "entry-new": 10, "commitments": 8, "meetings": 5, "claims": 5, "deadlines": 8,
}  # fmt: skip
# All others together: files, set-up, methods, help. One request in ten.
SELDOM = 26
_MIDDLE = """
    SELECT e.number FROM entries_entry e WHERE e.pairing_id = ? ORDER BY e.changed_at, e.id
    LIMIT 1 OFFSET (SELECT count(*) / 2 FROM entries_entry WHERE pairing_id = ?)
"""
_LARGEST = """
    SELECT p.id, p.code, b.code, r.code FROM entries_entry e
    JOIN programme_pairing p ON p.id = e.pairing_id JOIN programme_pairing b ON b.id = e.book_id
    JOIN regions_region r ON r.id = p.supported_id GROUP BY p.id ORDER BY count(*) DESC LIMIT 3
"""


@dataclass(frozen=True)
class Asked:
    """An address and the name of its URL."""

    name: str
    address: str


def addresses(home: Path) -> list[Asked]:
    """Return every address of the site's list, and more of what is largest in this book."""
    listed = [Asked(name, place.address) for name, all in PLACES.items() for place in all]
    return list(dict.fromkeys([*listed, *_largest(home)]))


def _largest(home: Path) -> Iterator[Asked]:
    """Yield the views of the largest pairings and books, one in the middle of each list."""
    book = sqlite3.connect(f"file:{home / 'tallystick.sqlite3'}?mode=ro", uri=True)
    for number, code, above, region in book.execute(_LARGEST).fetchall():
        (year,) = book.execute(
            "SELECT strftime('%Y', happened_on) FROM entries_entry WHERE pairing_id = ?"
            " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1", [number],
        ).fetchone()  # fmt: skip
        for pairing in (code, above):
            card = f"/pairings/{pairing}/"
            yield Asked("pairing", f"{card}?year={year}")
            yield Asked("pairing", f"{card}?year={year}&rows=all&as_of={year}-10-20")
            yield Asked("explain", f"{card}{year}/LC_TOTAL/")
            yield Asked("explain", f"{card}{year}/FS_SOCIAL_TOTAL/")
            for view in ("funds", "timeline", "map", "stages", "press"):
                yield Asked(view, f"{card}{view}/?year={year}")
            for pipeline in ("project", "funds", "placement"):
                yield Asked("pipeline", f"{card}stages/{pipeline}/?year={year}&stage=all")
            yield Asked("funds-by-tier", f"{card}stages/funds/tiers/?year={year}")
            for name in ("frameworks", "calendar", "agreements", "tiers", "who", "rules"):
                yield Asked(name, f"{card}{name}/")
            yield Asked("scorecard-csv", f"{card}scorecard.csv?year={year}")
            yield Asked("timeline-csv", f"{card}timeline.csv?year={year}")
        (entry,) = book.execute(_MIDDLE, [number, number]).fetchone()
        yield Asked("entry", f"/entries/{entry}/")
        yield Asked("entries", f"/entries/?pairing={code}&state=posted&pipeline=placement")
        yield Asked("entries", f"/entries/?pairing={code}&state=confirmed")
        yield Asked("place", f"/regions/{region}/")
        (thing,) = book.execute(
            "SELECT t.code FROM programme_thing t JOIN entries_entry e ON e.thing_id = t.id"
            " WHERE e.pairing_id = ? ORDER BY t.id DESC LIMIT 1", [number],
        ).fetchone()  # fmt: skip
        yield Asked("thing", f"/things/{thing}/")
    yield Asked("entries", "/entries/?page=40")
    yield Asked("entries", "/entries/?state=posted")
    yield Asked("search", "/search/?q=Panzhou&kind=entry")
    yield Asked("search", "/search/?q=E-2020-20500")
    yield Asked("search", "/search/?q=冷库")
    yield Asked("search", "/search/?q=zzzzzz")
