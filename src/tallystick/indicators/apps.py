"""Django's name for this room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators room."""

    name = "tallystick.indicators"
    label = "indicators"
