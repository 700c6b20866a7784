"""Writes of the interchange room: workbooks taken through their runs, reminders sent."""

from tallystick.interchange.services.corrected import corrected_reports
from tallystick.interchange.services.reminders import Reminded, RemindReport, remind_people
from tallystick.interchange.services.runs import (
    do_run,
    drop_run,
    hand_in,
    is_csv,
    marked_run,
    stop_run,
    take_run,
    told,
    try_run_again,
)

__all__ = [
    "RemindReport",
    "Reminded",
    "corrected_reports",
    "do_run",
    "drop_run",
    "hand_in",
    "is_csv",
    "marked_run",
    "remind_people",
    "stop_run",
    "take_run",
    "told",
    "try_run_again",
]
