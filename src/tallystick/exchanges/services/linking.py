"""Writes: say what shows a commitment kept, and take that back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.exchanges.models import Commitment, CommitmentLink
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.linked import link_words, places_of, target_amount
from tallystick.exchanges.queries.meetings import recording_sides, today_of
from tallystick.exchanges.rules.links import Followed, link_problems, unlinking_problems
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.programme.models import Pairing, Thing


@transaction.atomic
def link_commitment(
    *,
    commitment: Commitment,
    by: Actor,
    thing: Thing | None = None,
    stage: str = "",
    indicator: str = "",
    amount: int | None = None,
    pairing: Pairing | None = None,
    period: str = "",
    at: datetime | None = None,
) -> CommitmentLink:
    """Let a commitment be followed by a thing and the stage it is to reach, by an amount of an
    indicator since the day it was made, or by a target to be completed.

    Units: `amount` in the indicator's minor units; `period` is that of the target, such as 2021,
    and `pairing` whose it is, else the commitment's own.
    Raises: Forbidden; Refused with every fault; Conflict where it ended, or is linked so already.
    """
    _require_link(by, commitment)
    since = commitment.begun_on or today_of(commitment.pairing)
    followed = Followed(
        thing=thing.code if thing else "",
        pipeline=thing.pipeline if thing else "",
        stage=stage,
        indicator=indicator,
        amount=amount,
        since=since,
        period=period,
    )
    whose = pairing or commitment.pairing
    if problems := link_problems(followed) or _about(commitment, thing, whose, followed):
        raise Refused(problems)
    kinds: dict[str, dict[str, Any]] = {
        "thing": {"thing": thing, "stage": stage},
        "amount": {"indicator": indicator, "amount": amount, "since": since},
        "target": {"indicator": indicator, "pairing": whose, "period": period},
    }
    columns = kinds[followed.kind]
    last = _hold(commitment)
    if commitment.links.filter(unlinked_at=None, kind=followed.kind, **columns).exists():
        raise Conflict.of("linked-already", commitment=commitment.code)
    moment = at or timezone.now()
    link = CommitmentLink.objects.create(
        commitment=commitment, n=last + 1, kind=followed.kind, linked_at=moment, **columns
    )
    record_act(
        "exchanges.link_commitment", "commitment", commitment.code, by=by,
        after={"link": link.n, **link_words(link)}, at=moment,
    )  # fmt: skip
    return link


@transaction.atomic
def unlink_commitment(
    *, link: CommitmentLink, reason: str, by: Actor, at: datetime | None = None
) -> Commitment:
    """Let a commitment be followed no longer by what was linked; its reason is kept.

    Raises: Forbidden; Refused without a reason; Conflict where it was taken off, or it ended.
    """
    commitment = link.commitment
    _require_link(by, commitment)
    if problems := unlinking_problems(reason):
        raise Refused(problems)
    _hold(commitment)
    moment = at or timezone.now()
    open_still = CommitmentLink.objects.filter(pk=link.pk, unlinked_at=None)
    if open_still.update(unlinked_at=moment) != 1:
        raise Conflict.of("changed-meanwhile", state="unlinked")
    record_act(
        "exchanges.unlink_commitment", "commitment", commitment.code, by=by,
        before={"link": link.n, **link_words(link)}, why=reason.strip(), at=moment,
    )  # fmt: skip
    return commitment


def _require_link(by: Actor, commitment: Commitment) -> None:
    pairing = commitment.pairing
    if not by.system:
        require(by, ROWS["exchanges.link"], recording_sides(pairing), scope=pairing.code)


def _hold(commitment: Commitment) -> int:
    """Return the number of the last link, holding the commitment until the end.

    Raises: Conflict where somebody said in the meantime how it ended.
    """
    made = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.MADE)
    if made.update(state=Commitment.State.MADE) != 1:
        raise Conflict.of("changed-meanwhile", state="settled")
    last: int | None = commitment.links.aggregate(last=Max("n"))["last"]
    return last or 0


def _about(
    commitment: Commitment, thing: Thing | None, whose: Pairing, followed: Followed
) -> list[Problem]:
    """Refuse what lies with others, and a target nobody signed."""
    params = {"pairing": commitment.pairing.code}
    places = places_of(commitment.pairing)
    if thing is not None and thing.region.code not in places:
        return [Problem("link-elsewhere", "thing", params, thing.code)]
    if followed.kind != "target":
        return []
    if whose.supported.code not in places and whose.pk != commitment.pairing_id:
        return [Problem("link-elsewhere", "pairing", params, whose.code)]
    if target_amount(whose, followed.indicator, followed.period) is None:
        said = {"pairing": whose.code, "period": followed.period}
        return [Problem("link-no-target", "indicator", said, followed.indicator)]
    return []
