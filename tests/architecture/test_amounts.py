"""Amounts that are booked are integers: SQLite sums decimals as floats and nobody notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

BOOKED = {"journal", "entries"}


def inexact_fields(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Yield each column of the rooms that book which could hold a fraction."""
    for model in found:
        if model._meta.app_label in BOOKED:
            for field in model._meta.get_fields():
                if isinstance(field, models.DecimalField | models.FloatField):
                    yield f"{model._meta.label}.{field.name}"


def test_the_journal_and_the_entries_hold_no_fractions() -> None:
    assert list(inexact_fields(apps.get_models())) == []


def test_a_decimal_and_a_float_column_are_caught() -> None:
    with isolate_apps("tallystick.journal") as isolated:

        class Line(models.Model):  # noqa: DJ008 - planted, never shown
            amount = models.DecimalField(max_digits=12, decimal_places=2)
            rate = models.FloatField()

            class Meta:
                app_label = "journal"

        assert isolated.get_models()
        assert list(inexact_fields(isolated.get_models())) == [
            "journal.Line.amount",
            "journal.Line.rate",
        ]
