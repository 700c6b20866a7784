"""Files of a meeting: minutes, texts, programmes; kept as evidence is, encrypted by their hash."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import User
from tallystick.entries.models import Evidence
from tallystick.exchanges.models.meetings import Meeting
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


class MeetingDocumentQuerySet(models.QuerySet["MeetingDocument"]):
    """Documents of meetings, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the documents of meetings of pairings the actor sees."""
        return self.filter(meeting__pairing__in=Pairing.objects.visible_to(actor))


class MeetingDocument(models.Model):
    """One file of a meeting under its title; the file itself lies where evidence lies."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("minutes")
        AGREEMENT = "agreement", _("text of an agreement")
        PROGRAMME = "programme", _("programme of the day")
        PRESS = "press", _("press")
        OTHER = "other", _("other document")

    class Lang(models.TextChoices):
        EN = "en", _("English")
        ZH_HANS = "zh-Hans", _("Simplified Chinese")
        ZH_HANT = "zh-Hant", _("Traditional Chinese")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    lang = models.CharField(max_length=10, choices=Lang.choices)
    # What the file is called here; the same bytes may be called otherwise elsewhere.
    name = models.CharField(max_length=200)
    file = models.ForeignKey(Evidence, models.PROTECT, related_name="meeting_documents")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "n"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="document_of_a_meeting_once"),
            models.UniqueConstraint(fields=["meeting", "file"], name="file_of_a_meeting_once"),
        ]

    def __str__(self) -> str:
        return self.title
