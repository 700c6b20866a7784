"""People: added without a password, and deactivated with their seats."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tallystick.access.models import Seat, User
from tallystick.access.policy import ROWS
from tallystick.access.queries import heads_office, may, require
from tallystick.access.queries.sealed import DEACTIVATE, REACTIVATE
from tallystick.access.services.acts import record_act
from tallystick.access.services.codes import require_fit_password, void_codes
from tallystick.access.services.seats import close_seat, signed, void_seat
from tallystick.access.tour_places import tour_place
from tallystick.journal.services.records import seal_record
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import is_slug
from tallystick.kernel.problem import Conflict, Forbidden, Problem, Refused
from tallystick.kernel.text import text_problems

LANGUAGES = ("en", "zh-hans")
# The empty one is as her system has it.
THEMES = ("", "light", "dark")
LONGEST_NAME = 120


@transaction.atomic
def add_user(
    *,
    username: str,
    name_en: str,
    name_zh: str = "",
    language: str = "",
    password: str = "",
    by: Actor,
) -> User:
    """Add a person who signs in. She has no password until she sets one with her code.

    Units: `language` one of LANGUAGES, empty where nobody knows which she reads.
    `password` is for examples and tests, which the system itself sets up.
    Raises: Forbidden but for administrators, heads and the programme's office; Refused with every
    fault; Conflict for a user name that is taken.
    """
    if not by.system:
        require(by, ROWS["access.add_user"], scope="this installation")
    if password and not by.system:
        raise Forbidden.of("only-own-password")
    if problems := _name_faults(username, name_en, name_zh, language):
        raise Refused(problems)
    if User.objects.filter(username=username).exists():
        raise Conflict.of("user-exists", username=username)
    user = User(username=username, name_en=name_en, name_zh=name_zh, language=language)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    record_act("access.add_user", "user", username, by=by, after={"name": name_en})
    return user


@transaction.atomic
def set_password(*, user: User, old: str, new: str, by: Actor) -> None:
    """Set another password of one's own, by the old one.

    Raises: Forbidden for anybody else's; Refused for a wrong old one or an unfit new one.
    """
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-password")
    if not user.check_password(old):
        raise Refused.of("password-wrong", path="old")
    require_fit_password(new, user)
    user.set_password(new)
    user.save(update_fields=["password"])
    record_act("access.set_password", "user", user.username, by=by)


@transaction.atomic
def deactivate_user(*, user: User, by: Actor, why: str, at: datetime | None = None) -> None:
    """Let a person go: seats, sessions and codes end at once; her name stays. Sealed.

    Raises: Forbidden but for the head of every office she sits in, or an administrator; Refused
    without a reason; Conflict when she was deactivated already.
    """
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    now = at or timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    open_seats = Seat.objects.filter(Q(valid_to=None) | Q(valid_to__gt=yesterday), user=user)
    seats = list(open_seats.select_related("office__region", "user"))
    if not by.system and may(by, ROWS["access.set_up"]) is None:
        held = Seat.objects.filter(user=user).select_related("office__region")
        if not held or not all(heads_office(by, seat.office) for seat in held):
            raise Forbidden.of("head-deactivates", who=user.username)
    changed = User.objects.filter(pk=user.pk, is_active=True).update(is_active=False)
    if changed != 1:
        raise Conflict.of("person-left", who=user.username)
    for seat in seats:
        if seat.valid_from > timezone.localdate(now):
            void_seat(seat, by, why, now)
            continue
        if seat.valid_to is not None and seat.valid_to <= seat.valid_from:
            continue
        close_seat(seat, max(yesterday, seat.valid_from), by, why, now)
    # Her sessions are bound to this: were she taken back one day, none of them would revive.
    user.set_unusable_password()
    user.is_active = False
    user.save(update_fields=["password"])
    void_codes(user, now)
    content = {"by": signed(by), "why": why}
    seal_record(kind=DEACTIVATE, about=user.username, content=content, recorded_at=now)
    record_act("access.deactivate_user", "user", user.username, by=by, why=why, at=at)


@transaction.atomic
def reactivate_user(*, user: User, by: Actor, why: str, at: datetime | None = None) -> None:
    """Take a person back: without seats and without a password. Sealed.

    Raises: Forbidden but for an administrator; Refused without a reason, or while a seat that
    began on the day she left lasts that day; Conflict.
    """
    if not by.system:
        require(by, ROWS["access.set_up"], scope="this installation")
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True) != 1:
        raise Conflict.of("changed-meanwhile", state="active")
    today = timezone.localdate(at or timezone.now())
    if Seat.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), user=user).exists():
        raise Refused.of("seat-lasts-today", path="user", who=user.username)
    content = {"by": signed(by), "why": why}
    now = at or timezone.now()
    seal_record(kind=REACTIVATE, about=user.username, content=content, recorded_at=now)
    record_act("access.reactivate_user", "user", user.username, by=by, why=why, at=at)


@transaction.atomic
def set_language(*, user: User, language: str, by: Actor) -> None:
    """Remember the language a person reads; only her own.

    Raises: Forbidden for anybody else's; Refused for a language the product does not speak.
    """
    _set_own(user, "language", language, _language_faults(language), by)


@transaction.atomic
def set_theme(*, user: User, theme: str, by: Actor) -> None:
    """Remember how light a person's pages are; only her own.

    Raises: Forbidden for anybody else's; Refused for a theme there is not.
    """
    known = theme in THEMES
    faults = [] if known else [Problem("theme-unknown", "theme", value=theme[:20])]
    _set_own(user, "theme", theme, faults, by)


def set_tour(*, user: User, tour: str, by: Actor) -> None:
    """Remember where a person is in the guided first visit; only her own.

    Units: `tour` is a word that `tour_place` reads.
    The act log keeps nothing of it: it is no act on anything.
    Raises: Forbidden for anybody else's; Refused for what names no step.
    """
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-profile")
    if tour_place(tour) is None:
        raise Refused.of("tour-unknown", value=tour[:20])
    User.objects.filter(pk=user.pk).update(tour=tour)


def _set_own(user: User, name: str, value: str, faults: list[Problem], by: Actor) -> None:
    """Set a choice of a person's own, and write it down where it is another one."""
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-profile")
    if faults:
        raise Refused(faults)
    before = User.objects.values_list(name, flat=True).get(pk=user.pk)
    if before == value:
        return
    User.objects.filter(pk=user.pk).update(**{name: value})
    record_act(
        f"access.set_{name}", "user", user.username, by=by,
        before={name: before}, after={name: value},
    )  # fmt: skip


def _name_faults(username: str, name_en: str, name_zh: str, language: str) -> list[Problem]:
    found = text_problems("name_en", name_en, LONGEST_NAME)
    found += text_problems("name_zh", name_zh, LONGEST_NAME)
    plain = username.replace(".", "-").replace("_", "-")
    if not is_slug(plain) or len(username) > 40:
        found.append(Problem("user-name-unfit", "username", value=username))
    if not name_en.strip():
        found.append(Problem("name-missing", "name_en"))
    return found + (_language_faults(language) if language else [])


def _language_faults(language: str) -> list[Problem]:
    if language in LANGUAGES:
        return []
    return [Problem("language-unknown", "language", {"choices": ", ".join(LANGUAGES)}, language)]
