"""What shows a commitment kept: the thing, the amount or the target that it is followed by."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tallystick.exchanges.models.commitments import Commitment
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Thing


class CommitmentLinkQuerySet(models.QuerySet["CommitmentLink"]):
    """Links, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the links of commitments the actor sees."""
        return self.filter(commitment__in=Commitment.objects.visible_to(actor))


class CommitmentLink(models.Model):
    """One thing to reach a stage, one amount to come in, or one target to be completed.

    Where that stands is read from the book, and kept nowhere. A link that was taken off stays
    with the moment at which it was.
    """

    class Kind(models.TextChoices):
        THING = "thing", _("a thing reaches a stage")
        AMOUNT = "amount", _("an amount comes in")
        TARGET = "target", _("a target is completed")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="links")
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thing = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=40, blank=True)
    indicator = models.CharField(max_length=40, blank=True)
    # In the indicator's minor units; movements of `since` and later make it up.
    amount = models.BigIntegerField(null=True)
    since = models.DateField(null=True)
    # Whose target, and of which period.
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=10, blank=True)
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True)

    objects = CommitmentLinkQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "n"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "n"], name="link_of_a_commitment_once"),
            models.CheckConstraint(
                condition=(
                    Q(kind="thing", thing__isnull=False, indicator="", pairing=None)
                    & ~Q(stage="")
                    & Q(amount=None)
                )
                | (
                    Q(kind="amount", thing=None, amount__gt=0, since__isnull=False, pairing=None)
                    & ~Q(indicator="")
                )
                | (
                    Q(kind="target", thing=None, amount=None, pairing__isnull=False)
                    & ~Q(indicator="")
                    & ~Q(period="")
                ),
                name="link_follows_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} ({self.n})"
