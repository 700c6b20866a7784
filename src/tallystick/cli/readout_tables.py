"""A draft as tables for people: each piece beside the words of the announcement it stands in."""

from __future__ import annotations

from tallystick.cli.door import Column, Said, columns, print_table, said, say
from tallystick.cli.wording import NOTHING, indicator, listed
from tallystick.extraction import Draft, EventFound, FigureFound, PersonFound, RepresentedFound
from tallystick.programme.rules.catalogue import indicators


def show(draft: Draft) -> None:
    """Print what a draft holds; what the announcement does not say is a dash."""
    if draft.event is None:
        say("No meeting, visit, signing or result of a cooperation is reported in this text.")
    else:
        _show_event(draft.event)
    _table(
        said("People"),
        columns("Name", "Post", "Acts for", "Took part as"),
        [_person(one) for one in draft.people] + [_represented(one) for one in draft.represented],
    )
    _table(
        said("Figures"),
        columns("Value>", "Unit", "How stated", "Period!", "Indicator", "In the text", "Part of?"),
        [_figure(one, draft.figures) for one in draft.figures],
    )
    _table(
        said("Commitments"),
        columns("Who acts", "Kind", "How far", "In the text"),
        [
            [one.actor or NOTHING, _kind(one.kind), _modality(one.modality), one.text]
            for one in draft.commitments
        ],
    )
    for title, found in (
        (said("Agreements"), draft.agreements),
        (said("Policy frameworks"), draft.frameworks),
        (said("Achievements without a number"), draft.achievements),
    ):
        _table(title, columns("In the text"), [[one.text] for one in found])


def _table(title: Said, headings: list[Column], rows: list[list[str]]) -> None:
    if rows:
        print_table(title, headings, rows)


def _show_event(event: EventFound) -> None:
    kinds = {
        "visit": said("visit"),
        "meeting": said("a meeting"),
        "signing": said("a signing"),
        "bulletin": said("a report"),
    }
    row = [
        kinds.get(event.kind, event.kind),
        event.date or NOTHING,
        event.place or NOTHING,
        listed(event.regions) or NOTHING,
        event.text,
    ]
    print_table(
        said("Event"), columns("Kind", "Day!", "Held at", "Regions", "In the text"), [row]
    )  # fmt: skip


def _person(one: PersonFound) -> list[str]:
    parts = {"host": said("host"), "guest": said("guest")}
    return [
        one.text,
        one.position or NOTHING,
        one.organisation_or_region or NOTHING,
        parts.get(one.side or "", NOTHING),
    ]


def _represented(one: RepresentedFound) -> list[str]:
    by = said("represented by %(name)s", name=one.by) if one.by else said("represented")
    return [one.text, one.position or NOTHING, NOTHING, by]


def _figure(one: FigureFound, figures: tuple[FigureFound, ...]) -> list[str]:
    hedges = {
        "exact": said("exactly"),
        "about": said("about"),
        "more_than": said("more than"),
        "nearly": said("nearly"),
        "cumulative": said("in all"),
    }
    code = one.indicator_code or ""
    return [
        f"{one.value.normalize():,f}",
        _unit(one.unit),
        hedges.get(one.qualifier, one.qualifier),
        one.period or NOTHING,
        indicator(code) if code in indicators() else code or NOTHING,
        one.text,
        NOTHING if one.part_of is None else figures[one.part_of].text,
    ]


def _unit(unit: str) -> str:
    """Return what a figure counts or measures; what is counted stands in its own words beside it.

    A unit of no name of ours is shown as it is.
    """
    whole, _, each = unit.partition("/")
    words = {
        "CNY": said("yuan"),
        "USD": said("US dollars"),
        "HKD": said("Hong Kong dollars"),
        "EUR": said("euros"),
        "JPY": said("yen"),
        "GBP": said("pounds sterling"),
        "person": said("persons"),
        "person-time": said("person-times"),
        "household": said("households"),
        "session": said("classes"),
        "batch": said("batches"),
        "job": said("jobs"),
        "percent": "%",
        "permille": "‰",
        "km": said("kilometres"),
        "metre": said("metres"),
        "square-metre": said("square metres"),
        "hectare": said("hectares"),
        "mu": said("mu"),
        "tonne": said("tonnes"),
        "count": NOTHING,
    }
    per = {
        "person": said("a person"),
        "county": said("a county"),
        "village": said("a village"),
        "household": said("a household"),
        "month": said("a month"),
        "year": said("a year"),
    }
    name = words.get(whole, whole)
    if not each:
        return name
    return said("%(unit)s %(each)s", unit=name, each=per.get(each, each))


def _kind(kind: str) -> str:
    return {
        "fund": said("money or goods"),
        "sign": said("signing"),
        "visit": said("visit or meeting"),
        "build": said("building"),
        "train": said("training"),
        "send": said("sending people"),
        "place": said("placing in work"),
        "other": said("other"),
    }.get(kind, kind)


def _modality(modality: str) -> str:
    return {
        "done": said("was done"),
        "will": said("is undertaken"),
        "hope": said("is hoped for"),
    }.get(modality, modality)
