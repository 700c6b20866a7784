"""Writes: sign an agreement; its clauses without a figure become commitments of their offices."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.db import transaction

from tallystick.access.models import Office
from tallystick.access.services import record_act
from tallystick.entries.services import sign_targets
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.queries.logged.commitments import undertaken
from tallystick.kernel.actor import Actor
from tallystick.programme.models import AgreementVersion, Clause
from tallystick.programme.queries.agreements import clauses_of


@transaction.atomic
def sign_agreement(
    *,
    version: AgreementVersion,
    region: str,
    content_hash: str,
    by: Actor,
    at: datetime | None = None,
) -> AgreementVersion:
    """Sign a text for one party. The last party's name posts its targets and makes its clauses
    without a figure commitments of their offices.

    Units: `region` is the party's code; `content_hash` that of the text its reader saw.
    Raises: as `programme.services.add_signature`.
    """
    signed = sign_targets(version=version, region=region, content_hash=content_hash, by=by, at=at)
    if signed.state == AgreementVersion.State.SIGNED:
        _commit_clauses(signed, by, at)
    return signed


def _commit_clauses(version: AgreementVersion, by: Actor, at: datetime | None) -> None:
    """Make commitments of the clauses that are new, and drop those an amendment took away."""
    before = clauses_of(version.amends) if version.amends else ()
    stood = {clause.number: clause for clause in before}
    now = {clause.number: clause for clause in clauses_of(version)}
    gone = [number for number, clause in stood.items() if now.get(number) != clause]
    _drop_clauses(version, gone, by, at)
    for clause in version.clauses.filter(indicator="").select_related("owner"):
        if stood.get(clause.number) != now[clause.number]:
            _commit(clause, version, by, at)


def _commit(clause: Clause, version: AgreementVersion, by: Actor, at: datetime | None) -> None:
    # A clause without a figure has both; the table itself refuses another.
    owner, due_on = cast(Office, clause.owner), cast(date, clause.due_on)
    code = f"{version.agreement.code}-v{version.number}-c{clause.number}"
    made = Commitment.objects.create(
        code=code,
        pairing=version.agreement.pairing,
        clause=clause,
        owner=owner,
        due_on=due_on,
        text_en=clause.text_en or clause.text_zh,
        text_zh=clause.text_zh,
    )
    record_act("exchanges.undertake", "commitment", code, by=by, after=undertaken(made), at=at)


def _drop_clauses(
    version: AgreementVersion, numbers: list[int], by: Actor, at: datetime | None
) -> None:
    """End the open commitments of clauses that the parties signed away together."""
    why = f"{version.agreement.code} v{version.number}"
    for row in Commitment.objects.filter(
        clause__version__agreement=version.agreement,
        clause__number__in=numbers,
        state=Commitment.State.MADE,
    ):
        settled = Commitment.objects.filter(pk=row.pk, state=Commitment.State.MADE)
        dropped = Commitment.State.DROPPED
        # One that its head settled at this moment keeps how it ended.
        if settled.update(state=dropped, settled_on=version.signed_on, reason=why) == 1:
            ended = version.signed_on.isoformat() if version.signed_on else None
            after = {"state": dropped.value, "on": ended, "entry": None}
            record_act(
                "exchanges.settle", "commitment", row.code, by=by, after=after, why=why, at=at
            )
