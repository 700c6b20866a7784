"""Django's name for this room."""

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    """The exchanges room."""

    name = "tallystick.exchanges"
    label = "exchanges"
