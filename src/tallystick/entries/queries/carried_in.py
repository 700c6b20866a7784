"""What was brought in from before the book began: shown apart, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from tallystick.entries.models import Entry, EntryLine, EntryPosting
from tallystick.journal.models import Transaction
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of, side_region
from tallystick.programme.rules.pipelines import CARRIED
from tallystick.regions.models import Region, under


@dataclass(frozen=True)
class CarriedIn:
    """One amount that stood, or was reached, before the book began.

    Units: `amount` in minor units of `unit`; `source` is what the clerk named it after.
    """

    number: str
    pipeline: str
    stage: str
    region: Region
    on: date
    unit: str
    amount: int
    source: str


def carried_in(pairing: Pairing, *, actor: Actor, until: date, seq: int) -> tuple[CarriedIn, ...]:
    """Return what a pairing brought in by a day, as the book knew it at a posting; one query.

    Shape: one row an amount, oldest day first. Source: docs/method/carried-in.md.
    """
    known = Transaction.objects.filter(
        pk=OuterRef("transaction"), book__code=book_of(pairing).code, seal__seq__lte=seq
    )
    booked = EntryPosting.objects.filter(Exists(known), entry=OuterRef("pk"))
    rows = Entry.objects.visible_to(actor).filter(
        Exists(booked.filter(kind=EntryPosting.Kind.POSTED)),
        ~Exists(booked.filter(kind=EntryPosting.Kind.REVERSED)),
        book=book_of(pairing),
        source_stage=CARRIED,
        happened_on__lte=until,
        region__in=under({side_region(pairing, "supported")}),
        partner__in=under({side_region(pairing, "supporting")}),
    )
    lines = EntryLine.objects.filter(entry__in=rows, amount__gt=0).select_related("entry__region")
    return tuple(
        CarriedIn(
            number=line.entry.number,
            pipeline=line.entry.pipeline,
            stage=line.entry.target_stage,
            region=line.entry.region,
            on=line.entry.happened_on,
            unit=line.unit,
            amount=line.amount,
            source=line.entry.reason,
        )
        for line in lines.order_by("entry__happened_on", "entry__number", "n")
    )
