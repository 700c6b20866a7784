"""Makes a big book: python -m bench.big HOME [--lines 1000000] [--pairings 300]

The example is loaded first; its people sign in as usual (example-sign-ins.json). Then its entries
are copied over the country, with their steps, log, evidence and postings, by the journal's own
pen. A home that has its lines already is left alone. SQLite alone; `tallystick verify` passes.
"""

from __future__ import annotations

import argparse
import csv
import heapq
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

LONG_A_WHOLE = 7
# The pairings of the example get so much of all lines: somebody's own pairing is a large one.
EXAMPLE_SHARE = {"dalian-liupanshui": 0.06, "zhongshan-liupanshui": 0.04}
BATCH = 1000
Step = tuple[datetime, Callable[..., Any]]


def main() -> None:
    """Make the book."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("home", type=Path)
    asked.add_argument("--lines", type=int, default=1_000_000)
    asked.add_argument("--pairings", type=int, default=300)
    options = asked.parse_args()
    home = options.home.resolve()
    if (home / "big").exists():
        print((home / "big").read_text())
        return
    started = time.monotonic()
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TALLYSTICK_HOME": str(home)}
    tallystick = str(Path(sys.executable).parent / "tallystick")
    subprocess.run([tallystick, "demo", "--no-serve"], env=environment, check=True)  # noqa: S603
    os.environ["TALLYSTICK_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    import django

    django.setup()
    lines = _make(options.lines, options.pairings)
    told = f"{lines:,} lines more, made in {time.monotonic() - started:.0f} s"
    (home / "big").write_text(told)
    print(told)


def _make(lines: int, count: int) -> int:
    from bench.big import frame
    from bench.big.copies import Copier
    from bench.big.story import read_story
    from django.db import connection, transaction

    from tallystick.programme.models import Pairing

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    copier = Copier(read_story())
    with transaction.atomic():
        places = list(frame.wanted(count))
        new = {end.pk: end for _, _, _, end in places if end.code != "cn-520200"}
        frame.add_counties(list(new.values()))
        pairings = [frame.add_pairing(*four) for four in places]
    with transaction.atomic():
        sides = {pairing.pk: frame.staff(pairing) for pairing in pairings}
    with transaction.atomic():
        for n, pairing in enumerate(pairings):
            frame.exchange(pairing, sides[pairing.pk], n)
        _claims(pairings)
    print(f"{len(pairings)} pairings stand")
    old = Pairing.objects.filter(code__in=EXAMPLE_SHARE).select_related("parent")
    shares = _shares(copier, lines, [p.pk for p in pairings], {p.pk: p.code for p in old})
    everything = sorted([*pairings, *old], key=lambda p: p.parent_id or p.pk)
    for _, group in groupby(everything, key=lambda p: p.parent_id):
        _book(copier, list(group), shares, sides)
        print(f"{copier.lines:,} lines", flush=True)
    return copier.lines


def _shares(copier: Any, lines: int, new: list[int], old: dict[int, str]) -> dict[int, int]:
    """Return pairing → how many sets of copies it gets: a few have many, most have few."""
    whole = sum(one.own_moves for one in copier.story)
    long = sum(one.own_moves for one in copier.story if one.is_long)
    sets = lines / (whole + LONG_A_WHOLE * long)
    weights = {key: 1 / (n + 3) ** 0.7 for n, key in enumerate(new)}
    left = (1 - sum(EXAMPLE_SHARE.values())) / sum(weights.values())
    shares = {key: weight * left for key, weight in weights.items()}
    shares |= {key: EXAMPLE_SHARE[code] for key, code in old.items()}
    return {key: max(1, round(share * sets)) for key, share in shares.items()}


def _book(copier: Any, pairings: list[Any], shares: dict[int, int], sides: Any) -> None:
    """Write all that is recorded in one book, in the order of time."""
    from django.db import transaction

    from tallystick.journal.models import Transaction
    from tallystick.journal.rules import parse_instant
    from tallystick.journal.services import writing

    book = (pairings[0].parent or pairings[0]).code
    newest = Transaction.objects.filter(book__code=book).order_by("-recorded_at").first()
    floor = parse_instant(newest.recorded_at) if newest else None
    with transaction.atomic():
        streams = [s for p in pairings for s in _streams(copier, p, shares[p.pk], sides)]
        copier.sheet.write()
    steps = iter(heapq.merge(*streams, key=lambda step: step[0]))
    more = True
    while more:
        with writing(book):
            more = False
            for _, step in steps:
                if isinstance(step, partial):
                    step(floor=floor)
                else:
                    copier.between(step)
                if len(copier.sheet) >= BATCH:
                    more = True
                    break
            copier.sheet.write()


def _streams(copier: Any, pairing: Any, sets: int, sides: Any) -> Iterator[list[Step]]:
    from bench.big.copies import Shift
    from bench.big.frame import COUNTIES, Sides, agreements, ground_of

    from tallystick.regions.models import Region

    own = sides.get(pairing.pk)
    if own is None:
        ground = _example_ground(pairing)
        span = (0,) if pairing.code == "dalian-liupanshui" else (3, 4, 5)
    else:
        inside = f"{pairing.supported.code}-"
        counties = list(Region.objects.filter(code__startswith=inside).order_by("code"))
        if pairing.supported.code == "cn-520200":
            counties = list(Region.objects.filter(code__in=COUNTIES).order_by("code"))
        ground = ground_of(pairing, Sides(own.people, own.offices), counties)
        span = (-2, 0, 1, 2, 3, 4, 5)
        yield list(agreements(pairing, own))
    for n in range(sets * (1 + LONG_A_WHOLE)):
        whole = n % (1 + LONG_A_WHOLE) == 0
        shift = Shift(n, span[n % len(span)], (n * 11) % 28, 1 + n % 13, whole)
        yield sorted(copier.copy(ground, shift), key=lambda step: step[0])


def _example_ground(pairing: Any) -> Any:
    """Return a pairing of the example with its own people."""
    from bench.big.copies import Ground
    from bench.big.frame import COUNTIES

    from tallystick.access.models import Office, User
    from tallystick.regions.models import Region

    persons = {user.username: user for user in User.objects.all()}
    offices = {office.code: office for office in Office.objects.all()}
    if pairing.code == "zhongshan-liupanshui":
        persons |= {"wang.lei": persons["liang.wei"], "chen.xiaolan": persons["huang.jie"]}
        persons |= {"sun.bo": persons["zheng.kai"]}
        offices |= {"dalian-office": offices["zhongshan-office"]}
    places = {r.code: r for r in Region.objects.filter(code__in=[*COUNTIES, "cn-520200"])}
    return Ground(pairing, pairing.parent, pairing.supporting, places, persons, offices)


def _claims(pairings: list[Any]) -> None:
    """Take in published figures of every pairing, as a file that somebody sent."""
    from bench.big.frame import SYSTEM, TARGETS

    from tallystick.interchange.csv.take_claims import take_claims
    from tallystick.interchange.example.load import example_folder

    folder = example_folder()
    with (folder / "claims.csv").open(encoding="utf-8") as file:
        names = next(csv.reader(file))
    out = io.StringIO()
    sheet = csv.DictWriter(out, names, lineterminator="\n")
    sheet.writeheader()
    for n, pairing in enumerate(pairings):
        for m, indicator in enumerate(("FS_GOV_FUND", "LC_TOTAL", "IC_CONSUMPTION")):
            for year in (2022, 2023, 2024):
                value = int(TARGETS[indicator]) + n * 10 + m + year
                unit = "person" if indicator == "LC_TOTAL" else "CNY"
                sheet.writerow(
                    {
                        "supporting_region": pairing.supporting.name_en,
                        "supported_region": pairing.supported.name_en,
                        "level": "city", "indicator_code": indicator,
                        "period_start": date(year, 1, 1), "period_end": date(year, 12, 31),
                        "value_as_printed": value, "value": value, "unit": unit,
                        "cumulative": "n", "url": f"https://example.org/{pairing.code}/{year}",
                        "status": "actual", "source_kind": "media", "side": "supported",
                    }
                )  # fmt: skip
    report = take_claims(
        out.getvalue().encode(), name="big-claims.csv", by=SYSTEM, dry_run=False, good_rows=True
    )
    for problem in list(report.problems)[:3]:
        print(problem)


if __name__ == "__main__":
    main()
