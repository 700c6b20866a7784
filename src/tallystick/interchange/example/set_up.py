"""The example's frame: programme, pairings, offices, people, things, agreements, meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from tallystick.access.models import Office
from tallystick.access.services import add_user, grant_seat, open_office
from tallystick.exchanges.rules.guests import Guest, RepresentedBy
from tallystick.exchanges.services import record_meeting, undertake
from tallystick.interchange.example.moment import ZONE
from tallystick.kernel.actor import Actor
from tallystick.kernel.quantity import to_minor
from tallystick.programme.models import Agreement, Pairing
from tallystick.programme.rules.agreements import TargetText
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.services import (
    add_thing,
    create_pairing,
    create_programme,
    record_agreement,
    set_duty,
    set_evidence_duty,
    set_matching_policy,
    state_span,
)

OPENED_ON = date(2019, 1, 1)


def programme(story: Mapping[str, Any], *, by: Actor) -> None:
    """Create the programme, its pairings with their spans, and the things that move."""
    create_programme(**story["programme"], by=by)
    code = story["programme"]["code"]
    for row in story["pairings"]:
        create_pairing(**row, programme=code, by=by)
    for row in story["spans"]:
        state_span(
            pairing=Pairing.objects.get(code=row["pairing"]),
            valid_from=row.get("from"),
            valid_to=row.get("to"),
            source=row["source"],
            preferred=row.get("preferred", False),
            by=by,
        )
    for row in story["things"]:
        add_thing(**row, by=by)
    for row in story["rules"]:
        _decide(row, by=by)
    for row in story["duties"]:
        said = {key: value for key, value in row.items() if key not in ("pairing", "pipelines")}
        for pipeline in row["pipelines"]:
            pairing = Pairing.objects.get(code=row["pairing"])
            set_duty(pairing=pairing, duty=Duty(pipeline, **said), by=by)


def _decide(row: Mapping[str, Any], *, by: Actor) -> None:
    """Decide how a pairing is matched, or whether its entries need their document."""
    said = {
        "pairing": Pairing.objects.get(code=row["pairing"]),
        "pipeline": row.get("pipeline", ""),
        "reason": row["reason"],
        "valid_from": row.get("from"),
        "by": by,
    }
    if row["kind"] == "matching":
        set_matching_policy(policy=row["value"], **said)
    else:
        set_evidence_duty(duty=row["value"], **said)


def people(story: Mapping[str, Any], passwords: Mapping[str, str], *, by: Actor) -> None:
    """Open the offices and seat the people; then the meetings and what was undertaken there."""
    offices = {row["code"]: open_office(**row, by=by) for row in story["offices"]}
    for row in story["people"]:
        user = add_user(
            username=row["username"],
            password=passwords[row["username"]],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            by=by,
        )
        for role in row["roles"]:
            office = offices[row["office"]]
            grant_seat(user=user, office=office, role=role, since=OPENED_ON, by=by)
    _meetings(story, offices, by=by)


def _meetings(story: Mapping[str, Any], offices: Mapping[str, Office], *, by: Actor) -> None:
    held = {}
    for row in story["meetings"]:
        pairing = Pairing.objects.get(code=row["pairing"])
        guests = [Guest(**one) for one in row.get("guests", ())]
        absent = [RepresentedBy(**one) for one in row.get("represented", ())]
        said = {**row, "pairing": pairing, "guests": guests, "represented": absent}
        held[row["code"]] = record_meeting(**said, by=by)
    for row in story["commitments"]:
        meeting = held[row["meeting"]]
        undertake(
            code=row["code"],
            pairing=Pairing.objects.get(code=row["pairing"]),
            meeting=meeting,
            owner=offices[row["owner"]],
            due_on=row["due_on"],
            text_en=row["text_en"],
            text_zh=row["text_zh"],
            kind=row.get("kind", ""),
            at=datetime.combine(meeting.held_on, time(17), ZONE),
            by=by,
        )


def agreements(story: Mapping[str, Any], *, by: Actor) -> dict[str, dict[str, Any]]:
    """Record the agreements, without their versions: those are signed along the timeline."""
    found = {}
    for row in story["agreements"]:
        agreement: Agreement = record_agreement(
            code=row["code"],
            pairing=Pairing.objects.get(code=row["pairing"]),
            kind=row["kind"],
            year=row["year"],
            title_en=row["title_en"],
            title_zh=row["title_zh"],
            above=row.get("above", ""),
            parties=row.get("parties", ()),
            by=by,
        )
        found[row["code"]] = {**row, "agreement": agreement}
    return found


def target_texts(targets: Mapping[str, str]) -> tuple[TargetText, ...]:
    """Return targets at the pairing's own place in the minor units of each indicator.

    Units: given in the indicator's own unit (yuan, persons, percent).
    """
    known = indicators()
    return tuple(
        TargetText(code, to_minor(text, known[code].scale)) for code, text in targets.items()
    )
