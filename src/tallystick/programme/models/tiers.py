"""Tiers of funds: how much a county is due in a budget year, and which county stands in which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tallystick.regions.models import Region


class FundTier(models.Model):
    """One statement about a tier of a book; rows are added and never changed.

    The last statement about a budget year holds. One that is not `held` says that in its years
    there is no such tier. Units: `amount` in fen, a county and year; null is not known.
    """

    book = models.ForeignKey("programme.Pairing", models.PROTECT, related_name="fund_tiers")
    code = models.SlugField(max_length=40)
    # The how-many-eth statement about this tier: two at once cannot both be the same.
    number = models.PositiveIntegerField()
    held = models.BooleanField(default=True)
    name_en = models.CharField(max_length=160, blank=True)
    name_zh = models.CharField(max_length=160, blank=True)
    amount = models.BigIntegerField(null=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=160)

    class Meta:
        ordering = ["book", "code", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "code", "number"], name="one_statement_a_tier_and_number"
            ),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__gte=F("from_year")),
                name="tier_years_in_order",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="tier_amount_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.code} {self.from_year}"


class CountyTier(models.Model):
    """One statement on the tier a county stands in; rows are added and never changed.

    The last statement about a budget year holds, so a county stands in one tier a year. One
    without a tier says that the county stands in none in its years.
    """

    book = models.ForeignKey("programme.Pairing", models.PROTECT, related_name="county_tiers")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    tier = models.CharField(max_length=40, blank=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=160)

    class Meta:
        ordering = ["book", "region__code", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "region", "number"], name="one_statement_a_county_and_number"
            ),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__gte=F("from_year")),
                name="county_tier_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.tier or '-'} {self.from_year}"
