"""Writes: load the shipped places, and derive which place lies under which, and when."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files

from django.db import transaction

from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.regions.models import (
    Region,
    RegionChange,
    RegionClosure,
    RegionCode,
    RegionLoad,
    RegionName,
    RegionParent,
)
from tallystick.regions.queries import derived
from tallystick.regions.rules import normalise_name

DATA = ("regions.csv", "region_names.csv", "region_codes.csv")


@transaction.atomic
def load_regions(*, by: Actor) -> int:
    """Load the shipped places unless this very version stands; return how many places there are.

    Raises: Forbidden for anyone but the system; Refused when the shipped tree has a fault.
    """
    if not by.system:
        raise Forbidden.of("not-allowed", who=by.called, roles="system", scope="the shipped places")
    digest = sha256_hex(b"".join(_bytes(name) for name in DATA))
    if not RegionLoad.objects.filter(digest=digest).exists():
        _load_places(_rows("regions.csv"))
        _load_names(_rows("region_names.csv"))
        _load_codes(_rows("region_codes.csv"))
        derive_closure()
        RegionLoad.objects.create(digest=digest)
    return Region.objects.count()


def derive_closure() -> None:
    """Derive the closure anew from the dated parent links.

    Raises: Refused when a place would be its own ancestor or have two parents at once.
    """
    rows, problems = derived()
    if problems:
        raise Refused(problems)
    keys = dict(Region.objects.values_list("code", "pk"))
    RegionClosure.objects.all().delete()
    RegionClosure.objects.bulk_create(
        [
            RegionClosure(
                region_id=keys[row.region],
                ancestor_id=keys[row.ancestor],
                depth=row.depth,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in rows
        ],
        batch_size=500,
    )


def _load_places(rows: list[Mapping[str, str]]) -> None:
    places = {row["code"]: row for row in rows}
    changed = RegionChange.objects.filter(kind="rename")
    renamed = set(changed.values_list("region__code", flat=True))
    moved = set(RegionParent.objects.filter(decided=True).values_list("region__code", flat=True))
    Region.objects.bulk_create(
        [
            Region(
                code=row["code"],
                kind=row["kind"],
                country=row["code"][:2],
                name_en=row["name_en"],
                name_zh=row["name_zh"],
                latitude_e6=_millionths(row["latitude"]),
                longitude_e6=_millionths(row["longitude"]),
            )
            for row in places.values()
            # What was renamed here keeps the name that was decided.
            if row["code"] not in renamed
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name_en", "name_zh", "latitude_e6", "longitude_e6"],
    )
    keys = dict(Region.objects.values_list("code", "pk"))
    RegionParent.objects.filter(region__code__in=places.keys() - moved).delete()
    RegionParent.objects.bulk_create(
        [
            RegionParent(
                region_id=keys[row["code"]],
                parent_id=keys[row["parent"]],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
            )
            for row in rows
            if row["parent"] and row["code"] not in moved
        ],
        batch_size=500,
    )


def _load_names(rows: Iterable[Mapping[str, str]]) -> None:
    """Load the other names, beside the two every place has in its own row."""
    places = {region.code: region for region in Region.objects.all()}
    names: dict[tuple[int, str, str, str], RegionName] = {}
    own = [
        {"region": p.code, "lang": lang, "name": name, "kind": "official", "valid_to": until}
        for p in places.values()
        for en, zh, until in (
            (p.name_en, p.name_zh, ""),
            *((former["en"], former["zh"], former["until"]) for former in p.former_names),
        )
        for lang, name in (("en", en), ("zh", zh))
        if name
    ]
    for row in [*own, *rows]:
        region = places[row["region"]]
        names.setdefault(
            (region.pk, row["lang"], row["name"], row["kind"]),
            RegionName(
                region=region,
                lang=row["lang"],
                name=row["name"],
                folded=normalise_name(row["name"]),
                kind=row["kind"],
                valid_from=_day(row.get("valid_from", "")),
                valid_to=_day(row.get("valid_to", "")),
            ),
        )
    RegionName.objects.all().delete()
    RegionName.objects.bulk_create(names.values(), batch_size=500)


def _load_codes(rows: Iterable[Mapping[str, str]]) -> None:
    keys = dict(Region.objects.values_list("code", "pk"))
    RegionCode.objects.all().delete()
    RegionCode.objects.bulk_create(
        [
            RegionCode(region_id=keys[row["region"]], scheme=row["scheme"], code=row["code"])
            for row in rows
        ],
        batch_size=500,
    )


def _bytes(name: str) -> bytes:
    return files("tallystick.regions").joinpath("data", name).read_bytes()


def _rows(name: str) -> list[Mapping[str, str]]:
    lines = [line for line in _bytes(name).decode("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _millionths(text: str) -> int | None:
    if not text:
        return None
    sign = -1 if text.startswith("-") else 1
    whole, _, rest = text.lstrip("-").partition(".")
    return sign * int(whole + rest.ljust(6, "0")[:6])
