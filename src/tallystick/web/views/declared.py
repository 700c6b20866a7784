"""Pages of several small forms out of a table: which is offered, what was typed, what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.web.contexts.programmes import (
    Field,
    Form,
)
from tallystick.web.views.fields import own_first
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import language

Typed = Mapping[str, str]
# act → heading, button, fields: (name, label, kind, required). The service says what is wrong.
Declared = Mapping[str, tuple[str, str, tuple[tuple[str, str, str, bool], ...]]]


def answer(
    request: HttpRequest,
    page: Callable[[Actor, Typed, tuple[str, ...]], Any],
    acts: Mapping[str, Callable[[Typed, Actor], str]],
    address: str,
    template: str,
) -> HttpResponse:
    """Show a page, or do the posted act and come back to it; a refusal keeps what was typed."""
    actor = actor_of_request(request)
    if request.method != "POST":
        return show(request, template, page(actor, {}, ()))
    try:
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Refused.of("form-incomplete", path="act")
        messages.success(request, act(request.POST, actor))
    except Refused as refused:
        said = tuple(problem.sentence(language()) for problem in refused.problems)
        return show(request, template, page(actor, request.POST, said), status=form_status(refused))
    return redirect(address)


def forms_of(table: Declared, typed: Typed) -> tuple[Form, ...]:
    """Return the forms of a table, the one that was sent with what was typed."""
    sent = typed.get("act", "")
    return tuple(
        Form(
            act,
            _(title),
            _(button),
            own_first(
                Field(name, _(label), typed.get(name, "") if act == sent else "", kind, required)
                for name, label, kind, required in fields
            ),
            act == sent,
        )
        for act, (title, button, fields) in table.items()
    )


def day_of(form: Typed, name: str) -> date | None:
    """Return the day in a field; None where it is empty.

    Raises: Refused for what is no day.
    """
    text = form.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(Problem("no-day", name, value=text[:20])) from wrong


def needed_day(form: Typed, name: str = "on") -> date:
    """Return the day in a field that may not be empty.

    Raises: Refused for no day.
    """
    day = day_of(form, name)
    if day is None:
        raise Refused.of("form-incomplete", path=name)
    return day
