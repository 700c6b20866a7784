"""How matches reached the book: figures matched by file or on paper are counted apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, F, QuerySet

from tallystick.entries.models import EntryAct, EntryPosting, State
from tallystick.entries.rules.channels import FILE, PAPER

# What nobody matched by signing in.
APART = (FILE, PAPER)


def _matches() -> QuerySet[EntryAct]:
    return EntryAct.objects.filter(verb=EntryAct.Verb.MATCHED, version=F("entry__version"))


def channels_apart(books: Iterable[str]) -> dict[str, str]:
    """Return transaction → file | paper, of the postings of these books that were matched so.

    One query, of the few and not of the many.
    """
    acts = _matches().filter(channel__in=APART, entry__book__code__in=list(books))
    ways = dict(acts.values_list("entry_id", "channel"))
    postings = EntryPosting.objects.filter(entry__in=ways).values_list("transaction", "entry_id")
    return {transaction: ways[entry] for transaction, entry in postings}


def matched_apart(
    *,
    books: Iterable[str],
    regions: Iterable[str],
    partners: Iterable[str],
    since: date,
    until: date,
    known_by: datetime,
) -> dict[str, int]:
    """Return file and paper → how many posted entries of these places and days were matched so."""
    acts = _matches().filter(
        channel__in=APART,
        at__lt=known_by,
        entry__state=State.POSTED,
        entry__book__code__in=list(books),
        entry__region__code__in=list(regions),
        entry__partner__code__in=list(partners),
        entry__happened_on__range=(since, until),
    )
    counted = dict(acts.order_by().values_list("channel").annotate(n=Count("entry", distinct=True)))
    return {way: counted.get(way, 0) for way in APART}
