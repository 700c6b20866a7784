"""Commitments made at a meeting, in a clause, or by themselves."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import Office
from tallystick.entries.models import Entry
from tallystick.exchanges.models.meetings import Meeting
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Clause, Pairing


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the commitments of pairings the actor sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class Commitment(models.Model):
    """Something one office undertook by a day; it ends kept, broken or dropped."""

    class State(models.TextChoices):
        MADE = "made", _("open")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("broken")
        DROPPED = "dropped", _("dropped")

    class Kind(models.TextChoices):
        FUND = "fund", _("to fund")
        SIGN = "sign", _("to sign")
        VISIT = "visit", _("to visit")
        BUILD = "build", _("to build")
        TRAIN = "train", _("to train")
        SEND = "send", _("to send people")
        PLACE = "place", _("to place workers")
        OTHER = "other", _("something else")

    code = models.SlugField(max_length=100, unique=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="commitments")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="commitments")
    # The clause of a signed agreement that it was made in.
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="commitments")
    owner = models.ForeignKey(Office, models.PROTECT, related_name="commitments")
    due_on = models.DateField()
    text_en = models.TextField()
    text_zh = models.TextField(blank=True)
    # What kind of act was undertaken, and the words of the source, where somebody read one.
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    words = models.TextField(blank=True)
    # The day it was recorded, where neither a meeting nor a clause has one.
    made_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.MADE)
    settled_on = models.DateField(null=True)
    kept_by = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="fulfils")
    reason = models.TextField(blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="made", settled_on=None)
                | (~Q(state="made") & Q(settled_on__isnull=False)),
                name="settled_commitment_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def begun_on(self) -> date | None:
        """The day from which it binds: of the meeting, of the signed text, or of its record."""
        if self.meeting is not None:
            return self.meeting.held_on
        return self.clause.version.signed_on if self.clause is not None else self.made_on
