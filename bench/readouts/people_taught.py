"""Sentences of labelled English texts with the names and posts that the labels say stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.readouts.tables import Labelled

from tallystick.extraction.page import page_of
from tallystick.extraction.people.english import sentences_of
from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.name_clues import runs_of
from tallystick.extraction.people.post_clues import Choices
from tallystick.extraction.people.post_pieces import Piece, pieces_of
from tallystick.regions.rules.shipped import shipped_names


@dataclass
class Taught:
    """A sentence, and where the names labelled in it start and stop, with their posts.

    `parts` are the words of all names labelled in its text.
    """

    sentence: Sentence
    parts: frozenset[str] = frozenset()
    names: dict[int, int] = field(default_factory=dict)
    posts: dict[int, str | None] = field(default_factory=dict)

    def is_name(self, start: int, stop: int) -> bool:
        """Whether words are a labelled name, or one word of it alone: "Mayor Hale"."""
        if self.names.get(start) == stop:
            return True
        return stop == start + 1 and self.sentence.tokens[start].text in self.parts


def people_of(label: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return names and posts of all who are labelled, those too whose greetings somebody brings."""
    named = [*label["participants"], *(label.get("represented") or [])]
    return [(one["name"], one.get("position")) for one in named]


def sentences(pairs: Iterable[Labelled]) -> Iterator[Taught]:
    """Yield the sentences of labelled texts."""
    gazetteer = shipped_names()
    for source, label in pairs:
        page = page_of(source["text"], None, source.get("published"), gazetteer)
        people = sorted(people_of(label), key=lambda one: -len(one[0]))
        parts = frozenset(part for name, _ in people for part in name.split())
        for sentence in sentences_of(page):
            yield _taught(sentence, people, parts)


def _taught(
    sentence: Sentence, people: list[tuple[str, str | None]], parts: frozenset[str]
) -> Taught:
    found = Taught(sentence, parts)
    if not sentence.tokens:
        return found
    first = {start: at for at, start in enumerate(sentence.starts)}
    last = {end: at + 1 for at, end in enumerate(sentence.ends)}
    for name, post in people:
        form = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for hit in form.finditer(sentence.text, sentence.starts[0], sentence.ends[-1]):
            start, stop = first.get(hit.start()), last.get(hit.end())
            if start is not None and stop is not None and start not in found.names:
                found.names[start] = stop
                found.posts[start] = post
    return found


def candidates(sentence: Sentence) -> list[tuple[int, int]]:
    """Return all that may be a name: capitals in a row, also one, and names that are known."""
    found = [*runs_of(sentence, least=1)]
    found += [(at, stop) for at, stop in enumerate(sentence.known) if stop > at]
    return list(dict.fromkeys(found))


def right_choices(taught: Taught, start: int) -> tuple[Choices, frozenset[int]]:
    """Return what may be the post of a name, and which choices are right; 0 is that it has none."""
    stop = taught.names[start]
    others = {at: end for at, end in taught.names.items() if at != start}
    pieces = pieces_of(taught.sentence, start, stop, others)
    choices = Choices(taught.sentence, (start, stop), pieces, others)
    post = taught.posts[start]
    right = [at for at, piece in enumerate(pieces, 1) if post in _said(taught.sentence, piece)]
    if post is None or not right:
        return choices, frozenset({0})
    far = {at: _distance(pieces[at - 1], start, stop) for at in right}
    return choices, frozenset(at for at in right if far[at] == min(far.values()))


def _distance(piece: Piece, start: int, stop: int) -> int:
    return start - piece.stop if piece.ahead else piece.start - stop


def _said(sentence: Sentence, piece: Piece) -> set[str]:
    """Return a post as printed, and in the singular."""
    start, end = sentence.starts[piece.start], sentence.ends[piece.stop - 1]
    said = {sentence.text[start:end]}
    for at in range(piece.start, piece.stop):
        form = sentence.tokens[at]
        if form.plural or form.low in ("cllrs", "crs"):
            before, after = sentence.text[start : sentence.starts[at]], sentence.ends[at]
            said.add(f"{before}{form.text.removesuffix('s')}{sentence.text[after:end]}")
            break
    return said
