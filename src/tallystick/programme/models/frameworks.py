"""Frameworks that offices stated themselves; the shipped ones are data."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from tallystick.kernel.actor import Actor


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Frameworks, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the pairings the actor sees, and of the programmes these belong to."""
        if actor.system:
            return self
        from tallystick.programme.models import Pairing

        seen = Pairing.objects.visible_to(actor)
        of_all = Q(pairing=None, programme__in=seen.values("programme"))
        return self.filter(Q(pairing__in=seen) | of_all)


class Framework(models.Model):
    """One version of a framework of a pairing, or of a whole programme where none is named.

    Rows are added and never changed: the last version of a code holds.
    """

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="frameworks")
    pairing = models.ForeignKey(
        "programme.Pairing", models.PROTECT, null=True, related_name="frameworks"
    )
    office = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    dated = models.DateField(null=True)
    why = models.TextField(blank=True)
    stated_by = models.CharField(max_length=160)
    stated_at = models.DateTimeField()

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_framework_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class FrameworkElement(models.Model):
    """One element of a version; its code keeps its meaning through all versions."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="elements")
    n = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name_en = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300, blank=True)
    meaning_en = models.TextField(blank=True)
    meaning_zh = models.TextField(blank=True)
    # Codes of the catalogue, with a blank between them.
    indicators = models.TextField(blank=True)

    class Meta:
        ordering = ["framework", "n"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_element_a_code"),
            models.UniqueConstraint(fields=["framework", "n"], name="one_element_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.code}"
