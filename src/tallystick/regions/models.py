"""Places and organisations: columns and constraints. Parents are dated; the closure is derived."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A place of any kind in any country; its names and parents may change, its code does not."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    name_en = models.CharField(max_length=120)
    name_zh = models.CharField(max_length=120, blank=True)
    # Millionths of a degree: integers compare and print the same on every database.
    latitude_e6 = models.IntegerField(null=True)
    longitude_e6 = models.IntegerField(null=True)
    # Its first and last day as a place of its own; empty is unknown or open.
    since = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    # What it was called before, oldest first: [{"en", "zh", "until"}]; a record shows its own day.
    former_names = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en

    def name_on(self, day: date | None, lang: str = "en") -> str:
        """Return what the place was called on a day, in English where Chinese is not kept."""
        en, zh = self.name_en, self.name_zh
        if day is not None:
            for former in self.former_names:
                if day.isoformat() <= former["until"]:
                    en, zh = former["en"], former["zh"]
                    break
        return (zh if lang.startswith("zh") else en) or en


class RegionChange(models.Model):
    """A decision about the map: a place was renamed, moved, split or merged on a day.

    `heir` is what it became, or where it moved; `before` holds the names or the parent it had.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", _("renamed")
        MOVE = "move", _("moved")
        SPLIT = "split", _("split")
        MERGE = "merge", _("merged")

    region = models.ForeignKey(Region, models.PROTECT, related_name="changes")
    heir = models.ForeignKey(Region, models.PROTECT, null=True, related_name="inherited")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    before = models.JSONField(default=list)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.kind} {self.on}"


class RegionName(models.Model):
    """One of the names a place is or was known by; `folded` is what a search compares."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="names")
    lang = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "lang", "name", "kind", "valid_from"], name="one_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RegionParent(models.Model):
    """`region` lay in `parent` from one day to another, both included; empty is unknown or open."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Region, models.PROTECT, related_name="child_links")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    # Decided here, so that loading the shipped places anew leaves it alone.
    decided = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(region=F("parent")), name="no_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} in {self.parent_id}"


class RegionClosure(models.Model):
    """Derived: every place with every place above it (itself at depth 0), and when."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="above")
    ancestor = models.ForeignKey(Region, models.CASCADE, related_name="below")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "region"], name="closure_down"),
            models.Index(fields=["region", "ancestor"], name="closure_up"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} under {self.ancestor_id}"


def under(codes: Collection[str]) -> models.QuerySet[RegionClosure, Any]:
    """Return the keys of the places with these codes and of all that ever lay in them."""
    return RegionClosure.objects.filter(ancestor__code__in=codes).values("region")


def above(codes: Collection[str]) -> models.QuerySet[RegionClosure, Any]:
    """Return the keys of the places with these codes and of all in which they ever lay."""
    return RegionClosure.objects.filter(region__code__in=codes).values("ancestor")


def on_line(codes: Collection[str], *fields: str) -> Q:
    """Return the condition that one of `fields` is a place at, under or above these codes.

    Every `visible_to` rests on it: a seat sees its own place, what lies in it and what it lies in.
    """
    if not codes:
        return Q(pk__in=[])
    line = _line(tuple(sorted(codes)))
    return Q(*((f"{field}__in", line) for field in fields), _connector=Q.OR)


@lru_cache(maxsize=1024)
def _line(codes: tuple[str, ...]) -> RawSQL:
    """Return the keys of the places on these lines, as what a column is looked for in.

    Nearly every question of a page has it, often four times. Put together anew each time, it cost
    more than all else of the question: it is written out once by what writes all other questions.
    """
    halves = [keys.query.sql_with_params() for keys in (under(codes), above(codes))]
    sql = " UNION ALL ".join(text for text, _ in halves)
    return RawSQL(sql, [value for _, values in halves for value in values])  # noqa: S611 (no text of anybody's)


class RegionCode(models.Model):
    """A code of a place in a public scheme, such as GB/T 2260 or ISO 3166-2."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="one_region_per_scheme_code")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class BorderFile(models.Model):
    """A file of borders that somebody loaded, and whose they are by her word. Nothing is shipped.

    `source` is shown under every map on which one of them is drawn.
    """

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Border(models.Model):
    """The border of a place as a drawing needs it: rings of flat longitude, latitude, in turn.

    Units: millionths of a degree.
    """

    region = models.OneToOneField(Region, models.CASCADE, related_name="border")
    file = models.ForeignKey(BorderFile, models.CASCADE, related_name="borders")
    rings = models.JSONField()

    def __str__(self) -> str:
        return f"{self.region_id} {self.file_id}"


class Organisation(models.Model):
    """A body that acts or is acted on: a bureau, a school, a hospital, an enterprise."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    name_en = models.CharField(max_length=160)
    name_zh = models.CharField(max_length=160, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class RegionLoad(models.Model):
    """Which version of the shipped places was loaded, by the digest of its files."""

    digest = models.CharField(max_length=64, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest
