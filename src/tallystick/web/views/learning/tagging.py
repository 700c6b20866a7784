"""Tags on the page of what is tagged: chips that lead to the framework, put on and taken off."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.exchanges.models import FrameworkTag
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.frameworks import (
    Target,
    tagged_kind,
    tagged_target,
    tagging_sides,
    tags_on,
)
from tallystick.exchanges.services import tag
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Refused
from tallystick.programme.queries.frameworks import framework, frameworks
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Choice, ChoiceGroup
from tallystick.web.contexts.tags import TagChip, TagPanel
from tallystick.web.views.learning.frameworks import framework_name, tag_words, take_asked_off
from tallystick.web.views.shared import actor_of_request
from tallystick.web.wording import language


def tag_panel(target: Target, actor: Actor) -> TagPanel | None:
    """Return the tags of a thing, with the form for who may tag it; None where there is neither.

    One query for the tags; four more at most where there are some, or she may put one on.
    """
    found = list(tags_on(target, actor))
    row = ROWS["exchanges.tag"]
    tagging = bool(actor.roles & row.roles) and may(actor, row, tagging_sides(target)) is not None
    if not found and not tagging:
        return None
    known = frameworks(actor)
    on = {(one.framework, one.element) for one in found}
    return TagPanel(
        tagged_kind(target), target.code, _chips(found, known, off=tagging),
        _elements(known, on) if tagging else (),
    )  # fmt: skip


def _chips(
    found: Sequence[FrameworkTag], known: Sequence[FrameworkText], *, off: bool
) -> tuple[TagChip, ...]:
    """Return the tags as chips; of a framework that the reader does not see, nothing is told."""
    texts = {one.code: one for one in known}
    chips = []
    for one in found:
        if (text := texts.get(one.framework)) is not None:
            href = address(reverse("framework", args=[text.code]), {"element": one.element})
            words = tag_words(text, one.element)
            chips.append(TagChip(words, href, str(one.pk) if off else ""))
    return tuple(chips)


def _elements(known: Sequence[FrameworkText], on: set[tuple[str, str]]) -> tuple[ChoiceGroup, ...]:
    """Return what can still be put on, framework by framework."""
    groups = (
        ChoiceGroup(
            framework_name(text),
            tuple(
                Choice(f"{text.code}:{one.code}", one.label(language()))
                for one in text.elements
                if (text.code, one.code) not in on
            ),
        )
        for text in known
    )
    return tuple(group for group in groups if group.choices)


@require_POST
@guard(SIGNED_IN)
def tag_on_page(request: HttpRequest) -> HttpResponse:
    """Tag something with an element, or take a tag off, and go back to its page."""
    actor = actor_of_request(request)
    given = {name: str(text)[:200] for name, text in request.POST.items()}
    try:
        target = tagged_target(given.get("kind", ""), given.get("target", ""), actor=actor)
    except NotFound as gone:
        raise Http404("tag") from gone
    try:
        if "off" in given:
            done = take_asked_off(tags_on(target, actor), given["off"], actor)
        else:
            _put_on(target, given.get("element", ""), actor)
            done = _("It is tagged.")
        messages.success(request, done)
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.sentence(language()))
    return redirect(f"{reverse(tagged_kind(target), args=[target.code])}#tags")


def _put_on(target: Target, chosen: str, by: Actor) -> None:
    code, _colon, element = chosen.partition(":")
    tag(framework=framework(code, actor=by), element=element, target=target, by=by)
