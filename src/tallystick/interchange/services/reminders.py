"""Remind people by e-mail of what waits for them: one letter a person a working day."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from tallystick.access.models import User
from tallystick.access.policy import ROWS
from tallystick.access.queries import actor_of, require, standing
from tallystick.access.services import mail_address, record_act
from tallystick.access.vault import Unreadable
from tallystick.interchange.mail.reminder import Letter, reminder
from tallystick.interchange.models import Reminder
from tallystick.interchange.queries import is_working_day, what_waits
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused

SYSTEM = "reminders"


@dataclass(frozen=True)
class Reminded:
    """What became of one person for whom something waits.

    `outcome`: sent, due (a trial run: it would be sent), sent_today, no_working_day, declined,
    no_address, unreadable (what is kept of it is damaged), or failed with what the mail server
    said of it.
    """

    user: User
    kinds: tuple[str, ...]
    outcome: str
    said: str = ""


@dataclass(frozen=True)
class RemindReport:
    """Everybody for whom something waits, and whether the mail server could be reached."""

    rows: tuple[Reminded, ...]
    configured: bool

    def count(self, outcome: str) -> int:
        """Return how many people came out so."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What whoever keeps the installation has to mend."""
        refused = tuple(
            Problem("letter-refused", "", {"who": row.user.username, "said": row.said})
            for row in self.rows
            if row.outcome == "failed"
        )
        damaged = tuple(
            Problem("address-unreadable", "", {"who": row.user.username})
            for row in self.rows
            if row.outcome == "unreadable"
        )
        silent = () if self.configured else (Problem("no-mail-set-up"),)
        return (*refused, *damaged, *silent)


def remind_people(
    *, by: Actor, dry_run: bool = False, at: datetime | None = None, day: date | None = None
) -> RemindReport:
    """Send each person for whom something waits one letter, if none was sent to her today.

    `dry_run` tells who would get one and opens no address.
    Raises: Forbidden but for whoever keeps the installation; Refused where no e-mail is set up, or
    the mail server cannot be reached: whoever got no letter gets it from the next run.
    """
    if not by.system:
        require(by, ROWS["access.set_up"], scope="this installation")
    configured = bool(settings.EMAIL_HOST)
    if not configured and not dry_run:
        raise Refused.of("no-mail-set-up")
    now = at or timezone.now()
    today = day or timezone.localdate(now)
    waiting = [_weighed(user, today) for user in _people(today)]
    waiting = [row for row in waiting if row.kinds]
    if dry_run:
        return RemindReport(tuple(waiting), configured)
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
        sent = tuple(_sent(row, today, now, connection, by) for row in waiting)
    except (OSError, smtplib.SMTPServerDisconnected) as silent:
        raise Refused.of("mail-server-silent", said=str(silent)) from silent
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return RemindReport(sent, configured)


def _people(day: date) -> Iterator[User]:
    """Yield everybody with a seat that holds."""
    seated = standing(day).values("user")
    yield from User.objects.filter(pk__in=seated).order_by("username")


def _weighed(user: User, day: date) -> Reminded:
    """Return what waits for one person, and whether she is to be told."""
    actor = actor_of(user, on=day)
    kinds = tuple(what_waits(actor, day))
    if not kinds:
        outcome = ""
    elif not user.wants_reminders:
        outcome = "declined"
    elif Reminder.objects.filter(user=user, day=day).exists():
        outcome = "sent_today"
    elif not is_working_day(actor, day):
        outcome = "no_working_day"
    else:
        outcome = "due"
    return Reminded(user, kinds, outcome)


def _sent(
    row: Reminded, day: date, now: datetime, connection: BaseEmailBackend, by: Actor
) -> Reminded:
    """Send one letter. It is noted first: a run that dies never leads to a second letter."""
    if row.outcome != "due":
        return row
    try:
        address = mail_address(user=row.user, by=Actor.system_actor(SYSTEM), at=now)
    except Unreadable:
        # One damaged record takes the letter from her alone, and is told to who can mend it.
        return Reminded(row.user, row.kinds, "unreadable")
    if not address:
        return Reminded(row.user, row.kinds, "no_address")
    with transaction.atomic():
        noted, fresh = Reminder.objects.get_or_create(user=row.user, day=day)
    if not fresh:
        return Reminded(row.user, row.kinds, "sent_today")
    letter = reminder(
        _name(row.user), row.kinds, language=row.user.language, address=settings.ADDRESS
    )
    try:
        _message(letter, address, connection).send()
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, OSError) as refused:
        # Every refusal of this library is an OSError too; only a lost line ends the run.
        Reminder.objects.filter(pk=noted.pk).delete()
        if isinstance(refused, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
            return Reminded(row.user, row.kinds, "failed", _told(refused))
        raise
    with transaction.atomic():
        Reminder.objects.filter(pk=noted.pk).update(sent_at=now)
        record_act("interchange.remind", "user", row.user.username, by=by,
                   after={"kinds": list(row.kinds)}, at=now)  # fmt: skip
    return Reminded(row.user, row.kinds, "sent")


def _message(letter: Letter, address: str, connection: BaseEmailBackend) -> EmailMessage:
    message = EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [address],
        connection=connection,
    )
    # Tells other machines not to answer with a note that somebody is away.
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    return message


def _told(refused: OSError) -> str:
    """Return what the server said, without the address it said it of."""
    if isinstance(refused, smtplib.SMTPResponseException):
        return str(refused.smtp_code)
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        return ", ".join(str(code) for code, _words in refused.recipients.values())
    return ""


def _name(user: User) -> str:
    chinese = (user.language or settings.LANGUAGE_CODE).startswith("zh")
    return (user.name_zh if chinese else user.name_en) or user.name_en
