"""Measures every page on a home, through the server as shipped: python -m bench.http HOME

    python -m bench.big HOME                           # a book of a million lines, made once
    python -m bench.http HOME [--times 10] [--only pairing,today] [--person auditor]
    python -m bench.http HOME --load 50 --seconds 300 [--writes 30]
                        # requests a second, over a weighted mix; a write every so many seconds

Page by page each answer is made anew. Under load pages are kept as they are for people; a write
drops all of them.
Loopback alone; it stops by itself. A page's bytes are those sent, and compressed as a proxy does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.http.asking import Answer, Reader, sign_in
from bench.http.load import keep_asking, now_and_then
from bench.http.places import OFTEN, PEOPLE, SELDOM, Asked, addresses
from bench.http.serving import Server, passwords, serving

GOAL = 300
LONGEST = 20_000


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("home", type=Path)
    asked.add_argument("--times", type=int, default=10)
    asked.add_argument("--only", default="", help="names of URLs, with commas")
    asked.add_argument("--person", default="", help=", ".join(PEOPLE))
    asked.add_argument("--load", type=int, default=0, help="requests a second")
    asked.add_argument("--seconds", type=int, default=300)
    asked.add_argument("--writes", type=float, default=0, help="seconds between two writes")
    options = asked.parse_args()
    home = options.home.resolve()
    places = [
        one for one in addresses(home) if not options.only or one.name in options.only.split(",")
    ]
    people = {p: u for p, u in PEOPLE.items() if options.person in ("", p)}
    known = passwords(home)
    with serving(home, again=bool(options.load)) as server:
        readers = {p: sign_in(server.port, user, known[user]) for p, user in people.items()}
        if options.load:
            under_load(readers, places, options, server)
        else:
            print(table(one_by_one(readers, places, options.times, server)), flush=True)


@dataclass(frozen=True)
class Row:
    """One address as one person: the first answer, then how long the others took."""

    person: str
    page: str
    address: str
    first: Answer
    taken: list[float]
    # Milliseconds of the server's processor time for one answer.
    cpu: float

    @property
    def p95(self) -> float:
        """The time that nineteen answers of twenty keep to."""
        return _quantile(self.taken, 95)

    def told(self) -> str:
        """Return the line of the table."""
        p50, p99, first = _quantile(self.taken, 50), _quantile(self.taken, 99), self.first
        return (
            f"{p50:7.0f}{self.p95:8.0f}{p99:8.0f}{self.cpu:7.0f}{first.milliseconds:8.0f}"
            f"{first.sent // 1000:6}{first.squeezed // 1000:5}  {self.person:8} {self.address}"
        )


def one_by_one(
    readers: dict[str, Reader], places: Sequence[Asked], times: int, server: Server
) -> list[Row]:
    """Ask for each page as each person, one after the other; what she does not find is left out."""
    rows = []
    for person, reader in readers.items():
        for place in places:
            first = reader.ask(place.address)
            if first.status != 200:
                if first.status >= 500:
                    print(f"{first.status} {person} {place.address}")
                continue
            # One that takes seconds need not be asked often to be known for slow.
            often = min(times, max(1, int(LONGEST / (first.milliseconds + 1))))
            before = server.cpu()
            taken = [reader.ask(place.address).milliseconds for _ in range(often)]
            cpu = (server.cpu() - before) / often
            rows.append(Row(person, place.name, place.address, first, taken, cpu))
            print(rows[-1].told(), flush=True)
    return rows


def _quantile(taken: Sequence[float], percent: int) -> float:
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def table(rows: list[Row]) -> str:
    """Return the rows, the slowest first, and how many keep to the goal."""
    heads = ("p50", "p95", "p99", "cpu", "first", "KB", "gz")
    widths = (7, 8, 8, 7, 8, 6, 5)
    lines = [
        "".join(f"{h:>{w}}" for h, w in zip(heads, widths, strict=True)) + "  person   address"
    ]
    lines += [row.told() for row in sorted(rows, key=lambda row: -row.p95)]
    slow, busy = sum(row.p95 > GOAL for row in rows), os.getloadavg()[0]
    lines.append(f"{len(rows)} pages, {slow} with a p95 over {GOAL} ms; load {busy:.1f}")
    return "\n".join(lines)


def under_load(
    readers: dict[str, Reader], places: Sequence[Asked], told: argparse.Namespace, server: Server
) -> None:
    """Keep the server busy and print what people would have waited."""
    mix = [
        (person, place.name, place.address)
        for person, reader in readers.items()
        for place in places
        if reader.ask(place.address).status == 200
    ]
    shares: dict[str, int] = {}
    for _, page, _ in mix:
        shares[page] = shares.get(page, 0) + 1
    seldom = SELDOM / max(1, len(shares.keys() - OFTEN.keys()))
    weights = [OFTEN.get(page, seldom) / shares[page] for _, page, _ in mix]
    began, before = time.perf_counter(), server.cpu()
    with now_and_then(readers["clerk"].again(), told.writes):
        found = keep_asking(readers, mix, weights, rate=told.load, seconds=told.seconds)
    whole, cpu = time.perf_counter() - began, server.cpu() - before
    print(f"{'p50':>8}{'p95':>8}{'p99':>8}{'asked':>7}  page")
    every = [one for taken in found.taken.values() for one in taken]
    pages = sorted(found.taken.items(), key=lambda one: -_quantile(one[1], 95))
    for page, taken in [*pages, ("all", every)]:
        print(
            f"{statistics.median(taken):8.0f}{_quantile(taken, 95):8.0f}"
            f"{_quantile(taken, 99):8.0f}{len(taken):7}  {page}"
        )
    print(
        f"{len(every)} requests in {whole:.0f} s: {len(every) / whole:.1f} a second,"
        f" {cpu / len(every):.0f} ms of processor each, {len(found.wrong)} errors;"
        f" load {os.getloadavg()[0]:.1f}"
    )
    for wrong in found.wrong[:10]:
        print(wrong)


if __name__ == "__main__":
    main()
