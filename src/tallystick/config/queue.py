"""The job queue: one `enqueue()` for work that must not hold up a page, and what is done daily.

Where a worker runs beside the pages it takes the work; without one it is done here and now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.cluster import Cluster
from django_q.models import Schedule
from django_q.tasks import async_task

from tallystick.interchange.watch import worker_beats

# How often a worker says that it lives, in seconds.
BEAT = 3.0

# job → what does it. A job is handed keys, never things: what it finds then is what holds.
JOBS: Mapping[str, str] = {
    "remind": "tallystick.interchange.jobs.remind",
    "check-run": "tallystick.interchange.jobs.check_run",
    "take-run": "tallystick.interchange.jobs.take_run",
    "long-work": "tallystick.interchange.jobs.long_work",
    "clear-work": "tallystick.interchange.jobs.clear_old_work",
}
# job → the setting that says when it is due, as cron writes it.
DAILY: Mapping[str, str] = {"remind": "REMIND_AT", "clear-work": "REMIND_AT"}


def enqueue(job: str, *keys: int | str) -> bool:
    """Have a job done; return whether a worker will do it, so that the page need not wait.

    Raises: KeyError for a job nobody declared; whatever the job raises where it is done at once.
    """
    path = JOBS[job]
    if settings.WORKER:
        async_task(path, *keys, task_name=job)
        return True
    import_string(path)(*keys)
    return False


def keep_timetable() -> None:
    """Tell the worker when each daily job is due, as the settings say now."""
    for job, setting in DAILY.items():
        wanted = Schedule(
            func=JOBS[job], schedule_type=Schedule.CRON, cron=getattr(settings, setting)
        )
        Schedule.objects.update_or_create(
            name=job,
            defaults={
                "func": wanted.func,
                "schedule_type": wanted.schedule_type,
                "cron": wanted.cron,
                "next_run": wanted.calculate_next_run(timezone.localtime()),
            },
        )
    Schedule.objects.exclude(name__in=DAILY).delete()


def work() -> None:
    """Do what is handed on and what is due, until stopped; pages see by its beat that it lives."""
    cluster = Cluster()
    cluster.start()
    sentinel: Any = cluster.sentinel
    while sentinel.is_alive():
        worker_beats()
        sentinel.join(BEAT)
