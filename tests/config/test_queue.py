"""The queue: work is done at once, or by a worker; what asked for it takes it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ, Schedule, Task
from tests.cast import build_cast, confirm, sale
from tests.databases import CommittedDatabase
from tests.mail import mail_server
from tests.working import until, worker

from tallystick.access.models import User
from tallystick.access.queries import actor_of
from tallystick.access.services import set_reminders
from tallystick.config import queue
from tallystick.interchange.models import Reminder


def test_without_a_worker_a_job_is_done_at_once(db: None, settings: Any, monkeypatch: Any) -> None:
    done: list[Any] = []
    monkeypatch.setattr("tallystick.interchange.jobs.remind", lambda *keys: done.append(keys))
    settings.WORKER = False
    assert queue.enqueue("remind", 7) is False
    assert done == [(7,)]
    assert not OrmQ.objects.exists()


def test_a_job_that_fails_at_once_tells_who_asked(
    db: None, settings: Any, monkeypatch: Any
) -> None:
    def fail() -> None:
        raise ValueError("as planted")

    monkeypatch.setattr("tallystick.interchange.jobs.remind", fail)
    settings.WORKER = False
    with pytest.raises(ValueError, match="as planted"):
        queue.enqueue("remind")


def test_with_a_worker_a_job_waits_and_rolls_back_with_what_asked_for_it(
    db: None, settings: Any
) -> None:
    settings.WORKER = True
    with transaction.atomic():
        queue.enqueue("remind")
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()
    assert queue.enqueue("remind") is True
    assert OrmQ.objects.get().task["func"] == queue.JOBS["remind"]


def test_a_job_nobody_declared_is_a_mistake(db: None) -> None:
    with pytest.raises(KeyError):
        queue.enqueue("no-such-job")


def test_every_declared_job_is_there_and_every_daily_one_is_declared() -> None:
    assert all(callable(import_string(path)) for path in queue.JOBS.values())
    assert set(queue.DAILY) <= set(queue.JOBS)


def test_the_timetable_follows_the_settings_and_keeps_nothing_else(db: None, settings: Any) -> None:
    Schedule.objects.create(name="gone", func="no.such.thing", schedule_type=Schedule.DAILY)
    settings.REMIND_AT = "15 7 * * *"
    queue.keep_timetable()
    queue.keep_timetable()
    assert set(Schedule.objects.values_list("name", flat=True)) == set(queue.DAILY)
    kept = Schedule.objects.get(name="remind")
    assert kept.cron == "15 7 * * *"
    due = timezone.localtime(kept.next_run)
    assert (due.hour, due.minute) == (7, 15)
    assert due > timezone.localtime()


@pytest.mark.journal
def test_a_real_worker_takes_the_job_and_the_letter_arrives(
    committed_db: CommittedDatabase, tmp_path: Path, settings: Any
) -> None:
    call_command("createcachetable", verbosity=0)
    cast = build_cast()
    bob = User.objects.get(username="bob")
    by = actor_of(bob, on=date(2020, 1, 1))
    set_reminders(user=bob, wanted=True, email="bob@office.example", by=by)
    confirm(cast, sale())
    settings.WORKER = True
    queue.enqueue("remind")
    with mail_server() as server:
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port, "EMAIL_SECURITY": "none"}
        mail |= {"EMAIL_FROM": "tally@office.example", "ADDRESS": "https://tally.office.example"}
        with worker(committed_db, tmp_path, **mail):
            until(Task.objects.exists, "the worker has done the job")
    assert Task.objects.get().success
    # In the invented country people rest on Saturday and Sunday.
    works = timezone.localdate().weekday() < 5
    assert [letter.to for letter in server.taken] == [["bob@office.example"]] * works
    assert Reminder.objects.count() == works
