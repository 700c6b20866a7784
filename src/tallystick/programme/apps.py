"""Django's name for this room."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The programme room."""

    name = "tallystick.programme"
    label = "programme"
