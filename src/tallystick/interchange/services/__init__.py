"""Writes of the interchange room: workbooks taken through their runs, reminders sent."""

from tallystick.interchange.services.reminders import Reminded, RemindReport, remind_people
from tallystick.interchange.services.runs import (
    drop_run,
    marked_run,
    receive_workbook,
    take_run,
    told,
)

__all__ = [
    "RemindReport",
    "Reminded",
    "drop_run",
    "marked_run",
    "receive_workbook",
    "remind_people",
    "take_run",
    "told",
]
