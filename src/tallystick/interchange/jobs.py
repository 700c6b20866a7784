"""What the worker calls: each job finds its things by their keys, as they stand then."""

from __future__ import annotations

import logging

from django.conf import settings

from tallystick.interchange.services import clear_work, do_run, do_work, remind_people
from tallystick.kernel.actor import Actor

logger = logging.getLogger(__name__)


def remind() -> None:
    """Remind everybody, once a day; quietly nothing where no e-mail is set up."""
    if not settings.EMAIL_HOST:
        return
    report = remind_people(by=Actor.system_actor("worker"))
    for row in report.rows:
        if row.outcome == "failed":
            logger.warning("the mail server refused the letter to %s: %s", row.user, row.said)


def check_run(run_id: int, attempt: int) -> None:
    """Look a file through that somebody sent."""
    do_run("check-run", run_id, attempt)


def take_run(run_id: int, attempt: int) -> None:
    """Take a file in that somebody saw through."""
    do_run("take-run", run_id, attempt)


def long_work(work_id: int, attempt: int) -> None:
    """Do long work that somebody asked for."""
    do_work(work_id, attempt)


def clear_old_work() -> None:
    """Let go of the files of long work whose days are over."""
    clear_work()
