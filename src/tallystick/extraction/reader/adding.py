"""What a reader names added to a draft: behind what the rules found, marked, and little trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from tallystick.extraction.acts.kinds import BUILD, FUND, OTHER, PLACE, SEND, SIGN, TRAIN, VISIT
from tallystick.extraction.acts.workstreams import workstream_of
from tallystick.extraction.drafts import (
    MODEL,
    CommitmentFound,
    Draft,
    FigureFound,
    Found,
    PersonFound,
    Span,
)
from tallystick.extraction.page import plain
from tallystick.extraction.reader import items as read_items
from tallystick.extraction.reader.endpoint import Endpoint, ask
from tallystick.extraction.reader.items import TOLD, Item, items_in
from tallystick.kernel.numeral import scan

# Below every rule: it is for a person to look at first.
CONFIDENCE = 30
_ACTS = (BUILD, FUND, OTHER, PLACE, SEND, SIGN, TRAIN, VISIT)
_MODALITIES = ("done", "will", "hope")
T = TypeVar("T", bound=Span)


def with_reader(draft: Draft, text: str, endpoint: Endpoint) -> Draft:
    """Return a draft with what the reader at an address names besides.

    What the rules found stays as it is, and before it: an item that touches any of it is left out.

    Raises: Refused where the reader cannot be asked or its answer is none.
    """
    found = list(items_in(ask(endpoint, TOLD, text), text))
    return replace(
        draft,
        people=(*draft.people, *_people(draft, text, found)),
        figures=(*draft.figures, *_apart(draft.figures, _figures(text, found))),
        commitments=(*draft.commitments, *_apart(draft.commitments, _commitments(text, found))),
        agreements=(*draft.agreements, *_named(draft, text, found, read_items.AGREEMENT)),
        frameworks=(*draft.frameworks, *_named(draft, text, found, read_items.FRAMEWORK)),
    )


def _of(found: list[Item], kind: str) -> Iterator[Item]:
    return (item for item in found if item.kind == kind)


def _apart(there: Iterable[Span], more: Iterable[T]) -> Iterator[T]:
    """Yield what touches nothing that is there, and nothing yielded before."""
    taken = [(one.start, one.end) for one in there]
    for one in more:
        if all(one.end <= start or end <= one.start for start, end in taken):
            taken.append((one.start, one.end))
            yield one


def _people(draft: Draft, text: str, found: list[Item]) -> Iterator[PersonFound]:
    known = {one.text for one in (*draft.people, *draft.represented)}
    for item in _of(found, read_items.PARTICIPANT):
        name = text[item.start : item.end]
        if name in known or "\n" in name:
            continue
        known.add(name)
        post = item.word("position")
        yield PersonFound(
            item.start, item.end, name, confidence=CONFIDENCE, reader=MODEL,
            position=post if post and post in text else None,
        )  # fmt: skip


def _figures(text: str, found: list[Item]) -> Iterator[FigureFound]:
    """Yield the figures: the numbers that the rules read in the text, not what is cut out of one.

    The last three digits of 12,500 are no 500.
    """
    numbers = list(scan(plain(text)))
    for item in _of(found, read_items.FIGURE):
        met = [one for one in numbers if one.start < item.end and item.start < one.end]
        if len(met) != 1 or not met[0].unit:
            continue
        (one,) = met
        if one.start < item.start or item.end < one.end:
            continue
        yield FigureFound(
            one.start, one.end, text[one.start : one.end], confidence=CONFIDENCE, reader=MODEL,
            value=one.value, unit=one.unit, qualifier=one.qualifier,
        )  # fmt: skip


def _commitments(text: str, found: list[Item]) -> Iterator[CommitmentFound]:
    for item in _of(found, read_items.COMMITMENT):
        words, modality, act = text[item.start : item.end], item.word("modality"), item.word("act")
        if modality not in _MODALITIES:
            continue
        kind = act if act in _ACTS else OTHER
        yield CommitmentFound(
            item.start, item.end, words, confidence=CONFIDENCE, reader=MODEL,
            actor=None, kind=kind, modality=modality,
            workstream=workstream_of(kind, plain(words)),
        )  # fmt: skip


def _named(draft: Draft, text: str, found: list[Item], kind: str) -> Iterator[Found]:
    """Yield documents or policies; what is known as the one is not added as the other."""
    more = (
        Found(
            item.start, item.end, text[item.start : item.end], confidence=CONFIDENCE, reader=MODEL
        )
        for item in _of(found, kind)
    )
    known = {one.text for one in (*draft.agreements, *draft.frameworks)}
    return (
        one for one in _apart((*draft.agreements, *draft.frameworks), more) if one.text not in known
    )
