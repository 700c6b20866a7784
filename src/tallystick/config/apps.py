"""The app that carries the checks made at every start."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the system checks."""

    name = "tallystick.config"
    label = "config"

    def ready(self) -> None:
        from tallystick.config import checks  # noqa: F401 (registered by import)
