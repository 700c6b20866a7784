"""An office without a head: named by her own side, or proposed and agreed to by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.access.models import Office, User
from tallystick.access.queries import (
    Way,
    heads_in,
    may_make_code,
    may_name_head,
    may_propose_head,
    proposed_head,
)
from tallystick.access.queries import heading as heading_of
from tallystick.access.services import Made, add_user, agree_head, make_code, name_head
from tallystick.access.services import propose_head as propose
from tallystick.kernel.actor import Actor
from tallystick.web.contexts.access import HeadPanel, Proposal
from tallystick.web.wording import in_words, office_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tallystick.web.views.set_up.people import Wish


def head_panel(office: Office, actor: Actor) -> HeadPanel | None:
    """Return how an office gets its head; None while one stands."""
    found = heading_of(office)
    if found.way == Way.OWN_HEAD:
        return None
    if found.way == Way.TWO_NAMES:
        act = "propose-head" if may_propose_head(actor, office) else ""
        proposal = _proposal(office, may_agree=heads_in(actor, found.seconders))
        return HeadPanel(_words(found.way), act, proposal)
    return HeadPanel(_words(found.way), "name-head" if may_name_head(actor, office) else "")


def _words(way: Way) -> str:
    return {
        Way.SETTING_UP: _("An administrator names the first head; from then on the head grants."),
        Way.OWN_SIDE: _("A head of the same side names who heads this office; nobody else does."),
        Way.TWO_NAMES: _(
            "No head over or under this office is there to name one. The programme office, or "
            "another head of this side, proposes her; a head of the other side agrees."
        ),
    }[way]


def _proposal(office: Office, *, may_agree: bool) -> Proposal | None:
    record = proposed_head(office)
    if record is None:
        return None
    username, by = record.content["user"], record.content["by"]["user"]
    people = {u.username: u for u in User.objects.filter(username__in=[username, by])}
    return Proposal(
        number=record.seq,
        name=_name(people[username]),
        username=username,
        by=_name(people[by]),
        on=record.recorded_at,
        why=record.content["why"],
        proof=record.leaf_hex,
        may_agree=may_agree,
    )


def _name(user: User) -> str:
    return in_words(user.name_en, user.name_zh)


def _person(wish: Wish) -> User:
    """Return whoever is meant; a user name nobody has yet is added with the names typed."""
    username = wish.typed.get("username", "").strip()
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    words = {name: wish.typed.get(name, "") for name in ("name_en", "name_zh")}
    language = wish.typed.get("language", "")
    return add_user(username=username, language=language, by=wish.by, **words)


def _named(wish: Wish) -> Made | str:
    user = _person(wish)
    today = timezone.localdate()
    seat = name_head(office=wish.office, user=user, since=today, by=wish.by, why=wish.why())
    if not seat.user.has_usable_password() and may_make_code(wish.by, seat.user):
        return make_code(user=seat.user, by=wish.by)
    return _("%(name)s heads %(office)s.") % {"name": _name(user), "office": _office(wish)}


def _proposed(wish: Wish) -> str:
    user = _person(wish)
    propose(office=wish.office, user=user, by=wish.by, why=wish.why())
    return _("%(name)s is proposed. A head of the other side agrees on this page.") % {
        "name": _name(user)
    }


def _agreed(wish: Wish) -> str:
    number = wish.typed.get("number", "")
    seat = agree_head(
        office=wish.office, record=int(number[:18]) if number.isdecimal() else 0, by=wish.by
    )
    return _("%(name)s heads %(office)s.") % {"name": _name(seat.user), "office": _office(wish)}


def _office(wish: Wish) -> str:
    return office_name(wish.office)


ACTS: dict[str, Callable[[Wish], Made | str]] = {
    "name-head": _named,
    "propose-head": _proposed,
    "agree-head": _agreed,
}
