"""One place with its history; add inside it, rename, move, split or merge it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.programme.policy import ROWS
from tallystick.programme.services import (
    merge_regions,
    move_region,
    rename_region,
    split_region,
)
from tallystick.programme.services.places import add_region
from tallystick.regions.models import Region, RegionChange
from tallystick.regions.queries import children
from tallystick.regions.services.changes import NewPlace
from tallystick.web.contexts.programmes import (
    PastRow,
    PlacePage,
)
from tallystick.web.contexts.shared import Link
from tallystick.web.views.declared import Declared, Typed, answer, forms_of, needed_day
from tallystick.web.views.pairings import map_changes
from tallystick.web.views.pairings.map_changes import put_rows
from tallystick.web.views.shared import invented_here
from tallystick.web.wording import colon, in_chinese, language, place

FORMS: Declared = {
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
            ("why", N_("The decision it rests on"), "text", False),
        ),
    ),
    "split": (
        N_("Split it into several"),
        N_("Split"),
        (
            ("into", N_("One heir a line: code = English name = Chinese name"), "lines", True),
            ("on", N_("First day of the heirs"), "date", True),
            ("why", N_("The decision it rests on"), "text", False),
        ),
    ),
    "merge": (
        N_("Merge it into a standing place"),
        N_("Merge"),
        (
            ("into", N_("Code of that place"), "text", True),
            ("on", N_("First day after the merger"), "date", True),
            ("why", N_("The decision it rests on"), "text", False),
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def place_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one place; a posted form adds inside it, renames, moves, splits or merges it."""
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Http404(code)
    acts = {name: (lambda form, by, act=act: act(code, form, by)) for name, act in ACTS.items()}

    def page(actor: Actor, form: Typed, problems: tuple[str, ...]) -> PlacePage:
        return _place(found, actor, form, problems)

    return answer(request, page, acts, reverse("place", args=[code]), "place")


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
        put=put_rows(found, actor),
        inside=tuple(
            Link(place(one), reverse("place", args=[one.code]))
            for one in children(found.code, on=today)
        ),
        forms=forms_of(FORMS, typed) if allowed else (),
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
        colon(words, place(change.heir)),
        change.on,
        href=reverse("place", args=[change.heir.code]),
    )


def _add(code: str, form: Typed, by: Actor) -> str:
    names: dict[str, Any] = {
        name: form.get(name, "").strip() for name in ("code", "kind", "name_en", "name_zh")
    }
    made = add_region(**names, parent=code, by=by)
    return _("%(name)s is on the map.") % {"name": place(made)}


def _rename(code: str, form: Typed, by: Actor) -> str:
    names = {name: form.get(name, "").strip() for name in ("name_en", "name_zh")}
    rename_region(region=code, **names, on=needed_day(form), by=by)
    return _("Renamed. Records before that day keep the old name.")


def _move(code: str, form: Typed, by: Actor) -> str:
    parent, why = form.get("parent", "").strip(), form.get("why", "")
    done = move_region(region=code, parent=parent, on=needed_day(form), by=by, why=why)
    if done.proposal:
        return map_changes.put_words(done)
    return _("Moved. Reports use the map of their own day.")


def _split(code: str, form: Typed, by: Actor) -> str:
    heirs = []
    for line in form.get("into", "").splitlines():
        new, _sign, names = (part.strip() for part in line.partition("="))
        name_en, _sign, name_zh = (part.strip() for part in names.partition("="))
        if new:
            heirs.append(NewPlace(new, name_en, name_zh))
    done = split_region(
        region=code, into=heirs, on=needed_day(form), by=by, why=form.get("why", "")
    )
    if done.proposal:
        return map_changes.put_words(done)
    return _("Split. What stands here is carried to the heirs under two names.")


def _merge(code: str, form: Typed, by: Actor) -> str:
    into, why = form.get("into", "").strip(), form.get("why", "")
    done = merge_regions(regions=[code], into=into, on=needed_day(form), by=by, why=why)
    if done.proposal:
        return map_changes.put_words(done)
    return _("Merged. What stands here is carried over under two names.")


ACTS: Mapping[str, Callable[[str, Typed, Actor], str]] = {
    "add": _add,
    "rename": _rename,
    "move": _move,
    "split": _split,
    "merge": _merge,
    "agree-map": map_changes.agree,
    "drop-map": map_changes.drop,
}
