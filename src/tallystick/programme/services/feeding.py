"""Fix how a stage is fed: the first statement of a year decides, the others must follow."""

from __future__ import annotations

from tallystick.kernel.problem import Refused
from tallystick.programme.models import Feeding, Pairing
from tallystick.regions.models import Region

# What has no results of its own may be stated in any way.
EXEMPT = frozenset({"target", "report"})


def fix_feeding(
    *,
    book: Pairing,
    region: Region,
    partner: Region,
    pipeline: str,
    stage: str,
    year: int,
    mode: str,
) -> None:
    """Hold a place, stage and year to one way of feeding; called under the book's lock.

    Raises: Refused when it is already fed another way: the two would count the same thing twice.
    """
    if pipeline in EXEMPT:
        return
    row, made = Feeding.objects.get_or_create(
        book=book,
        region=region,
        partner=partner,
        pipeline=pipeline,
        stage=stage,
        year=year,
        defaults={"mode": mode},
    )
    if not made and row.mode != mode:
        raise Refused.of(
            "fed-otherwise", path="statement", value=mode, mode=row.mode, year=year, stage=stage
        )
