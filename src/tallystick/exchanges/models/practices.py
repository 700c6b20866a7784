"""Good practices: what one place learned, who took it up, and what came of it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import Office
from tallystick.exchanges.models.meetings import Meeting
from tallystick.exchanges.models.readouts import Readout
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Thing
from tallystick.regions.models import Region, on_line


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Practices, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those that are shared with everybody, those of pairings the actor sees, and
        those that an office on the line of her seats recorded."""
        if actor.system:
            return self
        seen = Q(shared=True) | Q(pairing__in=Pairing.objects.visible_to(actor))
        return self.filter(seen | on_line(actor.regions(), "office__region"))


class Practice(models.Model):
    """Something that was done and is worth learning from, with its place, time and source.

    Units: `since` is the ISO text of a day, a month or a year, as finely as it is known, or empty.
    """

    code = models.SlugField(max_length=80, unique=True)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    done_en = models.TextField()
    done_zh = models.TextField(blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    since = models.CharField(max_length=10, blank=True)
    workstream = models.CharField(max_length=20, blank=True)
    # The pairing it came from; `origin` names one that is not kept here.
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="practices")
    origin = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="practices")
    readout = models.ForeignKey(Readout, models.PROTECT, null=True, related_name="practices")
    # Who recorded it, and who answers questions about it.
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    # Everybody who signed in reads it; else only who sees its pairing or its office.
    shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.CharField(max_length=160)
    recorded_at = models.DateTimeField()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "code"]

    def __str__(self) -> str:
        return self.title_en


class AdoptionQuerySet(models.QuerySet["PracticeAdoption"]):
    """Adoptions, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the adoptions for pairings the actor sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class PracticeAdoption(models.Model):
    """One place takes a practice up for a pairing on a day, in its own words."""

    code = models.SlugField(max_length=100, unique=True)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="adoptions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    adopted_on = models.DateField()
    text_en = models.TextField()
    text_zh = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=160)
    recorded_at = models.DateTimeField()

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["adopted_on", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "pairing", "region"], name="practice_adopted_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.code


class PracticeStep(models.Model):
    """What came of an adoption by a day: a state and a note; rows are added and never changed."""

    class State(models.TextChoices):
        TRYING = "trying", _("being tried")
        IN_USE = "in_use", _("in use")
        GIVEN_UP = "given_up", _("given up")

    adoption = models.ForeignKey(PracticeAdoption, models.PROTECT, related_name="steps")
    n = models.PositiveSmallIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices)
    text_en = models.TextField()
    text_zh = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=160)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["adoption", "n"]
        constraints = [
            models.UniqueConstraint(fields=["adoption", "n"], name="step_of_an_adoption_once")
        ]

    def __str__(self) -> str:
        return f"{self.adoption_id} ({self.n})"


class PracticeEvidence(models.Model):
    """What a step points to: a named thing or an indicator; its figure is read, never kept."""

    step = models.ForeignKey(PracticeStep, models.PROTECT, related_name="evidence")
    thing = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    indicator = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["step", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(thing=None) & ~Q(indicator="")) | Q(thing__isnull=False, indicator=""),
                name="practice_evidence_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.indicator or self.thing_id}"
