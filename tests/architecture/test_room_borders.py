"""What import contracts cannot see: string foreign keys upwards, and signals between rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from tests.architecture.source import Module, modules, storeys

MODEL_SIGNALS = {"pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete"}
MODEL_SIGNALS |= {"m2m_changed"}


def _room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("tallystick.") else ""


def upward_keys(found: list[type[models.Model]]) -> Iterator[str]:
    """Yield each foreign key from a lower room to a higher one, or out of the journal."""
    height = storeys()
    for model in found:
        for field in model._meta.get_fields():
            related = field.related_model
            if not (field.concrete and isinstance(related, type)) or not _room(model):
                continue
            near, far = _room(model), _room(related)
            if near != far and (near == "journal" or height.get(far, 0) > height[near]):
                yield f"{model.__name__}.{field.name} points from {near} to {far or 'Django'}"


def foreign_receivers(module: Module) -> Iterator[str]:
    """Yield each receiver of a model signal that listens to another room, or to every model."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not _listens(node):
            continue
        sender = next((k.value for k in node.keywords if k.arg == "sender"), None)
        name = sender.id if isinstance(sender, ast.Name) else ""
        home = module.imported.get(name, module.name if name else "")
        if not home.startswith(f"tallystick.{module.room}"):
            yield f"{module.name}:{node.lineno} listens to {name or 'every model'}"


def _listens(call: ast.Call) -> bool:
    named = {n.id for n in ast.walk(call) if isinstance(n, ast.Name)}
    named |= {n.attr for n in ast.walk(call) if isinstance(n, ast.Attribute)}
    return bool(named & MODEL_SIGNALS) and bool(named & {"receiver", "connect"})


def test_no_foreign_key_points_upwards() -> None:
    assert list(upward_keys(apps.get_models())) == []


def test_a_string_key_to_a_higher_room_is_caught() -> None:
    with isolate_apps("tallystick.regions", "tallystick.access") as isolated:

        class Seat(models.Model):  # noqa: DJ008 - planted, never shown
            class Meta:
                app_label = "access"

        class Place(models.Model):  # noqa: DJ008 - planted, never shown
            seat = models.ForeignKey("access.Seat", models.PROTECT)

            class Meta:
                app_label = "regions"

        Seat.__module__, Place.__module__ = "tallystick.access.models", "tallystick.regions.models"
        assert list(upward_keys(isolated.get_models())) == [
            "Place.seat points from regions to access"
        ]


def test_no_room_listens_to_another_rooms_models() -> None:
    assert [fault for module in modules() for fault in foreign_receivers(module)] == []


def test_a_receiver_on_another_rooms_model_is_caught() -> None:
    text = (
        "from django.db.models.signals import post_save\n"
        "from django.dispatch import receiver\n"
        "from tallystick.access.models import Seat\n"
        "class Own: ...\n"
        "@receiver(post_save, sender=Own)\ndef a(**k): ...\n"
        "@receiver(post_save, sender=Seat)\ndef b(**k): ...\n"
        "@receiver(post_save)\ndef c(**k): ...\n"
        "post_save.connect(b, sender=Seat)\n"
    )
    module = Module("tallystick.entries.models", text)
    assert sorted(foreign_receivers(module)) == [
        "tallystick.entries.models:11 listens to Seat",
        "tallystick.entries.models:7 listens to Seat",
        "tallystick.entries.models:9 listens to every model",
    ]
