"""Names that stand one after another in English text."""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.extraction.people.english_posts import Sentence

# The fields of one of several may take so many words.
_FIELDS = 12


def names_joined(words: Sentence, at: int, *, several: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the names that commas and "and" join from a place on; `several` share a post."""
    tokens = words.tokens
    while at < len(tokens):
        while at < len(tokens) and tokens[at].honorific:
            at += 1
        stop = words.name_end(at)
        if stop == at:
            return
        yield at, stop
        stop = _past_party(words, stop) if several else stop
        at = stop + (words.low(stop) == ",")
        comma = at > stop
        at += words.low(at) in ("and", "&")
        if at == stop or at >= len(tokens) or words.starts_post(at):
            return
        known = not comma or words.known_at(at) or tokens[at].honorific
        if not known and not (several and words.name_end(at) > at + 1):
            return


def names_with_homes(words: Sentence, at: int) -> Iterator[tuple[int, int]]:
    """Yield the names after a shared post, each with its place: "A of X and B of Y"."""
    while True:
        stop = at
        for start, stop in names_joined(words, at, several=True):
            yield start, stop
        if stop == at or words.low(stop) not in ("of", "for", "from", "("):
            return
        at = _past_home(words, stop + 1)
        if at == 0:
            return


def _past_party(words: Sentence, at: int) -> int:
    """Return the place behind one word in brackets, such as the party of a councillor: "(FG)"."""
    return at + 3 if words.low(at) == "(" and words.low(at + 2) == ")" else at


def _past_home(words: Sentence, at: int) -> int:
    """Return where the next name begins after the place or field of one; 0 for none."""
    end = at
    while end < min(len(words.tokens), at + _FIELDS) and words.tokens[end].capital:
        end += 1
        more = end + (words.low(at - 1) == "(" and words.low(end) == ")")
        comma = words.low(more) == ","
        more += comma
        more += words.low(more) in ("and", "&")
        if more > end and _has_home(words, more, words.low(at - 1), comma=comma):
            return more
        if words.low(at - 1) == "for" and words.low(end) in (",", "and", "&"):
            # "for Tourism, Works and Environment, NAME for Agriculture"
            end = more
    return 0


def _has_home(words: Sentence, at: int, link: str, *, comma: bool) -> bool:
    """Whether a name begins at a place, and behind a comma a place or field of its own."""
    stop = words.name_end(at)
    if link == "for":
        return stop > at and words.low(stop) == "for"
    return stop > at and (not comma or words.low(stop) == link)
