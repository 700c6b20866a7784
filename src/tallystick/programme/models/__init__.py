"""Programmes, pairings and their validity, agreements and targets, and the things that move."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import Office
from tallystick.kernel.actor import Actor
from tallystick.programme.models.frameworks import Framework as Framework
from tallystick.programme.models.frameworks import FrameworkElement as FrameworkElement
from tallystick.programme.models.tiers import CountyTier as CountyTier
from tallystick.programme.models.tiers import FundTier as FundTier
from tallystick.regions.models import Region, RegionClosure, on_line, under


class Programme(models.Model):
    """A frame under which regions are paired; several may run beside one another."""

    code = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(max_length=160)
    name_zh = models.CharField(max_length=160, blank=True)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    # Invented data say so wherever they are shown, and never enter open data.
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the pairings on whose line of regions `actor` holds a seat.

        A seat sees a pairing from the side's own region, from above it and from below it.
        """
        if actor.system:
            return self
        return self.filter(on_line(actor.regions(), "supporting", "supported"))


class Pairing(models.Model):
    """Two regions bound by a programme. One without a parent is a book of the journal."""

    code = models.SlugField(max_length=60, unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="pairings")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    supporting = models.ForeignKey(Region, models.PROTECT, related_name="supporting_in")
    supported = models.ForeignKey(Region, models.PROTECT, related_name="supported_in")
    level = models.CharField(max_length=20)
    # The pairing whose place this one took; its live things were handed over.
    succeeds = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(supporting=F("supported")), name="two_regions_not_one"
            )
        ]

    def __str__(self) -> str:
        return self.code


class PairingSpan(models.Model):
    """One statement of how long a pairing held; sources may differ, one is preferred."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="spans")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)
    preferred = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(preferred=True), name="one_preferred_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id}: {self.valid_from} to {self.valid_to}"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the agreements of pairings the actor sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class Agreement(models.Model):
    """What the parties of one pairing agree for a year or for several; its texts are versions."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", _("yearly agreement")
        FRAMEWORK = "framework", _("framework agreement")
        SECTOR = "sector", _("sector agreement")

    code = models.SlugField(max_length=60, unique=True)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    # The last year it speaks of, where that is another than the first.
    last_year = models.PositiveSmallIntegerField(null=True)
    # The agreement that hands its targets down to this one.
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=F("year")),
                name="agreement_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en


class AgreementParty(models.Model):
    """One region that signs an agreement, and the side it stands on; there may be many."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    n = models.PositiveSmallIntegerField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10)

    class Meta:
        ordering = ["agreement", "n"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "region"], name="one_party_a_region"),
            models.UniqueConstraint(fields=["agreement", "n"], name="one_party_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.region_id}"


class AgreementVersion(models.Model):
    """One text of an agreement: proposed, then signed by every party. An amendment is a new one.

    `content_hash` is of all it says; a signature names the text it was given under.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        SIGNED = "signed", _("signed by both sides")
        WITHDRAWN = "withdrawn", _("withdrawn")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    # The day the text bears, from which its targets count.
    signed_on = models.DateField()
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, default="")
    # Rises with every signature and change of text, so that two acts at once are told apart.
    turn = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    proposer = models.CharField(max_length=160, default="")
    proposer_office = models.CharField(max_length=60, default="")
    proposer_role = models.CharField(max_length=20, default="")
    proposer_side = models.CharField(max_length=10, default="")
    proposed_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_text_a_version"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state="proposed"), name="one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} v{self.number}"


class AgreementSignature(models.Model):
    """One party's name under one text: who, from which office, in what role, when."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(AgreementParty, models.PROTECT, related_name="signatures")
    content_hash = models.CharField(max_length=64)
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    office = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "party", "content_hash"], name="one_signature_a_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} under {self.version_id}"


class Target(models.Model):
    """What a version promises for one indicator, place and period; `amount` in minor units.

    `above` is the very target it was handed down from, in the version that stood then.
    """

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="targets")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    unit = models.CharField(max_length=40)
    amount = models.BigIntegerField()
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="handed_down")

    class Meta:
        ordering = ["version", "region__code", "indicator", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "region", "indicator", "period"], name="one_target_a_version"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="target_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"


class Clause(models.Model):
    """One sentence of a version. Without a figure it becomes a commitment: owner and date."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    text_en = models.TextField()
    text_zh = models.TextField(blank=True)
    # The indicator whose target puts the clause in figures; empty where there is none.
    indicator = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_clause_a_number"),
            models.CheckConstraint(
                condition=~Q(indicator="") | Q(owner__isnull=False, due_on__isnull=False),
                name="clause_has_figure_or_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} ({self.number})"


class PairingRule(models.Model):
    """One decision on how a pairing works; rows are added and never changed once decided.

    An empty pipeline speaks for all the others, and a pairing without a rule follows its parent.
    Whether a document is needed may also be said of one `indicator`: of what feeds it.
    Until `decided_at` it is what one head proposes to the other.
    """

    class Kind(models.TextChoices):
        MATCHING = "matching", _("how entries are matched")
        EVIDENCE = "evidence", _("whether a document is needed")

    class Value(models.TextChoices):
        BOTH = "both", _("both sides")
        BLIND = "blind", _("both sides, blind")
        SINGLE = "single", _("one side only")
        REQUIRED = "required", _("a document is required")
        ADVISORY = "advisory", _("a document is asked for, not required")

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    pipeline = models.CharField(max_length=40, blank=True)
    indicator = models.CharField(max_length=40, blank=True, default="")
    value = models.CharField(max_length=10, choices=Value.choices)
    reason = models.TextField(blank=True)
    # Null: from the beginning. It speaks of what happened on that day or later.
    valid_from = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=160)
    set_side = models.CharField(max_length=10, blank=True)
    agreed_by = models.CharField(max_length=160, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__in=("both", "required")) | ~Q(reason=""),
                name="exception_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(indicator="") | Q(pipeline="", kind="evidence"),
                name="indicator_speaks_of_documents",
            ),
        ]
        indexes = [models.Index(fields=["pairing", "kind"], name="rule_of_a_pairing")]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.indicator or self.pipeline or '*'} {self.value}"


class ReportingDuty(models.Model):
    """How often one pipeline is reported on in a pairing, by whom, and by which working day.

    An empty pipeline speaks for all the others; without any row no deadline is agreed.
    """

    class Cadence(models.TextChoices):
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")
        YEARLY = "yearly", _("every year")
        NONE = "none", _("not reported here")

    class Reporter(models.TextChoices):
        SUPPORTING = "supporting", _("supporting side")
        SUPPORTED = "supported", _("supported side")
        EITHER = "either", _("either side")

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="reporting_duties")
    pipeline = models.CharField(max_length=40, blank=True)
    cadence = models.CharField(max_length=10, choices=Cadence.choices)
    reporter = models.CharField(max_length=10, choices=Reporter.choices, default=Reporter.EITHER)
    report_days = models.PositiveSmallIntegerField(default=10)
    match_days = models.PositiveSmallIntegerField(default=10)
    # Periods that ended before this day were never asked for.
    since = models.DateField()

    class Meta:
        ordering = ["pairing", "pipeline"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "pipeline"], name="one_duty_a_pipeline"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.pipeline or '*'} {self.cadence}"


class WorkingYearText(models.Model):
    """One year's working days as an office loaded them; it replaces the year that was shipped."""

    country = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    # The calendar file cut down to this year, read by the same reader as the shipped one.
    text = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["country", "year"]
        constraints = [
            models.UniqueConstraint(fields=["country", "year"], name="one_calendar_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.year}"


class Feeding(models.Model):
    """How one stage is fed in one place and year: mixing the ways would count twice."""

    book = models.ForeignKey(Pairing, models.PROTECT, related_name="feedings")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Region, models.PROTECT, related_name="+")
    pipeline = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "region", "partner", "pipeline", "stage", "year"],
                name="one_way_of_feeding",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pipeline}.{self.stage} {self.year}: {self.mode}"


class ThingQuerySet(models.QuerySet["Thing"]):
    """Named things, begun at what a person may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the things on the line of `actor`'s seats, and those of the regions it is paired
        with: who helps a county sees the projects there."""
        if actor.system:
            return self
        seats = actor.regions()
        helped = Pairing.objects.filter(supporting__in=under(seats)).values("supported")
        helping = Pairing.objects.filter(supported__in=under(seats)).values("supporting")
        paired = RegionClosure.objects.filter(Q(ancestor__in=helped) | Q(ancestor__in=helping))
        return self.filter(on_line(seats, "region") | Q(region__in=paired.values("region")))


class Thing(models.Model):
    """A named subject that moves: a project, an enterprise, a facility. `key` is what the
    journal writes, so that a name can change, or be withheld, without touching the book."""

    code = models.SlugField(max_length=60, unique=True)
    key = models.CharField(max_length=32, unique=True)
    pipeline = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200, blank=True)
    # The values of the pipeline's record; every change has its act and raises the version.
    details = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    objects = ThingQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        # The order of lists and of what a search finds, so that a page is read and not the whole.
        indexes = [models.Index(fields=["name_zh", "code"], name="thing_by_name")]

    def __str__(self) -> str:
        return self.name_en
