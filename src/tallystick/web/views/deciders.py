"""Who may take the next step of what waits: the office, and the people of it, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.access.queries import who_may
from tallystick.access.rules import PolicyRow, Sides
from tallystick.web.wording import apart, bracketed, in_words, listed, office_name


def named(
    rows: Iterable[PolicyRow], sides: Sides | None, *, without: Collection[int | None] = ()
) -> str:
    """Return who may do an act: "Dalian cooperation office (Chen Xiaolan)", or that nobody may.

    `without`: users who may not, because they took a step before.
    """
    offices: dict[str, dict[int, str]] = {}
    for row in rows:
        for holder in who_may(row, sides, on=timezone.localdate()):
            user = holder.user
            if user.pk not in without:
                people = offices.setdefault(office_name(holder.seat.office), {})
                people[user.pk] = in_words(user.name_en, user.name_zh)
    said = [bracketed(office, listed(people.values())) for office, people in offices.items()]
    return apart(said) or _("nobody holds such a seat yet")
