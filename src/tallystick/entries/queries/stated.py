"""What was stated roughly: the steps of posted lines that are not exact."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Func, Sum

from tallystick.entries.models import EntryLine, State
from tallystick.programme.models import Pairing

# So many entries with rough lines are named in a query.
FEW = 2000
# Written into the query: the index of rough lines is not known for fitting by a parameter.
_EXACT = Func(template="1", output_field=BigIntegerField())


@dataclass(frozen=True)
class RoughLine:
    """The steps of the rough lines of one account and stage, added up. Units: minor units."""

    book: str
    region: str
    partner: str
    pipeline: str
    stage: str
    unit: str
    step: int


def rough_lines(
    *, programmes: Collection[int], pipelines: Collection[str], since: date, until: date
) -> list[RoughLine]:
    """Return what was stated roughly and posted in these days, by account and stage; two queries.

    It reads no amount and names nobody, so that it asks no actor: who compares pairings learns
    only how finely their totals are known.
    """
    within = Pairing.objects.filter(programme__in=programmes)
    rough = EntryLine.objects.filter(precision__gt=_EXACT)
    rows = rough.filter(
        entry__pairing__in=within,
        entry__happened_on__range=(since, until),
        entry__state=State.POSTED,
        entry__pipeline__in=pipelines,
    )
    # Where few ever were, those are looked at, and not what was posted in these days.
    ever = list(rough.order_by("entry").values_list("entry", flat=True)[: FEW + 1])
    if len(ever) <= FEW:
        rows = rows.filter(entry__in=ever)
    names = (
        *("entry__book__code", "entry__region__code", "entry__partner__code"),
        *("entry__pipeline", "entry__target_stage", "unit"),
    )
    found = rows.order_by().values_list(*names).annotate(step=Sum("precision"))
    return [RoughLine(*row) for row in found]
