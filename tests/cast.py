"""The cast: two regions that share a book, the people at work in each, and one who is in neither.

Alice enters for region A, the supported side; Ann confirms there, and matches what B reports.
Beth enters for region B, the supporting side; Ben confirms there; Bob matches what A reports.
Amy signs for region A, Bill for region B; each is the head of the office there.
Chen belongs to neither. All places, offices and people are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tallystick.access.models import Office, User
from tallystick.access.queries import actor_of
from tallystick.access.services import grant_seat, open_office
from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.services import Report, StatedLine
from tallystick.exchanges.services import sign_agreement
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, AgreementVersion, Pairing
from tallystick.programme.rules.agreements import TargetText
from tallystick.programme.services import (
    amend_agreement,
    create_pairing,
    create_programme,
    propose_version,
    record_agreement,
    set_evidence_duty,
    state_span,
)
from tallystick.regions.models import Region, RegionParent
from tallystick.regions.services import derive_closure

SYSTEM = Actor.system_actor("cast")
OPENED = date(2015, 1, 1)
A, B = "xx-fir", "xx-quay"
# code → (kind, name, parent)
PLACES = {
    "xx": ("country", "Nowhere", ""),
    "xx-east": ("province", "East", "xx"),
    "xx-quay": ("city", "Quay", "xx-east"),
    "xx-west": ("province", "West", "xx"),
    "xx-fir": ("city", "Fir", "xx-west"),
    "xx-fir-mill": ("county", "Mill", "xx-fir"),
    "xx-fir-ford": ("county", "Ford", "xx-fir"),
    "xx-far": ("province", "Far", "xx"),
}
# user name → (office, roles)
PEOPLE = {
    "alice": ("fir", ("clerk",)),
    "ann": ("fir", ("confirmer", "matcher")),
    "beth": ("quay", ("clerk",)),
    "ben": ("quay", ("confirmer",)),
    "bob": ("quay", ("matcher",)),
    "amy": ("fir", ("head", "signatory")),
    "bill": ("quay", ("head", "signatory")),
    "chen": ("far", ("clerk", "confirmer", "matcher")),
}
OFFICES = {"fir": A, "quay": B, "far": "xx-far"}


@dataclass(frozen=True)
class Cast:
    """Who is on stage, and where."""

    alice: Actor
    ann: Actor
    beth: Actor
    ben: Actor
    bob: Actor
    amy: Actor
    bill: Actor
    chen: Actor
    book: Pairing
    pairing: Pairing

    def side(self, report: Report) -> tuple[Actor, Actor, Actor]:
        """Return who enters, who confirms and who matches a report of its side."""
        if report.side == "supported":
            return self.alice, self.ann, self.bob
        return self.beth, self.ben, self.ann


def build_places(places: dict[str, tuple[str, str, str]]) -> None:
    """Make invented places with open-ended parents."""
    made = {
        code: Region.objects.create(code=code, kind=kind, country="xx", name_en=name, name_zh=name)
        for code, (kind, name, _) in places.items()
    }
    RegionParent.objects.bulk_create(
        RegionParent(region=made[code], parent=made[above])
        for code, (_, _, above) in places.items()
        if above
    )
    derive_closure()


def seat_people(
    offices: dict[str, str], people: dict[str, tuple[str, Sequence[str]]], on: date
) -> dict[str, Actor]:
    """Open offices, seat people there, and return them as they act on a day."""
    opened: dict[str, Office] = {
        code: open_office(code=code, region=region, name_en=code, name_zh="", by=SYSTEM)
        for code, region in offices.items()
    }
    actors = {}
    for name, (office, roles) in people.items():
        # Nobody signs in on this stage; hashing six passwords a test would take a second.
        user = User.objects.create(username=name, name_en=name.title(), password="!")
        for role in roles:
            grant_seat(user=user, office=opened[office], role=role, since=OPENED, by=SYSTEM)
        actors[name] = actor_of(user, on=on)
    return actors


def build_cast() -> Cast:
    """Set the stage: places, people, a book and the pairing in it."""
    build_places(PLACES)
    create_programme(
        code="nowhere", name_en="Nowhere", name_zh="", country="xx", invented=True, by=SYSTEM
    )
    book = create_pairing(
        code="east-west", programme="nowhere", supporting="xx-east", supported="xx-west",
        level="province", by=SYSTEM,
    )  # fmt: skip
    pairing = create_pairing(
        code="quay-fir", programme="nowhere", supporting=B, supported=A, level="city",
        parent="east-west", by=SYSTEM,
    )  # fmt: skip
    for row in (book, pairing):
        state_span(
            pairing=row, valid_from=date(2016, 1, 1), valid_to=None, source="invented",
            preferred=True, by=SYSTEM,
        )  # fmt: skip
    # Most tests are about other things than the document under each entry.
    set_evidence_duty(
        pairing=book, pipeline="", duty="advisory", reason="a stage has no papers", by=SYSTEM
    )
    return Cast(**seat_people(OFFICES, PEOPLE, date(2020, 1, 1)), book=book, pairing=pairing)


SALE = Report(
    pairing="quay-fir",
    side="supported",
    region=A,
    partner=B,
    pipeline="sale",
    move="outside>sold",
    statement="itemised",
    happened_on=date(2020, 3, 10),
    lines=(
        StatedLine("CNY", 500_00, {"sale_mode": "bought", "channel": "online"}, {}),
    ),
    title_en="Kiwis sold",
)  # fmt: skip


def sale(amount: int = 500_00, **changes: Any) -> Report:
    """Return a report of region A: kiwis sold on 10 March 2020, `amount` in cents."""
    lines = (replace(SALE.lines[0], amount=amount),)
    return replace(SALE, **{"lines": lines, **changes})


def funds(move: str, amount: int, **changes: Any) -> Report:
    """Return a report about the fiscal funds of 2020, `amount` in cents."""
    lines = (StatedLine("CNY", amount, {"payer_level": "city", "budget_year": "2020"}, {}),)
    return replace(
        SALE, **{"pipeline": "funds", "move": move, "lines": lines, "title_en": "Funds", **changes}
    )


# What a batch of placements must show before it counts; all of it invented.
SAFEGUARDS: dict[str, str | int | bool] = {
    "consent": True,
    "consent_proof": "Fir archive, box 12",
    "contract": True,
    "contract_proof": "Fir archive, box 13",
    "no_fee": True,
    "free_to_leave": True,
    "papers_withheld": False,
    "quota": False,
    "minors": 0,
    "wage_agreed": 3_200_00,
    "hours_agreed": 44,
    "costs_paid_by": "shared",
    "wage_paid": "yes_",
    "complaint_channel": "Fir labour desk, any working day",
    "complaints_open": 2,
    "complaints_closed": 2,
    "refusals": 3,
    "through": "direct",
    "employer": "Works of Fir",
    "employer_checked": "clean",
}


def placed(rows: dict[str, int], **changes: Any) -> Report:
    """Return a year's sum of people placed, by place of work."""
    lines = tuple(
        StatedLine(unit, n, {"place": place, "post_kind": "market"}, {})
        for place, n in rows.items()
        for unit in ("person", "placement")
    )
    base = {"pipeline": "placement", "move": "outside>placed", "statement": "year_to_date"}
    return replace(
        SALE, **{"record": SAFEGUARDS, **base, "lines": lines, "title_en": "Placed", **changes}
    )


def enter(cast: Cast, report: Report, at: datetime | None = None) -> Entry:
    """Draft and submit a report by its side's clerk."""
    entry = services.draft_entry(report=report, by=cast.side(report)[0], at=at)
    return services.submit_entry(
        entry_id=entry.pk, version=entry.version, by=cast.side(report)[0], at=at
    )


def confirm(cast: Cast, report: Report, at: datetime | None = None) -> Entry:
    """Enter a report and confirm it by its side's second person."""
    entry = enter(cast, report, at)
    return services.confirm_entry(
        entry_id=entry.pk, version=entry.version, by=cast.side(report)[1], at=at
    )


def carry(cast: Cast, report: Report, at: datetime | None = None) -> Entry:
    """Carry a report all the way: entered, confirmed, and matched by the other side."""
    entry = confirm(cast, report, at)
    return services.match_entry(
        entry_id=entry.pk,
        version=entry.version,
        basis="own_record",
        by=cast.side(report)[2],
        at=at,
    )


def sign(version: AgreementVersion, *by: tuple[str, Actor], at: datetime | None = None) -> None:
    """Sign a text for each named party."""
    for region, actor in by:
        sign_agreement(
            version=version, region=region, content_hash=version.content_hash, by=actor, at=at
        )
    version.refresh_from_db()


def promise(
    cast: Cast,
    targets: dict[str, int],
    *,
    signed_on: date = date(2020, 1, 10),
    at: datetime | None = None,
    signed: bool = True,
) -> AgreementVersion:
    """Agree on targets of 2020 in minor units; called again, it is an amendment."""
    agreement = Agreement.objects.filter(code="quay-fir-2020").first() or record_agreement(
        code="quay-fir-2020", pairing=cast.pairing, kind="yearly", year=2020,
        title_en="Agreement of 2020", title_zh="2020年协议", by=cast.beth,
    )  # fmt: skip
    put = amend_agreement if agreement.versions.filter(state="signed").exists() else propose_version
    texts = [TargetText(code, amount) for code, amount in targets.items()]
    version = put(agreement=agreement, signed_on=signed_on, targets=texts, by=cast.beth, at=at)
    if signed:
        sign(version, (A, cast.amy), (B, cast.bill), at=at)
    return version


def head_of(name: str, office: str) -> Actor:
    """Seat a head at an office of the stage, and return her as she acts."""
    return colleague(name, office, "head")


def seated_at(region: str, **people: str) -> Actor:
    """Open an office at a place of the stage and seat somebody there: name → role."""
    ((name, role),) = people.items()
    return seat_people({name: region}, {name: (name, (role,))}, date(2020, 1, 1))[name]


def colleague(name: str, office: str, role: str) -> Actor:
    """Seat somebody at an office of the stage, and return her as she acts."""
    user = User.objects.create(username=name, name_en=name.title(), password="!")
    seat = {"office": Office.objects.get(code=office), "role": role, "since": OPENED}
    grant_seat(user=user, by=SYSTEM, **seat)  # type: ignore[arg-type]
    return actor_of(user, on=date(2020, 1, 1))
