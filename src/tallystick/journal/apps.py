"""Django's name for this room, and the moment its guards are put in place."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    """The journal room."""

    name = "tallystick.journal"
    label = "journal"

    def ready(self) -> None:
        from tallystick.journal.guards import install_after_migrate

        # Django drops SQLite's triggers when it rebuilds a table: put them back every time.
        post_migrate.connect(install_after_migrate, sender=self)
