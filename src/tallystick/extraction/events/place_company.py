"""In whose company an English text names a place: its hosts, its guests, its rulers, a tie.

They are clues (`place_clues`): what is done behind a place, by whom others are received in its
sentence, and how the same place is named elsewhere at the beginning of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tallystick.extraction.events.named_places import Named
from tallystick.extraction.page import Page

# What stands right before and behind a place; so many signs of either are looked at.
_BACK, _AHEAD, _CLAUSE_BACK = 40, 60, 70
_BEFORE = re.compile(
    r"\b(?:(?P<from>from)|(?P<of>of)|(?P<in>[Ii]n)|(?P<to>to)|(?P<visit>visit\w*)|(?P<at>at)) "
    r"(?:the |its |their )?(?:[a-z]+ )?"
    r"(?:(?:city|province|county|town|prefecture|state) (?:of )?)?\Z"
)
_BEHIND = re.compile(
    r"(?:[’']s)?,?(?: (?!(?:an?|the|its|their)\b)[a-z]+| [A-Z][\w’']*){0,3}? "
    r"(?:(?P<guests>[Dd]elegation|[Gg]roup|[Mm]ission|visitors|guests|students)|"
    r"(?P<ruler>[Gg]overnor|[Mm]ayor|[Ss]ecretary|[Cc]hair\w*|[Pp]resident|Vice|Deputy|Committee|"
    r"Council|[Gg]overnment|Congress)|(?P<sides>and\b|-)|(?P<tie>relations|ties|friendship))"
)
# Who was mayor of it until then, where he had been before: past, and no event.
_CLAUSE = re.compile(
    r"\b(?:(?P<who>who|whose|which)|(?P<where>where|when|while|after|before)|(?P<had>had been)|"
    r"(?P<since>since|until|ago|last year|in (?:19|20)\d\d))\b[^.;,]{0,60}\Z"
)
_DATED = re.compile(r",? (?:on|from|this|last|yesterday|today|between) ")
# By what words a sentence tells who came to whom; the first of them counts.
_TOLD = re.compile(
    r"\b(?:(?P<passive>(?:received|welcomed|hosted|greeted|met|called upon|visited|accompanied)"
    r"(?:,? on [\w ]{3,20}?,?| yesterday| today| here| [a-z]+ly)? by)"
    r"|(?P<receive>received|welcomed|hosted|greeted|welcome|played host|host)"
    r"|(?P<call>called on|courtesy call|paid [^.;,]{0,30}(?:call|visit))"
    r"|(?P<guest>(?:his|her|their|its) guests?|guests? (?:of|from|were|was)|had [\w ]{0,30}guests)"
    r"|(?P<led>led|headed|heading|leading|head of)"
    r"|(?P<visit>visit(?:ed|s)?|toured|inspected|came to|went to|arrived|travelled)"
    r"|(?P<met>met|meets|meeting|talks|talked|sat down)|(?P<sign>signed|inked))\b"
)
ONLINE = re.compile(
    r"\b(?:[Oo]nline|[Vv]irtual(?:ly)?|(?:[Vv]ideo|[Tt]ele)[- ]?conferenc\w+|by video|"
    r"[Vv]ideo (?:link|call|meeting))\b"
)

# So many words behind a place say what is done next; so many are close to it.
_FAR, _CLOSE, _BY = 24, 4, 5
_STOPS, _NO_DEEDS = frozenset(".;"), frozenset(("tie", "be", "will"))


def told_by(text: str, start: int, end: int) -> tuple[str, int]:
    """Return by what words a sentence tells who came to whom, and where they stand."""
    found = _TOLD.search(text, start, end)
    return (found.lastgroup or "", found.start()) if found else ("", start)


def company_of(page: Page, one: Named) -> str:
    """Return what stands before and behind a place: of whom, or of what, it is.

    Units: two words, each of which may be missing, as "from guests", " ruler".
    """
    before = _BEFORE.search(page.plain, max(0, one.start - _BACK), one.start)
    behind = _BEHIND.match(page.plain, one.end, one.end + _AHEAD)
    return " ".join(found.lastgroup or "" if found else "" for found in (before, behind))


def elsewhere(named: Sequence[Named], companies: Sequence[str]) -> list[set[str]]:
    """Return of each naming in what company the same place is named elsewhere."""
    keys = [one.region.codes[0] if one.region and one.region.codes else one.text for one in named]
    return [
        {
            companies[other]
            for other, its in enumerate(keys)
            if other != at and (its == key or named[other].text == named[at].text)
        }
        for at, key in enumerate(keys)
    ]


def company_clues(
    page: Page, one: Named, link: str, mine: str, others: set[str], told: tuple[str, int]
) -> Iterator[str]:
    """Yield the clues of a place: `link` leads to it, its sentence is `told` by such words."""
    words, at = told
    clause = _CLAUSE.search(
        page.plain, max(one.sentence.start, one.start - _CLAUSE_BACK), one.start
    )
    within = clause.lastgroup if clause else ""
    side = f"told {words} {'before' if one.start < at else 'behind'}"
    yield from (
        f"with {mine}",
        f"clause {within}",
        f"clause {within} {link}",
        f"{side} {link}",
        f"{side} with {mine}",
        f"dated {_DATED.match(page.plain, one.end) is not None}",
    )
    yield from (f"elsewhere {other}" for other in sorted(others) or ("nowhere",))
    yield from (f"elsewhere {other} {link}" for other in sorted(others))


def next_done(done: Sequence[str], lows: Sequence[str], behind: int) -> tuple[str, str]:
    """Return what is done next behind a place, and whether by whom follows; nothing if far."""
    for at in range(behind, min(behind + _FAR, len(lows))):
        if lows[at] in _STOPS:
            break
        if done[at] and done[at] not in _NO_DEEDS:
            by = " by" if "by" in lows[at + 1 : at + _BY] else ""
            return done[at] + by, "near" if at - behind < _CLOSE else "far"
    return "", ""
