"""A code for what people name by its words: its stem, then the next number under it."""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, models, transaction

from tallystick.kernel.problem import Conflict

Row = TypeVar("Row", bound=models.Model)
# Each try that fails lets another through: more than this many never write at one moment.
_TRIES = 50


def create_coded(model: type[Row], what: str, *, code: str, stem: str, **columns: object) -> Row:
    """Write a row under its code; without one, under the next of its stem.

    Two who write at once both get one: whoever comes second takes the number after.
    Raises: Conflict on a taken code; IntegrityError where something else of the row is taken.
    """
    for tries_left in reversed(range(_TRIES if not code else 1)):
        given = code or f"{stem}-{_last(model, stem) + 1}"
        try:
            with transaction.atomic():
                return model._default_manager.create(code=given, **columns)
        except IntegrityError as clash:
            if not model._default_manager.filter(code=given).exists():
                raise
            if not tries_left:
                raise Conflict.of("code-taken", path="code", what=what, code=given) from clash
    raise AssertionError("the last try returns or raises")


def _last(model: type[Row], stem: str) -> int:
    """Return the highest number in use; a row that is never deleted keeps its own."""
    codes = model._default_manager.filter(code__startswith=f"{stem}-").values_list("code")
    ends = [code.removeprefix(f"{stem}-") for (code,) in codes]
    return max((int(end) for end in ends if end.isdecimal()), default=0)
