"""Meetings that were held, and who came."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.regions.models import Region


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the meetings of pairings the actor sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class Meeting(models.Model):
    """Two sides met: when, where, and where one can read about it."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit")
        JOINT_CONFERENCE = "joint_conference", _("joint conference")
        WORKING_MEETING = "working_meeting", _("working meeting")

    code = models.SlugField(max_length=80, unique=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    held_on = models.DateField()
    place = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "code"]

    def __str__(self) -> str:
        return self.title_en


class MeetingGuest(models.Model):
    """One person who came, with the post as it was printed; nobody is made a user by it."""

    class Side(models.TextChoices):
        SUPPORTING = "supporting", _("supporting side")
        SUPPORTED = "supported", _("supported side")
        OTHER = "other", _("neither side")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="guests")
    n = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["meeting", "n"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="guest_of_a_meeting_once")
        ]

    def __str__(self) -> str:
        return self.name
