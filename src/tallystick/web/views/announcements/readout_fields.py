"""The fields of an item's form, by its kind: labels, hints, and what can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.exchanges.models import Commitment, Meeting, MeetingGuest, Readout, ReadoutItem
from tallystick.exchanges.rules.proposing import BULLETIN
from tallystick.exchanges.rules.saying import FIELDS
from tallystick.indicators.rules.printed import OUTSIDE
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Pairing
from tallystick.programme.queries import line_of
from tallystick.programme.queries.frameworks import frameworks
from tallystick.programme.rules.catalogue import SHOWN_UNITS, indicators
from tallystick.regions.models import Region
from tallystick.web.contexts.forms import FormField
from tallystick.web.views import fields
from tallystick.web.views.announcements.readout_rows import Kind
from tallystick.web.views.claims.printed_figures import HEDGES
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.views.promises.recording import Choices, offices_of, places_of
from tallystick.web.wording import in_words, language, pairing_name, place

Choosing = Callable[[Readout, Actor, Typed], Choices]
LABELS: dict[str, Callable[[], str]] = {
    "kind": lambda: _("Kind"),
    "date": lambda: _("Day"),
    "place": lambda: _("Where"),
    "title_en": lambda: _("Title in English"),
    "title_zh": lambda: _("Title in Chinese"),
    "name": lambda: _("Name"),
    "post": lambda: _("Post, as printed"),
    "side": lambda: _("Side"),
    "by": lambda: _("Brought by"),
    "value": lambda: _("Value"),
    "unit": lambda: _("Unit"),
    "indicator": lambda: _("Indicator"),
    "qualifier": lambda: _("Hedge"),
    "start": lambda: _("First day it speaks of"),
    "end": lambda: _("Last day it speaks of"),
    "as_of": lambda: _("Day on which it stood so"),
    "cumulative": lambda: _("Running total"),
    "breakdown": lambda: _("Which part it covers"),
    "context": lambda: _("What it is about"),
    "pairing": lambda: _("Pairing"),
    "text_en": lambda: _("In English"),
    "text_zh": lambda: _("In Chinese"),
    "modality": lambda: _("How it is said"),
    "owner": lambda: _("Kept by"),
    "due_on": lambda: _("Due"),
    "title": lambda: _("Title"),
    "status": lambda: _("What it is"),
    "commitment": lambda: _("Known commitment"),
    "agreement": lambda: _("Known agreement"),
    "framework": lambda: _("Known framework"),
    "text": lambda: _("Its words"),
}
HINTS: dict[str, Callable[[], str]] = {
    "value": lambda: _("in the unit itself: 257000000 yuan, not 25700 ten thousand"),
    "unit": lambda: _("as the catalogue writes it; another is kept as printed"),
    "owner": lambda: _("with an office and a day it becomes a commitment that is followed"),
    "by": lambda: _("who spoke for this person"),
    "breakdown": lambda: _("empty for the whole indicator"),
}
DAYS = frozenset({"date", "start", "end", "as_of", "due_on"})
LONG = frozenset({"text_en", "text_zh", "context"})
# What a select without a choice says.
BLANKS: dict[str, Callable[[], str]] = {
    "place": lambda: _("not stated"),
    "owner": lambda: _("nobody yet: keep it as said"),
    "pairing": lambda: _("that of the announcement"),
    "commitment": lambda: _("none: it is a new one"),
    "agreement": lambda: _("none"),
    "framework": lambda: _("none"),
    "kind": lambda: _("not stated"),
}
# Fields of a kind in which something must be chosen.
CERTAIN = frozenset({(Kind.EVENT.value, "kind")})
DEEDS = {
    "fund": lambda: _("money or goods"),
    "sign": lambda: _("a document signed"),
    "visit": lambda: _("a visit or meeting"),
    "build": lambda: _("something built"),
    "train": lambda: _("training"),
    "send": lambda: _("people sent"),
    "place": lambda: _("people placed in work"),
    "other": lambda: _("something else"),
}
STATUSES = {
    "actual": lambda: _("a result"),
    "planned": lambda: _("a target or plan"),
    "rule": lambda: _("a rule by which something is given"),
}
SAID = {
    "done": lambda: _("done"),
    "will": lambda: _("will be done"),
    "hope": lambda: _("hoped for"),
}


def fields_of(item: ReadoutItem, typed: Typed, errors: Errors, actor: Actor) -> list[FormField]:
    """Return the fields by which a person says what an item is, with what was typed."""
    return [_field(name, item, typed, errors, actor) for name in FIELDS[item.kind]]


def _field(name: str, item: ReadoutItem, typed: Typed, errors: Errors, actor: Actor) -> FormField:
    label, hint = LABELS[name](), HINTS[name]() if name in HINTS else ""
    choosing = CHOOSING.get((item.kind, name)) or CHOOSING.get(("", name))
    if choosing is not None:
        choices = choosing(item.readout, actor, typed)
        blank = None if (item.kind, name) in CERTAIN else BLANKS.get(name)
        return fields.select(
            name, label, choices, typed, errors, blank=blank and blank(), hint=hint
        )
    if name == "unit":
        units = [(code, words.label(language())) for code, words in SHOWN_UNITS.items()]
        return fields.text(name, label, typed, errors, hint=hint, offers=units)
    kind = "day" if name in DAYS else "long" if name in LONG else "text"
    return fields.text(name, label, typed, errors, kind=kind, hint=hint)


def _meeting_kinds(one: Readout, actor: Actor, typed: Typed) -> Choices:
    kinds = [(kind.value, capfirst(str(kind.label))) for kind in Meeting.Kind]
    return [*kinds, (BULLETIN, _("No meeting: a bulletin"))]


def _places(one: Readout, actor: Actor, typed: Typed) -> Choices:
    """Return the places of both sides, and the one that was read where it lies outside them."""
    found, now = places_of(one.pairing), typed.get("place", "")
    if now and now not in dict(found):
        found += [(row.code, place(row)) for row in Region.objects.filter(code=now)]
    return found


def _indicators(one: Readout, actor: Actor, typed: Typed) -> Choices:
    known = [(code, row.name(language())) for code, row in indicators().items()]
    return [(OUTSIDE, _("none of the catalogue")), *known]


def _pairings(one: Readout, actor: Actor, typed: Typed) -> Choices:
    """Return the other pairings of the same line that a figure or promise may be about."""
    line = [row.pk for row in line_of(one.pairing)[1:]]
    seen = Pairing.objects.visible_to(actor).select_related("supporting", "supported")
    found = seen.filter(parent=one.pairing) | seen.filter(pk__in=line)
    return [(row.code, pairing_name(row)) for row in found.order_by("code")[:100]]


def _commitments(one: Readout, actor: Actor, typed: Typed) -> Choices:
    """Return what is still open on the line, for a promise that is made once more."""
    line = [row.pk for row in line_of(one.pairing)]
    seen = Commitment.objects.visible_to(actor).filter(pairing__in=line)
    found = seen.filter(state=Commitment.State.MADE).order_by("due_on", "code")
    return [(row.code, in_words(row.text_en, row.text_zh)[:80]) for row in found[:100]]


def _agreements(one: Readout, actor: Actor, typed: Typed) -> Choices:
    line = [row.pk for row in line_of(one.pairing)]
    seen = Agreement.objects.visible_to(actor).filter(pairing__in=line).order_by("-year", "code")
    return [(row.code, in_words(row.title_en, row.title_zh)) for row in seen[:100]]


def _frameworks(one: Readout, actor: Actor, typed: Typed) -> Choices:
    found = frameworks(actor, pairing=one.pairing)
    return [(row.code, row.label(language())) for row in found]


def _sides(one: Readout, actor: Actor, typed: Typed) -> Choices:
    return [(side.value, capfirst(str(side.label))) for side in MeetingGuest.Side]


def _hedges(one: Readout, actor: Actor, typed: Typed) -> Choices:
    return [
        ("exact", _("none: exactly so")),
        *((code, words()) for code, words in HEDGES.items()),
    ]


def _yes_no(one: Readout, actor: Actor, typed: Typed) -> Choices:
    return [("no", _("No")), ("yes", _("Yes"))]


def _worded(words: Mapping[str, Callable[[], str]]) -> Choosing:
    return lambda _one, _actor, _typed: [(code, said()) for code, said in words.items()]


CHOOSING: Mapping[tuple[str, str], Choosing] = {
    ("event", "kind"): _meeting_kinds,
    ("commitment", "kind"): _worded(DEEDS),
    ("", "place"): _places,
    ("", "side"): _sides,
    ("", "indicator"): _indicators,
    ("", "qualifier"): _hedges,
    ("", "cumulative"): _yes_no,
    ("", "pairing"): _pairings,
    ("", "modality"): _worded(SAID),
    ("", "owner"): lambda one, _actor, _typed: offices_of(one.pairing),
    ("", "status"): _worded(STATUSES),
    ("", "commitment"): _commitments,
    ("", "agreement"): _agreements,
    ("", "framework"): _frameworks,
}
