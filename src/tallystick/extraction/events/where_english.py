"""Where an English sentence says an event took place: held there, come there, received there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.cues import Cue
from tallystick.extraction.drafts import PersonFound, RegionFound, Span
from tallystick.extraction.events import telling
from tallystick.extraction.page import Page
from tallystick.extraction.places.codes import kinds_of, one_in_the_other
from tallystick.extraction.places.countries import country_names

HOUSE = 7
VENUE, HELD, HOST, CAME, PERHAPS, IN, HALL, RECEIVED = 5, 10, 20, 30, 40, 50, 60, 70
# Received by Shanghai Party Secretary Han: nothing stands between.
RECEIVED_AT = 45
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_DAY = rf"(?!{_MONTH}\b|{_DAY}\b)"
_WORD = rf"{_NO_DAY}(?:St\.? )?[A-Z][\w'’-]{{1,24}}"
_NAME = (
    rf"{_WORD}(?:(?:[ -]| (?:de|del|da|do|du|la) ){_WORD}){{0,4}}"
    r"(?: (?:county|city|town|district|prefecture|province))?"
)
_HOUSES = (
    r"(?:Hall|Office|Palace|House|Compound|Building|Cent(?:er|re)|University|Capitol|Residence|"
    r"Chamber)"
)
_HOUSE_OF = rf"(?:{_WORD} ){{0,3}}{_HOUSES} of (?:the )?{_NAME}"
_PLACE = (
    rf"(?P<place>(?:{_HOUSE_OF}|{_NAME})"
    rf"(?:, (?!{_MONTH}\b|{_DAY}\b|and\b)[A-Z][\w'’-]{{2,24}}(?=[.,]|$))?)"
)
_LIES = (
    r"(?:(?:(?:north|south|east|west)(?:ern|east|west|eastern|western)?|central|coastal|capital|"
    r"neighbou?ring|border|highland|mountainous|provincial|historic|Vietnamese|Lao|Chinese|"
    r"Cambodian|Thai|Kenyan|Filipino|sister|twin|partner|friendship|port) )"
)
_LAND = r"(?:province|city|town|county|capital|state|region|prefecture|municipality|port|district)"
# The northern province of, its sister city, downtown: what may stand before the name of a place.
_SOME = (
    rf"(?:(?:the|its|his|her|their|our) (?:[a-z]+ )?{_LIES}{{0,3}}{_LAND}(?: city)? (?:of )?|"
    rf"(?:the|its|their) {_LIES}{{0,3}}|downtown |nearby |central |"
    r"(?:(?:north|south|east|west)\w* )?[A-Z][a-z]+[’']s (?=[A-Z]))?"
)
# At the state guesthouse in Dalian: the house with its town.
_VENUE = re.compile(
    rf"\b(?:at|in) (?:the )?(?P<place>[A-Z][\w'’-]{{1,24}}[\w '’-]{{0,60}}? in {_NAME})"
)
_COUNTRIES = frozenset(name for name, _ in country_names())
_HOUSE = re.compile(
    r"(?:Hotel|Hall|Cent(?:er|re)|House|Guesthouse|guesthouse|Building|Palace|Stadium|Plaza|Hub|"
    r"Museum|"
    r"School|University|College|Park|Office|Resort|Capitol|Complex|Theat(?:er|re))\b"
)
_EVENT = (
    r"(?:held|took place|taken place|takes place|convened|staged|opened|inked|signed|launched|"
    r"inaugurated|unveiled|kicked off|concluded|gathered|meeting|meetings|ceremony|forum|"
    r"conference|"
    r"talks|signing|symposium|seminar|fair|met|meets|sat down|event|session|broke ground|"
    r"came together|got together|assembled|received(?= (?:in|at)\b))"
)
_HELD = re.compile(rf"\b{_EVENT}\b(?P<gap>[^.;]{{0,90}}?)\b(?:in|at) {_SOME}{_PLACE}")
# In Hohhot on June 12, in Dalian yesterday.
_DATED = re.compile(
    rf"\b(?:in|at) (?:the (?=[A-Z]))?{_SOME}{_PLACE},? "
    rf"(?:on (?:{_MONTH}|{_DAY}|the|\d)|yesterday|today|earlier|last|"
    r"this (?:week|month|morning|afternoon)|from \w+ \d)"
)
_STRONG = re.compile(r"\b(?:took place|taken place|takes place|was held|were held)\b[^.;]{0,30}\Z")
_VISITED = re.compile(
    r"\b(?:will (?:\w+ )?(?:visit|travel to|fly to|be in|go to|arrive in)|visiting|first visit to|"
    r"to visit|"
    r"(?:re)?visited(?: and \w+ (?:in|at)|(?: and worked with)? (?:the )?leaders of)?|"
    r"visit(?:s|ing)? (?:to|in)|(?:was|were|is|be|"
    r"stay(?:ed)?) in|"
    r"(?:has |have |had )?been to|came to|come to|gone to|(?:flies|fly|goes|heads|heading|travels|"
    r"is off) to|travel+ed to|went to|flew to|headed (?:to|for)|"
    r"left for|"
    r"arriv(?:ed|es) (?:in|at)|arrival in|toured|inspected|trip to|tour (?:of|to|in)|stopped in|"
    r"called (?:on|at)|welcomed to|"
    r"visit (?:by|of) (?:[^.;]|(?<=[A-Z])\.){2,140}? to|"
    r"set foot in|(?:taken|shown|led) a?round|(?:came|come|went|gone) to (?:inspect|study)|"
    r"(?:studied|while) in|(?:greetings|congratulations|wishes) to (?:[\w, ]{2,50}? )?(?:of|in)|"
    r"(?:welcom(?:ed|ing|es)|led|lead|leads|leading|took|brought) [^.;,]{2,80}? to|"
    r"paid to|"
    r"(?:delegation|group|team|mission|party|visit|exchange|officials|entrepreneurs|visitors)"
    rf"(?: (?:of|from) [\w ]{{1,40}})? to) {_SOME}{_PLACE}"
)
_HOSTED = Cue(
    re.compile(
        rf"(?:\A[A-Z][a-z]+[’']s |\A|[.,;] |[Tt]he city of |\d [Tt]he |\A[Tt]he |"
        rf"\A[Tt]he {_LIES}{{0,3}}{_LAND} of ){_PLACE}(?: (?:yesterday|today|recently|"
        rf"on \w+(?: \d\d?)?|this week))?,? "
        r"(?:(?:has|had|have|yesterday|recently|also|warmly) ){0,2}"
        r"(?:hosted|welcomed|received|had (?:\w+ )?guests|held|convened|opened (?!up)|staged|"
        r"played host|was host|"
        r"was the scene of|(?:is|was) visited (?:on [\w ]{3,16} )?by|organi[sz]ed an? [\w ]{0,24}"
        r"(?:dinner|reception|welcome|ceremony)|saw the (?:opening|signing|launch)|witnessed)\b"
    ),
    (
        "hosted",
        "welcomed",
        "guests",
        "received",
        "held",
        "convened",
        "opened",
        "staged",
        "played host",
        "was host",
        "was the scene",
        "visited",
        "organi",
        "saw the",
        "witnessed",
    ),
)
# A bulletin of one sentence tells where somebody came where it tells when.
_ON_A_DAY = re.compile(
    rf"\b(?:{_MONTH} \d\d?|\d\d?(?:st|nd|rd|th)? {_MONTH}|on {_DAY}|yesterday|today)\b"
)
_IN = re.compile(rf"\b[Ii]n {_SOME}{_PLACE}")
# At the session hall of Sorsogon: the place of a house that has no name.
_AT_OF = Cue(
    re.compile(
        r"\b(?:at|in|inside) (?:the |its )?[^.;,]{0,50}?\b(?:hall|offices?|headquarters|residence|"
        rf"grounds|gymnasium|campus|cent(?:er|re)|building) (?:of|in) {_SOME}{_PLACE}"
    ),
    (
        "hall",
        "office",
        "headquarters",
        "residence",
        "grounds",
        "gymnasium",
        "campus",
        "cent",
        "building",
    ),
)
_AT_HALL = re.compile(r"\bat (?:the )?(?P<place>[A-Z][\w'’-]{1,24}(?: [A-Z][\w'’-]{1,24}){1,4})")
_RECEIVED_BY = Cue(
    re.compile(r"\b(?:received|welcomed|hosted|greeted|met) by\b"),
    ("d by", "met by"),
)
_NO_PLACE = re.compile(
    r"(?:The|This|That|Party|Government(?! House)|Republic|Ministry|Pol|"
    r"Mr|Mrs|Ms|Dr|CPC|State|National|"
    r"Provincial(?! Capitol)|Municipal|First|"
    r"Second|Third|Next|COVID|Vice|Deputy|Chinese|English|East|West|Governor|Mayor|Secretary|"
    r"Chairman|"
    r"President|Minister|Ambassador|China(?=[ '’-])|"
    r"Premier|Director|Her|His|Its|Their|Our|These|Those|"
    r"Spring|States|"
    r"Lao(?! PDR)|Vietnamese|Thai|Japanese|Korean|American|British|French|German|Russian|European|"
    r"African|Asian|Kenyan|Filipino|Philippine|Malaysian|Indian|Indonesian|Autumn|Summer|Winter|"
    r"Establishing|Signing|Strengthening|Promoting|Building|Deepening|"
    r"Q\d|He|She|They|It)\b"
)

_OFFICE = re.compile(
    r"\b(?:Office|Bureau|Department|Committee|Commission|Governor|Mayor|Government|Company|Group|"
    r"Bank|"
    r"University|Federation|Association|Council|Secretary|Club)\b"
)
_BEFORE_IN = re.compile(
    rf"\b{_WORD}(?: (?:county|city|province|prefecture|district))?,? in "
    rf"(?:the )?\Z"
)
# Lowell, a city in Massachusetts.
_LIES_IN = re.compile(
    r", (?:an?|two|three|both) (?:\w+ )?"
    r"(?:cit(?:y|ies)|towns?|count(?:y|ies)|districts?|villages?|provinces?) in "
    r"(?:the |(?:[a-z]+ )?[A-Z][a-z]+[’']s )?\Z"
)
# He called on the Mayor of Accra: there, whatever else is told.
_CALLED_ON = Cue(
    re.compile(
        r"\b(?:called on|call on|courtesy call (?:on|to)|"
        r"paid [^.;,]{0,30}?(?:call|visit) (?:on|to)) "
        r"(?:the )?(?:[A-Z]?[\w-]+ ){0,3}?"
        r"(?:[Mm]ayor|[Gg]overnor|[Pp]refect|[Cc]hair(?:man|woman|person))"
        rf"(?: [A-Z][\w.]+){{0,4}},? (?:of|in) {_SOME}{_PLACE}"
    ),
    ("called on", "call on", "call to", "paid "),
)
_NEAR = 48
_FROM = re.compile(r"\b(?:from|of) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*,? in (?:the )?\Z")


def candidates(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, acted: bool
) -> Iterator[tuple[int, str]]:
    """Yield (rank, place as printed) of what a sentence says of where; the lowest rank is best.

    Units: `acted` where the text reports an event and not only a result.
    """
    text = _without_posts(sentence.text, people)
    venue = _VENUE.search(text)
    if venue and _HOUSE.search(venue["place"]) and not _NO_PLACE.match(venue["place"]):
        yield VENUE, venue["place"]
    for room in _AT_ROOM.finditer(text):
        if not (_HELD_BY.search(room["place"]) or _NAMELESS.match(room["place"])):
            yield HOUSE, room["place"]
            break
    house = _AT_OF.search(text)
    if house and _named(house):
        yield HELD, house["place"]
    for held in _HELD.finditer(text):
        if _named(held) and not _lies(page, sentence, held):
            strong = _STRONG.search(text, 0, held.start("place"))
            yield (HELD if strong else PERHAPS), held["place"]
            break
    for dated in _DATED.finditer(text):
        if _named(dated) and not _lies(page, sentence, dated):
            yield HELD + 5, dated["place"]
            break
    told = telling.ENGLISH.meeting.search(text)
    start = 0 if acted or told is None else told.start()
    if acted or _ON_A_DAY.search(text):
        online = _ONLINE.search(text) is not None
        for rank, pattern in ((CAME, _VISITED), (HOST, _HOSTED))[: 1 if online else 2]:
            for found in pattern.finditer(text):
                if _named(found, came=rank == CAME) and not _is_one(found["place"], people):
                    known = rank == CAME or _holds_region(page, found["place"])
                    yield (rank if known else HALL), found["place"]
                    if found["place"] not in _COUNTRIES:
                        break
    if acted and (called := _CALLED_ON.search(sentence.text)) and _named(called):
        yield CAME + 5, called["place"]
    for found in _IN.finditer(text, start):
        if _named(found) and not _lies(page, sentence, found):
            yield IN, found["place"]
            break
    if acted:
        yield from ((HALL, found["place"]) for found in _AT_HALL.finditer(text) if _named(found))
    by = _RECEIVED_BY.search(text)
    if by:
        behind = sentence.start + by.end()
        for region in page.regions:
            if behind <= region.start < sentence.end:
                yield (
                    (RECEIVED_AT if region.start == behind + 1 else RECEIVED),
                    region.text,
                )


# A post with a place or body in it: what stands there says nothing of where they met.
_PLACED_POST = re.compile(r" (?:of|at|in|to|for) ")
_ONLINE = Cue(
    re.compile(r"\b(?:online|virtual(?:ly)?|video(?:conference)?|by video)\b"),
    ("online", "virtual", "video"),
)


def _without_posts(text: str, people: tuple[PersonFound, ...]) -> str:
    """Return a sentence of the same length with the posts of people blanked."""
    for person in people:
        post = person.position
        if post and _PLACED_POST.search(post) and post in text:
            text = text.replace(post, "x" * len(post))
    return text


# The VIP room of the city hall, Reception Room 3, Thani Building: a house or a room in one.
_ROOM = (
    r"(?:[Hh]all|[Rr]oom|[Oo]ffices?|[Rr]esidence|[Bb]uilding|[Hh]eadquarters|Headquarter|[Hh]otel|"
    r"[Pp]alace|[Gg]uesthouse|[Hh]ouse|[Cc]apitol|[Ss]ecretariat|[Mm]ansion|[Mm]useum|Chambers?|"
    r"Corporation|University|[Cc]onvention [Cc]ent(?:er|re)|[Cc]onference [Cc]ent(?:er|re))"
)
_NO_ROOM = (
    r"(?:that|which|who|of|in|at|to|and|for|a|an|the|with|by|on|from|this|their|or|was|were|is|are|"
    r"charge|order|addition|front|terms)\b"
)
_LEADER = (
    r"(?:Mayor|Governor|Secretary|Chair\w*|President|Minister|Director|Deputy|Vice|Mr|Mrs|Ms|Dr|H\.E|"
    r"Ambassador|Consul|Executive|Commissioner|Councill?or|Speaker|Premier)\b"
)
# A house without a name is where its town is: the session hall of Sorsogon.
_NAMELESS = re.compile(
    r"[a-z’' -]+ (?:of|in|at) (?:the )?[A-Z]"
    r"(?!.*(?:Committee|Department|Council|Government|Bureau))"
)
_HELD_BY = re.compile(rf"\b{_LEADER}")
_AT_ROOM = Cue(
    re.compile(
        rf"\b(?:[Aa]t|[Ii]n|inside) (?:the |his |her |its )?"
        rf"(?P<place>(?:(?!{_NO_ROOM})[\w'’.&-]+ ){{0,6}}?{_ROOM}\b(?: \d\b)?"
        rf"(?: (?:of|in|at) (?:the )?(?:{_WORD}|city|town|county|provincial|mayor)"
        rf"(?: (?:{_WORD}|hall|mayor|government|office|\d))*){{0,2}}"
        rf"(?:, (?!{_LEADER}){_WORD}(?: (?:{_WORD}|\d))*){{0,3}})"
    ),
    (
        "Hall", "hall", "oom", "ffice", "esidence", "uilding", "eadquarter", "otel", "alace",
        "uesthouse", "ouse", "apitol", "ecretariat", "ansion", "useum", "Chamber", "Corporation",
        "University", "onvention ", "onference ",
    ),
)  # fmt: skip


# Guangdong's capital is no place, Kimemia's office is.
_WHOSE = re.compile(r"[’']s(?! office)")


# The Volga-Yangtze format, the Sorong Regency Government: a place says of which kind a thing is.
_OF_A_KIND = re.compile(
    r" (?!(?:on|in|at|to|and|for|with|during|from|yesterday|today|tomorrow|by|where|which|who|as|"
    r"last|this|before|after|between|under|over|is|are|was|were|has|have|had|will|county|city|town|"
    r"district|prefecture|province|region|state|recently|earlier|late|early|next|that|when|while|"
    r"also|or|of|since|until|through|via|near|along|he|she|they|it|the|a|an|their|his|her|its|led|"
    r"municipality|area|airport|capital|people|alongside|ahead|amid|following)\b)[a-z]{3,}\b"
)
_IN_THE = (" in the ", " at the ", " to the ", "In the ")
# An office with its holder is no place: "called on the Tamale Chief Executive".
_HOLDER = re.compile(
    r"\b(?:Seminar|Forum|Conference|Festival|Parade|Expo|Summit|Fair|Ceremony|Executive|Governor|Mayor|Secretary|Chairman|President|Minister|Commissioner|"
    r"Magistrate|Prefect|Group|Company|Corporation|Bank|Federation|Ambassador|Consul|Director|Chairperson|Speaker|Councill?or)\b"
)


def _named(found: re.Match[str], *, came: bool = False) -> bool:
    """Whether what is found is the name of a place; `came`: somebody came there."""
    place, end = found["place"], found.end("place")
    if place == "China" and not came:
        # Somebody comes to China; much else is in China.
        return False
    if _NO_PLACE.match(place) or _HOLDER.search(place):
        return False
    if _WHOSE.match(found.string, end - 2):
        return False
    return not of_a_kind(found.string, found.start("place"), end)


def of_a_kind(text: str, start: int, end: int) -> bool:
    """Whether a name only says of which kind a thing is: "in the Volga-Yangtze format".

    >>> of_a_kind("In the Osby format", 7, 11), of_a_kind("In the Osby city", 7, 11)
    (True, False)
    """
    return text.endswith(_IN_THE, 0, start) and _OF_A_KIND.match(text, end) is not None


def _is_one(name: str, people: tuple[PersonFound, ...]) -> bool:
    """Whether a name is that of somebody: whoever welcomed others is no place."""
    return any(name in person.text or person.text in name for person in people)


def _holds_region(page: Page, place: str) -> bool:
    """Whether a name is a place the text knows, and nobody's office."""
    if _OFFICE.search(place):
        return False
    return any(region.text in place for region in page.regions)


def _lies(page: Page, sentence: Span, found: re.Match[str]) -> bool:
    """Whether "in Shandong" only says where the place before it lies: Liaocheng in Shandong."""
    start = sentence.start + found.start("place")
    end = start + len(found["place"])
    here = next((r for r in page.regions if start <= r.start < end), None)
    place = found.start("place")
    before = found.string[max(0, place - _NEAR) : place]
    if _LIES_IN.search(before):
        return True
    named = _BEFORE_IN.search(before)
    if named is None:
        return False
    at = start - len(named[0])
    whose = next((r for r in page.regions if r.start <= at + 1 < r.end or r.start == at), None)
    if here is None or not here.codes:
        # From Kure in Hiroshima: neither is known, but nobody comes from where it was.
        return not (whose and whose.codes) and _FROM.search(before) is not None
    if whose is None or not whose.codes:
        return _large(here.codes[0])
    return _smaller(whose, here)


def _smaller(one: RegionFound, other: RegionFound) -> bool:
    """Whether a known place lies in another: Guangzhou in Guangdong."""
    return len(one.codes[0].rstrip("0")) > len(other.codes[0].rstrip("0")) and any(
        one_in_the_other(a, b) for a in one.codes for b in other.codes
    )


def _large(code: str) -> bool:
    """Whether a code is that of a country or a province."""
    return code.startswith("iso-") or "province" in kinds_of(code)
