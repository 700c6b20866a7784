"""What was done where no entry can show it: written by one side, acknowledged by the other."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import User
from tallystick.entries.models import Evidence
from tallystick.exchanges.models.commitments import Commitment
from tallystick.kernel.actor import Actor


class FulfilmentQuerySet(models.QuerySet["Fulfilment"]):
    """Records of what was done, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of commitments the actor sees."""
        return self.filter(commitment__in=Commitment.objects.visible_to(actor))


class Fulfilment(models.Model):
    """What an office did for its commitment, and on which day; it counts under two names."""

    class State(models.TextChoices):
        WRITTEN = "written", _("waits for the other side")
        ACKNOWLEDGED = "acknowledged", _("acknowledged by the other side")
        REFUSED = "refused", _("not acknowledged")
        WITHDRAWN = "withdrawn", _("withdrawn")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="fulfilments")
    n = models.PositiveSmallIntegerField()
    done_on = models.DateField()
    text = models.TextField()
    url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WRITTEN)
    # Whoever wrote it, as she was called then.
    writer = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    written_by = models.CharField(max_length=160)
    written_at = models.DateTimeField()
    answered_by = models.CharField(max_length=160, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "n"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "n"], name="fulfilment_once"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state__in=["written", "acknowledged"]),
                name="one_fulfilment_stands",
            ),
            models.CheckConstraint(
                condition=Q(state="written", answered_at=None)
                | (~Q(state="written") & Q(answered_at__isnull=False)),
                name="answered_fulfilment_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} ({self.n})"


class FulfilmentFileQuerySet(models.QuerySet["FulfilmentFile"]):
    """Files under what was done, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of commitments the actor sees."""
        return self.filter(fulfilment__in=Fulfilment.objects.visible_to(actor))


class FulfilmentFile(models.Model):
    """One file that shows what was done; it lies where evidence lies, and is never taken away."""

    fulfilment = models.ForeignKey(Fulfilment, models.PROTECT, related_name="files")
    n = models.PositiveSmallIntegerField()
    # What the file is called here; the same bytes may be called otherwise elsewhere.
    name = models.CharField(max_length=200)
    file = models.ForeignKey(Evidence, models.PROTECT, related_name="fulfilment_files")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = FulfilmentFileQuerySet.as_manager()

    class Meta:
        ordering = ["fulfilment", "n"]
        constraints = [
            models.UniqueConstraint(fields=["fulfilment", "n"], name="fulfilment_file_numbered"),
            models.UniqueConstraint(fields=["fulfilment", "file"], name="fulfilment_file_once"),
        ]

    def __str__(self) -> str:
        return self.name
