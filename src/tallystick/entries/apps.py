"""Django's name for this room."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """The entries room."""

    name = "tallystick.entries"
    label = "entries"
