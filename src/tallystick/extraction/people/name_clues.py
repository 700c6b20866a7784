"""What the words of capitals in English text, and those around them, say of a name: its clues."""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.english_tokens import Form
from tallystick.extraction.people.posts import words

# They stand in small letters within a name, before more of it.
_WITHIN = words(
    "de da do dos das del della di du la le el al bin binti ibn van von der den ter ten y e bint "
    "ap st ben abu ould a i"
)
# So far from a name the head of a post may stand.
_NEAR = 13
_LONGEST = 8
# What stands behind so many signs of a text is not heard.
_READ = 5_000


def runs_of(sentence: Sentence, least: int = 2) -> Iterator[tuple[int, int]]:
    """Yield the words of capitals in a row that may be a name of so many words at least."""
    tokens = sentence.tokens
    at, count = 0, len(tokens)
    while at < count:
        if not _capital(tokens[at]):
            at += 1
            continue
        stop = at + 1
        while stop < count:
            if not _capital(tokens[stop]):
                within = tokens[stop].low in _WITHIN and stop + 1 < count
                if not (within and _capital(tokens[stop + 1])):
                    break
            stop += 1
        if least <= stop - at < _LONGEST:
            yield _past_place(sentence, at, stop), stop
        at = stop


def _past_place(sentence: Sentence, start: int, stop: int) -> int:
    """Return where a name begins behind a known place: "Vale Jon Hale"."""
    end, at = sentence.places.get(sentence.starts[start], 0), start
    while at < stop and sentence.starts[at] < end:
        at += 1
    return at if at < stop - 1 else start


def _capital(form: Form) -> bool:
    return form.capital and form.names and not form.honorific


def clues_of_name(sentence: Sentence, start: int, stop: int) -> list[str]:
    """Return the clues of the words from one place to another as a name."""
    tokens, count = sentence.tokens, len(sentence.tokens)
    first, last = tokens[start], tokens[stop - 1]
    size = min(stop - start, 4)
    last_but_one, before = sentence.sort(start - 2), sentence.sort(start - 1)
    after, next_after = sentence.sort(stop), sentence.sort(stop + 1)
    clues = [
        "any",
        f"size {size}",
        f"begins {first.low}",
        f"begins -{first.low[-3:]}",
        f"begins {first.low[:3]}-",
        f"ends {last.low}",
        f"ends -{last.low[-3:]}",
        f"ends -{last.low[-2:]}",
        f"before {sentence.low(start - 1)}",
        f"before {last_but_one} {before}",
        f"before {before} {size}",
        f"after {sentence.low(stop)}",
        f"after {after} {next_after}",
        f"after {after} {size}",
        f"between {before} {after}",
        f"second before {sentence.low(start - 2)}",
        f"second after {sentence.low(stop + 1)}",
        f"third before {sentence.sort(start - 3)}",
    ]
    clues += [f"word {form.low}" for form in tokens[start:stop]]
    clues += [f"word -{form.low[-4:]}" for form in tokens[start:stop]]
    clues += [f"word {_shape(form.text)}" for form in tokens[start:stop]]
    if first.surname:
        clues.append("begins surname")
    if last.surname:
        clues.append("ends surname")
    if sentence.known[start] > start:
        clues.append("known" if sentence.known[start] == stop else "known otherwise")
    placed = sentence.places.get(sentence.starts[start], 0)
    if placed:
        clues.append("place" if placed >= sentence.ends[stop - 1] else "begins place")
    if sentence.starts[stop - 1] in sentence.places:
        clues.append("ends place")
    if last.text in sentence.homes or first.text in sentence.homes:
        clues.append("home")
    for at in range(start - 1, max(-1, start - _NEAR), -1):
        if tokens[at].head:
            comma = before == ","
            clues.append(f"post before {min(start - at, 6)} {comma}")
            break
    for at in range(stop, min(count, stop + _NEAR)):
        if tokens[at].head:
            clues.append(f"post after {after} {next_after} {min(at - stop, 6)}")
            break
    if size > 1:
        clues += _again(sentence, start, stop)
    return clues


def _again(sentence: Sentence, start: int, stop: int) -> Iterator[str]:
    """Yield what the text says elsewhere of the first and last word of a name of several."""
    text, end = sentence.text, min(len(sentence.text), _READ)
    whole = text.count(text[sentence.starts[start] : sentence.ends[stop - 1]], 0, end)
    for which, at in (("first", start), ("last", stop - 1)):
        word = sentence.tokens[at].text
        yield f"{which} again {min(2, text.count(word, 0, end) - whole)}"
        if text.find(f"in {word}", 0, end) >= 0 or text.find(f"of {word}", 0, end) >= 0:
            yield f"{which} as place"


def _shape(word: str) -> str:
    """Return how a word is printed.

    >>> _shape("Mary-Ann"), _shape("USA"), _shape("McGill"), _shape("J."), _shape("Osby")
    ('joined', 'CAPITALS', 'Mixed', 'initial', 'Plain')
    """
    if len(word) < 3 and word[-1] == ".":
        return "initial"
    if "-" in word:
        return "joined"
    if word.isupper():
        return "CAPITALS"
    return "Plain" if word[1:].islower() else "Mixed"
