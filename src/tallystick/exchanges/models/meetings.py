"""Meetings, planned and held: who came, with which post, and for whom."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
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
    """Two sides met, or mean to: when, where, and where one can read about it.

    One that was planned is held once somebody of either side says so; called off has its reason.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit")
        DELEGATION = "delegation", _("delegation")
        JOINT_CONFERENCE = "joint_conference", _("joint conference")
        WORKING_MEETING = "working_meeting", _("working meeting")
        SIGNING = "signing", _("signing")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CALLED_OFF = "called_off", _("called off")

    code = models.SlugField(max_length=80, unique=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    # The first day; `ended_on` is the last one of several.
    held_on = models.DateField()
    ended_on = models.DateField(null=True)
    # By the clock of the programme.
    begins_at = models.TimeField(null=True)
    place = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    # Why it was called off.
    reason = models.TextField(blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("held_on")),
                name="meeting_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(reason=""),
                name="called_off_meeting_says_why",
            ),
        ]

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
    # Head of the delegation of her side; one a side.
    leads = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "n"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="guest_of_a_meeting_once"),
            models.UniqueConstraint(
                fields=["meeting", "side"],
                condition=Q(leads=True),
                name="one_head_of_a_delegation",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Represented(models.Model):
    """Somebody who did not come: whose place another took, or whose greetings another brought."""

    class How(models.TextChoices):
        IN_PLACE = "in_place", _("in place of")
        GREETINGS = "greetings", _("with greetings of")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="represented")
    n = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=10, choices=How.choices)
    # Who brought it; none where that is not printed.
    guest = models.ForeignKey(MeetingGuest, models.PROTECT, null=True, related_name="stands_for")

    class Meta:
        ordering = ["meeting", "n"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="represented_at_a_meeting_once")
        ]

    def __str__(self) -> str:
        return self.name
