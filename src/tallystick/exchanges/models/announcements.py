"""An announcement of one's own about a meeting: drafted, published by the head, never changed."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import User
from tallystick.exchanges.models.meetings import Meeting
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.regions.models import above


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Announcements, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what is published about pairings the actor sees, and drafts of her own side."""
        seen = self.filter(meeting__pairing__in=Pairing.objects.visible_to(actor))
        if actor.system:
            return seen
        own = above(actor.regions())
        mine = Q(side="supporting", meeting__pairing__supporting__in=own)
        mine |= Q(side="supported", meeting__pairing__supported__in=own)
        return seen.filter(Q(state="published") | mine)


class Announcement(models.Model):
    """What one side says of a meeting, in both languages; a later version names the one before.

    Units: `figures` as docs/method/meetings.md says: number, indicator, year, words in both
    languages, address of the walk and checkpoint of the book; `content_hash` of what is published.
    """

    class Side(models.TextChoices):
        SUPPORTING = "supporting", _("supporting side")
        SUPPORTED = "supported", _("supported side")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    code = models.SlugField(max_length=90, unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="announcements")
    side = models.CharField(max_length=10, choices=Side.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    # What it takes the place of, and why.
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    why = models.TextField(blank=True)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    body_en = models.TextField()
    body_zh = models.TextField()
    figures = models.JSONField(default=list)
    # Raised with each change of a draft: nobody writes over what she has not seen.
    edit = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "side", "version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="published_announcement_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return self.code
