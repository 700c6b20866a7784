"""Frameworks: the list, one with its elements and what is tagged, and the form that tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.models import Act
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import TAGGED, FrameworkTag
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.frameworks import tagged_target, tags
from tallystick.exchanges.services import tag, take_tag_off
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.programme.models import Programme
from tallystick.programme.policy import ROWS as STATE_ROWS
from tallystick.programme.queries import pairings
from tallystick.programme.queries.frameworks import (
    framework,
    framework_versions,
    frameworks,
    stating_among,
)
from tallystick.programme.queries.named import named_pairings
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.frameworks import FrameworkText, shipped_frameworks
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.frameworks import (
    ElementRow,
    FrameworkListPage,
    FrameworkPage,
    FrameworkRow,
    TagLine,
)
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.figures import day_text
from tallystick.web.lists import FRAMEWORKS
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import in_words, language, pairing_name

KINDS = {
    "meeting": gettext_lazy("meeting"),
    "agreement": gettext_lazy("agreement"),
    "commitment": gettext_lazy("commitment"),
    "practice": gettext_lazy("good practice"),
    "thing": gettext_lazy("project or other thing"),
}
FIELDS = ("element", "kind", "target")
FRAMEWORK_KEYS = {name: attrgetter(name) for name in ("name", "elements", "scope", "source")}
# Scores that are offered from a framework's page.
SCORES = 12


@require_safe
@guard(SIGNED_IN)
def framework_list(request: HttpRequest) -> HttpResponse:
    """Show the frameworks: those shipped, then those that offices stated."""
    actor = actor_of_request(request)
    names, sort = scope_names(actor), FRAMEWORKS.sort(request)
    texts = in_order(frameworks(actor), sort, {"dated": lambda one: one.dated or date.min})
    rows = in_order([_row(one, names) for one in texts], sort, FRAMEWORK_KEYS)
    page = FrameworkListPage(
        section="practices",
        title=_("Frameworks"),
        invented=invented_here(),
        table=FRAMEWORKS.table(request),
        filters=(FRAMEWORKS.select(sort),),
        rows=tuple(rows),
        new=Link(_("State a framework"), reverse("framework-new")) if _may_state(actor) else None,
    )
    return show(request, "frameworks", page)


def _may_state(actor: Actor) -> bool:
    stating = actor.roles & STATE_ROWS["programme.state_framework"].roles
    return bool(stating) and bool(stating_among(pairings(actor), actor))


def _row(one: FrameworkText, names: Mapping[str, str]) -> FrameworkRow:
    return FrameworkRow(
        name=framework_name(one),
        href=reverse("framework", args=[one.code]),
        code=one.code,
        elements=len(one.elements),
        scope=names.get(one.scope, one.scope) if one.own else "",
        dated=day_text(one.dated, language()) if one.dated else "",
        source=source_of(one)[0],
    )


def scope_names(actor: Actor) -> dict[str, str]:
    """Return code → name of the pairings and programmes a framework may be of."""
    found = {one.code: pairing_name(one) for one in named_pairings(actor)}
    for row in Programme.objects.filter(pairings__code__in=list(found)).distinct():
        found[row.code] = in_words(row.name_en, row.name_zh)
    return found


def framework_name(one: FrameworkText) -> str:
    """Return what a framework is called in the reader's language."""
    return one.label(language())


def source_of(text: FrameworkText) -> tuple[str, str]:
    """Return the words of where a framework is from, and its address."""
    words, link = source_parts(text.source)
    return in_words(words, text.source_zh), link


def source_parts(source: str) -> tuple[str, str]:
    """Return the words of a source, and the address at its end.

    >>> source_parts("A report, https://example.org/a")
    ('A report', 'https://example.org/a')
    """
    words, mark, rest = source.partition("http")
    return words.rstrip(" ,"), f"{mark}{rest}"


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def framework_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one framework; a posted form tags something with an element, or takes a tag off."""
    actor = actor_of_request(request)
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else None
    try:
        text = framework(code, actor=actor, version=version)
    except NotFound as gone:
        raise Http404(code) from gone
    if request.method != "POST":
        only = request.GET.get("element", "")[:40]
        return show(request, "framework", _page(text, actor, {}, only=only))
    typed = fields.typed_of(request.POST.dict())
    try:
        if "off" in typed:
            done = take_asked_off(tags(actor).filter(framework=code), typed["off"], actor)
        else:
            done = _put_on(text, typed, actor)
    except Refused as refused:
        page = _page(text, actor, typed, refused.problems)
        return show(request, "framework", page, status=form_status(refused))
    messages.success(request, done)
    return redirect(reverse("framework", args=[code]))


def _put_on(text: FrameworkText, typed: Typed, by: Actor) -> str:
    kind, code = typed.get("kind", ""), typed.get("target", "").strip()
    if not code:
        raise Refused.of("tag-of-nothing", path="target")
    target = tagged_target(kind, code, actor=by)
    tag(framework=text, element=typed.get("element", ""), target=target, by=by)
    return _("It is tagged.")


def take_asked_off(among: QuerySet[FrameworkTag], asked: str, by: Actor) -> str:
    """Take the tag of this key off, of those that a page shows; return what to say.

    Raises: Conflict where it is gone; as the service does.
    """
    pk = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else 0
    found = among.filter(pk=pk).first()
    if found is None:
        raise Conflict.of("changed-meanwhile", state="taken off")
    take_tag_off(tag=found, by=by)
    return _("The tag is taken off.")


def _page(
    text: FrameworkText,
    actor: Actor,
    typed: Typed,
    problems: Sequence[Problem] = (),
    only: str = "",
) -> FrameworkPage:
    tagged: dict[str, list[FrameworkTag]] = defaultdict(list)
    for one in tags(actor).filter(framework=text.code):
        tagged[one.element].append(one)
    versions = [one.version for one in framework_versions(text.code, actor=actor)]
    errors, listed = problems_of(problems, {}, set(FIELDS))
    # Whoever tags somewhere is offered it; where she may not, she is told who may.
    tagging = bool(actor.roles & ROWS["exchanges.tag"].roles)
    shown = [one for one in text.elements if one.code == only] or text.elements
    name = framework_name(text)
    other = text.en if name == text.zh else text.zh
    return FrameworkPage(
        section="practices",
        title=name,
        invented=invented_here(),
        code=text.code,
        also=other if other != name else "",
        note=text.note.label(language()),
        facts=_facts(text, actor),
        earlier=tuple(
            Link(
                _("version %(version)s") % {"version": version},
                address(reverse("framework", args=[text.code]), {"version": str(version)}),
                version == text.version,
            )
            for version in versions
            if len(versions) > 1
        ),
        rows=tuple(
            ElementRow(
                one.code, one.label(language()), one.meaning.label(language()),
                _names(one.indicators),
                tag_lines(tagged[one.code], off=tagging),
            )
            for one in shown
        ),
        all=Link(_("All elements"), reverse("framework", args=[text.code]))
        if len(shown) < len(text.elements)
        else None,
        scores=_scores(text, actor),
        problems=listed,
        form=_form(text, typed, errors) if tagging else (),
        new=_new_version(text, actor),
    )  # fmt: skip


def _names(codes: Iterable[str]) -> tuple[str, ...]:
    known = indicators()
    return tuple(known[code].name(language()) for code in codes if code in known)


def _new_version(text: FrameworkText, actor: Actor) -> Link | None:
    if not text.own or not _may_state(actor):
        return None
    return Link(_("A new version"), address(reverse("framework-new"), {"of": text.code}))


def _facts(text: FrameworkText, actor: Actor) -> tuple[Fact, ...]:
    words, link = source_of(text)
    facts = [Fact(_("Of"), scope_names(actor).get(text.scope, text.scope) or _("everybody"))]
    if text.source:
        facts.append(Fact(_("Source"), words or link, link, typed=True))
    if text.dated:
        facts.append(Fact(_("Dated"), day_text(text.dated, language())))
    if text.own:
        facts.append(Fact(_("Version"), str(text.version)))
    return tuple(facts)


def _scores(text: FrameworkText, actor: Actor) -> tuple[Link, ...]:
    """Return the pairings whose year can be read by this framework."""
    seen = [one for one in pairings(actor) if text.scope in ("", one.code, one.programme.code)]
    return tuple(
        Link(
            pairing_name(one),
            address(reverse("pairing-frameworks", args=[one.code]), {"framework": text.code}),
        )
        for one in seen[:SCORES]
    )


def _form(text: FrameworkText, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return the fields of the form that tags."""
    elements = [(one.code, one.label(language())) for one in text.elements]
    kinds = [(kind, str(words)) for kind, words in KINDS.items()]
    return (
        fields.select("element", _("Element"), elements, typed, errors, needed=True),
        fields.select("kind", _("What"), kinds, typed, errors, needed=True),
        fields.text(
            "target", _("Its code"), typed, errors, needed=True,
            hint=_("as its own page has it, in the address"),
        ),
    )  # fmt: skip


def tag_lines(found: Iterable[FrameworkTag], *, off: bool = False) -> tuple[TagLine, ...]:
    """Return tagged things as a page lists them, by kind; `off` where one may take tags off."""
    ordered = sorted(found, key=lambda one: TAGGED.index(one.kind))
    return tuple(
        TagLine(
            str(KINDS[one.kind]),
            tagged_words(one),
            reverse(one.kind, args=[one.target.code]),
            str(one.pk) if off else "",
        )
        for one in ordered
    )


def tagged_words(one: FrameworkTag) -> str:
    """Return what a tagged thing is called in the reader's language."""
    target = one.target
    if one.kind == "commitment":
        return in_words(target.text_en, target.text_zh)  # type: ignore[union-attr]
    if one.kind == "thing":
        return in_words(target.name_en, target.name_zh)  # type: ignore[union-attr]
    return in_words(target.title_en, target.title_zh)  # type: ignore[union-attr]


# What history says of tags, wherever they stand.
TAG_ACTS = {
    "exchanges.tag": gettext_lazy("tagged"),
    "exchanges.take_tag_off": gettext_lazy("tag taken off"),
}


def tags_told(acts: Iterable[Act], actor: Actor) -> dict[int, str]:
    """Return key of an act → which element of which framework it put on or took off, in words.

    Of a framework out of the reader's sight nothing is told. No query where all are shipped.
    """
    found = {act.pk: act.after or act.before or {} for act in acts if act.action in TAG_ACTS}
    known = dict(shipped_frameworks())
    if any(said["framework"] not in known for said in found.values()):
        known = {text.code: text for text in frameworks(actor)}
    return {
        key: tag_words(known[said["framework"]], said["element"])
        for key, said in found.items()
        if said["framework"] in known
    }


def tag_words(text: FrameworkText, element: str) -> str:
    """Return "Sustainable Development Goals · Goal 8 …" in the reader's language."""
    found = text.element(element)
    return f"{framework_name(text)} · {found.label(language()) if found else element}"
