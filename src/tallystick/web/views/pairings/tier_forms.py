"""The two forms of tiers: what a tier is, and in which tier a county stands."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.models import CountyTier, FundTier, Pairing
from tallystick.programme.queries.tiers import TierBook, require_may_set
from tallystick.programme.rules.tiers import Years, read_each, years_problems
from tallystick.programme.services import end_tier, place_county, release_county, set_tier
from tallystick.programme.services.tiers import TierText
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.web.contexts.forms import FormField
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.wording import in_words, place

TIER_FIELDS = ("code", "name_en", "name_zh", "amount")
COUNTY_FIELDS = ("region", "tier")
BOTH = ("from_year", "until_year", "source", "why")
# Form → where a problem lies → the field that shows it.
PATHS = {
    "tier": {name: f"tier.{name}" for name in (*TIER_FIELDS, *BOTH)},
    "county": {name: f"county.{name}" for name in (*COUNTY_FIELDS, *BOTH)},
}
# A year that was not typed, or is none; the rule on years refuses it.
NO_YEAR = 0


def shown_fields() -> set[str]:
    """Return the names of all fields."""
    return {name for form in PATHS.values() for name in form.values()}


def state(row: Pairing, typed: Typed, by: Actor) -> FundTier | CountyTier:
    """State what a form says.

    Raises: Refused with every fault, each with what was typed; Forbidden; Conflict.
    """
    require_may_set(row, by)
    act = typed.get("act", "")
    form = "county" if act in ("place", "release") else "tier"
    given = {path: typed.get(name, "").strip() for path, name in PATHS[form].items()}
    years = Years(_year(given["from_year"]) or NO_YEAR, _until(given["until_year"]))
    frame = {"pairing": row, "years": years, "by": by, "why": given["why"], "seen": _seen(typed)}
    try:
        if form == "tier":
            return _state_tier(act, given, frame)
        return _state_county(act, given, frame)
    except Refused as refused:
        raise type(refused)(_as_typed(refused.problems, given)) from refused


def _state_tier(act: str, given: Typed, frame: dict[str, object]) -> FundTier:
    if act == "end-tier":
        return end_tier(code=given["code"], **frame)  # type: ignore[arg-type]
    amount, unread = read_each(given["amount"])
    text = TierText(given["code"], given["name_en"], given["name_zh"], amount)
    return set_tier(
        tier=text, source=given["source"], unread=unread, **frame,  # type: ignore[arg-type]
    )  # fmt: skip


def _state_county(act: str, given: Typed, frame: dict[str, object]) -> CountyTier:
    region = Region.objects.filter(code=given["region"]).first()
    if region is None:
        params = {"what": "region", "code": given["region"][:60]}
        unfit = years_problems(frame["years"])  # type: ignore[arg-type]
        raise NotFound([Problem("not-found", "region", params), *unfit])
    if act == "release":
        return release_county(region=region, **frame)  # type: ignore[arg-type]
    return place_county(
        region=region, tier=given["tier"], source=given["source"], **frame,  # type: ignore[arg-type]
    )  # fmt: skip


def _as_typed(problems: tuple[Problem, ...], given: Typed) -> list[Problem]:
    """Return the problems of years with what stood in the field."""
    return [
        Problem(one.code, one.path, one.params, given[one.path][:20])
        if one.code == "tier-year-unfit"
        else one
        for one in problems
    ]


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _until(text: str) -> int | None:
    """Return the last year; nothing typed is open."""
    return (_year(text) or NO_YEAR) if text else None


def _seen(typed: Typed) -> datetime | None:
    """Return the moment up to which the reader knew the statements."""
    try:
        seen = datetime.fromisoformat(typed.get("seen", ""))
    except ValueError:
        return None
    return seen if seen.tzinfo else None


def tier_fields(typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return the fields of a tier."""
    names = PATHS["tier"]
    return (
        fields.text(
            names["code"], _("Code"), typed, errors, needed=True,
            hint=_("Small letters, such as first; it stays when names change."),
        ),
        fields.text(names["name_en"], _("Name in English"), typed, errors, needed=True),
        fields.text(names["name_zh"], _("Name in Chinese"), typed, errors),
        fields.text(
            names["amount"], _("Yuan a county and year"), typed, errors, kind="number",
            hint=_("Leave it empty where it is not known."),
        ),
        *_both(names, typed, errors),
    )  # fmt: skip


def county_fields(
    row: Pairing, book: TierBook, typed: Typed, errors: Errors
) -> tuple[FormField, ...]:
    """Return the fields of a county."""
    names = PATHS["county"]
    tiers = [
        (code, in_words(held[-1].name_en, held[-1].name_zh))
        for code, rows in book.tiers.items()
        if (held := [one for one in rows if one.held])
    ]
    places = [(region.code, place(region)) for region in _places(row)]
    return (
        fields.select(names["region"], _("County"), places, typed, errors, needed=True),
        fields.select(names["tier"], _("Tier"), tiers, typed, errors, needed=True),
        *_both(names, typed, errors),
    )


def _both(names: Typed, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    begun = {names["from_year"]: str(timezone.localdate().year), **typed}
    return (
        fields.text(
            names["from_year"], _("From budget year"), begun, errors, kind="number", needed=True
        ),
        fields.text(
            names["until_year"], _("Until budget year"), typed, errors, kind="number",
            hint=_("Leave it empty where no end is known."),
        ),
        fields.text(
            names["source"], _("Source"), typed, errors,
            hint=_("The notice, or its address. Needed unless something ends."),
        ),
        fields.text(
            names["why"], _("Why"), typed, errors,
            hint=_("Needed where something else was stated for these years."),
        ),
    )  # fmt: skip


def _places(row: Pairing) -> list[Region]:
    """Return the counties of the supported side; where none is called so, what lies in it."""
    inside = Region.objects.filter(code__in=below(row.supported.code))
    found = list(inside.filter(kind="county"))
    return found or [one for one in inside if one.pk != row.supported_id] or [row.supported]
