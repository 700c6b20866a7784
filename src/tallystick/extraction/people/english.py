"""Names and posts in English text: a post before its name, or after it between commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tallystick.extraction.page import Page
from tallystick.extraction.people.english_ahead import Ahead
from tallystick.extraction.people.english_behind import Behind, Post
from tallystick.extraction.people.english_lists import names_joined, names_with_homes
from tallystick.extraction.people.english_places import land_end
from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.english_tokens import ALSO_NAMES, PEERS
from tallystick.extraction.people.english_told import BYLINE, CREDIT, told_names
from tallystick.extraction.people.english_weighed import weights
from tallystick.extraction.people.mentions import FIRM, LIKELY, UNSURE, Mention
from tallystick.extraction.people.posts import LEVELS, words
from tallystick.extraction.people.surnames import VIETNAMESE_PLACES

# So many words a post may have up to "Mr".
_LONG_POST = 16
_IN_BODY = words("of for and & at the on")
_TITLE_END = re.compile(
    r"\b(?:Hon|Prof|Atty|Engr|Gov|Sen|Rep|Gen|Cllr|Eng|Col|Amb|Rev|Capt|Maj|Lieut|Brig"
    r"|Dr|Mr|Ms|Mme|Jr|Sr)\.$"
)
_SHORT_WORD = re.compile(r"\b(?:Ltd|Inc|Corp|Co|Dept|Conn|a\.i)\Z")
# Titles that are a post where a text tells no other: "Cllrs A and B".
_TITLE_POSTS = {
    "cllr": False,
    "cr": False,
    "professor": False,
    "prof": False,
    "alderman": False,
    "alderwoman": False,
    "comrade": False,
    "cllrs": True,
    "crs": True,
}
# What stands behind a post between commas.
_CLOSING = words(", . ; ) : and & who whose – —") | {""}
# A post does not end so.
_UNFINISHED = words(", - and & of the for to at in")
# Words that a text uses as the name of a place.
# What stands behind one of these words; its capital comes first, as few signs are capitals.
_BEFORE_HOMES = "|".join(
    rf"(?<=\b{word} .)" for word in ("of", "in", "from", "between", "province", "state")
)
_HOMES = re.compile(rf"([A-Z](?:{_BEFORE_HOMES})[a-z]{{2,20}})\b(?! [A-Z])")
# A sentence longer than this is no prose, a text with more names than this no announcement.
_LONGEST, _MOST, _READ = 6000, 500, 100_000


def english_mentions(page: Page) -> list[Mention]:
    """Return who is named in English text, in order of place."""
    found: list[Mention] = []
    for sentence in sentences_of(page):
        found += weights().weighed(sentence, _Reader(sentence).read())
        if len(found) > _MOST:
            break
    named = (_dotted(page.plain, one) for one in found if not _byline(page.plain, one))
    return sorted(named, key=lambda mention: mention.name)


def sentences_of(page: Page) -> Iterator[Sentence]:
    """Yield the sentences of a page with their words, as far as it is read."""
    homes = frozenset(_HOMES.findall(page.plain, 0, _READ))
    places = {region.start: region.end for region in page.regions if region.codes}
    for start, end in _whole_sentences(page):
        yield Sentence(page.plain, start, min(end, start + _LONGEST), places, homes)
        if end > _READ:
            break


def _dotted(plain: str, mention: Mention) -> Mention:
    """Return a naming whose post has the mark of the short word it ends with: "of A Co., Ltd."."""
    if mention.post is None or plain[mention.post[1] : mention.post[1] + 1] != ".":
        return mention
    start, end = mention.post
    short = _SHORT_WORD.search(plain, start, end) is not None
    return replace(mention, post=(start, end + short), end=max(mention.end, end + short))


def _byline(plain: str, mention: Mention) -> bool:
    """Whether somebody is only told to have written, pictured or translated the text."""
    if CREDIT.match(plain, mention.end):
        return True
    return any(
        BYLINE.search(plain, max(0, start - 30), start)
        for start in {mention.start, mention.name[0]}
    )


def _whole_sentences(page: Page) -> Iterator[tuple[int, int]]:
    """Yield sentences; one that seems to end at a title ("Hon.") goes on."""
    start = None
    for sentence in page.sentences:
        start = sentence.start if start is None else start
        if not _TITLE_END.search(sentence.text[-8:]):
            yield start, sentence.end
            start = None
    if start is not None:
        yield start, len(page.text)


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, sentence: Sentence) -> None:
        self.words, self.tokens = sentence, sentence.tokens
        self._ahead, self._behind = Ahead(sentence), Behind(sentence)
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        """Return the namings of the sentence."""
        at = 0 if self.words.tells else len(self.tokens)
        while at < len(self.tokens):
            if self.tokens[at].capital or self.words.post_near(at):
                at = max(self._step(at), at + 1)
            else:
                at += 1
        taken = {mention.name[0] for mention in self.found}
        for start, stop in told_names(self.words):
            if self.words.starts[start] not in taken:
                self._add(start, stop, None, UNSURE)
        return self.found

    def _step(self, at: int) -> int:
        """Read what begins at a place; return where to go on."""
        token = self.tokens[at]
        if token.honorific and token.capital:
            return self._names_first(at) or at
        if self.words.known_at(at):
            return self._names_first(at) or self.words.known[at]
        start = self.words.post_start(at)
        if start is not None:
            return self._post_first(*start)
        if token.capital and token.names and not self._amid(at):
            return self._names_first(at) or at
        return at

    def _amid(self, at: int) -> bool:
        """Whether a word goes on with capitals that no name began with: "Binh" of "Hoa Binh"."""
        before = self.tokens[at - 1] if at else None
        return before is not None and before.capital and before.names and not before.honorific

    # A post, then its name.

    def _post_first(self, first: int, head: int, plural: bool) -> int:
        if self.words.unnamed(head):
            return head + 1
        peer = self.tokens[head].low in PEERS
        came = self._coming_from(head + 1) if plural else 0
        end = head + 1 if peer else self.words.post_end(head, apposition=False)
        end = came or self._named_before_next(head, end) or self._past_body(end) or end
        name = self._ahead.name_after(head, self._past_including(end) if plural else end)
        titled = 0 if plural or peer else self._up_to_title(head, name)
        if titled:
            end, name = titled, self._ahead.name_after_comma(titled)
        if name is None:
            return max(head, end - 1)
        start, stop = name
        if start <= end and stop - start > 2:
            start = self._past_house(start, stop)
            end = max(start, end) if start <= end else start
        if self._place_of_next(start, stop):
            # "leaders including Belmont MLA NAME"
            return stop - 1
        if stop - start > 2 and self.tokens[start].text in self.words.homes:
            # "Chief Minister Punjab NAME"
            start += 1
            end = start
        end = min(end, start)
        first = self._inner(first, head, end)
        post = None if peer else (first, end, plural)
        names = [(start, stop)]
        if plural and not peer:
            names = list(names_with_homes(self.words, start)) or names
            names = [name for name in names if not self._is_place(*name)]
            if not names:
                # "secretaries of Ha Giang, Lai Chau and Yunnan"
                return stop
        stop = names[-1][1]
        # "its secretary, A, its mayor, B": what follows the name is the next one's.
        apart = not peer and self.words.low(end) == ","
        told = not apart and len(names) == 1 and self.words.low(stop + 1) != "who"
        after = self._behind.post_after(stop, several=False) if told else None
        if after is not None and (
            self._of_another(stop, after) or self._ahead.says_less(head, after[0], after[1])
        ):
            after = None
        if after is not None:
            self._add(start, stop, after, FIRM)
            return after[1]
        for name in names:
            self._add(*name, post, LIKELY if plural else FIRM)
        return names[-1][1]

    def _is_place(self, start: int, stop: int) -> bool:
        """Whether what reads like a name is that of a place the text or the world knows."""
        words = self.words
        if words.places.get(words.starts[start], 0) >= words.ends[stop - 1]:
            return True
        return " ".join(token.bare for token in self.tokens[start:stop]) in VIETNAMESE_PLACES

    def _place_of_next(self, start: int, stop: int) -> bool:
        """Whether one word is the place of a post with a name of its own, and no name."""
        words = self.words
        if stop - start > 1 or stop >= len(self.tokens) or words.known_at(start):
            return False
        return self.tokens[stop].head is not None and words.name_end(stop + 1) > stop + 1

    def _of_another(self, stop: int, post: Post) -> bool:
        """Whether a post behind a name that has one is the next one's: "Mayor A, ministers B"."""
        if self.words.low(stop) != ",":
            return False
        start = self.words.post_start(post[0])
        if self.words.low(post[1]) == "," and self._ahead.name_after_comma(post[1]):
            return True
        if post[2] or start is None:
            return post[2]
        return self._ahead.leads_to_name(start[1]) or bool(
            self._ahead.name_after_place(start[1], post[1])
        )

    def _up_to_title(self, head: int, name: tuple[int, int] | None) -> int:
        """Return the comma behind a long post before "Mr A", where nobody else is named on the way.

        "Regional manager, Southwest District of FCD Limited, Mr A"; 0 where there is none.
        """
        words = self.words
        if name is not None and (words.known_at(name[0]) or name[1] - name[0] > 1):
            return 0
        commas = 0
        for at in range(head + 1, min(len(self.tokens), head + _LONG_POST)):
            token = self.tokens[at]
            if token.low == ",":
                titled = self.tokens[at + 1 : at + 2]
                if titled and titled[0].honorific and titled[0].capital:
                    return at if self._ahead.name_after_comma(at) else 0
                commas += 1
            inside = token.capital or token.body or token.low in _IN_BODY or token.low == ","
            if commas > 1 or not inside or token.honorific or token.head is not None:
                return 0
        return 0

    def _past_house(self, start: int, stop: int) -> int:
        """Return where a name begins in capitals that begin with a place or a body.

        "Director China Window A B", where the text names China Window elsewhere.
        """
        words, tokens = self.words, self.tokens
        if words.known_at(start):
            return start
        known = (at for at in range(start + 1, stop - 2) if words.known[at] == stop)
        if (later := next(known, 0)) > 0:
            return later
        if words.places.get(words.starts[start - 1]) == words.ends[start - 1]:
            # "Administrator of China Window A B"
            return self._past_told(start - 1, start, stop) or start
        placed = words.places.get(words.starts[start], 0)
        if not placed and not land_end(tokens, start) > start:
            return start
        first = max(start + 1, land_end(tokens, start))
        while first < stop and words.starts[first] < placed:
            first += 1
        told = self._past_told(start, first, stop)
        return told or (first if stop - first > 1 else start)

    def _past_told(self, house: int, first: int, stop: int) -> int:
        """Return where a name begins behind a house that the text names elsewhere; 0 for none."""
        words = self.words
        whole = words.text.count(words.text[words.starts[house] : words.ends[stop - 1]])
        for at in range(stop - 2, first, -1):
            named = words.text[words.starts[house] : words.ends[at - 1]]
            if words.text.count(named) > whole:
                return at
        return 0

    def _named_before_next(self, head: int, end: int) -> int:
        """Return where a post ends that took in a name and another's post: "of A B C and mayor"."""
        words = self.words
        for at in range(head + 3, end - 1):
            if words.low(at) in ("and", "&", ",") and words.starts_post(at + 1):
                return at if self._ahead.name_after_place(head, at) else 0
        return 0

    def _past_body(self, at: int) -> int:
        """Return the comma behind the body of a post before its name: "Secretary, FCD, NAME"."""
        words, stop = self.words, at + 1
        if words.low(at) != "," or words.known_at(stop):
            return 0
        while stop < min(len(self.tokens), at + 12) and (
            self.tokens[stop].capital or (stop > at + 1 and words.low(stop) in _IN_BODY)
        ):
            stop += 1
        run = self.tokens[at + 1 : stop]
        named = any(token.body for token in run) or (len(run) == 1 and run[0].text.isupper())
        if not named or any(token.head for token in run) or words.low(stop) != ",":
            return 0
        name = words.name_end(stop + 1)
        return stop if words.known_at(stop + 1) or 1 < name - stop - 1 < 5 else 0

    def _coming_from(self, at: int) -> int:
        """Return the place behind "from A" where names follow: "leaders from A were B and C"."""
        if self.words.low(at) != "from":
            return 0
        end = at + 1
        while end < min(len(self.tokens), at + 5) and self.tokens[end].capital:
            end += 1
        return end if self.words.low(end) in ("were", "are") and end > at + 1 else 0

    def _past_including(self, at: int) -> int:
        """Return where names begin behind "leaders of A, including"; the same place if none do."""
        after = at + (self.words.low(at) == ",")
        if self.words.low(after) == "such" and self.words.low(after + 1) == "as":
            return after + 2
        return after + 1 if self.words.low(after) in ("including", "namely", ":", "among") else at

    def _inner(self, first: int, head: int, end: int) -> int:
        """Return where the post next to a name begins: "a member of President NAME's party"."""
        if end - 1 > head and self.tokens[end - 1].head is not None:
            for at in range(end - 2, head, -1):
                if self.words.low(at) in ("of", "to", "for"):
                    return self.words.first_of(at + 1, end - 1)
                if self.words.low(at) in ("and", ",", "&"):
                    break
        return first

    # A name, then its post.

    def _names_first(self, at: int) -> int:
        """Read names from a place on, and the post after them; return where that ends, or 0."""
        title = self._title_post(at)
        names = list(names_joined(self.words, at, several=bool(title and title[2])))
        if not names:
            return 0
        first = names[0][0]
        post = self._behind.post_after(names[-1][1], several=len(names) > 1)
        sure = self.words.known_at(first)
        titled = first > 0 and self.tokens[first - 1].honorific
        if post is None:
            aged = self.words.aged(names[-1][1])
            sure = sure or aged
            if not (sure or titled) or (not titled and self._stands_in_place(first)):
                return 0
            for start, stop in names:
                own = title if title and title[2] else self._title_post(start - 1)
                if titled or aged or self.words.known_at(start):
                    self._add(start, stop, own, LIKELY if sure or own else UNSURE)
            return names[-1][1]
        if not (sure or titled or self._may_stand_alone(names[0])):
            return 0
        if not (sure or titled) and not self._closes(names, post):
            return 0
        if post[2] and len(names) == 1 and not (sure or titled):
            # "in Chicago and Houston, 29 governors"
            return 0
        if (
            len(names) > 1
            and not titled
            and any(stop - start < 2 and not self.words.known_at(start) for start, stop in names)
        ):
            return 0
        shared = post[2] or len(names) == 1
        for start, stop in names[:-1]:
            self._add(start, stop, post if shared else None, FIRM if shared else UNSURE)
        self._add(
            *names[-1], (post[0], post[1], post[2] and len(names) > 1), FIRM if sure else LIKELY
        )
        return post[1]

    def _closes(self, names: list[tuple[int, int]], post: Post) -> bool:
        """Whether a post behind one word ends a clause: not "Good, the mayor said"."""
        start, stop = names[-1]
        one = len(names) == 1 and stop - start == 1 and self.words.low(stop) == ","
        return not one or self.words.low(post[1]) in _CLOSING

    def _title_post(self, at: int) -> Post | None:
        """Return the title at a place that may stand for a post: "Cllr" in "Cllr A"."""
        several = _TITLE_POSTS.get(self.words.low(at))
        return None if several is None else (at, at + 1, several)

    def _stands_in_place(self, at: int) -> bool:
        """Whether what reads like a name is where something lies: "in Jin Shan", "town of"."""
        before = self.words.low(at - 1)
        return before in ("in", "at", "near") or (
            before == "of" and self.words.low(at - 2) in LEVELS
        )

    def _may_stand_alone(self, name: tuple[int, int]) -> bool:
        """Whether capitals before a comma and a post are a name and not a place."""
        before, starts = self.words.low(name[0] - 1), self.words.starts
        if self.words.places.get(starts[name[0]], 0) >= self.words.ends[name[1] - 1]:
            return False
        if before in ("in", "at", "near", "the"):
            return False
        return not (before in ("of", "to", "from") and name[1] - name[0] == 1)

    def _of_one(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the sign of the plural of a post within its words: "leaders of A"."""
        for at in range(first, last):
            token = self.tokens[at]
            if token.plural and token.low.endswith("s") and token.head == token.low[:-1]:
                return self.words.ends[at] - 1, self.words.ends[at]
        return None

    def _add(self, start: int, stop: int, post: Post | None, sure: int) -> None:
        """Add a naming; the post of several loses the sign of its plural at its end."""
        tokens, words, one = self.tokens, None, None
        starts, ends = self.words.starts, self.words.ends
        name = (starts[start], ends[stop - 1])
        if post is not None:
            first, last, plural = post
            while last > first and (
                tokens[last - 1].low in _UNFINISHED
                or (
                    tokens[last - 1].honorific
                    and tokens[last - 1].head is None
                    and not (last == first + 1 and tokens[first].low in _TITLE_POSTS)
                )
            ):
                last -= 1
            if last > first + 2 and self.words.low(last - 1) == "both":
                # "the mayors of both, A and B"
                last -= 2
            if last > first + 2 and tokens[last - 1].text in ALSO_NAMES:
                # "Secretary to the Government, Prince A"
                last -= 2 * (tokens[last - 2].low == ",")
            if last > first:
                title = tokens[last - 1].low in _TITLE_POSTS
                several = plural and (tokens[last - 1].plural or title)
                cut = several and tokens[last - 1].low.endswith("s")
                cut = cut or (title and tokens[last - 1].text.endswith("."))
                words = (starts[first], ends[last - 1] - cut)
                one = self._of_one(first, last) if plural and not cut else None
        whole = (name, words or name)
        self.found.append(
            Mention(
                start=min(span[0] for span in whole),
                end=max(span[1] for span in whole),
                name=name,
                post=words,
                singular=one,
                confidence=sure,
            )
        )
