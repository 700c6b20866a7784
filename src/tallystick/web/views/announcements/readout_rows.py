"""Items of a readout in the reader's words: what each is called, what it says, what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystick.exchanges.models import Meeting, MeetingGuest, ReadoutItem
from tallystick.exchanges.rules.proposing import BULLETIN
from tallystick.exchanges.rules.read_figures import unit_is_known
from tallystick.indicators.rules.printed import OUTSIDE
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.frameworks import shipped_frameworks
from tallystick.regions.models import Region
from tallystick.web.contexts.readouts import ItemGroup, ItemRow
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.figures import published_text
from tallystick.web.marking import Pin
from tallystick.web.views.claims.printed_figures import printed_words
from tallystick.web.wording import clauses, colon, in_words, language, place

Kind, Decision = ReadoutItem.Kind, ReadoutItem.Decision
# How each kind is drawn in the text.
LOOKS = {
    Kind.EVENT: "event",
    Kind.AGREEMENT: "event",
    Kind.FRAMEWORK: "event",
    Kind.PERSON: "person",
    Kind.REPRESENTED: "person",
    Kind.FIGURE: "figure",
    Kind.ACHIEVEMENT: "figure",
    Kind.COMMITMENT: "promise",
}
GROUPS = (
    (gettext_lazy("Meeting"), (Kind.EVENT,)),
    (gettext_lazy("People"), (Kind.PERSON, Kind.REPRESENTED)),
    (gettext_lazy("Figures, kept as claims"), (Kind.FIGURE, Kind.ACHIEVEMENT)),
    (gettext_lazy("Agreements and frameworks"), (Kind.AGREEMENT, Kind.FRAMEWORK)),
    (gettext_lazy("Commitments"), (Kind.COMMITMENT,)),
)
_HEADINGS = {kind: n for n, (_title, kinds) in enumerate(GROUPS) for kind in kinds}
MARKS = {
    Decision.ACCEPTED: "kept",
    Decision.CORRECTED: "kept",
    Decision.REJECTED: "dropped",
}
# Below this the pattern that found an item is a weak one.
UNSURE = 70
Values = Mapping[str, str]
Places = Mapping[str, Region]


def pins_of(items: list[ReadoutItem]) -> list[Pin]:
    """Return where the items stand in the text; what was rejected is not drawn."""
    drawn = [one for one in items if one.decision != Decision.REJECTED]
    return [Pin(one.n, LOOKS[Kind(one.kind)], one.start, one.end) for one in drawn]


def in_order(items: Iterable[ReadoutItem]) -> list[ReadoutItem]:
    """Return items in the order in which the draft shows them: by heading, then by number."""
    return sorted(items, key=lambda one: (_HEADINGS[Kind(one.kind)], one.n))


def groups_of(rows: Mapping[str, list[ItemRow]]) -> tuple[ItemGroup, ...]:
    """Return rows by kind under the headings of the draft; headings without rows are left out."""
    found = []
    for title, kinds in GROUPS:
        own = sorted((row for kind in kinds for row in rows.get(kind, ())), key=lambda row: row.n)
        if own:
            found.append(ItemGroup(str(title), tuple(own)))
    return tuple(found)


def row_of_item(item: ReadoutItem, values: Values, places: Places) -> ItemRow:
    """Return an item as the draft shows it."""
    waits = item.decision == Decision.WAITING
    return ItemRow(
        n=item.n,
        label=label_of(item, values),
        says=says_of(item, values, places),
        detail=_detail(item, values),
        notes=_notes(item, values) if waits else (),
        mark=None if waits else _mark(item),
        why=item.why,
        came=_came(item),
        correct=_correct(item, values),
        reopens=not waits,
    )


def _correct(item: ReadoutItem, values: Values) -> Link:
    promise = item.kind == Kind.COMMITMENT and values.get("modality") != "done"
    words = _("Owner and day") if promise else _("Correct")
    return Link(words, reverse("readout-item", args=[item.readout.code, item.n]))


def _mark(item: ReadoutItem) -> Mark:
    decision = Decision(item.decision)
    return Mark(MARKS[decision], capfirst(str(decision.label)))


def label_of(item: ReadoutItem, values: Values) -> str:
    """Return what kind of thing an item is, as finely as it is known."""
    kind = Kind(item.kind)
    if kind == Kind.FIGURE:
        known = indicators().get(values.get("indicator", ""))
        return known.name(language()) if known else _("Figure of no known indicator")
    if kind == Kind.COMMITMENT:
        actor = item.read.get("actor") or ""
        said = {"done": _("Done"), "will": _("Promise"), "hope": _("Wish")}
        word = said.get(values.get("modality", ""), _("Wish"))
        return colon(word, actor) if actor else word
    if kind == Kind.PERSON:
        return str(MeetingGuest.Side(values.get("side") or "other").label).capitalize()
    return capfirst(str(kind.label))


def says_of(item: ReadoutItem, values: Values, places: Places) -> str:
    """Return what an item says, in one line."""
    kind = Kind(item.kind)
    if kind == Kind.EVENT:
        return _event(values, places)
    if kind in (Kind.PERSON, Kind.REPRESENTED):
        return clauses(values.get("name", ""), values.get("post", ""))
    if kind == Kind.FIGURE:
        return printed_words(values["value"], values["unit"], values["qualifier"])
    if kind == Kind.COMMITMENT:
        return in_words(values["text_en"], values["text_zh"]) or values["text_zh"] or item.words
    return values.get("title") or values.get("name") or values.get("text") or item.words


def _event(values: Values, places: Places) -> str:
    kind = values.get("kind", "")
    what = _("bulletin") if kind == BULLETIN else str(Meeting.Kind(kind).label)
    where = places.get(values.get("place", ""))
    day = published_text(values.get("date", ""), language())
    return clauses(capfirst(what), day, place(where) if where else "")


def _detail(item: ReadoutItem, values: Values) -> str:
    kind = Kind(item.kind)
    if kind == Kind.FIGURE:
        return clauses(figure_days(values), values.get("breakdown", ""))
    if kind == Kind.REPRESENTED and values.get("by"):
        return _("brought by %(name)s") % {"name": values["by"]}
    if kind == Kind.FRAMEWORK and (known := shipped_frameworks().get(values["framework"])):
        return known.label(language())
    if kind == Kind.COMMITMENT and values.get("due_on"):
        return _("due %(day)s") % {"day": published_text(values["due_on"], language())}
    return ""


def figure_days(values: Values) -> str:
    """Return the days a figure speaks of, or that they are not stated."""
    start, end, as_of = (
        published_text(values.get(name, ""), language()) for name in ("start", "end", "as_of")
    )
    total = _("running total") if values.get("cumulative") == "yes" else ""
    if as_of:
        return clauses(_("on %(day)s") % {"day": as_of}, total)
    if start or end:
        return clauses(f"{start or '…'} – {end or '…'}", total)
    return clauses(_("days not stated"), total)


def _notes(item: ReadoutItem, values: Values) -> tuple[str, ...]:
    """Return what is worth a second look before an item is accepted."""
    kind, found = Kind(item.kind), []
    if item.confidence < UNSURE:
        found.append(_("The reader is unsure of this one."))
    if kind == Kind.FIGURE:
        if values.get("indicator") == OUTSIDE:
            found.append(_("No indicator was found for it; name one, or keep it without."))
        if not unit_is_known(values.get("unit", "")):
            found.append(_("The catalogue has no such unit: it is kept as printed."))
    if kind == Kind.EVENT and len(values.get("date", "")) < len("2021-05-06"):
        found.append(_("Its day is not certain: say which it was."))
    if kind == Kind.COMMITMENT and values.get("modality") == "hope":
        found.append(
            _("A wish is no promise. Make it a commitment of an office, or keep it as said.")
        )
    return tuple(found)


def _came(item: ReadoutItem) -> Link | None:
    """Return where what became of an item is found."""
    if item.commitment is not None:
        return Link(_("The commitment"), reverse("commitment", args=[item.commitment.code]))
    if item.agreement is not None:
        return Link(_("The agreement"), reverse("agreement", args=[item.agreement.code]))
    if item.framework:
        return Link(_("The framework"), reverse("framework", args=[item.framework]))
    if item.meeting is not None:
        return Link(_("The meeting"), reverse("meeting", args=[item.meeting.code]))
    return None
