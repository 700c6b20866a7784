"""Django's name for this room, and the moment its guards are put in place."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ExchangesConfig(AppConfig):
    """The exchanges room."""

    name = "tallystick.exchanges"
    label = "exchanges"

    def ready(self) -> None:
        from tallystick.exchanges.guards import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self)
