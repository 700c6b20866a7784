"""A signed text's targets, brought into the book: the signatures are the names under the entry.

Nobody matches by hand what both sides have signed. The proposer reported it, the signatory of
the proposer's side confirmed it, the other side's signatory matched it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tallystick.entries.models import Basis, Entry, EntryAct
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.services import drafts
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import VERBS, move_on, write_act
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import sha256_hex
from tallystick.programme.models import AgreementSignature, AgreementVersion
from tallystick.programme.queries import (
    book_of,
    other,
)
from tallystick.programme.queries.agreements import (
    targets_of,
)
from tallystick.programme.rules.agreements import Difference, differences
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.services import add_signature


def sign_targets(
    *,
    version: AgreementVersion,
    region: str,
    content_hash: str,
    by: Actor,
    at: datetime | None = None,
) -> AgreementVersion:
    """Sign a text for one party; with the last party's name its targets are posted.

    Units: `region` is the party's code; `content_hash` that of the text its reader saw.
    Raises: as `programme.services.add_signature`; Refused where the posting itself is refused.
    """
    desk = Desk(by, at)
    with writing(book_of(version.agreement.pairing).code):
        signed = add_signature(
            version=version, region=region, content_hash=content_hash, by=by, at=at
        )
        if signed.state == AgreementVersion.State.SIGNED:
            for report in reports_of(signed):
                _enter(report, signed, desk)
    return signed


def reports_of(version: AgreementVersion) -> list[Report]:
    """Return what a signed version changes in the book: one report a place, levels of its targets.

    A target that was dropped stands at nothing from the day of the text.
    """
    before = targets_of(version.amends) if version.amends else ()
    changed = [row for row in differences(before, targets_of(version)) if row.changed]
    regions = dict.fromkeys(row.region for row in changed)
    return [_report(version, code, [r for r in changed if r.region == code]) for code in regions]


def _report(version: AgreementVersion, region: str, rows: Iterable[Difference]) -> Report:
    agreement, pairing = version.agreement, version.agreement.pairing
    own = region == pairing.supported.code
    return Report(
        pairing=pairing.code,
        side=version.proposer_side,
        region=region,
        partner=pairing.supporting.code,
        pipeline="target",
        move="outside>promised",
        statement="level",
        happened_on=version.signed_on,
        own_reference=_reference(f"{agreement.code}-v{version.number}", "" if own else region),
        title_en=f"{agreement.title_en[:180]}, version {version.number}",
        title_zh=f"{agreement.title_zh[:180]} 第{version.number}版" if agreement.title_zh else "",
        lines=tuple(
            StatedLine(
                unit=indicators()[row.indicator].target_unit,
                amount=row.now or 0,
                cell={"indicator": row.indicator, "period": row.period},
                note={},
            )
            for row in rows
        ),
    )


def _reference(text: str, region: str) -> str:
    """Return the entry's own reference: at most 60 signs, and never the same for two texts.

    >>> _reference("dalian-liupanshui-2019-v1", "cn-520281")
    'dalian-liupanshui-2019-v1-cn-520281'
    >>> len(_reference("a" * 60 + "-v1", "cn-520281"))
    60
    """
    whole = f"{text}-{region}" if region else text
    return whole if len(whole) <= 60 else f"{whole[:47]}-{sha256_hex(whole.encode())[:12]}"


def _enter(report: Report, version: AgreementVersion, desk: Desk) -> None:
    """Enter one report under the names that signed, and post it."""
    side, proposed_at = version.proposer_side, version.proposed_at or desk.at
    seat = Seat(version.proposer_role, "", version.proposer_office)
    checked = replace(drafts.check(report, desk, seat=seat, signed=True), policy="both")
    author = Desk(Actor(version.proposed_by_id, "", version.proposer), proposed_at)
    (entry,) = drafts.write([checked], author, [None])
    for verb in ("submit", "confirm", "match"):
        move_on(entry, verb, desk, promises=version)
    ours, theirs = _signature(version, side), _signature(version, other(side))
    _write_down(entry, "submit", side, proposed_at, author.by, seat, basis="")
    _write_down(entry, "confirm", side, ours.at, *_named(ours))
    _write_down(entry, "match", other(side), theirs.at, *_named(theirs))
    post_or_wait(entry, desk)


def _signature(version: AgreementVersion, side: str) -> AgreementSignature:
    """Return the name that speaks for a side: the pairing's own region first, then as listed."""
    pairing = version.agreement.pairing
    top = pairing.supporting_id if side == "supporting" else pairing.supported_id
    under = version.signatures.filter(
        content_hash=version.content_hash, party__side=side
    ).select_related("party", "user")
    return min(under, key=lambda one: (one.party.region_id != top, one.party.n))


def _named(under: AgreementSignature) -> tuple[Actor, Seat]:
    return Actor(under.user_id, "", under.name), Seat(under.role, "", under.office)


def _write_down(
    entry: Entry,
    verb: str,
    side: str,
    at: datetime,
    by: Actor,
    seat: Seat,
    *,
    basis: str = Basis.SIGNED,
) -> None:
    """Write under the entry who did what when the text was proposed and signed."""
    act = EntryAct(
        entry=entry,
        at=at,
        verb=VERBS[verb],
        user_id=by.user_id,
        name=by.name,
        office=seat.office,
        role=seat.role,
        side=side,
        version=entry.version,
        basis=basis,
    )
    write_act(act, verb)
