"""What the reader found in a text, as items in the order of its words. Plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tallystick.extraction import Draft, FigureFound, Found

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ItemRead:
    """One thing the text says: `text[start:end] == words`; `read` is what JSON can keep of it."""

    kind: str
    start: int
    end: int
    words: str
    confidence: int
    read: Mapping[str, Any] = field(default_factory=dict)


def names_of(gazetteer: Iterable[tuple[str, str]]) -> Names:
    """Return name → the codes of all places that bear it, in order.

    >>> names_of([("Fir", "xx-fir"), ("Fir", "xx-far"), ("Mill", "xx-mill")])["Fir"]
    ('xx-far', 'xx-fir')
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in gazetteer:
        found[name].add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def items_of(draft: Draft, names: Names) -> list[ItemRead]:
    """Return what a draft found, in the order of the text.

    `part_of` and `beside` of a figure are numbers of items, from 1.
    """
    known = {**{place.text: place.codes for place in draft.regions}, **names}
    found = sorted(_found(draft, known), key=lambda one: (one[0].start, one[0].end, one[1]))
    numbers = {id(piece): n for n, (piece, _, _) in enumerate(found, 1)}
    return [
        ItemRead(
            kind,
            piece.start,
            piece.end,
            piece.text,
            piece.confidence,
            {**read, **_beside(piece, draft.figures, numbers)},
        )
        for piece, kind, read in found
    ]


def _beside(
    piece: Found, figures: tuple[FigureFound, ...], numbers: Mapping[int, int]
) -> dict[str, int | None]:
    if not isinstance(piece, FigureFound):
        return {}
    return {
        name: None if at is None else numbers[id(figures[at])]
        for name, at in (("part_of", piece.part_of), ("beside", piece.beside))
    }


def _found(draft: Draft, known: Names) -> Iterator[tuple[Found, str, dict[str, Any]]]:
    if (event := draft.event) is not None:
        told = {"kind": event.kind, "date": event.date, "place": event.place}
        codes = list(known.get(event.place or "", ()))
        yield event, "event", {**told, "regions": list(event.regions), "codes": codes}
    for person in draft.people:
        from_ = person.organisation_or_region
        told = {"name": person.text, "position": person.position, "side": person.side}
        codes = list(known.get(from_ or "", ()))
        yield person, "person", {**told, "organisation_or_region": from_, "codes": codes}
    for away in draft.represented:
        yield away, "represented", {"name": away.text, "position": away.position, "by": away.by}
    for figure in draft.figures:
        yield figure, "figure", _figure(figure)
    for act in draft.commitments:
        told = {"actor": act.actor, "kind": act.kind, "modality": act.modality}
        yield act, "commitment", {**told, "workstream": act.workstream}
    for paper in draft.agreements:
        yield paper, "agreement", {"title": paper.text}
    for frame in draft.frameworks:
        yield frame, "framework", {"name": frame.text}
    for done in draft.achievements:
        yield done, "achievement", {}


def _figure(figure: FigureFound) -> dict[str, Any]:
    return {
        # Exact text: a number of JSON is read back as a float.
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "cumulative": figure.cumulative,
        "period": figure.period,
        "indicator": figure.indicator_code,
    }
