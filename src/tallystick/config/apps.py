"""The app that carries the checks made at every start, and sees that the database was changed."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ConfigConfig(AppConfig):
    """Registers the system checks, and looks at what each connection writes."""

    name = "tallystick.config"
    label = "config"

    def ready(self) -> None:
        from tallystick.config import checks  # noqa: F401 (registered by import)
        from tallystick.config.changed import watch

        connection_created.connect(watch)
