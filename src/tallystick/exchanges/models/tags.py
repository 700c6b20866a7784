"""Tags: what speaks to an element of a framework."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from tallystick.exchanges.models.commitments import Commitment
from tallystick.exchanges.models.meetings import Meeting
from tallystick.exchanges.models.practices import Practice
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Framework, Thing
from tallystick.programme.rules.frameworks import shipped_frameworks

# What can be tagged, by the column that names it.
TAGGED = ("meeting", "agreement", "commitment", "practice", "thing")


def _only(kind: str) -> Q:
    return Q(**{f"{other}__isnull": other != kind for other in TAGGED})


def _exactly_one() -> Q:
    found = Q()
    for kind in TAGGED:
        found |= _only(kind)
    return found


class FrameworkTagQuerySet(models.QuerySet["FrameworkTag"]):
    """Tags, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the tags of what the actor sees, with frameworks that she sees."""
        if actor.system:
            return self
        own = Framework.objects.visible_to(actor).values("code")
        return self.filter(
            Q(framework__in=list(shipped_frameworks())) | Q(framework__in=own)
        ).filter(
            Q(meeting__in=Meeting.objects.visible_to(actor))
            | Q(agreement__in=Agreement.objects.visible_to(actor))
            | Q(commitment__in=Commitment.objects.visible_to(actor))
            | Q(practice__in=Practice.objects.visible_to(actor))
            | Q(thing__in=Thing.objects.visible_to(actor))
        )

    def standing(self) -> Self:
        """Return the tags that were not taken off."""
        return self.filter(taken_off_at=None)


class FrameworkTag(models.Model):
    """One thing speaks to one element of a framework. Both codes keep their meaning, so a tag
    stays true through all versions; one that was taken off stays with the moment at which it was.
    """

    framework = models.CharField(max_length=60)
    element = models.CharField(max_length=40)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="tags")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="tags")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, related_name="tags")
    thing = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="+")
    tagged_by = models.CharField(max_length=160)
    tagged_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)

    objects = FrameworkTagQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "element", "id"]
        indexes = [models.Index(fields=["framework", "element"], name="tags_of_an_element")]
        constraints = [
            models.CheckConstraint(condition=_exactly_one(), name="tag_is_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=["framework", "element", kind],
                    condition=Q(taken_off_at=None, **{f"{kind}__isnull": False}),
                    name=f"{kind}_tagged_once",
                )
                for kind in TAGGED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.element}"

    @property
    def kind(self) -> str:
        """What kind of thing it is of."""
        return next(kind for kind in TAGGED if getattr(self, f"{kind}_id") is not None)

    @property
    def target(self) -> Meeting | Agreement | Commitment | Practice | Thing:
        """The thing itself."""
        found: Meeting | Agreement | Commitment | Practice | Thing = getattr(self, self.kind)
        return found
