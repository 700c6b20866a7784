"""My profile, and setting one's password with a code."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Office, User
from tallystick.access.policy import PUBLIC, SIGNED_IN, guard
from tallystick.access.queries import address_kept, seated
from tallystick.access.services import (
    forget_tries,
    set_language,
    set_password,
    set_reminders,
    set_theme,
    take_try,
    use_code,
)
from tallystick.kernel.problem import NotFound, Refused
from tallystick.web.contexts.access import (
    PersonForm,
    ProfilePage,
    RemindersChoice,
    Typed,
    UseCodePage,
)
from tallystick.web.contexts.shared import Choice
from tallystick.web.views.set_up.people import (
    Wish,
    hand_on,
    people_choices,
    person_name,
    seat_choices,
    seat_row,
)
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.signing.signing_in import remember_theme
from tallystick.web.wording import language

THEMES = {
    "": gettext_lazy("as my system has it"),
    "light": gettext_lazy("light"),
    "dark": gettext_lazy("dark"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("old", "new")
@never_cache
@guard(SIGNED_IN)
def profile(request: HttpRequest) -> HttpResponseBase:
    """Show what is mine; take another language, another password, a role handed on."""
    form = PersonForm(request.POST.get("act", ""), typed=Typed.of(request.POST.dict()))
    if request.method != "POST":
        return _page(request, form)
    try:
        said = _take(request, form.act)
    except Refused as refused:
        problems = tuple(dict.fromkeys(p.sentence(language()) for p in refused.problems))
        return _page(request, replace(form, problems=problems), form_status(refused))
    messages.success(request, said)
    answer = redirect("profile")
    if form.act == "theme":
        remember_theme(answer, request.POST.get("theme", ""))
    return answer


def _take(request: HttpRequest, act: str) -> str:
    actor, user = actor_of_request(request), cast(User, request.user)
    if act == "language":
        set_language(user=user, language=request.POST.get("language", "en"), by=actor)
        return _("Your language is kept. It shows when you sign in next.")
    if act == "theme":
        set_theme(user=user, theme=request.POST.get("theme", ""), by=actor)
        return _("Your choice is kept.")
    if act == "reminders":
        return _reminders(request, user)
    if act == "password":
        old, new = request.POST.get("old", ""), request.POST.get("new", "")
        set_password(user=user, old=old, new=new, by=actor)
        update_session_auth_hash(request, user)
        return _("Your new password holds. Your other sessions have ended.")
    if act == "hand-on":
        key = request.POST.get("seat", "")
        office = Office.objects.filter(seats__key=key, seats__user=user).first()
        if office is None:
            raise NotFound.of("not-found", path="seat", what="seat", code=key)
        return hand_on(Wish(office, actor, request.POST.dict()))
    raise Http404


def _reminders(request: HttpRequest, user: User) -> str:
    set_reminders(
        user=user,
        wanted=request.POST.get("wanted") == "yes",
        email=request.POST.get("email", ""),
        forget=request.POST.get("forget") == "yes",
        by=actor_of_request(request),
    )
    if request.POST.get("forget") == "yes":
        return _("Your address is forgotten; its key is destroyed.")
    return _("Your choice is kept.")


def _chosen(user: User) -> RemindersChoice:
    kept = address_kept(user)
    return RemindersChoice(
        wanted=user.wants_reminders,
        kept_since=timezone.localdate(kept.kept_at) if kept else None,
        note="" if settings.EMAIL_HOST else _("No e-mail is set up here yet."),
    )


def _page(request: HttpRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    actor, user = actor_of_request(request), cast(User, request.user)
    own = seated(actor, user=user)
    offices = {s.seat.office.code for s in own if s.seat.stands_for is None}
    near = [s.seat.user for code in sorted(offices) for s in seated(actor, office=code)]
    page = ProfilePage(
        section="set-up",
        title=_("My profile"),
        invented=invented_here(),
        name=person_name(user),
        username=user.username,
        languages=tuple(
            Choice(code, name, (user.language or language()) == code)
            for code, name in (("en", "English"), ("zh-hans", "中文"))
        ),
        themes=tuple(
            Choice(code, str(words), user.theme == code) for code, words in THEMES.items()
        ),
        seats=tuple(seat_row(s) for s in own),
        seat_choices=seat_choices([s for s in own if s.seat.stands_for is None], form),
        colleagues=people_choices([u for u in near if u.pk != user.pk], form),
        form=form,
        today=timezone.localdate(),
        reminders=_chosen(user),
    )
    return show(request, "profile", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "password")
@never_cache
@guard(PUBLIC)
def use_code_page(request: HttpRequest) -> HttpResponseBase:
    """Set one's own password with the code on the sheet."""
    username = request.POST.get("username", "").strip()
    place = request.META.get("REMOTE_ADDR", "")
    if request.method != "POST":
        return _code_form(request)
    if take_try(username=username, place=f"code:{place}") is None:
        return _code_form(
            request, username, (_("Too many wrong tries. Wait a quarter of an hour."),), 429
        )
    try:
        use_code(
            username=username,
            code=request.POST.get("code", ""),
            password=request.POST.get("password", ""),
            by=actor_of_request(request),
        )
    except Refused as refused:
        said = tuple(problem.sentence(language()) for problem in refused.problems)
        return _code_form(request, username, said, 422)
    forget_tries(username=username, place=f"code:{place}")
    messages.success(request, _("Your password is set. Sign in with it."))
    return redirect("sign-in")


def _code_form(
    request: HttpRequest, username: str = "", problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    page = UseCodePage(
        title=_("Set your password"),
        invented=invented_here(),
        username=username,
        problems=problems,
    )
    return show(request, "use_code", page, status=status)
