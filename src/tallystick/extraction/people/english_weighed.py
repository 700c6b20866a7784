"""Who an English sentence names, weighed beside what the rules found.

names.csv has the weights of the clues of a name (`name_clues`), posts.csv those of its post
(`post_clues`), both learnt from labelled texts by `python -m bench.readouts.learn_names` and
`learn_posts`; their first lines are hashes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from tallystick.extraction.learnt import learnt_rows
from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.mentions import UNSURE, Mention
from tallystick.extraction.people.name_clues import clues_of_name, runs_of
from tallystick.extraction.people.post_clues import Choices
from tallystick.extraction.people.post_pieces import Names, Piece, heads, pieces_of
from tallystick.extraction.people.posts import words as words_of

Weights = Mapping[str, int]
# Below the first what the rules took for a name without a post is none; below the second, one word
# with a post. Longer ones stay.
NO_NAME, NO_WORD = -250, -350
# Above these what they did not find is a name, with a post or without.
NAME, BARE_NAME = 50, 400
# By so much a whole name outweighs a part of it that the rules found.
WHOLE = 100
# By so much a post must outweigh none, of somebody for whom rules found none, and by so much the
# one that they found; that somebody has none at all does not outweigh it.
LEAD, YIELD = 100, 200

# What lies somewhere, and is no one; so many more words of its name stand before it.
_LIE_THERE = words_of(
    "gate gates border crossing crossings bridge bridges district districts county counties "
    "province provinces prefecture commune communes ward wards river port airport railway "
    "checkpoint highway island islands"
)
_REST = 3


@cache
def weights() -> Weigher:
    """Return the weights shipped."""
    tables = ("names.csv", "posts.csv")
    names, posts = (
        {row["clue"]: int(row["weight"]) for row in learnt_rows("people", table)}
        for table in tables
    )
    return Weigher(names, posts)


class Weigher:
    """Weighs names and posts."""

    def __init__(self, names: Weights, posts: Weights) -> None:
        self.names, self.posts = names, posts

    def weighed(self, sentence: Sentence, found: list[Mention]) -> list[Mention]:
        """Return who a sentence names: whom rules found, without what is none, and the missed."""
        named = {one.name: _words(sentence, one.name) for one in found}
        kept = [one for one in found if self._is_name(sentence, one, named[one.name])]
        missed = list(self._missed(sentence, kept, named))
        whole = [(sentence.starts[start], sentence.ends[stop - 1]) for start, stop in missed]
        kept = [one for one in kept if not any(a <= one.name[0] < b for a, b in whole)]
        known = dict([*(words for one in kept if (words := named[one.name])), *missed])
        told = [self._with_post(sentence, one, known, LEAD, kept) for one in kept]
        for words, name in zip(missed, whole, strict=True):
            bare = Mention(start=name[0], end=name[1], name=name, confidence=UNSURE)
            one = self._with_post(sentence, bare, known, 0, ())
            if one.post or self.of_name(sentence, *words) >= BARE_NAME:
                told.append(one)
        return [one for one in told if one.post or not _of_a_place(sentence, named, one)]

    def _is_name(self, sentence: Sentence, mention: Mention, words: tuple[int, int] | None) -> bool:
        """Whether what the rules took for a name is not clearly none."""
        if words is None or (mention.post and words[1] - words[0] > 1):
            return True
        return self.of_name(sentence, *words) >= (NO_WORD if mention.post else NO_NAME)

    def of_name(self, sentence: Sentence, start: int, stop: int) -> int:
        """Return how much more speaks for the words between two places as a name than against."""
        weigh = self.names.get
        return sum([weigh(clue, 0) for clue in clues_of_name(sentence, start, stop)])

    def _missed(
        self,
        sentence: Sentence,
        kept: list[Mention],
        named: Mapping[tuple[int, int], tuple[int, int] | None],
    ) -> Iterator[tuple[int, int]]:
        """Yield the names that the rules did not find, or only a part of."""
        for start, stop in runs_of(sentence):
            a, b = sentence.starts[start], sentence.ends[stop - 1]
            if any(_holds(one, a, b) for one in kept):
                continue
            weight = self.of_name(sentence, start, stop)
            parts = [words for words in named.values() if words and start <= words[0] < stop]
            if weight > NAME and all(
                self.of_name(sentence, *part) < weight - WHOLE for part in parts
            ):
                yield start, stop

    def _with_post(
        self,
        sentence: Sentence,
        mention: Mention,
        known: Names,
        lead: int,
        ruled: Sequence[Mention],
    ) -> Mention:
        """Return a naming with the post that weighs most, if by so much more than what it has."""
        start = bisect_left(sentence.starts, mention.name[0])
        if start not in known:
            return mention
        others = {at: end for at, end in known.items() if at != start}
        pieces = pieces_of(sentence, start, known[start], others)
        has = 0
        if mention.post:
            piece = _piece(sentence, mention, mention.post)
            if piece is None:
                return mention
            has = pieces.index(piece) + 1 if piece in pieces else len(pieces) + 1
            pieces += [piece] * (has > len(pieces))
        if not pieces:
            return mention
        sums = Choices(sentence, (start, known[start]), pieces, others).sums(self.posts)
        best = max(range(len(sums)), key=sums.__getitem__)
        if not best or sums[best] - sums[has] <= (YIELD if mention.post else lead):
            return mention
        piece = pieces[best - 1]
        if mention.post and _of_others(sentence, mention, piece, ruled):
            return mention
        if any(sentence.low(at).endswith("men") for at in range(piece.start, piece.stop)):
            # "vice chairmen of four provinces": of none of them alone.
            return mention
        return _posted(sentence, mention, piece)


def _words(sentence: Sentence, name: tuple[int, int]) -> tuple[int, int] | None:
    """Return the words of a name, None where it does not stand between whole ones."""
    start, last = bisect_left(sentence.starts, name[0]), bisect_left(sentence.ends, name[1])
    if last >= len(sentence.ends) or not start <= last:
        return None
    whole = (sentence.starts[start], sentence.ends[last])
    return (start, last + 1) if whole == name else None


def _of_others(
    sentence: Sentence, mention: Mention, piece: Piece, ruled: Sequence[Mention]
) -> bool:
    """Whether a piece has words of the post that rules found for somebody else."""
    start, end = sentence.starts[piece.start], sentence.ends[piece.stop - 1]
    others = (one.post for one in ruled if one.post and one.post != mention.post)
    return any(post[0] < end and start < post[1] for post in others)


def _piece(sentence: Sentence, mention: Mention, post: tuple[int, int]) -> Piece | None:
    """Return the words of a post that the rules found, None where none of them is a head."""
    first, last = bisect_left(sentence.starts, post[0]), bisect_left(sentence.ends, post[1])
    inside = range(first, min(last + 1, len(sentence.tokens)))
    if not any(heads(sentence.tokens[at]) for at in inside):
        return None
    return Piece(post[0] < mention.name[0], first, inside.stop)


def _of_a_place(
    sentence: Sentence, named: Mapping[tuple[int, int], tuple[int, int] | None], one: Mention
) -> bool:
    """Whether a bare name is that of what stands right behind it: "Osk and Tam Lo districts"."""
    words = named.get(one.name) or _words(sentence, one.name)
    if words is None or (words[0] and sentence.tokens[words[0] - 1].honorific):
        return False
    stop = words[1]
    while stop < min(len(sentence.tokens), words[1] + _REST) and sentence.tokens[stop].capital:
        if sentence.low(stop) in _LIE_THERE:
            return True
        stop += 1
    return stop < len(sentence.tokens) and sentence.low(stop) in _LIE_THERE


def _holds(mention: Mention, start: int, end: int) -> bool:
    """Whether the words between two places are a name already, stand across one or in a post."""
    name, post = mention.name, mention.post
    if post is not None and post[0] < end and start < post[1]:
        return True
    if not (name[0] < end and start < name[1]):
        return False
    return name == (start, end) or name[0] < start or end < name[1]


def _posted(sentence: Sentence, mention: Mention, piece: Piece) -> Mention:
    """Return a naming with a post; of several in the singular."""
    start, end = sentence.starts[piece.start], sentence.ends[piece.stop - 1]
    first = next(at for at in range(piece.start, piece.stop) if heads(sentence.tokens[at]))
    one = sentence.ends[first] if _several(sentence, first) else None
    cut = one == end
    return replace(
        mention,
        start=min(start, mention.name[0]),
        end=max(end, mention.name[1]),
        post=(start, end - cut),
        singular=(one - 1, one) if one and not cut else None,
        confidence=UNSURE,
    )


def _several(sentence: Sentence, at: int) -> bool:
    """Whether a word is the head of a post of several, in a plural that an s alone makes."""
    form = sentence.tokens[at]
    return form.low in ("cllrs", "crs") or (form.plural and form.low == f"{form.head}s")
