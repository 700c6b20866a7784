"""Claims: figures published elsewhere, kept as printed. Roll-ups themselves are files, not rows."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import User
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.regions.models import Region


class ClaimFile(models.Model):
    """A file or an announcement of which published figures were taken in, known by its bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return self.name


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every claim: a published figure is public, and readable by whoever signed in."""
        return self if actor.system or actor.user_id is not None else self.none()


class Claim(models.Model):
    """One figure as a source printed it. `value` is an exact decimal in `unit`'s own size.

    It is empty where the source states something without a number. `side` says whose press the
    source is; empty is not known.
    """

    class Side(models.TextChoices):
        SUPPORTING = "supporting", _("the supporting side's press")
        SUPPORTED = "supported", _("the supported side's press")
        OTHER = "other", _("others")

    file = models.ForeignKey(ClaimFile, models.PROTECT, related_name="claims")
    row = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64, unique=True)
    supporting_text = models.CharField(max_length=200)
    supported_text = models.CharField(max_length=200)
    # Empty until a name is certain; a person may settle it.
    supporting = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    supported = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="claims")
    unresolved = models.JSONField(default=list)
    level = models.CharField(max_length=20)
    indicator = models.CharField(max_length=40, db_index=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    as_of = models.DateField(null=True)
    printed = models.CharField(max_length=500)
    value = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    qualifier = models.CharField(max_length=20, blank=True)
    cumulative = models.BooleanField()
    status = models.CharField(max_length=20)
    breakdown = models.CharField(max_length=200, blank=True)
    context = models.TextField(blank=True)
    source_kind = models.CharField(max_length=40)
    side = models.CharField(max_length=10, choices=Side.choices, blank=True, default="")
    url = models.CharField(max_length=500)
    flags = models.JSONField(default=list)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["file", "row"]
        indexes = [models.Index(fields=["pairing", "indicator"], name="claim_by_pairing")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.printed}"
