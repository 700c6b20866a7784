"""Codes that are free: a stem, then the first number under it that nobody has."""

from __future__ import annotations

from itertools import count

from django.db import models


def free_code(model: type[models.Model], stem: str, *, first: int = 1, digits: int = 1) -> str:
    """Return the first code of a stem that no row has, from `first` on: `project-2026-001`.

    One query, over whoever's rows: a code is one for all. It is offered, not held: whoever saves
    first has it. However large a number somebody chose, the next ones stay small.
    Units: `digits` that a number has at least.
    """
    rows = model._default_manager.filter(code__startswith=f"{stem}-")
    ends = [code.removeprefix(f"{stem}-") for code in rows.values_list("code", flat=True)]
    taken = {int(end) for end in ends if end.isascii() and end.isdecimal()}
    return f"{stem}-{next(n for n in count(first) if n not in taken):0{digits}}"
