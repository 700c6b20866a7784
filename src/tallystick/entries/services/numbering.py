"""Numbers told one after the other in a year: E-2019-0001, L-2020-0001."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Length

# Two people may number at the same moment; the later one counts again.
TRIES = 5


def last_number(rows: QuerySet[Any, Model], field: str, prefix: str) -> int:
    """Return the highest number under a prefix, 0 where there is none; 10000 comes after 9999."""
    numbered = rows.filter(**{f"{field}__startswith": prefix})
    newest = numbered.order_by(Length(field).desc(), f"-{field}").values_list(field, flat=True)
    found = newest.first()
    return int(str(found).rsplit("-", 1)[1]) if found else 0
