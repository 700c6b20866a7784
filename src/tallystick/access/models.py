"""Users, offices, the seats people hold there, and the log of what they did."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tallystick.regions.models import Region


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


class User(AbstractBaseUser):
    """A person who signs in. An e-mail address is optional: many county offices have none."""

    username = models.SlugField(_("user name"), max_length=40, unique=True)
    name_en = models.CharField(max_length=120)
    name_zh = models.CharField(max_length=120, blank=True)
    email = models.EmailField(null=True, blank=True, unique=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Office(models.Model):
    """An office that works for one region, on whichever side of a pairing that region stands."""

    code = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")
    name_en = models.CharField(max_length=160)
    name_zh = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class Seat(models.Model):
    """One role a person holds at one office, from a day to a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    office = models.ForeignKey(Office, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="granted")

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

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["thing", "thing_id"], name="act_by_thing")]

    def __str__(self) -> str:
        return f"{self.who} {self.action} {self.thing} {self.thing_id}"
