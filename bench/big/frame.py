"""The frame of a big book: pairings over the whole country, their offices, people and texts.

Everything here goes through the ordinary services; names of counties and people are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.big.copies import Ground

from tallystick.access.models import Office, User
from tallystick.access.queries import actor_of
from tallystick.access.services import add_user, grant_seat, open_office
from tallystick.exchanges.rules.guests import Guest
from tallystick.exchanges.services import (
    keep_readout,
    record_meeting,
    sign_agreement,
    undertake,
)
from tallystick.interchange.example.load import example_folder
from tallystick.interchange.example.set_up import target_texts
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Pairing
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.services import (
    create_pairing,
    propose_version,
    record_agreement,
    set_duty,
    set_evidence_duty,
    state_span,
)
from tallystick.regions.models import Region, RegionName, RegionParent
from tallystick.regions.rules.names import normalise_name
from tallystick.regions.services import derive_closure

SYSTEM = Actor.system_actor("bench")
PROGRAMME = "east-west-cooperation"
EAST = ("31", "32", "33", "35", "37", "44", "11", "12", "21", "13")
WEST = ("53", "62", "51", "61", "45", "15", "64", "63", "54", "65", "52", "50")
COUNTIES = ("cn-520201", "cn-520203", "cn-520204", "cn-520281")
HEADINGS = (("North", "北"), ("South", "南"), ("East", "东"), ("West", "西"))
OPENED = date(2016, 1, 1)
AGREED = (2024, 2025)
# user names of the story → side and post in every pairing
POSTS = {
    "wang.lei": ("supporting", "clerk"), "chen.xiaolan": ("supporting", "matcher"),
    "sun.bo": ("supporting", "head"), "luo.zhenghua": ("supported", "clerk"),
    "yang.min": ("supported", "matcher"), "tian.hui": ("supported", "head"),
    "zhao.qing": ("supported", "clerk"),
}  # fmt: skip
ROLES = {"clerk": ("clerk",), "matcher": ("confirmer", "matcher"), "head": ("head", "signatory")}
DUTIES = ("funds", "donation", "placement", "training", "sale")
TARGETS = {
    "FS_GOV_FUND": "260000000", "FS_DISBURSED": "230000000", "FS_SOCIAL_TOTAL": "42000000",
    "IC_PROJECTS_LANDED": "3", "IC_CONSUMPTION": "120000000", "LC_TOTAL": "3900",
    "LC_POV": "2450", "TS_TRAIN_TOTAL": "1700",
}  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """Who works for a pairing: (side, post) → person, and side → office."""

    people: dict[tuple[str, str], User]
    offices: dict[str, Office]


def wanted(count: int) -> Iterator[tuple[Region, Region, Region, Region]]:
    """Yield so many pairs of prefectures with the provinces they lie in, spread over the map."""
    turns = (WEST[n:] + WEST[:n] for n in range(len(WEST)))
    pairs = [pair for turn in turns for pair in zip(EAST, turn, strict=False)]
    known = {r.code: r for r in Region.objects.filter(kind__in=("province", "prefecture"))}
    inside: dict[str, list[Region]] = {}
    for region in known.values():
        if region.kind == "prefecture":
            inside.setdefault(region.code[3:5], []).append(region)
    each = 9
    for east, west in pairs:
        one, two = known[f"cn-{east}0000"], known[f"cn-{west}0000"]
        ends, others = inside.get(east) or [one], inside.get(west) or [two]
        for n in range(min(each, len(others), count)):
            count -= 1
            yield one, two, ends[n % len(ends)], others[n]


def add_counties(prefectures: list[Region]) -> None:
    """Put four invented counties into each prefecture that has none of the story."""
    made = [
        Region(
            code=f"{place.code}-{n}", kind="county", country=place.country,
            name_en=f"{en} {place.name_en}", name_zh=f"{place.name_zh}{zh}县",
            since=OPENED,
        )
        for place in prefectures
        for n, (en, zh) in enumerate(HEADINGS, 1)
    ]  # fmt: skip
    Region.objects.bulk_create(made)
    above = {place.code: place for place in prefectures}
    RegionParent.objects.bulk_create(
        RegionParent(
            region=one, parent=above[one.code.rpartition("-")[0]], valid_from=OPENED, decided=True
        )
        for one in made
    )
    RegionName.objects.bulk_create(
        RegionName(
            region=one, lang=lang, name=name, folded=normalise_name(name), kind="official",
            valid_from=OPENED,
        )
        for one in made
        for lang, name in (("en", one.name_en), ("zh-Hans", one.name_zh))
    )  # fmt: skip
    derive_closure()


def add_pairing(one: Region, two: Region, end: Region, other: Region) -> Pairing:
    """Pair two prefectures under the pairing of their provinces, which is made if it is not."""
    book = f"{one.code[3:5]}-{two.code[3:5]}"
    if not Pairing.objects.filter(code=book).exists():
        _pair(book, one, two, "province", parent="")
        set_evidence_duty(
            pairing=Pairing.objects.get(code=book), duty="advisory", reason="Invented.", by=SYSTEM
        )
    code = f"{end.code}-{other.code}".replace("cn-", "")
    return _pair(code, end, other, "city", parent=book)


def _pair(code: str, one: Region, two: Region, level: str, *, parent: str) -> Pairing:
    above = {"parent": parent} if parent else {}
    create_pairing(
        code=code, supporting=one.code, supported=two.code, level=level, programme=PROGRAMME,
        by=SYSTEM, **above,
    )  # fmt: skip
    pairing = Pairing.objects.select_related("parent").get(code=code)
    state_span(
        pairing=pairing, valid_from=OPENED, valid_to=None, source="Invented", preferred=True,
        by=SYSTEM,
    )  # fmt: skip
    return pairing


def staff(pairing: Pairing) -> Sides:
    """Open both offices of a pairing and seat three people in each, unless they are there."""
    people, offices = {}, {}
    for side in ("supporting", "supported"):
        region = getattr(pairing, side)
        office = open_office(
            code=f"office-{region.code}", region=region.code,
            name_en=f"{region.name_en} office (invented)",
            name_zh=f"{region.name_zh}协作办（虚构）", by=SYSTEM,
        )  # fmt: skip
        offices[side] = office
        for post, roles in ROLES.items():
            name = f"{post}.{region.code}"
            user = User.objects.filter(username=name).first()
            if user is None:
                user = add_user(
                    username=name, name_en=f"{post.title()} of {region.name_en}",
                    name_zh=f"{region.name_zh}{post}", by=SYSTEM,
                )  # fmt: skip
                for role in roles:
                    grant_seat(user=user, office=office, role=role, since=OPENED, by=SYSTEM)
            people[side, post] = user
    return Sides(people, offices)


def ground_of(pairing: Pairing, sides: Sides, counties: list[Region]) -> Ground:
    """Return where the story plays in a pairing: its counties take the places of the story's."""
    places = dict(zip(COUNTIES, counties, strict=True)) | {"cn-520200": pairing.supported}
    words: dict[str, str] = {}
    story = {r.code: r for r in Region.objects.filter(code__in=[*places, "cn-210200"])}
    for code, place in {**places, "cn-210200": pairing.supporting}.items():
        if code != place.code:
            words |= {story[code].name_en: place.name_en, story[code].name_zh: place.name_zh}
    offices = sides.offices
    return Ground(
        pairing=pairing,
        book=pairing.parent or pairing,
        partner=pairing.supporting,
        places=places,
        persons={name: sides.people[post] for name, post in POSTS.items()},
        offices={
            "dalian-office": offices["supporting"], "liupanshui-office": offices["supported"],
            "panzhou-office": offices["supported"],
        },
        words={old: new for old, new in words.items() if old},
    )  # fmt: skip


def agreements(pairing: Pairing, sides: Sides) -> Iterator[tuple[datetime, Callable[[], Any]]]:
    """Yield the agreements of a pairing: when each is signed, and how."""
    for year in AGREED:
        at = datetime(year, 3, 10, 2, tzinfo=UTC)
        code = f"agreed-{pairing.code}-{year}"
        made = record_agreement(
            code=code, pairing=pairing, kind="yearly", year=year,
            title_en=f"Yearly agreement {year}", title_zh=f"{year}年度协议", by=SYSTEM,
        )  # fmt: skip
        yield at, lambda made=made, at=at: _sign(made, pairing, sides, at)


def _sign(agreement: Agreement, pairing: Pairing, sides: Sides, at: datetime) -> None:
    text = propose_version(
        agreement=agreement, signed_on=at.date(), targets=target_texts(TARGETS),
        note="First text", by=actor_of(sides.people["supporting", "clerk"], on=at.date()), at=at,
    )  # fmt: skip
    for side in ("supporting", "supported"):
        sign_agreement(
            version=text, region=getattr(pairing, side).code, content_hash=text.content_hash,
            by=actor_of(sides.people[side, "head"], on=at.date()), at=at + timedelta(hours=1),
        )  # fmt: skip


def exchange(pairing: Pairing, sides: Sides, n: int) -> None:
    """Keep some meetings, commitments and announcements of a pairing."""
    for pipeline in DUTIES:
        duty = Duty(pipeline, "quarterly", "either", 15, 10, date(2023, 1, 1))
        set_duty(pairing=pairing, duty=duty, by=SYSTEM)
    place = pairing.supported
    for m in range(6):
        on = date(2021 + m, 1 + (n + m) % 10, 1 + (n * 7 + m) % 27)
        meeting = record_meeting(
            pairing=pairing, kind="working_meeting" if m % 2 else "visit", held_on=on,
            title_en=f"Meeting {m + 1} in {place.name_en} (invented)",
            title_zh=f"{place.name_zh}第{m + 1}次会议（虚构）", place=place.code,
            guests=[Guest(side, f"Guest {n}", "Head") for side in sides.offices],
            by=SYSTEM,
        )  # fmt: skip
        for k in range(2):
            side = ("supporting", "supported")[k]
            undertake(
                pairing=pairing, owner=sides.offices[side],
                due_on=on + timedelta(90 + 60 * k),
                text_en=f"Carry project {m * 2 + k} through in {place.name_en}. (invented)",
                text_zh=f"推动{place.name_zh}项目{m * 2 + k}落地。（虚构）", kind="build",
                meeting=meeting, at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), by=SYSTEM,
            )  # fmt: skip
    for m in range(3):
        text = _text("joint-2019-dalian.txt") + f"\n\n{pairing.code} {m}"
        keep_readout(
            pairing=pairing, text=text, side="supporting", published=f"202{2 + m}-05-07",
            title=f"Joint meeting {m + 1} (invented)", by=SYSTEM,
        )  # fmt: skip


def _text(name: str) -> str:
    return Path(example_folder() / "readouts" / name).read_text("utf-8")
