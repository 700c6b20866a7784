"""One search over all a person may see: places, people, things, entries, promises and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet

from tallystick.access.queries import offices
from tallystick.entries.models import Entry
from tallystick.entries.queries.lists import SEARCHED as ENTRY_FIELDS
from tallystick.exchanges.models import Commitment, Meeting, MeetingGuest, Practice, Readout
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Framework, Pairing, Thing
from tallystick.regions.models import Region

# A name of two Chinese signs is a word; one Latin letter is none.
LONGEST, MOST_WORDS, LEAST_LATIN = 100, 6, 2
_NAMES, _TITLES = ("name_en", "name_zh"), ("title_en", "title_zh")

Rows = Callable[[Actor], "QuerySet[Any]"]


@dataclass(frozen=True)
class Sought:
    """One kind of what is sought: where its rows begin, which fields are read, in which order."""

    rows: Rows
    fields: tuple[str, ...]
    order: tuple[str, ...]
    beside: tuple[str, ...] = ()


_PAIRED = ("supporting", "supported")
_PAIR_NAMES = tuple(f"{side}__{name}" for side in _PAIRED for name in _NAMES)
SOUGHT: Mapping[str, Sought] = {
    "pairing": Sought(
        Pairing.objects.visible_to, ("code", *_PAIR_NAMES), ("code",), (*_PAIRED, "programme")
    ),
    "place": Sought(lambda actor: Region.objects.all(), ("code", *_NAMES), ("code",)),
    "person": Sought(
        lambda actor: MeetingGuest.objects.filter(meeting__in=Meeting.objects.visible_to(actor)),
        ("name", "post"),
        ("name", "-meeting__held_on", "pk"),
        ("meeting",),
    ),
    "office": Sought(offices, ("code", *_NAMES), ("code",), ("region",)),
    "thing": Sought(Thing.objects.visible_to, ("code", *_NAMES), ("name_zh", "code"), ("region",)),
    "entry": Sought(
        Entry.objects.visible_to,
        ENTRY_FIELDS,
        ("-happened_on", "number"),
        ("region", "pairing", "thing"),
    ),
    "commitment": Sought(
        Commitment.objects.visible_to,
        ("code", "text_en", "text_zh", "words"),
        ("-due_on", "code"),
        ("owner",),
    ),
    "meeting": Sought(Meeting.objects.visible_to, ("code", *_TITLES), ("-held_on", "code")),
    "agreement": Sought(Agreement.objects.visible_to, ("code", *_TITLES), ("-year", "code")),
    "readout": Sought(Readout.objects.visible_to, ("code", "title", "text"), ("-added_at", "code")),
    "practice": Sought(
        Practice.objects.visible_to, ("code", *_TITLES, "done_en", "done_zh"), ("code",)
    ),
    "framework": Sought(Framework.objects.visible_to, ("code", *_NAMES), ("code", "-version")),
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


def search(kind: str, words: list[str], actor: Actor) -> QuerySet[Any]:
    """Return the rows of a kind that `actor` may see and that have each of some words.

    Units: `kind` is a key of SOUGHT. Case is folded by the database; no word finds nothing.
    """
    sought = SOUGHT[kind]
    rows = sought.rows(actor)
    if not words:
        return rows.none()
    found = [
        reduce(or_, (Q(**{f"{field}__icontains": word}) for field in sought.fields))
        for word in words
    ]
    rows = rows.filter(reduce(and_, found)).order_by(*sought.order)
    return rows.select_related(*sought.beside) if sought.beside else rows
