"""The worker, and the reminders it sends each day."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    print_json,
    print_problems,
    print_table,
    problem_json,
    refusals,
    require_set_up,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import listed
from tallystick.kernel.problem import Problem


def work(as_json: AsJson = False) -> None:
    """Take long work off the pages and send the daily reminders, until stopped with Ctrl-C."""
    start_django()
    from django.conf import settings
    from django.utils.module_loading import import_string

    with refusals(as_json):
        require_set_up()
    # The roof is reached by name, as the web server reaches it: doors stand below it.
    import_string("tallystick.config.queue.keep_timetable")()
    said = {"works": settings.WORKER, "remind_at": settings.REMIND_AT}
    if as_json:
        print_json({**said, "mail": bool(settings.EMAIL_HOST)})
    else:
        say("Working; reminders at %(time)s. Stop it with Ctrl-C.", time=settings.REMIND_AT)
    if not settings.WORKER:
        print_problems([Problem("no-work-handed-on")])
    import_string("tallystick.config.queue.work")()


def remind(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell who would get a letter; send none.")
    ] = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Remind everybody by e-mail of what waits for her; once a working day."""
    start_django()
    from tallystick.interchange.services import remind_people

    with refusals(as_json, sent=0, people=[]):
        report = remind_people(by=acting(user), dry_run=dry_run)
    people: list[dict[str, Any]] = [
        {"user": row.user.username, "waits": list(row.kinds), "outcome": row.outcome}
        for row in report.rows
    ]
    if as_json:
        problems = [problem_json(problem) for problem in report.problems]
        print_json({"sent": report.count("sent"), "people": people, "problems": problems})
    else:
        from tallystick.interchange.mail.reminder import KINDS

        rows = [
            [row["user"], listed(str(KINDS[kind][0]) for kind in row["waits"]),
             _outcome(row["outcome"])]
            for row in people
        ]  # fmt: skip
        print_table(said("Reminders"), columns("User name!", "What waits", "Letter"), rows)
        print_problems(report.problems)
    if report.count("failed"):
        raise typer.Exit(1)


def _outcome(code: str) -> str:
    """Return what became of a letter."""
    return {
        "sent": said("sent"),
        "due": said("would be sent"),
        "sent_today": said("sent today already"),
        "no_working_day": said("not a working day"),
        "declined": said("wants no letters"),
        "no_address": said("no address"),
        "unreadable": said("address cannot be read"),
        "failed": said("not sent"),
    }[code]
