"""A period closed, or opened again, under a name of each side."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


class PeriodActQuerySet(models.QuerySet["PeriodAct"]):
    """Closings and openings, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the pairings an actor sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class PeriodAct(models.Model):
    """A period closed, or opened again: proposed by one side, in force under both names."""

    class Kind(models.TextChoices):
        CLOSE = "close", _("close")
        REOPEN = "reopen", _("open again")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for the other side")
        AGREED = "agreed", _("in force")
        DROPPED = "dropped", _("dropped")

    id = models.CharField(primary_key=True, max_length=36)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="period_acts")
    # Empty: every pipeline.
    pipeline = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    # Who proposed and who agreed: {"user", "name", "office", "role", "side", "at"}.
    proposed = models.JSONField()
    agreed = models.JSONField(null=True)
    proposed_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    # The book's newest posting at that moment, and the entries that were open then.
    seq = models.BigIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)
    carried = models.JSONField(default=list)
    # Its place among the sealed records; 0 until it is in force.
    record = models.BigIntegerField(default=0)

    objects = PeriodActQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False, record__gt=0),
                name="period_act_is_sealed",
            ),
        ]
        indexes = [models.Index(fields=["pairing", "state"], name="period_act_in_force")]

    def __str__(self) -> str:
        return f"{self.kind} {self.period} {self.pipeline or '*'}"
