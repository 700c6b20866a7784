"""How English posts and delegations name the place or body somebody acts for."""

from __future__ import annotations

import re
from functools import cache

from tallystick.extraction.people.english_tokens import Form
from tallystick.extraction.places.countries import country_names

# Names of lands that no list has, and as many words as one takes.
_OTHER_LANDS = {
    "china",
    "people's republic of china",
    "st lucia",
    "usa",
    "u.s.a",
    "us",
    "u.s",
    "uk",
    "england",
    "scotland",
    "wales",
    "northern ireland",
    "republic of korea",
    "korea",
    "jordan",
    "turkey",
    "chad",
    "lao pdr",
    "the philippines",
    "the gambia",
}
_LONGEST_LAND = 5
WORD = r"[A-ZÀ-Þ][\w'’-]{1,24}"
PLACE = rf"{WORD}(?: (?:{WORD}|[dD]e|la|el)){{0,3}}"
_KIND = (
    "(?:Provincial|Municipal|Prefectural|County|City|District|Township|Town|Regional|Province|"
    "Prefecture|State)"
)
NAMED = (
    re.compile(
        rf"\b(?i:city|county|province|region|municipality|state|town|prefecture|district) of "
        rf"(?P<place>{PLACE})"
    ),
    re.compile(rf"(?<!\w)(?P<place>{WORD}(?: {WORD}){{0,2}}?) (?i:{_KIND})(?! of)\b"),
    re.compile(
        rf"(?:\b(?:of|for) (?:the )?|^)(?P<place>{WORD}(?:(?: - | ){WORD}){{0,2}}?) "
        r"(?:Metropolitan|People['’]s|Peoples|(?i:provincial|municipal|prefectural)|Party|"
        r"Department|Bureau|Office|Chamber|Commission)\b"
    ),
    re.compile(
        r"(?i:\b(?:mayor|governor|magistrate|prefect|president|premier|chairman|secretary|"
        rf"council(?:lor)?|committee|government|assembly|ambassador)) (?:of|for) (?:the "
        rf")?(?=(?P<place>{PLACE}))"
    ),
    re.compile(
        rf"^(?P<place>{PLACE}?)(?: (?i:Deputy|Vice|Lt\.|Lieutenant|Acting|Executive|County|City))*"
        r" (?i:mayor|governor|gov\.|senator|magistrate|premier|president)s?$"
    ),
)
BODY = re.compile(
    r"(?i:\b(?:of|heads|leads|chairs|for)) (?:the )?(?P<body>[A-Z][^(),]{2,70}?\b"
    r"(?:Centre|Center|Association|Chamber|University|College|Company|Corporation|Partnership|"
    r"Agency|Institute|Foundation|Bank|Federation|Hospital|Group|Union|Network|"
    r"Secretariat)\b[^(),]{0,60}?)(?= \(|$)"
)
OF_STATE = re.compile(
    r"(?:of|at) (?:the )?(?P<body>[A-Z][\w ]{0,60}?"
    r"(?:Office|Commission|Department|Administration|Bureau) of (?:the )?(?:State Council|CPC "
    r"Central Committee)|"
    r"Ministry of [A-Z][\w ]{2,40})$"
)
# Peoples whose name is not that of their country with another ending.
PEOPLES = {
    "Mozambican": "Mozambique",
    "Filipino": "Philippines",
    "Philippine": "Philippines",
    "Dutch": "Netherlands",
    "British": "United Kingdom",
    "French": "France",
    "Greek": "Greece",
    "Turkish": "Türkiye",
    "Swiss": "Switzerland",
    "Danish": "Denmark",
    "Swedish": "Sweden",
    "Polish": "Poland",
    "Spanish": "Spain",
    "Irish": "Ireland",
    "Finnish": "Finland",
    "Thai": "Thailand",
    "Lao": "Laos",
    "Israeli": "Israel",
    "Iraqi": "Iraq",
    "Pakistani": "Pakistan",
    "Bangladeshi": "Bangladesh",
    "Uzbek": "Uzbekistan",
    "Kyrgyz": "Kyrgyzstan",
    "Kazakh": "Kazakhstan",
    "Tajik": "Tajikistan",
    "Nepali": "Nepal",
    "Congolese": "Congo",
    "Welsh": "Wales",
}
TO = re.compile(r"\s(?:to|in)\s(?=[A-Z])")
_PARTY = r"(?:delegation|mission|team|group|visitors|guests|officials)"
FROM = re.compile(rf"\b{_PARTY} (?:\w+ ){{0,3}}?(?:of|from) (?:the )?(?P<after>[^,.;]{{3,60}})")
THEIR = re.compile(
    r"(?P<before>[^,.;]{3,60}?) (?:provincial |municipal |county |district |party |and |"
    r"government |Party |Government |CPC ){0,4}(?:delegation|mission|team)\b"
)
LED = re.compile(
    r"\b(?:led|headed|leader|head)\b[^.]{0,30}(?:(?<=Mr)|(?<=Mrs)|(?<=Ms)|(?<=Dr)|(?<=Prof)|(?<=Hon)"
    r"|(?<=Engr)|$)\.?\s*$"
)
OWNED = re.compile(rf"\bof (?:the )?(?P<place>{PLACE})['’]s ")
LEADING = re.compile(
    rf"^(?P<place>{WORD}(?: {WORD}){{0,2}}?) (?i:board member|councill?or|vice|deputy|chief|"
    r"acting|provincial|municipal|government|party secretary|leader|legislator|lawmaker)"
)
FIRST_PLACE = re.compile(PLACE)
LAST_PLACE = re.compile(rf"({PLACE})(?: (?:province|city|county|municipality|prefecture))?\s*$")
# "X headed a Linshan government delegation"
LEADS_AFTER = re.compile(
    r",? (?:(?:has|had|is|was|will|recently|personally) ){0,2}(?:headed|led|leading|heading|lead|"
    r"leads|heads|brought) (?:a|an|the) (?P<before>[^,.;]{0,60}?)\b(?:delegation|mission|team)\b"
    r"(?: (?:of|from) (?:the )?(?P<after>[^,.;]{3,50}))?"
)


@cache
def _lands() -> frozenset[str]:
    """Return the names of lands in small letters, with those by which officials call them."""
    known = {name.lower() for name, _ in country_names() if name.isascii()}
    return frozenset(known | _OTHER_LANDS)


def land_end(tokens: list[Form], at: int) -> int:
    """Return where the name of a land ends that begins at a place; `at` when none does."""
    if at >= len(tokens) or not tokens[at].capital:
        return at
    for stop in range(min(len(tokens), at + _LONGEST_LAND), at, -1):
        name = " ".join(token.low.rstrip(".") for token in tokens[at:stop]).replace(" 's", "'s")
        if name in _lands():
            return stop
    return at
