"""Names right behind a post in English text: "the mayor of X, NAME", "Mayor of Cape Town NAME"."""

from __future__ import annotations

from tallystick.extraction.people.english_names import any_name
from tallystick.extraction.people.english_phrase import TITLES
from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.english_tokens import PEERS
from tallystick.extraction.people.posts import LEVELS, words

LINKS, _OWNERS = words("of to in for"), words("its his her their the")
_SPEAKING = words("said says told led met received welcomed thanked expressed visited stressed")
_TELLING = _SPEAKING | words(
    "added explained noted recalled stated disclosed revealed remarked affirmed emphasised "
    "emphasized highlighted underscored underlined acknowledged reiterated confirmed announced "
    "lauded praised commended congratulated appreciated hailed hoped reaffirmed conveyed extended "
    "mentioned pointed briefed introduced invited proposed suggested urged called described "
    "pledged promised presided delivered accompanied joined signed attended"
)
# Within so many words behind its head a part in a delegation says that it is one.
_PART = 8
# "His Worship", "Her Excellency"
_STYLES = words("worship excellency honour honor")
# Places of two words begin so: Cape Town, San Pedro.
_TWO_WORDS = words(
    "viet san santa santo sao são cape new port los las el la saint st addis dar rio buenos kuala "
    "costa nova luang da hai bac fort mount north south east west upper lower nueva villa"
)


# Who holds one of these is told by it, whatever else she is besides.
_OFFICES_HELD = words(
    "mayor governor magistrate prefect premier president minister secretary ambassador chairman "
    "chairwoman chairperson lord-mayor vice-mayor vice-governor deputy-governor executive"
)
# They stand in small letters within a name: "Martin Camarena de Obeso".
_PARTICLES = words("de da del do dos la bin van der")
# Behind such a one a larger place may follow, "Osby County, New Vale"; behind a province a name.
_MAY_LIE = LEVELS - words("province region state prefecture")
_PARTIES = words("delegation mission team group party trip tour")


class Ahead:
    """Finds the names that stand behind the posts of a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.words, self.tokens = sentence, sentence.tokens

    def name_after(self, head: int, end: int) -> tuple[int, int] | None:
        """Return the name right after a post."""
        words, at = self.words, end
        if words.low(at) in ("is", "was", "are", "were") and words.known_at(at + 1):
            return at + 1, words.known[at + 1]
        if words.low(at) in ("is", "was") and self._whose(head):
            stop = words.name_end(at + 1)
            return (at + 1, stop) if stop > at + 2 else None
        if words.low(head) in PEERS and words.low(at) in ("from", "of", "in"):
            while at + 1 < len(self.tokens) and (
                words.low(at) in ("from", "the", "of", "in") or self.tokens[at].capital
            ):
                at += 1
        if words.low(at) == ",":
            return self.name_after_comma(at, head) or self.name_after_place(head, end)
        while at < len(self.tokens) and self.tokens[at].honorific:
            at += 1
        stop = words.name_end(at)
        return (at, stop) if stop > at else self.name_after_place(head, at)

    def _whose(self, head: int) -> bool:
        """Whether a post is that of somebody told right away: "whose chairman is A"."""
        return any(self.words.low(at) == "whose" for at in range(max(0, head - 3), head))

    def name_after_comma(self, at: int, head: int = -1) -> tuple[int, int] | None:
        """Return the name of "the mayor of X, NAME, said"."""
        words, first = self.words, at + 1
        while first < len(self.tokens) and (
            self.tokens[first].honorific
            or words.low(first) in TITLES
            or (words.low(first) in ("his", "her") and words.low(first + 1) in _STYLES)
        ):
            first += 1
        stop = words.name_end(first)
        if stop == first or (first > at + 1):
            return (first, stop) if stop > first else None
        if self._has_own(stop) and not self.says_less(head, stop + 1, stop + _PART):
            return None
        if words.known_at(first):
            return first, stop
        closed = stop >= len(self.tokens) or not self.tokens[stop].capital
        placed = words.starts[first] in words.places or (
            words.low(at - 1) in _MAY_LIE and words.low(stop + 1) not in _TELLING | {"who"}
        )
        if stop - first == 1 and self._tells(stop) and words.starts[first] not in words.places:
            # "Chairman, Tongat disclosed": people of one name.
            return first, stop
        if self.tokens[first].text.count("-") > 1 and closed:
            # "Ambassador to China, Moin-ul-Haque"
            return first, stop
        return (first, stop) if 1 < stop - first < 5 and closed and not placed else None

    def says_less(self, head: int, first: int, last: int) -> bool:
        """Whether a post behind a name is only a part in something, and the one before an office.

        "Governor A, member of the party's committee", "The mayor of X, A, head of a delegation".
        """
        if head < 0 or self.tokens[head].low not in _OFFICES_HELD:
            return False
        start = self.words.post_start(first, beside=True)
        low = self.words.low(start[1]) if start else ""
        if start and self.tokens[start[1]].trade:
            # "Mayor A, the first woman to hold such an office"
            return True
        of_party = any(token.low in _PARTIES for token in self.tokens[first:last])
        return low == "member" or (low in ("head", "leader", "chair") and of_party)

    def _tells(self, at: int) -> bool:
        """Whether a verb of telling stands at a place."""
        return self.words.low(at) in _TELLING

    def _has_own(self, stop: int) -> bool:
        """Whether the post behind a name is its own: not "the mayor, A, and the governor, B"."""
        words = self.words
        if words.low(stop) != "," or words.low(stop + 1) in ("and", "&"):
            return False
        start = words.post_start(stop + 1)
        if start is None:
            return False
        end = words.post_end(start[1], apposition=False)
        if end < len(self.tokens) and words.name_end(end) > end + 1:
            # "the director of X, A, councillor B"
            return False
        # "its secretary, A, its mayor, B": each post stands before its name.
        owned = words.low(stop + 1) in _OWNERS
        return not (owned and words.low(end) == "," and words.known_at(end + 1))

    def name_after_place(self, head: int, end: int) -> tuple[int, int] | None:
        """Return a foreign name that runs on after a place: "Mayor of Cape Town Jane Doe"."""
        tokens, first = self.tokens, head + 2
        if tokens[head].plural or first >= end or self.words.low(head + 1) not in LINKS:
            return None
        for place in range(end - 3, head + 1, -1):
            # "the province of X NAME", "of A to B NAME": after the nearest place.
            if self.words.low(place) in LINKS:
                first = place + 1
                break
        between = tokens[first + 1 : end]
        small = [token.low for token in between if not token.capital]
        if small and not (tokens[first].capital and _PARTICLES.issuperset(small)):
            # "the Club de Industriales" is a body.
            return None
        if any(token.office for token in between):
            return None
        placed = self.words.places.get(self.words.starts[first], 0)
        at = first + 1 + (tokens[first].low in _TWO_WORDS)
        while at < end and self.words.starts[at] < placed:
            at += 1
        stop = any_name(tokens, at) if end - at >= 2 else 0
        # "Ambassador to Osby Jon R. Hale, Jr.": the comma is the name's.
        return (at, stop) if stop == end or (stop > end and self.words.low(end) == ",") else None

    def leads_to_name(self, head: int) -> bool:
        """Whether a post ends at a name that stands right behind it: "Officer for Trade B"."""
        words = self.words
        inner = words.post_end(head, apposition=False)
        at = inner
        while at < len(self.tokens) and self.tokens[at].honorific:
            at += 1
        stop = words.name_end(at)
        if at > inner or stop == at:
            return stop > at
        if words.low(stop) == "," and not words.starts_post(stop + 1):
            return False
        return self.tokens[inner - 1].body and stop - at > 1
