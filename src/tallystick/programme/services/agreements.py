"""Record agreements and their versions; what they promise is posted by `entries`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Refused
from tallystick.programme.models import Agreement, AgreementVersion, Pairing, Target
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import side_region
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.statements import target_problems


@transaction.atomic
def record_agreement(
    *, code: str, pairing: Pairing, kind: str, year: int, title_en: str, title_zh: str, by: Actor
) -> Agreement:
    """Open the record of an agreement of `pairing` for `year`."""
    _require_party(by, pairing)
    if Agreement.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="agreement", code=code)
    agreement = Agreement.objects.create(
        code=code, pairing=pairing, kind=kind, year=year, title_en=title_en, title_zh=title_zh
    )
    record_act("programme.record_agreement", "agreement", code, by=by, after={"year": year})
    return agreement


@transaction.atomic
def add_version(
    *, agreement: Agreement, signed_on: date, targets: Mapping[str, int], by: Actor, note: str = ""
) -> AgreementVersion:
    """Keep one signed text with its targets; the versions before it stay as they were.

    Units: `targets` maps indicator code → amount in the minor units of that indicator's target.
    Raises: Refused for no target at all, an unknown indicator, one that nothing can be promised
    in, or a negative amount: all of them at once.
    """
    _require_party(by, agreement.pairing)
    if not targets:
        raise Refused.of("no-targets")
    if problems := target_problems(targets):
        raise Refused(problems)
    last = agreement.versions.order_by("-number").first()
    if last is not None and signed_on < last.signed_on:
        raise Refused.of("signed-before-last", day=last.signed_on.isoformat())
    version = AgreementVersion.objects.create(
        agreement=agreement, number=(last.number if last else 0) + 1, signed_on=signed_on, note=note
    )
    Target.objects.bulk_create(_target(version, *item) for item in targets.items())
    record_act(
        "programme.add_version",
        "agreement",
        agreement.code,
        by=by,
        after={"version": version.number, "targets": dict(targets)},
        why=note,
    )
    return version


def _target(version: AgreementVersion, code: str, amount: int) -> Target:
    return Target(
        version=version,
        indicator=code,
        period=str(version.agreement.year),
        unit=indicators()[code].target_unit,
        amount=amount,
    )


def _require_party(by: Actor, pairing: Pairing) -> None:
    if by.system:
        return
    parties = frozenset({side_region(pairing, "supporting"), side_region(pairing, "supported")})
    require(by, ROWS["programme.record_agreement"], parties, scope=pairing.code)
