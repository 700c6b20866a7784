"""Places and organisations: columns and constraints. Parents are dated; the closure is derived."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


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

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


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
            models.UniqueConstraint(fields=["region", "lang", "name", "kind"], name="one_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class RegionParent(models.Model):
    """`region` lay in `parent` from one day to another, both included; empty is unknown or open."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Region, models.PROTECT, related_name="child_links")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

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
