"""What the words around each place that an English text names say of it: its clues.

They are the words before and behind it, which sentence it stands in, of what level it is and what
kind of event is told; and what speaks for no place at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tallystick.extraction.drafts import PersonFound, RegionFound, Span
from tallystick.extraction.events.named_places import Named
from tallystick.extraction.events.place_company import (
    ONLINE,
    company_clues,
    company_of,
    elsewhere,
    next_done,
    told_by,
)
from tallystick.extraction.events.telling import ENGLISH, opening
from tallystick.extraction.page import Page
from tallystick.extraction.people.posts import words
from tallystick.extraction.places.codes import kinds_of

# So many words before a place say what is done there.
_BACK = 10
_NUMBER = re.compile(r"\d[\d,.]*")
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ’']+|[^\sA-Za-z]")
_HOUSE = re.compile(
    r"\b(?:Hotel|Hall|Cent(?:er|re)|House|Guesthouse|Building|Palace|Stadium|Plaza|Museum|School|"
    r"University|College|Park|Offices?|Resort|Capitol|Complex|Room|Secretariat|Residence|"
    r"Headquarters|Wisma|Chambers?|Airport|Institute|Hospital|Port|Embassy|Consulate)\b"
)
_PREPOSITIONS = words(
    "in at to from of for with between and by near on via visit visited visits visiting"
)
_ARTICLES, _LANDS = (
    words("the its their a central downtown"),
    words("city province county town state region capital municipality prefecture"),
)
# What is done, or who does it, where a place is named.
_DONE = {
    form: word
    for word, forms in (
        ("visit", "visit visits visited visiting tour tours toured trip mission inspected"),
        ("held", "held place took taken convened opened opens opening launched inaugurated"),
        ("meet", "met meet meets meeting meetings talks gathered gather"),
        ("come", "arrived arrives arrive arriving came come comes arrival"),
        ("go", "went gone go goes going flew flies fly travelled traveled travel travels headed"),
        ("group", "delegation group team delegates guests visitors students"),
        ("host", "hosted hosts hosting welcomed welcomes welcome received receives greeted"),
        ("sign", "signed signs signing inked memorandum agreement"),
        ("show", "ceremony forum conference reception dinner summit seminar symposium"),
        ("call", "call called calls courtesy"),
        ("lead", "led leads leading lead accompanied attended attend attends joined"),
        ("be", "be is was were been are stay stayed stays"),
        ("will", "will would plans"),
        ("tie", "between with relations relationship sister twinned twinning exchange cooperation"),
        ("ruler", "mayor governor secretary president chairman minister council government people"),
        ("envoy", "ambassador consul embassy consulate"),
        ("party", "leaders officials officers members representatives companies"),
        ("said", "said told says added thanked hoped"),
    )
    for form in forms.split()
}
_BODY = re.compile(
    r"\b(?:Expo|Conference|Forum|Festival|Summit|Fair|Ceremony|Council|Committee|Commission|"
    r"Ministry|Department|Bureau|Federation|Association|Group|Company|Corporation|Bank|Congress|"
    r"Government|Agreement|Memorandum|Agency|Assembly|Party|Authority|Board|Union|Society)\b"
)
_LEVELS = (
    (_HOUSE, "house"),
    (_BODY, "body"),
    (re.compile(r"\b[Cc]ity\b"), "city"),
    (re.compile(r"\b(?:[Pp]rovince|State|Region)\b"), "large"),
    (re.compile(r"\b(?:[Cc]ounty|District|Town|Municipality)\b"), "small"),
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z .'’,]{2,40}(?:\(|:|,|–|-|—)")
_KINDS = ("province", "municipality", "prefecture", "county")


def tells(one: Named, sentence: Span) -> bool:
    """Whether a place is named in the sentence that tells the event."""
    return one.sentence.start <= sentence.start < one.sentence.end


def clues_of(
    page: Page,
    people: tuple[PersonFound, ...],
    kind: str,
    sentence: Span,
    named: Sequence[Named],
    by_rules: str | None,
) -> list[list[str]]:
    """Return the clues of each choice: that there is no place, then each naming of one.

    Last comes what the rules say, `by_rules`, if no naming is that.
    """
    posts = list(_posts(page, people))
    often = Counter(one.text for one in named)
    first = opening(page)
    dateline = _DATELINE.match(page.plain, first.start)
    end = dateline.end() if dateline else first.start
    spoken: dict[int, _Spoken] = {}
    online = ONLINE.search(page.plain, first.start, sentence.end) is not None
    ruled = by_rules is not None
    choices = [[*_nowhere(first, len(people), kind), f"none of {min(len(named) // 4, 5)}"]]
    choices[0] += [f"none online {online}", f"none ruled {ruled}", f"none ruled {ruled} {kind}"]
    companies = [company_of(page, one) for one in named]
    for one, mine, others in zip(named, companies, elsewhere(named, companies), strict=True):
        start = one.sentence.start
        if start not in spoken:
            spoken[start] = _Spoken(page.plain, start, one.sentence.end)
        here = tells(one, sentence)
        told = _clues(one, spoken[start], kind, here)
        link = told[2].removeprefix("link ")
        told += company_clues(page, one, link, mine, others, spoken[start].told)
        when = "in" if here else "before" if one.start < sentence.start else "behind"
        rule = same_name(one.text, by_rules) if ruled else None
        told += (
            f"telling {when}",
            f"telling {when} {link}",
            f"online {online}",
            f"rule {rule}",
            f"rule {rule} {link}",
            f"rule {rule} {mine}",
            f"rule {rule} {when}",
            f"rule {rule} {one.text == by_rules}",
            f"post {any(a <= one.start < b for a, b in posts)}",
            f"dateline {not one.order and one.start < end}",
            f"often {min(often[one.text], 5)}",
        )
        choices.append(told)
    if by_rules is not None and not any(same_name(one.text, by_rules) for one in named):
        choices.append(["ruled alone", f"ruled alone {kind}", f"ruled alone {_by_name(by_rules)}"])
    return choices


def same_name(place: str | None, other: str | None) -> bool:
    """Whether one of two names is a part of the other, or both are none."""
    if place is None or other is None:
        return place is other
    return place in other or other in place


class _Spoken:
    """The words of a sentence: where each starts, in small letters if no name, what was done."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.starts: list[int] = []
        self.words: list[str] = []
        self.done: list[str] = []
        self.lows: list[str] = []
        self.own: list[str] = []
        self.told = told_by(text, start, end)
        since, told = _BACK, ""
        for hit in _TOKEN.finditer(text, start, end):
            word = hit[0]
            low = word.lower()
            since += 1
            self.done.append(told if since <= _BACK else "")
            self.lows.append(low)
            self.own.append(_DONE.get(low, ""))
            if low in _DONE:
                since, told = 0, _DONE[low]
            name = low != word and self.words and low not in _PREPOSITIONS
            self.words.append("Name" if name else low)
            self.starts.append(hit.start())
        self.words += ("$", "", "", "")


def _nowhere(first: Span, people: int, kind: str) -> Iterator[str]:
    """Yield what speaks for no place: results and numbers, and nobody named."""
    numbers, named = min(len(_NUMBER.findall(first.text)), 4), min(people, 2)
    visit = ENGLISH.visit.search(first.text) is not None
    meeting = ENGLISH.meeting.search(first.text) is not None
    yield from (
        "none",
        f"none {kind}",
        f"none people {named}",
        f"none people {named} {kind}",
        f"none numbers {numbers}",
        f"none visit {visit} {meeting}",
        f"none visit {visit} {kind}",
    )


def _posts(page: Page, people: tuple[PersonFound, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the posts of people stand that are printed beside their names."""
    for person in people:
        post = person.position
        if post:
            at = page.plain.rfind(post, max(0, person.start - 250), person.start)
            at = at if at >= 0 else page.plain.find(post, person.end, person.end + 250)
            if at >= 0:
                yield at, at + len(post)


def _clues(one: Named, spoken: _Spoken, kind: str, here: bool) -> list[str]:
    """Return what the words around a naming say of it."""
    at = bisect_left(spoken.starts, one.start)
    behind = bisect_left(spoken.starts, one.end, at)
    # Outside the sentence stand the empty words at the end of the list.
    last, before, ahead = (spoken.words[at - back if at >= back else -1] for back in (1, 2, 3))
    then, does = spoken.words[behind], spoken.done[at] if at < len(spoken.done) else ""
    link = last
    if last in _ARTICLES and before in _PREPOSITIONS:
        link = before
    elif last in _LANDS or (last == "of" and before in _LANDS):
        link = f"land {ahead if ahead in _PREPOSITIONS else ''}"
    then_done, near = next_done(spoken.own, spoken.lows, behind)
    level, order = _level(one.region, one.text), min(one.order, 5)
    return [
        f"last {last}",
        f"last {before} {last}",
        f"link {link}",
        f"link {link} {does}",
        f"link {link} {level}",
        f"link {link} {order}",
        f"link {link} then {then}",
        f"then {then}",
        f"level {level} {kind}",
        f"level {level} {order}",
        f"does {does} {here}",
        f"kind {kind} {link}",
        f"then {then} {spoken.words[behind + 1]}",
        f"next {then_done}",
        f"next {then_done} {near} {link}",
        f"next {then_done} after {does}",
    ]


def _level(region: RegionFound | None, name: str) -> str:
    """Return of what size a place is, by its code or its name."""
    codes = region.codes if region else ()
    if not codes:
        return _by_name(name)
    if codes[0].startswith("iso-"):
        return "country"
    kinds = kinds_of(codes[0])
    return next((kind for kind in _KINDS if kind in kinds), "known")


@lru_cache(maxsize=2048)
def _by_name(name: str) -> str:
    """Return of what size a place is by its name.

    >>> _by_name("Osby Hall"), _by_name("Osby")
    ('house', 'unknown')
    """
    return next((level for form, level in _LEVELS if form.search(name)), "unknown")
