"""Django's name for this room, and the moment the chain of acts is put in place."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """The access room."""

    name = "tallystick.access"
    label = "access"

    def ready(self) -> None:
        from tallystick.access.chaining import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self)
