"""A draft in the form of a label: what a person who read the announcement by hand writes down."""

from __future__ import annotations

from decimal import Decimal

from tallystick.extraction.drafts import RULES, Draft, EventFound, FigureFound, Found, Span

Label = dict[str, object]


def as_label(draft: Draft, name: str, *, places: bool = False) -> Label:
    """Return a draft as announcements are labelled; `places` adds all spans and confidences.

    Units: `name` is the announcement's id.
    """
    label: Label = {
        "id": name,
        "lang": draft.lang,
        "event": _event(draft.event, places),
        "participants": [
            {
                "name": found.text,
                "position": found.position,
                "organisation_or_region": found.organisation_or_region,
                "side": found.side,
                **_place(found, found.confidence, places),
                **_reader(found),
            }
            for found in draft.people
        ],
        "figures": [_figure(found, places) for found in draft.figures],
        "commitments": [
            {
                "text": found.text,
                "actor": found.actor,
                "kind": found.kind,
                "modality": found.modality,
                "start": found.start,
                "end": found.end,
                **({"workstream": found.workstream} if places else {}),
                **({"confidence": found.confidence} if places else {}),
                **_reader(found),
            }
            for found in draft.commitments
        ],
        "agreements": [
            {"title": found.text, **_place(found, found.confidence, places), **_reader(found)}
            for found in draft.agreements
        ],
    }
    if draft.represented or places:
        label["represented"] = [
            {
                "name": found.text,
                "position": found.position,
                "by": found.by,
                **_place(found, found.confidence, places),
            }
            for found in draft.represented
        ]
    if draft.frameworks or places:
        label["frameworks"] = [found.text for found in draft.frameworks]
    if places:
        label["achievements"] = [
            {"text": found.text, **_place(found, found.confidence, places)}
            for found in draft.achievements
        ]
    return label


def _place(span: Span, confidence: int, places: bool) -> Label:
    return {"start": span.start, "end": span.end, "confidence": confidence} if places else {}


def _reader(found: Found) -> Label:
    """Say who found a piece, where that was not the rules."""
    return {"reader": found.reader} if found.reader != RULES else {}


def _event(event: EventFound | None, places: bool) -> Label | None:
    if event is None:
        return None
    return {
        "kind": event.kind,
        "date": event.date,
        "place": event.place,
        "regions": list(event.regions),
        **_place(event, event.confidence, places),
    }


def _figure(found: FigureFound, places: bool) -> Label:
    return {
        "value": _number(found.value),
        "unit": found.unit,
        "indicator_code": found.indicator_code,
        "text": found.text,
        "period": found.period,
        "qualifier": found.qualifier,
        "cumulative": found.cumulative,
        "start": found.start,
        "end": found.end,
        **(
            {
                "part_of": found.part_of,
                "beside": found.beside,
                "told_by": list(found.told_by),
                "confidence": found.confidence,
            }
            if places
            else {}
        ),
        **_reader(found),
    }


def _number(value: Decimal) -> int | float:
    """Return a whole number as one; JSON has no decimals, so the rest goes out as it reads."""
    return int(value) if value == value.to_integral_value() else float(value)
