"""Readouts: announcements kept with their text, and what a person made of each piece of it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import User
from tallystick.exchanges.models.commitments import Commitment
from tallystick.exchanges.models.meetings import Meeting, MeetingGuest
from tallystick.indicators.models import Claim
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Pairing


class ReadoutQuerySet(models.QuerySet["Readout"]):
    """Readouts, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the readouts of pairings the actor sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class Readout(models.Model):
    """One announcement about a pairing: its text, whose press printed it, and when.

    Units: `published_on` is the ISO text of a day, a month or a year, as finely as it is known, or
    empty; `sha256` that of the text; `unread` the signs at its end that the reader left.
    """

    class Side(models.TextChoices):
        SUPPORTING = "supporting", _("supporting side's press")
        SUPPORTED = "supported", _("supported side's press")
        OTHER = "other", _("press of neither side")

    class Lang(models.TextChoices):
        EN = "en", _("English")
        ZH_HANS = "zh-Hans", _("Simplified Chinese")
        ZH_HANT = "zh-Hant", _("Traditional Chinese")

    class SourceKind(models.TextChoices):
        OFFICIAL = "official", _("official")
        YEARBOOK = "official yearbook", _("official yearbook")
        MEDIA = "media", _("media")

    code = models.SlugField(max_length=80, unique=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="readouts")
    side = models.CharField(max_length=10, choices=Side.choices)
    title = models.CharField(max_length=300)
    text = models.TextField()
    lang = models.CharField(max_length=10, choices=Lang.choices)
    published_on = models.CharField(max_length=10, blank=True)
    url = models.CharField(max_length=500, blank=True)
    source_kind = models.CharField(max_length=40, choices=SourceKind.choices)
    sha256 = models.CharField(max_length=64)
    # Where it came as a file; a pasted text has neither.
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    # The meeting it tells of, once a person said which.
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="readouts")
    unread = models.PositiveIntegerField(default=0)
    # Why nothing is to be made of it; empty while it stands.
    set_aside = models.TextField(blank=True)

    objects = ReadoutQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-added_at", "code"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "sha256"], name="readout_text_once")
        ]

    def __str__(self) -> str:
        return self.title


class ReadoutItemQuerySet(models.QuerySet["ReadoutItem"]):
    """Items of readouts, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the items of readouts the actor sees."""
        return self.filter(readout__in=Readout.objects.visible_to(actor))


class ReadoutItem(models.Model):
    """One thing the text says, pinned to its words: `readout.text[start:end] == words`.

    `read` is what the reader found and never changes, empty where a person pinned it herself;
    `said` what a person made of it. What came of it stands in the last columns.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("event")
        PERSON = "person", _("person")
        REPRESENTED = "represented", _("person stood in for")
        FIGURE = "figure", _("figure")
        COMMITMENT = "commitment", _("commitment")
        AGREEMENT = "agreement", _("agreement")
        FRAMEWORK = "framework", _("framework")
        ACHIEVEMENT = "achievement", _("achievement without a number")

    class Decision(models.TextChoices):
        WAITING = "waiting", _("undecided")
        ACCEPTED = "accepted", _("accepted")
        CORRECTED = "corrected", _("accepted as corrected")
        REJECTED = "rejected", _("rejected")

    # A person said that the text says so.
    TAKEN = frozenset({Decision.ACCEPTED, Decision.CORRECTED})

    readout = models.ForeignKey(Readout, models.PROTECT, related_name="items")
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    confidence = models.PositiveSmallIntegerField()
    read = models.JSONField(default=dict)
    said = models.JSONField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    # Whether what came of it was made by this decision; else it was known before.
    made = models.BooleanField(default=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(MeetingGuest, models.PROTECT, null=True, related_name="told_in")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="told_in")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="told_in")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="told_in")
    # Code of a framework (docs/method/frameworks.md).
    framework = models.CharField(max_length=60, blank=True)

    objects = ReadoutItemQuerySet.as_manager()

    class Meta:
        ordering = ["readout", "n"]
        constraints = [
            models.UniqueConstraint(fields=["readout", "n"], name="item_of_a_readout_once"),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_at=None)
                | (~Q(decision="waiting") & Q(decided_at__isnull=False)),
                name="decided_item_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.readout_id} {self.n}"
