"""What stands: on a day, as known at a time, for an account or a named subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from tallystick.journal import models
from tallystick.journal.rules import Account

_ACCOUNT = tuple(field.name for field in fields(Account))


def balance(
    book: str,
    account: Account,
    *,
    valid_to: date | None = None,
    as_of_seq: int | None = None,
    subject: str | None = None,
) -> int:
    """Return what an account, or a named subject in it, stands at.

    Units: minor units; by the end of `valid_to`, as known when `as_of_seq` was the newest.
    """
    if as_of_seq is not None:
        return _balance_as_of(book, account, as_of_seq, valid_to, subject)
    days = models.Day.objects.filter(
        **{f"account__{name}": getattr(account, name) for name in _ACCOUNT},
        account__book__code=book,
        subject=subject or "",
    )
    if valid_to is not None:
        days = days.filter(day__lte=valid_to.isoformat())
    return days.order_by("-day").values_list("balance", flat=True).first() or 0


def _balance_as_of(
    book: str, account: Account, seq: int, valid_to: date | None, subject: str | None
) -> int:
    known = models.Line.objects.filter(
        book__code=book, unit=account.unit, transaction__seal__seq__lte=seq
    )
    if subject is not None:
        known = known.filter(subject=subject)
    if valid_to is not None:
        known = known.filter(transaction__valid_from__lte=valid_to.isoformat())

    def moved(end: str) -> int:
        own = {f"{end}__{name}": getattr(account, name) for name in _ACCOUNT}
        total: int = known.filter(**own).aggregate(total=Coalesce(Sum("amount"), 0))["total"]
        return total

    return moved("to_account") - moved("from_account")


def stands(
    book: str,
    *,
    pipeline: str,
    stages: Iterable[str] | None = None,
    region: str | None = None,
    partner: str | None = None,
    subject: str | None = None,
    valid_to: date | None = None,
) -> dict[Account, int]:
    """Return every account of a pipeline that does not stand at zero, and what it stands at.

    A subject is looked for in all regions of the book unless one is named.
    """
    wanted: dict[str, Any] = {"book__code": book, "pipeline": pipeline}
    if stages is not None:
        wanted["stage__in"] = list(stages)
    if region is not None:
        wanted["region"] = region
    if partner is not None:
        wanted["partner"] = partner
    days = models.Day.objects.filter(account=OuterRef("pk"), subject=subject or "")
    if valid_to is not None:
        days = days.filter(day__lte=valid_to.isoformat())
    last = Subquery(days.order_by("-day").values("balance")[:1])
    rows = models.Account.objects.filter(**wanted).annotate(balance=last)
    if subject is not None:
        rows = rows.filter(days__subject=subject).distinct()
    kept = rows.exclude(balance=0).exclude(balance=None).order_by("id")
    return {Account(*row[:6]): row[6] for row in kept.values_list(*_ACCOUNT, "balance")}
