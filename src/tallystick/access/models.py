"""Users, offices, the seats people hold there, personal fields, and the log of what they did."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from tallystick.kernel.actor import Actor
from tallystick.kernel.code import uuid7
from tallystick.kernel.words import Named, Words
from tallystick.regions.models import Region, under


class Role(models.TextChoices):
    """What a seat allows; the codes are stored and never change meaning."""

    CLERK = "clerk", _("clerk")
    CONFIRMER = "confirmer", _("confirmer")
    MATCHER = "matcher", _("matcher")
    SIGNATORY = "signatory", _("signatory")
    HEAD = "head", _("head of office")
    AUDITOR = "auditor", _("auditor")
    EVALUATOR = "evaluator", _("evaluator")
    PROGRAMME_OFFICE = "programme_office", _("programme office")
    ADMINISTRATOR = "administrator", _("system administrator")


class UserManager(BaseUserManager["User"]):
    """Finds users by their user name."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user who signs in as `username`."""
        return self.get(username=username)


def _called_at(named: Named, earlier: list[dict[str, str]], moment: datetime) -> Words:
    """Return the name something had at a moment; `earlier` has the others, oldest first."""
    for one in earlier:
        if moment < datetime.fromisoformat(one["until"]):
            return Words(one["name_en"], one["name_zh"])
    return Words.name_of(named)


class User(AbstractBaseUser):
    """A person who signs in. How to reach her is kept apart, encrypted (`Person`)."""

    username = models.SlugField(_("user name"), max_length=40, unique=True)
    name_en = models.CharField(max_length=120)
    name_zh = models.CharField(max_length=120, blank=True)
    # Empty until she chooses: then the pages stay in the language in which she met them.
    language = models.CharField(max_length=10, default="", blank=True)
    # How light her pages are: "light", "dark", or as her system has it.
    theme = models.CharField(max_length=10, default="", blank=True)
    # Where she is in the guided first visit; empty: it was never offered to her.
    tour = models.CharField(max_length=20, default="", blank=True)
    # Of each list whose columns she chose for good: its name → the columns she sees.
    columns = models.JSONField(default=dict)
    # The names she had, oldest first, each with the moment it ended.
    earlier_names = models.JSONField(default=list)
    # Whether she is told by e-mail that something waits; where to, is kept apart, encrypted.
    wants_reminders = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def called_at(self, moment: datetime) -> Words:
        """Return the name she had at a moment: under what she signed then it stays."""
        return _called_at(self, self.earlier_names, moment)

    def chinese_at(self, moment: datetime) -> str:
        """Return the Chinese name she had at a moment, beside the English one that was kept."""
        return self.called_at(moment).zh

    def __str__(self) -> str:
        return self.username


class Office(models.Model):
    """An office that works for one region, on whichever side of a pairing that region stands."""

    code = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")
    name_en = models.CharField(max_length=160)
    name_zh = models.CharField(max_length=160, blank=True)
    # The names it had, oldest first, each with the moment it ended.
    earlier_names = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en

    def called_at(self, moment: datetime) -> Words:
        """Return the name it had at a moment: beside what was signed there then it stays."""
        return _called_at(self, self.earlier_names, moment)


class Seat(models.Model):
    """One role a person holds at one office, from a day to a day.

    `key` names it in the sealed records; `stands_for` is the seat of a holder who is away and
    handed her role on: it ends when that one does.
    """

    key = models.CharField(max_length=36, unique=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    office = models.ForeignKey(Office, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="granted")
    stands_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="delegations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office", "role"],
                condition=Q(valid_to=None),
                name="one_open_seat_a_role",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="seat_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.office_id}"


class Opposite(models.Model):
    """Two places that face each other in a pairing: nobody sits on both sides of it."""

    pairing = models.SlugField(max_length=60, unique=True)
    supporting = models.ForeignKey(Region, models.PROTECT, related_name="+")
    supported = models.ForeignKey(Region, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.pairing


class OneTimeCode(models.Model):
    """A code, printed for one person, with which she sets her own password once."""

    class Reason(models.TextChoices):
        """Why the code was made."""

        INVITATION = "invitation", _("invitation")
        RESET = "reset", _("new password")

    user = models.ForeignKey(User, models.PROTECT, related_name="codes")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # Set when a newer code took its place or the person left.
    void_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, void_at=None),
                name="one_open_code_a_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} of {self.user_id}"


class Tries(models.Model):
    """How often somebody tried from a place what is not to be guessed; kept for minutes."""

    key = models.CharField(max_length=64, unique=True)
    made = models.PositiveSmallIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.made} until {self.ends_at}"


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    """What people typed and did not send, begun at the person's own."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what this person typed: it concerns nobody else until it is sent."""
        return self.filter(user=actor.user_id) if actor.user_id else self.none()


class KeptForm(models.Model):
    """What one person typed into a form of one page and has not sent; encrypted, kept for days.

    `sent`: it was sent, but came after her session had ended.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_forms")
    page = models.CharField(max_length=300)
    at = models.DateTimeField()
    sent = models.BooleanField(default=False)
    sealed = models.BinaryField()
    wrapped_key = models.BinaryField()

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="one_kept_form_a_page_and_user")
        ]

    def __str__(self) -> str:
        return f"{self.page} of {self.user_id}"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Views people saved, begun at one's own and those colleagues share."""

    def visible_to(self, actor: Actor) -> Self:
        """Return this person's own views, and those shared with an office she has a seat at."""
        if not actor.user_id:
            return self.none()
        offices = {seat.office for seat in actor.seats}
        return self.filter(Q(user=actor.user_id) | Q(office__code__in=offices))


class SavedView(models.Model):
    """A list as one person narrowed and sorted it, under a name of hers.

    `path` is an address of this site, `query` what stands behind its question mark. `office` is
    the one it is shared with; nobody changes it but who saved it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=1000, blank=True)
    office = models.ForeignKey(Office, models.CASCADE, null=True, related_name="saved_views")
    at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["path", "name"]
        indexes = [models.Index(fields=["path"], name="saved_view_by_path")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "name"], name="one_saved_view_a_name_and_page"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where the list opens as it was saved."""
        return f"{self.path}?{self.query}" if self.query else self.path


class PersonQuerySet(models.QuerySet["Person"]):
    """Personal records, begun at what a person may know of."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the records kept at or under the places where `actor` has a seat, and her own."""
        if actor.system:
            return self
        own = Q(user=actor.user_id) if actor.user_id else Q(pk=None)
        return self.filter(own | Q(region__in=under(actor.regions())))


class Person(models.Model):
    """Personal fields of one person, encrypted under a key of her own; totals never need them.

    `key` is the pseudonym under which other records name her. `user` where she signs in herself.
    """

    class Purpose(models.TextChoices):
        """What personal fields are kept and read for."""

        CONTACT = "contact", _("to reach a colleague")
        SECONDMENT = "secondment", _("to carry out a secondment")
        AUDIT = "audit", _("to audit the records")
        SUBJECT = "subject_request", _("to answer the person herself")

    class Basis(models.TextChoices):
        """Why they may be kept."""

        DUTY = "public_duty", _("public duty")
        CONTRACT = "contract", _("contract of service")
        CONSENT = "consent", _("consent")

    key = models.CharField(max_length=32, unique=True)
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="person")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    keep_until = models.DateField()
    fields = models.BinaryField()
    # The keyed hash of the name, so that she is found again without opening every record.
    found_by = models.CharField(max_length=64, blank=True, db_index=True)
    kept_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    objects = PersonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


class PersonKey(models.Model):
    """The wrapped key of one person's fields. Destroyed, nobody reads them again."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="lock")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return self.person.key


class ActQuerySet(models.QuerySet["Act"]):
    """The act log, begun at what a person may read."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what `actor` did; to an auditor also what people seated under her places did then.

        What somebody did at another side's office, before she came or after she left, is not told.
        """
        if actor.system:
            return self
        own = Q(user=actor.user_id) if actor.user_id else Q(pk=None)
        seated = Seat.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=OuterRef("day")),
            user=OuterRef("user"),
            office__region__in=under(actor.regions("auditor")),
            valid_from__lte=OuterRef("day"),
        )
        return self.annotate(day=TruncDate("at")).filter(own | Exists(seated))


class Act(models.Model):
    """Who changed what, from what to what, and why: written inside every service's transaction."""

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="acts")
    who = models.CharField(max_length=160)
    action = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=100)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField(blank=True)
    leaf = models.CharField(max_length=64)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["thing", "thing_id"], name="act_by_thing")]

    def __str__(self) -> str:
        return f"{self.who} {self.action} {self.thing} {self.thing_id}"


class ActSeal(models.Model):
    """An act's place in the one chain of acts, and the hash that binds it to all before it.

    Written by a trigger (`access/chaining.py`). `act` is no foreign key: that an act is gone must
    be seen here.
    """

    seq = models.BigIntegerField(primary_key=True)
    act = models.BigIntegerField(unique=True)
    chain = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq}: {self.act}"
