"""Files that were taken in, and one slip in many entries put right by one rule."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from tallystick.entries.models.entry import Entry, Evidence, Side
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploaded files, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the files of which an actor sees an entry."""
        seen = Entry.objects.visible_to(actor).holds("entry")
        return self.filter(Exists(UploadEntry.objects.filter(seen, upload=OuterRef("pk"))))


class Upload(models.Model):
    """A file of entries that was taken in: its name, hash, and who brought it."""

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=160)
    at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return self.name


class UploadEntry(models.Model):
    """One entry that a file brought, and the row of the file in which it begins."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="uploaded")
    row = models.PositiveIntegerField()

    class Meta:
        ordering = ["upload", "row"]

    def __str__(self) -> str:
        return f"{self.upload_id}: row {self.row}"


class BulkCorrectionQuerySet(models.QuerySet["BulkCorrection"]):
    """Corrections of many entries, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of which an actor sees an entry.

        What its own side has not confirmed is out of the other side's sight here too.
        """
        seen = Entry.objects.visible_to(actor).holds("entry")
        rows = BulkCorrectionRow.objects.filter(seen, correction=OuterRef("pk"))
        return self.filter(Exists(rows))


class BulkCorrection(models.Model):
    """One slip in many entries, put right by one rule, for one reason, under two names."""

    class Rule(models.TextChoices):
        TIMES = "times", _("multiply")
        DIVIDE = "divide", _("divide")
        REPLACE = "replace", _("replace by a corrected file")
        REVERSE = "reverse", _("take back")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second name")
        AGREED = "agreed", _("being carried out")
        DONE = "done", _("carried out")
        DROPPED = "dropped", _("dropped")

    id = models.CharField(primary_key=True, max_length=36)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="bulk_corrections")
    side = models.CharField(max_length=10, choices=Side.choices)
    rule = models.CharField(max_length=10, choices=Rule.choices)
    unit = models.CharField(max_length=60, blank=True)
    factor = models.PositiveIntegerField(default=1)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    objects = BulkCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.pairing_id}"


class BulkCorrectionRow(models.Model):
    """One entry of a correction: what it should say, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", _("corrected")
        REFUSED = "refused", _("refused")

    correction = models.ForeignKey(BulkCorrection, models.CASCADE, related_name="rows")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    # (amount before, amount after) by line; after is null where the entry is only taken back.
    before = models.JSONField()
    after = models.JSONField(null=True)
    happened_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problems = models.JSONField(default=list)
    replacement = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["correction", "id"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "entry"], name="one_row_an_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.correction_id}: {self.entry_id}"


class CorrectionEvidence(models.Model):
    """A document that came with the correction of one entry, for the entry that takes its place.

    It is read before anybody agrees; it lies under an entry only once the correction is done.
    """

    correction = models.ForeignKey(BulkCorrection, models.CASCADE, related_name="documents")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="correction_links")
    # Which side laid it down, and what the file is called there.
    side = models.CharField(max_length=10, choices=Side.choices)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["correction", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["correction", "evidence"], name="one_file_once_a_correction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.correction_id}: {self.evidence_id}"
