"""Rows under a code of their own: the one somebody chose, or the next free one of a stem."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from tallystick.kernel.problem import Conflict
from tallystick.programme.queries.numbering import free_code

Row = TypeVar("Row", bound=models.Model)
# Each try that fails lets another through: more than this many never write at one moment.
_TRIES = 50


def create_coded(model: type[Row], what: str, *, code: str, stem: str, **columns: object) -> Row:
    """Write a row under its code; without one, under the next of its stem.

    Raises: as `under_free_code`.
    """

    def made(given: str) -> Row:
        return model._default_manager.create(code=given, **columns)

    return under_free_code(made, model, what, code=code, stem=stem)


def under_free_code(
    make: Callable[[str], Row],
    model: type[Row],
    what: str,
    *,
    code: str,
    stem: str,
    digits: int = 1,
) -> Row:
    """Have a row made under its code; without one, under the next free one of its stem.

    Two who write at once both get one: whoever comes second takes another number.
    Raises: Conflict on a taken code; IntegrityError where something else of the row is taken.
    """
    for tries_left in reversed(range(_TRIES if not code else 1)):
        given = code or free_code(model, stem, digits=digits)
        try:
            with transaction.atomic():
                return make(given)
        except (IntegrityError, Conflict) as clash:
            if not model._default_manager.filter(code=given).exists():
                raise
            if not tries_left:
                raise Conflict.of("code-taken", path="code", what=what, code=given) from clash
    raise AssertionError("the last try returns or raises")
