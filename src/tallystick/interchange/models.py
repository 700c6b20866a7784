"""What came of each file sent and of long work, and who was reminded when. Results stay."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tallystick.kernel.actor import Actor


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Runs, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the runs of this person: what she sent concerns nobody else until it enters."""
        return self.filter(user=actor.user_id) if actor.user_id else self.none()


class ImportRun(models.Model):
    """One file sent by one person, and what was found in it."""

    class Kind(models.TextChoices):
        UNKNOWN = "unknown", _("not looked at yet")
        ENTRIES = "entries", _("entries of your side")
        MATCHING = "matching", _("answers to what waits")

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, nothing taken yet")
        TAKING = "taking", _("being taken in")
        TAKEN = "taken", _("taken in")
        DROPPED = "dropped", _("dropped")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    # Counts the times work on it was begun: a job that comes late finds that its time is over.
    attempt = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    good_rows = models.BooleanField(default=False)
    # Why the last attempt came to nothing, as the code of a problem.
    trouble = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # The file under a key of its own; both are cleared when the run is dropped.
    content = models.BinaryField(null=True)
    wrapped_key = models.BinaryField(null=True)
    # {rows, accepted, written, known, numbers, sums, faulty, problems, warnings, results};
    # empty before a check
    report = models.JSONField(default=dict)
    # The file that this one was sent in place of, once its faults were mended.
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    user = models.ForeignKey("access.User", models.PROTECT, related_name="import_runs")
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class RunFile(models.Model):
    """A file sent beside a sheet, kept until the sheet is taken or dropped.

    A row names it as its evidence; under the entry it is kept anew.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    wrapped_key = models.BinaryField()

    class Meta:
        ordering = ["run", "name"]
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="one_file_a_name_and_run")
        ]

    def __str__(self) -> str:
        return self.name


class RunRow(models.Model):
    """One entry of a checked file as it was understood, kept until the file is taken or dropped.

    Shape: `n` is its place in the file; `sheet` and `rows` say where a spreadsheet shows it.
    """

    class Fate(models.TextChoices):
        NEW = "new", _("enters")
        KNOWN = "known", _("stands already")
        FAULTY = "faulty", _("to be mended")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    n = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    rows = models.CharField(max_length=200)
    fate = models.CharField(max_length=6, choices=Fate.choices)
    # {pipeline, move, statement, region, on, title, lines: [[unit, amount, precision]]};
    # empty where the row could not be read
    said = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["run", "n"]
        constraints = [models.UniqueConstraint(fields=["run", "n"], name="one_row_a_place_and_run")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.rows}: {self.fate}"


class LongWorkQuerySet(models.QuerySet["LongWork"]):
    """Long work, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the work that this person asked for: what it makes is made of what she may see."""
        return self.filter(user=actor.user_id) if actor.user_id else self.none()


class LongWork(models.Model):
    """One piece of long work that one person asked for: how it stands, and what it came to.

    `kind` is one of `kinds.KINDS`. Text or file that came with it, and a file that it made, lie
    each under a key of its own; both go after `kept_until`, what was asked and done stays.
    """

    class State(models.TextChoices):
        OPEN = "open", _("at work")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("came to nothing")

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Counts the times it was begun: a job that comes late finds that its time is over.
    attempt = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    asked = models.JSONField(default=dict)
    # Of the kind, what was asked and what came with it: the same is not begun twice at a time.
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    content_key = models.BinaryField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    answer = models.JSONField(default=dict)
    page = models.JSONField(default=list)
    # Why the last attempt came to nothing, as problems are kept.
    problems = models.JSONField(default=list)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    file = models.BinaryField(null=True)
    file_key = models.BinaryField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    user = models.ForeignKey("access.User", models.PROTECT, related_name="long_work")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)

    objects = LongWorkQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"],
                condition=models.Q(state="open"),
                name="same_work_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}: {self.state}"


class Reminder(models.Model):
    """One letter to one person on one day; without `sent_at` it was begun and is not repeated."""

    user = models.ForeignKey("access.User", models.PROTECT, related_name="reminders")
    day = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_person_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.day}"
