"""Writes of the interchange room: workbooks taken through their runs, reminders sent."""

from tallystick.interchange.doors import is_csv, is_table
from tallystick.interchange.services.announcements import hand_over_readout, is_long
from tallystick.interchange.services.briefs import (
    BRIEF_LANGUAGES,
    BriefAsked,
    ask_for_brief,
    brief_now,
)
from tallystick.interchange.services.corrected import corrected_reports
from tallystick.interchange.services.keeping_book import ask_to_keep_book, verify_book
from tallystick.interchange.services.long_work import (
    begin_work_again,
    clear_work,
    do_work,
    file_of_work,
    hand_over,
    name_of,
    still_seen,
    stop_work,
)
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
    "BRIEF_LANGUAGES",
    "BriefAsked",
    "RemindReport",
    "Reminded",
    "ask_for_brief",
    "ask_to_keep_book",
    "begin_work_again",
    "brief_now",
    "clear_work",
    "corrected_reports",
    "do_run",
    "do_work",
    "drop_run",
    "file_of_work",
    "hand_in",
    "hand_in_table",
    "hand_over",
    "hand_over_readout",
    "is_csv",
    "is_long",
    "is_table",
    "marked_run",
    "name_of",
    "remind_people",
    "still_seen",
    "stop_run",
    "stop_work",
    "table_again",
    "table_of",
    "take_run",
    "told",
    "try_run_again",
    "verify_book",
]
