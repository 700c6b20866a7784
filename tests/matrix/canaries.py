"""Canaries: each free text of the other pair's rows becomes a word that stands nowhere else.

A model or a field that is added later is planted without editing anything here. Where a row of it
cannot be made up, the suite stops with a sentence that says what to add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction

MARK = "zqx"
# Words that name a thing to machines, not to people: replaced, the product would not know them.
CODE = re.compile(
    r"[a-z0-9][a-z0-9_:>.@+-]*|[A-Z]{2,}[A-Z0-9_]*|E-\d{4}-\d+|[A-Z]\w+/\w+|\d{4}-\d\d.*|[\[{].*|",
    re.S,
)
FREE = re.compile(
    r"name|title|reason|note|text|why|said|who|post|printed|context|source|address|reference|"
    r"breakdown|remark|answer|place|label|summary"
)

# model or model.field → why everybody may read it. A line for what is gone fails.
PUBLIC = {
    "regions": "Names and codes of places are a public directory.",
    "indicators.Claim": "A published figure is public, and readable by whoever signed in.",
    "indicators.ClaimFile": "The file that published figures came in.",
}
# model → why no row of it can belong to a pair.
NOBODYS: dict[str, str] = {}
# model → fields that a row needs beyond what can be guessed.
ROWS: dict[str, dict[str, Any]] = {
    "programme.MatchingPolicy": {"policy": "both"},
    "access.User": {"password": "!"},
    # Made up as one that follows a thing: it has no indicator, period or pairing then.
    "exchanges.CommitmentLink": {
        "stage": "signed",
        "indicator": "",
        "period": "",
        "pairing": None,
    },
    "programme.Target": {"indicator": "IC_CONSUMPTION", "period": "2020", "unit": "CNY"},
}


@dataclass
class Plant:
    """Which canary stands where: `zqx0001` → `programme.Thing.name_en`."""

    where: dict[str, str] = field(default_factory=dict)
    bare: list[str] = field(default_factory=list)

    def word(self, place: str) -> str:
        """Return a fresh canary for a place."""
        found = f"{MARK}{len(self.where):04d}z"
        self.where[found] = place
        return found


def ours() -> list[type[models.Model]]:
    """Return the models whose rows a service may change; the journal holds codes only."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("tallystick.") and model._meta.managed
    ]


def keys() -> dict[str, set[Any]]:
    """Return the keys of every row there is, by model."""
    return {m._meta.label: set(m._base_manager.values_list("pk", flat=True)) for m in ours()}


def plant(before: dict[str, set[Any]]) -> Plant:
    """Plant a canary in every free text of the rows that were not there before."""
    planted = Plant()
    fresh = {
        m._meta.label: list(m._base_manager.exclude(pk__in=before.get(m._meta.label, set())))
        for m in ours()
    }
    for model in ours():
        rows = fresh[model._meta.label] or _made(model, fresh)
        fresh[model._meta.label] = rows
        if not rows and texts(model) and model._meta.label not in NOBODYS:
            planted.bare.append(model._meta.label)
        for row in rows:
            _plant_row(planted, row)
    return planted


def texts(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields of a model in which people write."""
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField | models.JSONField)
        and not isinstance(one, models.SlugField)
        and not one.choices
        and not one.primary_key
    ]


def _is_public(label: str, name: str) -> bool:
    return bool({label.split(".")[0], label, f"{label}.{name}"} & PUBLIC.keys())


def _plant_row(planted: Plant, row: models.Model) -> None:
    label, changes = row._meta.label, {}
    for one in texts(type(row)):
        if _is_public(label, one.name):
            continue
        value = getattr(row, one.name)
        if isinstance(one, models.JSONField):
            fresh = _plant_json(planted, value, f"{label}.{one.name}")
            if fresh != value:
                changes[one.name] = fresh
        elif _is_free(one.name, value):
            changes[one.name] = _fitting(planted, one, f"{label}.{one.name}")
    if changes:
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**changes)
        except DatabaseError as refused:
            raise AssertionError(f"{label} takes no canary: {refused}; say why in PUBLIC") from None


def _is_free(name: str, value: Any) -> bool:
    if not value:
        return FREE.search(name) is not None
    return CODE.fullmatch(str(value)) is None


def _fitting(planted: Plant, one: models.Field[Any, Any], place: str) -> str:
    word = planted.word(place)
    longest = getattr(one, "max_length", None)
    return word if longest is None or len(word) <= longest else word[:longest]


def _plant_json(planted: Plant, value: Any, place: str) -> Any:
    """Return a JSON value with a canary for each text in it that is no code."""
    if isinstance(value, dict):
        return {k: _plant_json(planted, v, f"{place}.{k}") for k, v in value.items()}
    if isinstance(value, list):
        return [_plant_json(planted, v, place) for v in value]
    if isinstance(value, str) and value and CODE.fullmatch(value) is None:
        return planted.word(place)
    return value


def _made(model: type[models.Model], fresh: dict[str, list[models.Model]]) -> list[models.Model]:
    """Make up one row of a model that nothing on the stage made, about the other pair's rows."""
    try:
        with transaction.atomic():
            values = dict(_values(model, fresh)) | ROWS.get(model._meta.label, {})
            return [model._base_manager.create(**values)]
    except (DatabaseError, LookupError, ValueError, TypeError):
        return []


def _values(
    model: type[models.Model], fresh: dict[str, list[models.Model]]
) -> Iterator[tuple[str, Any]]:
    for one in model._meta.concrete_fields:
        if isinstance(one, models.AutoField) or one.has_default():
            continue
        if isinstance(one, models.ForeignKey):
            rows = fresh.get(one.related_model._meta.label) or []
            if rows:
                yield one.name, rows[0]
            elif not one.null:
                raise LookupError(one.name)
        elif not one.null:
            yield one.name, _guess(one)


def _guess(one: models.Field[Any, Any]) -> Any:
    if one.choices:
        return next(iter(one.choices))[0]
    if isinstance(one, models.DateTimeField):
        return datetime(2020, 3, 1, tzinfo=UTC)
    if isinstance(one, models.DateField):
        return date(2020, 3, 1)
    if isinstance(one, models.SlugField):
        return f"{MARK}-made-up"[: one.max_length or 40]
    if isinstance(one, models.CharField | models.TextField):
        # What is a code to the product would not be known if it read like a sentence.
        return "Made up" if FREE.search(one.name) and (one.max_length or 99) > 10 else "x"
    if isinstance(one, models.JSONField):
        return {"said": "Made up"}
    if isinstance(one, models.BinaryField):
        return b"made up"
    return one.to_python(1)


def seen(body: bytes, planted: Plant) -> list[str]:
    """Return where the canaries in a body were planted; codes of the other pair count too."""
    if MARK.encode() not in body:
        return []
    found = set(re.findall(rf"{MARK}[\w-]*", body.decode("utf-8", "replace")))
    return sorted(planted.where.get(word, f"the code {word}") for word in found)
