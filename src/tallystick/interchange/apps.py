"""Interchange as a Django app: it keeps the runs of workbooks that people sent."""

from django.apps import AppConfig


class InterchangeConfig(AppConfig):
    """The interchange room."""

    name = "tallystick.interchange"
    label = "interchange"
    default_auto_field = "django.db.models.BigAutoField"
