"""One search over all a person may see: places, people, things, entries, promises and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from tallystick.access.queries import offices
from tallystick.entries.models import Entry
from tallystick.entries.queries.lists import SEARCHED, near
from tallystick.exchanges.models import Commitment, Meeting, MeetingGuest
from tallystick.exchanges.queries.announcements import announcements
from tallystick.exchanges.queries.practices import practices
from tallystick.exchanges.queries.readouts import readouts
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Pairing, Thing
from tallystick.programme.queries import SIDES
from tallystick.programme.queries.frameworks import frameworks
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.regions.models import Region

# A name of two Chinese signs is a word; one Latin letter is none.
LONGEST, MOST_WORDS, LEAST_LATIN = 100, 6, 2
_NAMES, _TITLES = ("name_en", "name_zh"), ("title_en", "title_zh")

# What is found: rows that are read page by page, or a short list.
Found = QuerySet[Any] | list[FrameworkText]
Finder = Callable[[Actor, list[str]], Found]


# What no more entries than these say is looked for before it is asked who may see them.
RARE = 1000


def _holding(fields: tuple[str, ...], words: list[str]) -> list[Q]:
    """Return the conditions that each of some words stands in one of these fields."""
    return [reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words]


def _rows(
    seen: Callable[[Actor], QuerySet[Any]],
    fields: tuple[str, ...],
    order: tuple[str, ...],
    *beside: str,
) -> Finder:
    """Return what finds rows a person sees by these fields, in this order, with what is beside."""

    def find(actor: Actor, words: list[str]) -> QuerySet[Any]:
        rows = seen(actor).filter(*_holding(fields, words)).order_by(*order)
        return rows.select_related(*beside) if beside else rows

    return find


def _entries(actor: Actor, words: list[str]) -> QuerySet[Entry]:
    """Return entries a person sees, the latest first.

    Who sees few pairings has those alone searched; for others a rare word is looked for in the
    index of what is searched, and then only what holds it is read.
    """
    seen, each = Entry.objects.visible_to(actor), _holding(SEARCHED, words)
    rows = near(seen, actor)
    keys: list[str] = []
    if rows is seen:
        # Keys alone, of whoever's entries: what is read of them is what she sees.
        found = Entry.objects.filter(*each).order_by()
        keys = list(found.values_list("pk", flat=True)[: RARE + 1])
    rows = rows.filter(pk__in=keys) if rows is seen and len(keys) <= RARE else rows.filter(*each)
    return rows.order_by("-happened_on", "number").select_related("region", "pairing", "thing")


def _people(actor: Actor) -> QuerySet[MeetingGuest]:
    return MeetingGuest.objects.filter(meeting__in=Meeting.objects.visible_to(actor))


def _frameworks(actor: Actor, words: list[str]) -> list[FrameworkText]:
    """Return the last versions, of the shipped ones too: those stand in no table."""

    def has(one: FrameworkText, word: str) -> bool:
        said = (one.code, one.en, one.zh, *one.named)
        return any(word.casefold() in each.casefold() for each in said)

    return [one for one in frameworks(actor) if all(has(one, word) for word in words)]


_PAIR_NAMES = tuple(f"{side}__{name}" for side in SIDES for name in _NAMES)
SOUGHT: Mapping[str, Finder] = {
    "pairing": _rows(
        Pairing.objects.visible_to, ("code", *_PAIR_NAMES), ("code",), *SIDES, "programme"
    ),
    "place": _rows(lambda actor: Region.objects.all(), ("code", *_NAMES), ("code",)),
    "person": _rows(_people, ("name", "post"), ("name", "-meeting__held_on", "pk"), "meeting"),
    "office": _rows(offices, ("code", *_NAMES), ("code",), "region"),
    "thing": _rows(Thing.objects.visible_to, ("code", *_NAMES), ("name_zh", "code"), "region"),
    "entry": _entries,
    "commitment": _rows(
        Commitment.objects.visible_to,
        ("code", "text_en", "text_zh", "words"),
        ("-due_on", "code"),
        "owner",
    ),
    "meeting": _rows(Meeting.objects.visible_to, ("code", *_TITLES), ("-held_on", "code")),
    "agreement": _rows(Agreement.objects.visible_to, ("code", *_TITLES), ("-year", "code")),
    # Lists of their own look for words already.
    "readout": lambda actor, words: readouts(actor, search=" ".join(words)),
    "announcement": lambda actor, words: announcements(actor, search=" ".join(words)),
    "practice": lambda actor, words: practices(actor, words=" ".join(words)),
    "framework": _frameworks,
}


def words_of(text: str) -> list[str]:
    """Return the words that are looked for; none where the text is too short to tell anything.

    >>> words_of("  Panzhou   road "), words_of("盘州"), words_of("a"), words_of("水")
    (['Panzhou', 'road'], ['盘州'], [], ['水'])
    """
    words = text[:LONGEST].split()[:MOST_WORDS]
    if len(words) == 1 and words[0].isascii() and len(words[0]) < LEAST_LATIN:
        return []
    return words


def search(kind: str, words: list[str], actor: Actor) -> Found:
    """Return what of a kind `actor` may see and has each of some words.

    Units: `kind` is a key of SOUGHT. Case is folded by the database; no word finds nothing.
    """
    return SOUGHT[kind](actor, words) if words else []
