"""Record agreements; propose, revise and withdraw their texts, and keep who signs them.

A signed text reaches the book through `entries`, its clauses become commitments in `exchanges`:
whoever signs calls `exchanges.services.sign_agreement`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.models import Agreement, AgreementParty, AgreementVersion, Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import (
    side_region,
)
from tallystick.programme.queries.agreements import (
    newest_signed,
    speaks_for,
)
from tallystick.programme.rules.agreements import ClauseText, TargetText
from tallystick.programme.services.numbering import create_coded
from tallystick.programme.services.texts import Changes, check_text, keep_text
from tallystick.regions.models import Region
from tallystick.regions.queries import below

LONGEST_TITLE = 200


@transaction.atomic
def record_agreement(
    *,
    code: str,
    pairing: Pairing,
    kind: str,
    year: int,
    title_en: str,
    title_zh: str,
    by: Actor,
    last_year: int | None = None,
    above: str = "",
    parties: Sequence[str] = (),
) -> Agreement:
    """Open the record of an agreement of `pairing`, for a year or up to `last_year`.

    `parties` are codes of regions of either side, at any level; the pairing's own two when none
    is named. `above` is the agreement that hands its targets down to this one.
    Raises: Forbidden; Conflict on a taken code; Refused with everything else that is wrong.
    """
    _require_open_pairing_seat(by, pairing)
    if Agreement.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="agreement", code=code)
    own = tuple(parties) or (side_region(pairing, "supporting"), side_region(pairing, "supported"))
    found, problems = _parties(pairing, own)
    over = Agreement.objects.filter(code=above).select_related("pairing").first() if above else None
    if above and (over is None or over.pairing.programme_id != pairing.programme_id):
        params = {"what": "agreement", "code": above}
        problems.append(Problem("not-found", "above", params, above))
    problems += _frame_problems(code, kind, year, last_year, (title_en, title_zh))
    if problems:
        raise Refused(problems)
    # Both sides are offered the same code, and may record at the same moment.
    agreement = create_coded(
        Agreement,
        "agreement",
        code=code,
        stem="",
        pairing=pairing,
        kind=kind,
        year=year,
        last_year=last_year if last_year != year else None,
        above=over,
        title_en=title_en,
        title_zh=title_zh,
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, n=n, region=region, side=side)
        for n, (region, side) in enumerate(found, 1)
    )
    after = {"year": year, "parties": list(own), "above": above}
    record_act("programme.record_agreement", "agreement", code, by=by, after=after)
    return agreement


def _frame_problems(
    code: str, kind: str, year: int, last_year: int | None, titles: tuple[str, str]
) -> list[Problem]:
    found = code_problems("code", code)
    if kind not in Agreement.Kind.values:
        params = {"kinds": ", ".join(Agreement.Kind.values)}
        found.append(Problem("agreement-kind", "kind", params, kind))
    if not 1990 <= year <= 2100 or (last_year is not None and not year <= last_year <= 2100):
        found.append(Problem("agreement-years", "year", value=f"{year}-{last_year or year}"))
    if not titles[0].strip():
        found.append(Problem("title-missing", "title_en"))
    found += text_problems("title_en", titles[0], LONGEST_TITLE)
    return found + text_problems("title_zh", titles[1], LONGEST_TITLE)


def _parties(
    pairing: Pairing, codes: Sequence[str]
) -> tuple[list[tuple[Region, str]], list[Problem]]:
    """Return the regions that sign with their sides, and what is wrong with them."""
    known = {region.code: region for region in Region.objects.filter(code__in=codes)}
    inside = {side: below(side_region(pairing, side)) for side in ("supporting", "supported")}
    found: list[tuple[Region, str]] = []
    problems: list[Problem] = []
    for code in dict.fromkeys(codes):
        sides = [side for side, regions in inside.items() if code in regions]
        if code not in known:
            params = {"what": "region", "code": code}
            problems.append(Problem("not-found", "parties", params, code))
        elif not sides:
            problems.append(Problem("party-outside", "parties", {"pairing": pairing.code}, code))
        else:
            found.append((known[code], sides[0]))
    if not problems and {side for _, side in found} != set(inside):
        problems.append(Problem("party-of-one-side", "parties"))
    return found, problems


@transaction.atomic
def propose_version(
    *,
    agreement: Agreement,
    signed_on: date,
    targets: Sequence[TargetText],
    by: Actor,
    clauses: Sequence[ClauseText] = (),
    note: str = "",
    at: datetime | None = None,
) -> AgreementVersion:
    """Put the first text of an agreement to both sides; it counts when every party signed it.

    Raises: Forbidden for who speaks for neither side; Conflict where a text is open or signed
    already; Refused with every fault of the text.
    """
    if newest_signed(agreement) is not None:
        raise Conflict.of("signed-already", agreement=agreement.code)
    changes = Changes(signed_on, tuple(targets), (), tuple(clauses), (), note)
    return _propose(agreement, None, changes, by, at)


@transaction.atomic
def amend_agreement(
    *,
    agreement: Agreement,
    signed_on: date,
    by: Actor,
    targets: Sequence[TargetText] = (),
    dropped: Sequence[tuple[str, str, str]] = (),
    clauses: Sequence[ClauseText] = (),
    dropped_clauses: Sequence[int] = (),
    note: str = "",
    at: datetime | None = None,
) -> AgreementVersion:
    """Put an amendment to both sides; what it does not name stays as the signed text has it.

    Units: `dropped` are (region, indicator, period), empty for the usual ones.
    Raises: as `propose_version`; Conflict where nothing is signed yet.
    """
    base = newest_signed(agreement)
    if base is None:
        raise Conflict.of("nothing-to-amend", agreement=agreement.code)
    changes = Changes(
        signed_on, tuple(targets), tuple(dropped), tuple(clauses), tuple(dropped_clauses), note
    )
    return _propose(agreement, base, changes, by, at)


def _propose(
    agreement: Agreement,
    base: AgreementVersion | None,
    changes: Changes,
    by: Actor,
    at: datetime | None,
) -> AgreementVersion:
    seat, side = speaks_for(by, agreement, "programme.record_agreement")
    if agreement.versions.filter(state=AgreementVersion.State.PROPOSED).exists():
        raise Conflict.of("proposal-open", agreement=agreement.code)
    last = agreement.versions.order_by("-number").first()
    number = (last.number if last else 0) + 1
    text = check_text(agreement, number, base, changes)
    version = AgreementVersion.objects.create(
        agreement=agreement,
        number=number,
        amends=base,
        signed_on=changes.signed_on,
        note=changes.note,
        proposed_by_id=by.user_id,
        proposer=by.name,
        proposer_office=seat.office,
        proposer_role=seat.role,
        proposer_side=side,
        proposed_at=at or timezone.now(),
    )
    keep_text(version, text)
    _log("programme.propose_version", version, by, at, why=changes.note)
    return version


@transaction.atomic
def revise_version(
    *,
    version: AgreementVersion,
    content_hash: str,
    signed_on: date,
    by: Actor,
    targets: Sequence[TargetText] = (),
    dropped: Sequence[tuple[str, str, str]] = (),
    clauses: Sequence[ClauseText] = (),
    dropped_clauses: Sequence[int] = (),
    note: str = "",
    at: datetime | None = None,
) -> AgreementVersion:
    """Change a text that is not signed by all yet; names given under the old text are void.

    They are kept as what they are: signatures of a text that was changed.
    Raises: as `propose_version`; Conflict when the text changed meanwhile.
    """
    _seat, side = speaks_for(by, version.agreement, "programme.record_agreement")
    if side != version.proposer_side:
        raise Refused.of("proposers-own-text", agreement=version.agreement.code)
    changes = Changes(
        signed_on, tuple(targets), tuple(dropped), tuple(clauses), tuple(dropped_clauses), note
    )
    text = check_text(version.agreement, version.number, version.amends, changes)
    before = version.content_hash
    take_turn(version, content_hash, signed_on=signed_on, note=note)
    version.targets.update(above=None)
    version.targets.all().delete()
    version.clauses.all().delete()
    keep_text(version, text)
    _log("programme.revise_version", version, by, at, before={"text": before}, why=note)
    return version


@transaction.atomic
def withdraw_version(
    *,
    version: AgreementVersion,
    content_hash: str,
    reason: str,
    by: Actor,
    at: datetime | None = None,
) -> AgreementVersion:
    """Take a proposal back, by the side that made it; it stays readable and never counts.

    Raises: Forbidden; Refused without a reason or for the other side; Conflict when it was
    signed or changed meanwhile.
    """
    _seat, side = speaks_for(by, version.agreement, "programme.record_agreement")
    if side != version.proposer_side:
        raise Refused.of("proposers-own-text", agreement=version.agreement.code)
    if not reason.strip():
        raise Refused.of("withdrawal-needs-reason", path="reason")
    withdrawn = AgreementVersion.State.WITHDRAWN
    take_turn(version, content_hash, state=withdrawn, withdrawn_why=reason.strip())
    _log("programme.withdraw_version", version, by, at, why=reason.strip())
    return version


def take_turn(version: AgreementVersion, content_hash: str, **changes: Any) -> None:
    """Change a proposal that still is the text its reader saw.

    Raises: Conflict when it was signed, withdrawn or changed in the meantime.
    """
    open_still = AgreementVersion.objects.filter(
        pk=version.pk, state=AgreementVersion.State.PROPOSED, content_hash=content_hash
    )
    if open_still.update(turn=F("turn") + 1, **changes) != 1:
        raise Conflict.of("text-changed", agreement=version.agreement.code, number=version.number)
    version.refresh_from_db()


def _log(
    action: str,
    version: AgreementVersion,
    by: Actor,
    at: datetime | None,
    *,
    before: Any = None,
    why: str = "",
) -> None:
    record_act(
        action,
        "agreement",
        version.agreement.code,
        by=by,
        before=before,
        after={
            "version": version.number,
            "state": version.state,
            "text": version.content_hash,
        },
        why=why,
        at=at,
    )


def _require_open_pairing_seat(by: Actor, pairing: Pairing) -> None:
    """Refuse whoever acts for neither side of the pairing; the product sets up its own example."""
    if by.system:
        return
    top = {side: side_region(pairing, side) for side in ("supporting", "supported")}
    inside = below(top["supporting"]) | below(top["supported"])
    sides = Sides.either(frozenset(inside))
    require(by, ROWS["programme.record_agreement"], sides, scope=pairing.code)
