"""What stands round every page: the navigation, the reader, and her other languages."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tallystick.access.models import Office
from tallystick.access.services.people import THEMES
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.regions.models import above
from tallystick.web.contexts.frame import Frame, Language, NavItem, Who
from tallystick.web.figures import is_chinese
from tallystick.web.views.help.tour import tour_bar
from tallystick.web.views.signing.keeping import kept_panel, seconds_left

# Holds "light" or "dark" for the page of signing in; no script reads it.
THEME_COOKIE = "tallystick_theme"

# section = URL name, words, icon. A place without a page is not shown.
PLACES = (
    ("today", _("Today"), "today"),
    ("pairings", _("Pairings"), "pair"),
    ("entries", _("Entries"), "entry"),
    ("commitments", _("Commitments"), "promise"),
    ("readouts", _("Readouts"), "read"),
    ("announcements", _("Announcements"), "speak"),
    ("claims", _("Claims"), "claim"),
    ("practices", _("Practices"), "practice"),
    ("deadlines", _("Deadlines"), "clock"),
    ("set-up", _("Set-up"), "setup"),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template `frame`; nothing is asked of the database until it is read."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    try:
        return _frame_of_reader(request)
    except DatabaseError:
        # The page for a failed database must not fail on the reader's name.
        return Frame(languages=other_languages(), theme=kept_theme(request))


def kept_theme(request: HttpRequest) -> str:
    """Return the theme that this browser kept, for whoever is not signed in."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def _frame_of_reader(request: HttpRequest) -> Frame:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Frame(languages=other_languages(), theme=kept_theme(request))
    nav = tuple(
        NavItem(name, str(words), icon, href)
        for name, words, icon in PLACES
        if (href := address(name))
    )
    return Frame(
        nav,
        _who(request),
        other_languages(),
        getattr(user, "theme", ""),
        seconds_left(request),
        kept_panel(request),
        tour_bar(request) if getattr(user, "tour", "") else None,
    )


def address(name: str) -> str:
    """Return the address of a page by its name, empty where there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address_of(name: str, code: str) -> str:
    """Return the address of a thing's own page, empty where there is no such page."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""


def other_languages() -> tuple[Language, ...]:
    """Return the languages in which the same page can be read besides this one."""
    now = get_language() or settings.LANGUAGE_CODE
    return tuple(
        Language(code, language_tag(code), str(name))
        for code, name in settings.LANGUAGES
        if code != now
    )


def language_tag(code: str) -> str:
    """Return the tag for a `lang` attribute.

    >>> language_tag("zh-hans"), language_tag("en")
    ('zh-Hans', 'en')
    """
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def _who(request: HttpRequest) -> Who:
    user = request.user
    chinese = is_chinese(get_language() or "")
    name = (getattr(user, "name_zh", "") if chinese else "") or getattr(user, "name_en", "")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.seats:
        return Who(name)
    offices = Office.objects.filter(code=actor.seats[0].office)
    words = ""
    for name_en, name_zh in offices.values_list("name_en", "name_zh"):
        words = (name_zh if chinese else "") or name_en
    return Who(name, words, half_of(actor.seats[0].region))


def half_of(region: str) -> str:
    """Return the half of the tally an office of `region` holds: left, right, or neither.

    "left" is the upper half. A place that stands on both sides of pairings shows neither.
    """
    supporting = Pairing.objects.filter(supporting__in=above([region])).exists()
    supported = Pairing.objects.filter(supported__in=above([region])).exists()
    if supporting == supported:
        return ""
    return "left" if supporting else "right"
