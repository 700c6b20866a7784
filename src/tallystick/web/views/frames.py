"""Set up programmes, pairings and places; show one place with its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import pairing, pairings
from tallystick.programme.services import (
    create_pairing,
    create_programme,
    merge_regions,
    move_region,
    re_pair,
    rename_region,
    split_region,
    state_span,
)
from tallystick.programme.services.places import add_region
from tallystick.regions.models import Region, RegionChange
from tallystick.regions.queries import children
from tallystick.regions.services.changes import NewPlace
from tallystick.web.contexts.frames import Field, Form, FramePage, FrameRow, PastRow, PlacePage
from tallystick.web.contexts.shared import Link
from tallystick.web.views.pairings import level_words, span_words, spans_of
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import in_chinese, in_words, language, pairing_name, place

Typed = Mapping[str, str]
# act → heading, button, fields: (name, label, kind, required). The service says what is wrong.
FRAMES: Mapping[str, tuple[str, str, tuple[tuple[str, str, str, bool], ...]]] = {
    "programme": (
        N_("Open a programme"),
        N_("Open the programme"),
        (
            ("code", N_("Code"), "text", True),
            ("name_en", N_("English name"), "text", True),
            ("name_zh", N_("Chinese name"), "text", False),
            ("country", N_("Country, two letters"), "text", True),
        ),
    ),
    "pairing": (
        N_("Pair two regions"),
        N_("Pair them"),
        (
            ("code", N_("Code"), "text", True),
            ("programme", N_("Code of the programme"), "text", True),
            ("supporting", N_("Code of the supporting place"), "text", True),
            ("supported", N_("Code of the supported place"), "text", True),
            ("level", N_("Level: province, city, county"), "text", True),
            ("parent", N_("Code of the pairing it lies in; none opens a book"), "text", False),
            ("since", N_("First day"), "date", False),
            ("source", N_("Decision or publication"), "text", False),
        ),
    ),
    "span": (
        N_("State how long a pairing held"),
        N_("Keep the statement"),
        (
            ("pairing", N_("Code of the pairing"), "text", True),
            ("since", N_("First day"), "date", False),
            ("until", N_("Last day"), "date", False),
            ("source", N_("Decision or publication"), "text", True),
        ),
    ),
    "re_pair": (
        N_("Re-pair: end one pairing and begin its successor"),
        N_("Re-pair"),
        (
            ("pairing", N_("Code of the pairing that ends"), "text", True),
            ("code", N_("Code of the successor"), "text", True),
            ("supporting", N_("Code of its supporting place"), "text", True),
            ("parent", N_("Code of the pairing it lies in; none opens a book"), "text", False),
            ("on", N_("First day of the successor"), "date", True),
            ("source", N_("Decision or publication"), "text", True),
        ),
    ),
}
PLACES: Mapping[str, tuple[str, str, tuple[tuple[str, str, str, bool], ...]]] = {
    "add": (
        N_("Put a place inside on the map"),
        N_("Add the place"),
        (
            ("code", N_("Code"), "text", True),
            ("kind", N_("Kind: county, township, village"), "text", True),
            ("name_en", N_("English name"), "text", True),
            ("name_zh", N_("Chinese name"), "text", False),
        ),
    ),
    "rename": (
        N_("Rename it"),
        N_("Rename"),
        (
            ("name_en", N_("English name"), "text", True),
            ("name_zh", N_("Chinese name"), "text", False),
            ("on", N_("First day of the new name"), "date", True),
        ),
    ),
    "move": (
        N_("Move it to another place"),
        N_("Move"),
        (
            ("parent", N_("Code of the place it will lie in"), "text", True),
            ("on", N_("First day there"), "date", True),
        ),
    ),
    "split": (
        N_("Split it into several"),
        N_("Split"),
        (
            ("into", N_("One heir a line: code = English name = Chinese name"), "lines", True),
            ("on", N_("First day of the heirs"), "date", True),
        ),
    ),
    "merge": (
        N_("Merge it into a standing place"),
        N_("Merge"),
        (
            ("into", N_("Code of that place"), "text", True),
            ("on", N_("First day after the merger"), "date", True),
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def frames_page(request: HttpRequest) -> HttpResponseBase:
    """Show programmes and pairings; a posted form opens, pairs, states or re-pairs."""
    return _answer(request, _frame, FRAME_ACTS, reverse("frames"), "frames")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def place_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one place; a posted form adds inside it, renames, moves, splits or merges it."""
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Http404(code)
    acts = {
        name: (lambda form, by, act=act: act(code, form, by)) for name, act in PLACE_ACTS.items()
    }

    def page(actor: Actor, form: Typed, problems: tuple[str, ...]) -> PlacePage:
        return _place(found, actor, form, problems)

    return _answer(request, page, acts, reverse("place", args=[code]), "place")


def _answer(
    request: HttpRequest,
    page: Callable[[Actor, Typed, tuple[str, ...]], Any],
    acts: Mapping[str, Callable[[Typed, Actor], str]],
    address: str,
    template: str,
) -> HttpResponse:
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
        status = 403 if isinstance(refused, Forbidden) else 422
        return show(request, template, page(actor, request.POST, said), status=status)
    return redirect(address)


def _forms(table: Mapping[str, Any], typed: Typed) -> tuple[Form, ...]:
    sent = typed.get("act", "")
    return tuple(
        Form(
            act,
            _(title),
            _(button),
            tuple(
                Field(name, _(label), typed.get(name, "") if act == sent else "", kind, required)
                for name, label, kind, required in fields
            ),
            act == sent,
        )
        for act, (title, button, fields) in table.items()
    )


def _frame(actor: Actor, typed: Typed, problems: tuple[str, ...]) -> FramePage:
    rows: list[FrameRow] = []
    last = ""
    seen = pairings(actor)
    codes = {row.programme.country.lower() for row in seen}
    lands = {one.code: place(one) for one in Region.objects.filter(code__in=codes)}
    for row in seen:
        programme = row.programme
        if programme.code != last:
            last = programme.code
            name = in_words(programme.name_en, programme.name_zh)
            land = lands.get(programme.country.lower(), programme.country.upper())
            rows.append(FrameRow(name, programme.code, land))
        rows.append(_pairing_row(row))
    allowed = may(actor, ROWS["programme.set_up"]) is not None
    return FramePage(
        section="set-up",
        title=_("Programmes and pairings"),
        invented=invented_here(),
        rows=tuple(rows),
        forms=_forms(FRAMES, typed) if allowed else (),
        problems=problems,
    )


def _pairing_row(row: Pairing) -> FrameRow:
    detail = f"{level_words(row.level)}, {span_words(spans_of(row))}"
    href = reverse("pairing", args=[row.code])
    return FrameRow(pairing_name(row), row.code, detail, href, depth=1)


def _place(found: Region, actor: Actor, typed: Typed, problems: tuple[str, ...]) -> PlacePage:
    today = timezone.localdate()
    links = list(found.parent_links.select_related("parent").order_by("valid_from", "id"))
    now = next((link.parent for link in reversed(links) if link.valid_to is None), None)
    allowed = may(actor, ROWS["programme.redraw"]) is not None and found.ended_on is None
    return PlacePage(
        section="set-up",
        title=place(found),
        invented=invented_here(),
        label=place(now) if now else "",
        code=found.code,
        names=tuple(_names(found)),
        parents=tuple(
            PastRow(
                link.parent.name_on(link.valid_to, language()),
                link.valid_from,
                link.valid_to,
                reverse("place", args=[link.parent.code]),
            )
            for link in links
        ),
        changes=tuple(_change(change) for change in found.changes.select_related("heir")),
        inside=tuple(
            Link(place(one), reverse("place", args=[one.code]))
            for one in children(found.code, on=today)
        ),
        forms=_forms(PLACES, typed) if allowed else (),
        problems=problems,
    )


def _names(found: Region) -> list[PastRow]:
    key = "zh" if in_chinese() else "en"
    former = [
        PastRow(one[key] or one["en"], until=date.fromisoformat(one["until"]))
        for one in found.former_names
    ]
    return [*former, PastRow(place(found), until=found.ended_on)]


def _change(change: RegionChange) -> PastRow:
    words = capfirst(str(RegionChange.Kind(change.kind).label))
    if change.heir is None:
        return PastRow(words, change.on)
    return PastRow(
        f"{words}: {place(change.heir)}",
        change.on,
        href=reverse("place", args=[change.heir.code]),
    )


def _day(form: Typed, name: str, *, needed: bool = True) -> date | None:
    text = form.get(name, "")
    if not text and not needed:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(Problem("no-day", name, value=text[:20])) from wrong


def _needed(form: Typed, name: str = "on") -> date:
    day = _day(form, name)
    if day is None:
        raise Refused.of("form-incomplete", path=name)
    return day


def _open_programme(form: Typed, by: Actor) -> str:
    names: dict[str, Any] = {
        name: form.get(name, "").strip() for name in ("code", "name_en", "name_zh")
    }
    country = form.get("country", "").strip().lower()[:2]
    made = create_programme(**names, country=country, by=by)
    return _("%(name)s is open. Now pair two regions in it.") % {"name": made.name_en}


def _pair(form: Typed, by: Actor) -> str:
    words = ("code", "programme", "supporting", "supported", "level")
    made = create_pairing(
        **{name: form.get(name, "").strip() for name in words},
        parent=form.get("parent", "").strip() or None,
        since=_day(form, "since", needed=False),
        source=form.get("source", "").strip(),
        by=by,
    )
    return _("%(name)s are paired.") % {"name": pairing_name(made)}


def _span(form: Typed, by: Actor) -> str:
    found = pairing(form.get("pairing", "").strip(), actor=by)
    state_span(
        pairing=found,
        valid_from=_day(form, "since", needed=False),
        valid_to=_day(form, "until", needed=False),
        source=form.get("source", "").strip(),
        preferred=True,
        by=by,
    )
    return _("The statement is kept; reports reckon with it.")


def _re_pair(form: Typed, by: Actor) -> str:
    made = re_pair(
        pairing=pairing(form.get("pairing", "").strip(), actor=by),
        code=form.get("code", "").strip(),
        supporting=form.get("supporting", "").strip(),
        parent=form.get("parent", "").strip(),
        on=_needed(form),
        source=form.get("source", "").strip(),
        by=by,
    )
    return _(
        "%(name)s succeeds it. What lives passes when both sides put their names under it."
    ) % {"name": pairing_name(made)}


def _add(code: str, form: Typed, by: Actor) -> str:
    names: dict[str, Any] = {
        name: form.get(name, "").strip() for name in ("code", "kind", "name_en", "name_zh")
    }
    made = add_region(**names, parent=code, by=by)
    return _("%(name)s is on the map.") % {"name": place(made)}


def _rename(code: str, form: Typed, by: Actor) -> str:
    names = {name: form.get(name, "").strip() for name in ("name_en", "name_zh")}
    rename_region(region=code, **names, on=_needed(form), by=by)
    return _("Renamed. Records before that day keep the old name.")


def _move(code: str, form: Typed, by: Actor) -> str:
    move_region(region=code, parent=form.get("parent", "").strip(), on=_needed(form), by=by)
    return _("Moved. Reports use the map of their own day.")


def _split(code: str, form: Typed, by: Actor) -> str:
    heirs = []
    for line in form.get("into", "").splitlines():
        new, _sign, names = (part.strip() for part in line.partition("="))
        name_en, _sign, name_zh = (part.strip() for part in names.partition("="))
        if new:
            heirs.append(NewPlace(new, name_en, name_zh))
    split_region(region=code, into=heirs, on=_needed(form), by=by)
    return _("Split. What stands here is carried to the heirs under two names.")


def _merge(code: str, form: Typed, by: Actor) -> str:
    merge_regions(regions=[code], into=form.get("into", "").strip(), on=_needed(form), by=by)
    return _("Merged. What stands here is carried over under two names.")


FRAME_ACTS: Mapping[str, Callable[[Typed, Actor], str]] = {
    "programme": _open_programme,
    "pairing": _pair,
    "span": _span,
    "re_pair": _re_pair,
}
PLACE_ACTS: Mapping[str, Callable[[str, Typed, Actor], str]] = {
    "add": _add,
    "rename": _rename,
    "move": _move,
    "split": _split,
    "merge": _merge,
}
