"""What the words around each day that an English text names say of it: its clues.

They are how the day is printed and how far it lies from publication, where in the text it stands,
the words before and behind it, and what kind of event is told; and what speaks for no day at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.extraction.dates.printed import DAY_LENGTH, last_day
from tallystick.extraction.drafts import DateFound, Span
from tallystick.extraction.events.telling import opening
from tallystick.extraction.events.when import dateline, in_year_of
from tallystick.extraction.page import Page

# A text that names more days is a list of them.
_MANY = 40
# So far the words around a day are heard, and so many of them.
_BEFORE, _BEHIND, _WORDS_BEFORE, _WORDS_BEHIND = 90, 80, 8, 6
_TOKEN = re.compile(r"[A-Za-z’']+|\d+|[^\sA-Za-z\d]")
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_LENGTH = len("2024-06")
_SECOND, _LEAD, _TWICE, _ORDER, _CHOICES = 1, 3, 2, 3, 4
# Days before publication up to each of these are told apart.
_SINCE = (
    (-15, "far ahead"),
    (-1, "ahead"),
    (0, "same"),
    (1, "day before"),
    (3, "days"),
    (7, "week"),
    (31, "month"),
    (90, "quarter"),
)


@dataclass(frozen=True)
class Choice:
    """A day that a text may mean, or none, with its clues."""

    iso: str | None
    clues: tuple[str, ...]


def day_choices(page: Page, kind: str, sentence: Span, by_rules: str | None) -> list[Choice]:
    """Return what may be the day of an event: none first, then each day named, and publication.

    Units: `sentence` tells the event, which is of that kind; `by_rules` is the day of the rules.
    """
    clues: dict[str, set[str]] = {}
    places: set[str] = set()
    forms: set[str] = set()
    for iso, place, form, told in _mentions(page, kind, sentence):
        clues.setdefault(iso, set()).update(told)
        places.add(place)
        forms.add(form)
    known, published = len(clues), page.published
    choices = [Choice(None, tuple(_no_day(page, kind, by_rules, known, places, forms, {*clues})))]
    if published and published not in clues:
        clues[published] = {"only published", f"only published {kind}"}
    for iso, said in clues.items():
        ruled, appeared = iso == by_rules, iso == published
        heard = said | {
            f"rule {ruled}",
            f"rule {ruled} {kind}",
            f"published {appeared}",
            f"published {appeared} {kind}",
            f"published {appeared} of {min(known, _CHOICES - 1)}",
            f"long {len(iso)}",
            f"long {len(iso)} {kind}",
            f"long {len(iso)} ruled {by_rules is not None}",
            *(f"{clue} rule {ruled}" for clue in said if clue.startswith(_WITH_RULE)),
        }
        choices.append(Choice(iso, tuple(sorted(heard))))
    if by_rules is not None and by_rules not in clues:
        choices.append(Choice(by_rules, ("ruled alone", f"ruled alone {kind}")))
    return choices


_WITH_RULE = ("where ", "form ", "here ")


def _no_day(
    page: Page,
    kind: str,
    by_rules: str | None,
    known: int,
    places: set[str],
    forms: set[str],
    days: set[str],
) -> Iterator[str]:
    """Yield what speaks for no day: what is printed above the text alone, and the words it opens
    with.
    """
    first, published = opening(page), page.published
    ruled = by_rules is not None
    above = " ".join(sorted(places & _ABOVE))
    yield from (
        "none",
        f"none {kind}",
        f"none of {min(known, _CHOICES)}",
        f"none of {min(known, _CHOICES)} {kind}",
        f"none ruled {ruled}",
        f"none ruled {ruled} {kind}",
        f"none ruled published {ruled and by_rules == published} {kind}",
        f"none first {'first' in places}",
        f"none published {published is not None} {published in days}",
        f"none where {' '.join(sorted(places))}",
        f"none above {above} {kind}",
        f"none today {'today' in forms}",
    )
    yield from (f"none word {word}" for word in sorted({*_WORD.findall(first.text)}))


_ABOVE = frozenset({"head", "dateline", "above", "first"})


def _mentions(
    page: Page, kind: str, sentence: Span
) -> Iterator[tuple[str, str, str, Iterator[str]]]:
    """Yield each naming of a day with the day, where it stands, how it is printed and its clues."""
    pointed = {*page.pointed}
    first = page.sentences.index(opening(page))
    line = dateline(page)
    seen: Counter[int] = Counter()
    days = sorted([*page.dates, *pointed], key=lambda day: day.start)[:_MANY]
    order = 0
    for day in days:
        at = _sentence_of(page, day)
        here = page.sentences[at] if at >= 0 else opening(page)
        iso = day.iso or in_year_of(page, here, day)
        if not iso:
            continue
        place = _place(page, day, at - first, line)
        form = _form(day, pointed=day in pointed)
        told = at >= 0 and here.start <= sentence.start < here.end
        nth = 0 if place in ("head", "dateline") else min(seen[at], _TWICE)
        seen[at] += place not in ("head", "dateline")
        yield (
            iso,
            place,
            form,
            _clues(
                page,
                day,
                here,
                (
                    ("where", place),
                    ("form", form),
                    ("since", _since(iso, page.published)),
                    ("here", f"{told} {place}"),
                    ("nth", str(nth)),
                    ("order", str(min(order, _ORDER))),
                    ("kind", kind),
                ),
            ),
        )
        order += 1


def _clues(
    page: Page, day: DateFound, sentence: Span, named: tuple[tuple[str, str], ...]
) -> Iterator[str]:
    """Yield what a naming says by itself, by two of what is known of it, and by its words."""
    known = dict(named)
    yield from (f"{name} {value}" for name, value in named if name != "kind")
    yield from (f"{one} {known[one]} {other} {known[other]}" for one, other in _PAIRS)
    text = page.plain
    # The words right before and behind, names among them, in small letters.
    before = _TOKEN.findall(text[max(0, day.start - _BEFORE) : day.start].lower())[-2:]
    behind = _TOKEN.findall(text[day.end : day.end + _BEHIND].lower())[:2]
    last, then = (before or [""])[-1], (behind or [""])[0]
    where, form = known["where"], known["form"]
    yield from (
        f"last {last}",
        f"last {' '.join(before)}",
        f"last {last} where {where}",
        f"last {last} form {form}",
        f"then {then}",
        f"then {' '.join(behind)}",
        f"then {then} where {where}",
    )
    ahead = _TOKEN.findall(text[max(sentence.start, day.start - _BEFORE) : day.start])
    yield from (f"before {word}" for word in _small(ahead)[-_WORDS_BEFORE:])
    after = _TOKEN.findall(text[day.end : min(sentence.end, day.end + _BEHIND)])
    yield from (f"behind {word}" for word in _small(after)[:_WORDS_BEHIND])


_PAIRS = (
    ("where", "form"),
    ("where", "kind"),
    ("where", "since"),
    ("here", "form"),
    ("here", "nth"),
    ("form", "since"),
    ("form", "kind"),
    ("since", "kind"),
    ("order", "kind"),
    ("order", "form"),
)


def _small(words: list[str]) -> list[str]:
    return [word for word in words if word.islower()]


def _sentence_of(page: Page, day: DateFound) -> int:
    """Return which sentence a day stands in; -1 above them all."""
    inside = (at for at, one in enumerate(page.sentences) if one.start <= day.start < one.end)
    return next(inside, -1)


def _place(page: Page, day: DateFound, behind: int, line: tuple[int, int]) -> str:
    """Return where a day stands; `behind` counts sentences from the opening one on."""
    if day.start < page.body:
        return "head"
    if line[0] <= day.start < line[1]:
        return "dateline"
    if behind < 0:
        return "above"
    if behind == 0:
        return "first"
    if behind == _SECOND:
        return "second"
    return "lead" if behind <= _LEAD else "later"


def _form(day: DateFound, *, pointed: bool) -> str:
    """Return how a day is printed.

    >>> _form(DateFound(0, 6, "Friday", "2025-11-21"), pointed=True)
    'weekday'
    >>> _form(DateFound(0, 6, "May 6", "2021-05-06"), pointed=False)
    'day'
    """
    text = day.text.lower()
    if not pointed:
        long = len(day.iso) == DAY_LENGTH or (not day.iso and text[-1].isdigit())
        return f"{'day' if long else 'month'}{' of a year' if _YEAR.search(text) else ''}"
    if any(sign.isdigit() for sign in text):
        return "day alone"
    if len(day.iso) == _MONTH_LENGTH:
        return "month pointed to"
    if text in ("yesterday", "tomorrow") or text.startswith("last "):
        return text
    if text.endswith("day") and text != "today":
        return "weekday"
    return "today"


def _since(iso: str, published: str | None) -> str:
    """Return how long before publication a day was."""
    if published is None:
        return "unknown"
    if len(published) < _MONTH_LENGTH:
        return "year"
    days = (last_day(published) - last_day(iso)).days
    return next((name for most, name in _SINCE if days <= most), "long")
