"""Host or guest of whoever no rule gives a side in an English text: what weighs most.

The clues are the words between somebody and the one named before, those right behind, the post,
the place and the kind of the event, and the side of the one before. sides.csv has their weights,
learnt from labelled texts by `python -m bench.readouts.learn_sides`; its first line is a hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tallystick.extraction.drafts import EventFound, PersonFound, changed
from tallystick.extraction.learnt import learnt_rows
from tallystick.extraction.page import Page
from tallystick.extraction.people.posts import words

NONE = "none"
SIDES = ("host", "guest", NONE)
Weights = Mapping[str, Sequence[int]]
_NOTHING = (0, 0, 0)
# So far before a name, and behind it, words say what somebody does there.
_BEFORE, _BEHIND, _NEXT = 160, 60, 5
_FEW = 3
_TOKEN = re.compile(r"[A-Za-z’']+|[;:.,()]")
_LISTED = words("other also")
_CUES = words(
    "led headed accompanied accompanying met meets received welcomed hosted hosts with by "
    "including included attended joined visited arrived said told signed between witnessed "
    "present delegation group team officials leaders members visiting visitors guests host "
    "counterpart thanked expressed hoped welcome welcoming called courtesy call presided "
    "chaired briefed other also from leads will leading goes invited invitation our his her "
    "their along greeted to on behalf"
)
# Who greets is at home, and who leads a group there or goes to see it is not.
_DOES = dict.fromkeys(words("received receives welcomed welcomes greeted hosted hosts"), "greets")
_DOES |= dict.fromkeys(words("led leads leading headed heads visited visits arrived"), "comes")
_POST = re.compile(
    r"\b(?:mayor|governor|secretary|ambassador|consul|minister|councill?or|cllr|director|president|"
    r"chairman|leader|head|member|chief|premier|vice|deputy|officer|professor|manager|commissioner|"
    r"representative|envoy|speaker|general)\b",
    re.IGNORECASE,
)


@cache
def weights() -> Weights:
    """Return by clue what it weighs for a host, for a guest and for neither."""
    rows = learnt_rows("events", "sides.csv")
    return {row["clue"]: [int(row[side]) for side in SIDES] for row in rows}


def with_weighed_sides(
    page: Page, event: EventFound | None, people: tuple[PersonFound, ...]
) -> tuple[PersonFound, ...]:
    """Return the same people, with a side of those who have none where one weighs most."""
    if page.chinese or event is None or all(person.side for person in people):
        return people
    found: list[PersonFound] = []
    for number, person in enumerate(people):
        if person.side is None:
            last = found[-1].side or NONE if found else "first"
            clues = clues_of(page, event, people, number)
            side = heaviest([*clues, after(page, people, number, last)], weights())
            person = changed(person, side=None if side == NONE else side)
        found.append(person)
    return tuple(found)


def heaviest(clues: Sequence[str], weigh: Weights) -> str:
    """Return what the clues weigh most for, the first of equals.

    >>> heaviest(["after led"], {"after led": [1, 5, 0]})
    'guest'
    """
    kept = [weigh.get(clue, _NOTHING) for clue in clues]
    sums = [sum(weight[side] for weight in kept) for side in range(len(SIDES))]
    return SIDES[sums.index(max(sums))]


def after(page: Page, people: Sequence[PersonFound], number: int, last: str) -> str:
    """Return the clue of the side of whoever is named before."""
    if not number:
        return "begins"
    sentence, between = _sentence_start(page, people[number]), _between(page, people, number)
    listed = _CUES.isdisjoint({*between} - _LISTED) and ";" not in between
    return f"behind {last} {people[number - 1].start >= sentence} {listed}"


def clues_of(
    page: Page, event: EventFound, people: Sequence[PersonFound], number: int
) -> list[str]:
    """Return what speaks for a side of somebody; the side of the one before is apart."""
    return [*_known(event, people, number), *_spoken(page, event, people, number)]


def _known(event: EventFound, people: Sequence[PersonFound], number: int) -> Iterator[str]:
    """Yield what the rules found: side, home, place, kind, post."""
    person, place = people[number], event.place or ""
    home, rule = person.organisation_or_region, person.side or NONE
    near = NONE
    if home:
        near = "nowhere" if not place else "here" if home in place or place in home else "apart"
    order = min(number, _FEW)
    post = person.position or ""
    here = bool(place) and place.split(",")[0] in post
    yield from (
        "always",
        f"rule {rule}",
        f"rule {rule} {event.kind}",
        f"home {near} {rule}",
        f"order {order}",
        f"order {order} {event.kind}",
        f"order {order} rule {rule}",
        f"kind {event.kind} place {bool(place)}",
        f"post here {here}",
        f"post small {post[:1].islower()}",
    )
    yield from (f"post {word}" for word in sorted({w.lower() for w in _POST.findall(post)}))


def _spoken(
    page: Page, event: EventFound, people: Sequence[PersonFound], number: int
) -> Iterator[str]:
    """Yield the words around a name that tell what somebody did there."""
    person, rule = people[number], people[number].side or NONE
    start = _sentence_start(page, person)
    stop = page.plain.find(". ", person.end, person.end + _BEHIND)
    behind = _words(page, person.end, stop if stop > 0 else person.end + _BEHIND)[:_NEXT]
    between = _between(page, people, number)
    for word in sorted(_CUES.intersection(between)):
        yield f"before {word}"
        yield f"before {word} {rule}"
    does = [_DOES[word] for word in behind if word in _DOES]
    yield from (f"then {one} {person.side}" for one in does[:1])
    done = [_DOES[word] for word in between if word in _DOES]
    by = bool(between) and "by" in between
    yield from (f"before {one} by {by}" for one in done[-1:])
    told = [word for word in _words(page, start, person.start) if word in _CUES]
    last = told[-1] if told else "first"
    yield f"last {last}"
    yield f"last {last} {event.kind}"
    for word in sorted(_CUES.intersection(behind)):
        yield f"then {word}"
        yield f"then {word} {event.kind}"
    if number:
        before = people[number - 1]
        yield f"rule before {before.side} {before.start >= start}"
        yield f"new sentence {before.start < start}"


def _sentence_start(page: Page, person: PersonFound) -> int:
    """Return where the sentence begins that names somebody."""
    line = page.plain.rfind("\n", 0, person.start) + 1
    # "Mr. NAME": no sentence begins right before a name.
    return max(line, page.plain.rfind(". ", 0, max(0, person.start - len("Mrs."))) + 1)


def _between(page: Page, people: Sequence[PersonFound], number: int) -> list[str]:
    """Return the words between somebody and the one named before, of the same sentence."""
    person = people[number]
    last = people[number - 1].end if number else 0
    first = max(last, _sentence_start(page, person), person.start - _BEFORE)
    return _words(page, first, person.start)


def _words(page: Page, first: int, last: int) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(page.plain, first, last)]
