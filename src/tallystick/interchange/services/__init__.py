"""Writes of the interchange room: workbooks taken through their runs, reminders sent."""

from tallystick.interchange.doors import is_csv, is_table
from tallystick.interchange.services.corrected import corrected_reports
from tallystick.interchange.services.reminders import Reminded, RemindReport, remind_people
from tallystick.interchange.services.runs import (
    do_run,
    drop_run,
    hand_in,
    hand_in_table,
    marked_run,
    stop_run,
    table_again,
    table_of,
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
    "hand_in_table",
    "is_csv",
    "is_table",
    "marked_run",
    "remind_people",
    "stop_run",
    "table_again",
    "table_of",
    "take_run",
    "told",
    "try_run_again",
]
