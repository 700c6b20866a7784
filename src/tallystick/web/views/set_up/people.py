"""One office and its people: granting, handing on, ending, codes, leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Office, Role, Seat, User
from tallystick.access.policy import ROWS, SIGNED_IN, guard
from tallystick.access.queries import (
    Seated,
    find_user,
    heads_office,
    may,
    may_make_code,
    offices,
    seated,
)
from tallystick.access.rules import GRANTED_BY_ADMINISTRATOR_ONLY, GRANTED_BY_HEAD_ONLY
from tallystick.access.services import (
    Made,
    deactivate_user,
    delegate_seat,
    end_seat,
    grant_seat,
    hand_over_seat,
    invite_person,
    make_code,
    rename_office,
    rename_person,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Refused
from tallystick.web.contexts.access import CodePage, OfficePage, PersonForm, SeatRow, Typed
from tallystick.web.contexts.shared import Choice, Link
from tallystick.web.views.set_up import heading
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    bracketed,
    in_words,
    language,
    office_name,
    place,
)

ADMINISTRATORS = frozenset({"invite", "grant", "leave", "rename"})
HEADS = ADMINISTRATORS | {"end", "hand-on", "hand-over"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@guard(SIGNED_IN)
def office_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show who sits at an office; take what its head decides."""
    office = offices(actor_of_request(request)).filter(code=code).first()
    if office is None:
        raise Http404
    form = PersonForm(request.POST.get("act", ""), typed=Typed.of(request.POST.dict()))
    if request.method != "POST":
        return _page(request, office, form)
    act = ACTS.get(form.act)
    if act is None:
        raise Http404
    try:
        with transaction.atomic():
            done = act(Wish(office, actor_of_request(request), request.POST.dict()))
    except Refused as refused:
        said = tuple(dict.fromkeys(p.sentence(language()) for p in refused.problems))
        return _page(request, office, replace(form, problems=said), form_status(refused))
    if isinstance(done, Made):
        return code_sheet(request, office, done)
    messages.success(request, done)
    return redirect("office", code=code)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for about an office's people."""

    office: Office
    by: Actor
    typed: dict[str, str]

    def user(self) -> User:
        """Return the person it is about."""
        return find_user(self.typed.get("user", "").strip())

    def seat(self) -> Seat:
        """Return the seat of this office it is about.

        Raises: NotFound.
        """
        key = self.typed.get("seat", "")
        rows = Seat.objects.select_related("user", "office__region")
        found = rows.filter(key=key, office=self.office).first()
        if found is None:
            raise NotFound.of("not-found", path="seat", what="seat", code=key)
        return found

    def day(self, name: str) -> date | None:
        """Return a day as the field gives it; None where it is empty.

        Raises: Refused for what is no day.
        """
        text = self.typed.get(name, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise Refused.of("no-day", path=name, value=text) from None

    def why(self) -> str:
        """Return the reason given."""
        return self.typed.get("why", "")


def _invite(wish: Wish) -> Made:
    return invite_person(
        office=wish.office,
        role=wish.typed.get("role", ""),
        username=wish.typed.get("username", "").strip(),
        name_en=wish.typed.get("name_en", ""),
        name_zh=wish.typed.get("name_zh", ""),
        language=wish.typed.get("language", ""),
        by=wish.by,
    )


def _code(wish: Wish) -> Made:
    drop = wish.typed.get("drop") == "yes"
    return make_code(user=wish.user(), drop_factors=drop, by=wish.by)


def _grant(wish: Wish) -> str:
    seat = grant_seat(
        user=wish.user(),
        office=wish.office,
        role=wish.typed.get("role", ""),
        since=wish.day("since") or timezone.localdate(),
        until=wish.day("until"),
        why=wish.why(),
        by=wish.by,
    )
    words = {"name": person_name(seat.user), "role": _role(seat)}
    if seat.user.has_usable_password():
        return _("%(name)s is %(role)s.") % words
    return _("%(name)s is %(role)s. She has no password: make her a code to set one.") % words


def _end(wish: Wish) -> str:
    seat = wish.seat()
    end_seat(
        seat=seat, last_day=wish.day("until") or timezone.localdate(), by=wish.by, why=wish.why()
    )
    return _("The seat of %(name)s as %(role)s has its last day.") % {
        "name": person_name(seat.user),
        "role": _role(seat),
    }


def hand_on(wish: Wish) -> str:
    """Hand a role on to a colleague for some days; also from one's own profile."""
    until = wish.day("until")
    if until is None:
        raise Refused.of("no-day", path="until")
    seat = delegate_seat(
        seat=wish.seat(),
        to=wish.user(),
        since=wish.day("since") or timezone.localdate(),
        until=until,
        by=wish.by,
        why=wish.why(),
    )
    return _("%(name)s acts as %(role)s for these days.") % {
        "name": person_name(seat.user),
        "role": _role(seat),
    }


def _hand_over(wish: Wish) -> str:
    seat = hand_over_seat(
        seat=wish.seat(),
        to=wish.user(),
        first_day=wish.day("since") or timezone.localdate(),
        by=wish.by,
        why=wish.why(),
    )
    return _("%(name)s takes over as %(role)s.") % {
        "name": person_name(seat.user),
        "role": _role(seat),
    }


def _leave(wish: Wish) -> str:
    user = wish.user()
    deactivate_user(user=user, by=wish.by, why=wish.why())
    return _("%(name)s has left: seats, sessions and codes have ended.") % {
        "name": person_name(user)
    }


def _rename(wish: Wish) -> str:
    rename_office(
        office=wish.office,
        name_en=wish.typed.get("name_en", ""),
        name_zh=wish.typed.get("name_zh", ""),
        by=wish.by,
    )
    return _("The office is called %(name)s now.") % {"name": office_name(wish.office)}


def _rename_person(wish: Wish) -> str:
    user = wish.user()
    rename_person(
        user=user,
        name_en=wish.typed.get("name_en", "").strip() or user.name_en,
        name_zh=wish.typed.get("name_zh", "").strip() or user.name_zh,
        why=wish.why(),
        by=wish.by,
    )
    return _("%(user)s is called %(name)s now; what she signed before keeps its name.") % {
        "user": user.username,
        "name": person_name(user),
    }


ACTS: dict[str, Callable[[Wish], Made | str]] = {
    "invite": _invite,
    "code": _code,
    "grant": _grant,
    "end": _end,
    "hand-on": hand_on,
    "hand-over": _hand_over,
    "leave": _leave,
    "rename": _rename,
    "rename-person": _rename_person,
    **heading.ACTS,
}


def _page(
    request: HttpRequest, office: Office, form: PersonForm, status: int = 200
) -> HttpResponse:
    actor = actor_of_request(request)
    found = seated(actor, office=office.code)
    acts = acts_of(actor, office)
    own = [s for s in found if s.seat.stands_for is None]
    people = list(dict.fromkeys(s.seat.user for s in found))
    coded = people if "end" in acts else [one for one in people if may_make_code(actor, one)]
    page = OfficePage(
        section="set-up",
        title=office_name(office),
        invented=invented_here(),
        code=office.code,
        names=(office.name_en, office.name_zh),
        place=place(office.region),
        seats=tuple(seat_row(s) for s in found),
        people=people_choices(people, form),
        coded=people_choices(coded, form),
        renamed=people_choices([one for one in coded if one.pk != actor.user_id], form),
        head=heading.head_panel(office, actor),
        seat_choices=seat_choices(own, form),
        roles=_roles(acts, actor, form),
        languages=_languages(form),
        acts=acts,
        form=form,
        today=timezone.localdate(),
    )
    return show(request, "office", page, status=status)


def _languages(form: PersonForm) -> tuple[Choice, ...]:
    """Return what a new person may be said to read; nobody chooses for her unasked."""
    chosen = form.typed.language
    codes = (("", _("As she chooses")), ("en", "English"), ("zh-hans", "中文"))
    return tuple(Choice(code, words, code == chosen) for code, words in codes)


def acts_of(actor: Actor, office: Office) -> frozenset[str]:
    """Return what this reader is offered; the services decide again."""
    if heads_office(actor, office):
        return HEADS
    return ADMINISTRATORS if may(actor, ROWS["access.set_up"]) is not None else frozenset()


def code_sheet(request: HttpRequest, office: Office, made: Made) -> HttpResponse:
    """Show a code once, as a sheet to hand over."""
    page = CodePage(
        section="set-up",
        title=_("Code for %(name)s") % {"name": person_name(made.user)},
        invented=invented_here(),
        name=person_name(made.user),
        username=made.user.username,
        code=made.code,
        expires_at=made.expires_at,
        address=request.build_absolute_uri(reverse("use-code")),
        back=Link(office_name(office), reverse("office", args=[office.code])),
    )
    return show(request, "code", page)


def person_name(user: User) -> str:
    """Return a person's name in the reader's language."""
    return in_words(user.name_en, user.name_zh)


def granter_words(user: User | None) -> str:
    """Return who granted something, in the reader's language."""
    return person_name(user) if user else _("the setting up")


def role_words(role: str) -> str:
    """Return what a role is called."""
    return str(Role(role).label)


def _role(seat: Seat) -> str:
    return role_words(seat.role)


def seat_row(found: Seated) -> SeatRow:
    """Return one seat as a table shows it."""
    seat = found.seat
    holder = seat.stands_for.user if seat.stands_for else None
    return SeatRow(
        key=seat.key,
        name=person_name(seat.user),
        username=seat.user.username,
        role=capfirst(_role(seat)),
        since=seat.valid_from,
        until=seat.valid_to,
        granted_by=granter_words(found.granted_by),
        record=str(found.record or ""),
        proof=found.leaf_hex,
        stands_for=person_name(holder) if holder else "",
        office=office_name(seat.office),
        begins_later=seat.valid_from > timezone.localdate(),
    )


def seat_choices(found: list[Seated], form: PersonForm) -> tuple[Choice, ...]:
    """Return the seats as choices of a select."""
    chosen = form.typed.seat
    return tuple(
        Choice(s.seat.key, f"{person_name(s.seat.user)} · {_role(s.seat)}", s.seat.key == chosen)
        for s in found
    )


def people_choices(users: list[User], form: PersonForm) -> tuple[Choice, ...]:
    """Return each person once, as choices of a select."""
    chosen = form.typed.user
    return tuple(
        Choice(user.username, bracketed(person_name(user), user.username), user.username == chosen)
        for user in dict.fromkeys(users)
    )


def _roles(acts: frozenset[str], actor: Actor, form: PersonForm) -> tuple[Choice, ...]:
    """Return the roles this reader may grant here; an office without a head has its own form."""
    chosen = form.typed.role
    allowed = {Role.CLERK.value} | (GRANTED_BY_HEAD_ONLY if "end" in acts else frozenset())
    if may(actor, ROWS["access.set_up"]) is not None:
        allowed |= GRANTED_BY_ADMINISTRATOR_ONLY
    return tuple(
        Choice(role, str(label), role == chosen) for role, label in Role.choices if role in allowed
    )
