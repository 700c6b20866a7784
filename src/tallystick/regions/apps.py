"""Django's name for this room."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The regions room."""

    name = "tallystick.regions"
    label = "regions"
