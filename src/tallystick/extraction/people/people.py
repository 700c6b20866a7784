"""People a text names, with their posts as printed, each once; who is only represented apart."""

from __future__ import annotations

import re

from tallystick.extraction.cues import Cue
from tallystick.extraction.drafts import PersonFound, RepresentedFound
from tallystick.extraction.page import Page, once_a_page
from tallystick.extraction.people.chinese import chinese_mentions
from tallystick.extraction.people.english import english_mentions
from tallystick.extraction.people.mentions import Mention
from tallystick.extraction.people.posts import words
from tallystick.extraction.people.regions import with_regions
from tallystick.kernel.letters import small_letters

_GREETING = (
    r"(?:greetings?|regards|wishes|thanks|gratitude|appreciation|message|letter|invitation|"
    r"respects?|"
    r"condolences|congratulations|salutations|compliments)"
)
# What makes the next person one for whom another came or speaks.
_ON_BEHALF = Cue(
    re.compile(
        r"\bon behalf of\b(?: both)?|\bin the name of\b|\b(?:entrusted|mandated|commissioned|"
        r"delegated|deputed|deputised|asked|authori[sz]ed|instructed|dispatched) by\b|"
        r"\bat the request of\b|"
        r"\b(?:representing|representative of|standing in for|stood in for|"
        r"deputi[sz](?:ing|ed) for|in place of|who represented|represented|speaking for|"
        r"spoke for|speaks for|acting for)\b|"
        r"\b(?:convey|brought|bring|extend|pass|deliver|transmit|present|relay|carr|gave|hand|"
        r"read)[a-z]*\b"
        rf"[^.;\n]{{0,60}}?\b{_GREETING}\b[^.;,\n]{{0,40}}?\b(?:from|of|by)\b"
    ),
    (
        "behalf of", "name of", "entrusted by", "mandated by", "commissioned by", "delegated by",
        "deputed by", "deputised by", "asked by", "authorised by", "authorized by",
        "instructed by", "dispatched by", "request of", "represent", "standing in", "stood in",
        "deputi", "place of", "speaking for", "spoke for", "speaks for", "acting for",
        "greeting", "regards", "wishes", "thanks", "gratitude", "appreciation", "message",
        "letter", "invitation", "respect", "condolences", "congratulations", "salutations",
        "compliments",
    ),
)  # fmt: skip
_ON_BEHALF_HAN = Cue(
    re.compile(
        r"(?=[受转带捎传宣代])(?:受(?=[^,，。;；\n]{2,90}(?:委托|委派|指派|重托|之托|嘱托))|"
        r"(?:转达|转交|带来|捎来|带去|传达|宣读)了?(?=[^,，。;；\n]{2,90}(?:问候|祝福|祝贺|感谢|谢意|"
        r"敬意|口信|亲笔信|"
        r"贺信|贺词|致意|邀请|慰问|祝愿|关心|信函|书面致辞))|(?<![团人首])代表(?!团|队|处|性|大会))"
    ),
    ("受", "代表", "转达", "转交", "带来", "捎来", "带去", "传达", "宣读"),
)
# Or the one before: "A委托B", "A was represented by B".
_BY_ANOTHER = re.compile(
    r"(?:同志)?(?:委托|委派)|,? (?:was|were|is) represented by\b|,? sent (?:his|her) \w+ to "
    r"represent"
)
_BETWEEN = re.compile(
    r"[\s,，、]*(?:and(?: for)?|as well as|和|与|及|以及|the|then|also)?[\s,，、]*", re.IGNORECASE
)
_LEAD_IN = re.compile(
    r"[\s,，:：]*(?:the|his|her|their|both|our|all|Mr|Mrs|Ms|H\.?E|Dr|new)*[.\s,]*", re.IGNORECASE
)
# Only spoken of: "the spirit of X's speech", "a portrait of X".
_WORDS_OF = re.compile(
    r"(?:'s|’s)\s(?:\w+\s){0,3}(?:instructions?|directives?|speech(?:es)?|thought|remarks|"
    r"exposition|expositions|statements?|vision|call|teachings|writings|legacy|birthday|mausoleum|"
    r"portrait|statue|tomb|birth|death|ideology|leadership)\b|\sThought\b",
    re.IGNORECASE,
)
_IN_MEMORY = Cue(
    re.compile(
        r"(?:(?:named after|born) |(?:portraits?|pictures?|photos?|statues?|mausoleum|memory|"
        r"memorial|birthday|legacy|era|time|books?|poems?|house|tomb|anniversary|letter|message|"
        r"spirit|ideology|thought|teachings|"
        r"instructions?|speech|wish(?:es)?|outcomes?|results?|fruits?|state visit[^.;\n]{0,36}|"
        r"(?:nurtured|founded|forged|"
        r"cultivated)(?: and \w+| up)?|"
        r"consensus (?:reached )?(?:by|between|of)) (?:of|to|between|by|on)\s)"
        r"(?:the\s|late\s|former\s|then\s)*$"
    ),
    (
        "portrait", "picture", "photo", "statue", "mausoleum", "memor", "birthday", "legacy",
        "era", "time", "book", "poem", "house", "tomb", "anniversary", "letter", "message",
        "spirit", "ideolog", "thought", "teaching", "named after", "born", "instruction",
        "speech", "wish", "outcome", "result", "fruit", "visit", "nurtured", "founded", "forged",
        "cultivated", "consensus",
    ),
)  # fmt: skip
# The words of somebody that a text goes on about: "the speech delivered by X".
_WORDS_BY = re.compile(
    r"\b(?:spirit|instructions?|expositions?|important (?:speech|remarks|statements?)|directives?|"
    r"guidelines|thought|requirements)\b[^.;\n]{0,140}\b(?:made|delivered|given|issued|put forward|"
    r"set out|expounded|proposed|advanced) by (?:the |our )?$",
    re.IGNORECASE,
)
# Whom texts only ever honour.
_HONOURED = words(
    "xi jinping,ho chi minh,mao zedong,zhou enlai,deng xiaoping,sun yat-sen,liu shaoqi,zhu de,"
    "kaysone phomvihane,souphanouvong,nelson mandela,mahatma gandhi,jawaharlal nehru,"
    "julius nyerere,norman bethune,karl marx,vladimir lenin,"
    "xi,习近平,胡志明,毛泽东,周恩来,邓小平,孙中山,刘少奇,朱德,焦裕禄,孔繁森,雷锋,白求恩",
    ",",
)
# "President Xi Jinping and President X": two heads of state, of whom a text of places only speaks.
_OF_STATE = re.compile(r"(?:[A-Z][\w.]+ ){0,2}(?:President|Premier|Prime Minister)")
_BESIDE_HONOURED = re.compile(
    r"\bXi(?: Jinping)?(?:,? and| met(?: with)?| with)(?: the)? (?:[A-Z][\w.]+ ){0,2}\Z"
)
_HONOURED_AFTER = re.compile(r",? (?:and|met(?: with)?|with) (?:Chinese |China's )?President Xi\b")
# More names than this, or what stands behind so many signs, are no announcement's.
_MOST, _READ = 500, 100_000


def find_people(page: Page) -> tuple[PersonFound, ...]:
    """Return those who took part, each once, in order; those merely represented are left out."""
    brought = set(_represented(page))
    present = [mention for mention in _present(page) if mention not in brought][:_MOST]
    absent = {page.piece(*mention.name) for mention in _represented(page)}
    chosen: dict[str, Mention] = {}
    for mention in present:
        name = page.piece(*mention.name)
        if name in absent:
            continue
        old = chosen.get(_key(name))
        if old is None or _says_more(page, mention, old):
            chosen[_key(name)] = mention
    whole = _longer(list(chosen))
    people = [mention for key, mention in chosen.items() if key not in whole]
    return tuple(
        PersonFound(
            start=mention.name[0],
            end=mention.name[1],
            text=page.piece(*mention.name),
            confidence=mention.confidence,
            position=_post(page, mention),
            organisation_or_region=mention.region,
        )
        for mention in sorted(people, key=lambda mention: mention.name)
    )


def _post(page: Page, mention: Mention) -> str | None:
    """Return a post as printed; in the singular where several share it."""
    if mention.post is None:
        return None
    if mention.singular is None:
        return page.piece(*mention.post)
    cut, on = mention.singular
    return page.piece(mention.post[0], cut) + page.piece(on, mention.post[1])


def _says_more(page: Page, mention: Mention, old: Mention) -> bool:
    """Whether a later naming has a post where the first had none, or only "县领导"."""
    if mention.post is None:
        return False
    return (
        old.post is None
        or _one_of_many(page, mention, old)
        or (
            page.plain[slice(*old.post)].endswith("领导")
            and not page.plain[slice(*mention.post)].endswith("领导")
        )
    )


def _one_of_many(page: Page, mention: Mention, old: Mention) -> bool:
    """Whether somebody was told among "leaders of A" first, and then with a post of her own."""
    told = old.singular is not None and page.plain[slice(*(old.post or (0, 0)))].lower()
    return bool(told) and str(told).startswith("leaders") and mention.singular is None


def find_represented(page: Page) -> tuple[RepresentedFound, ...]:
    """Return those whose greeting, thanks or mandate another brings."""
    found: dict[str, RepresentedFound] = {}
    for mention in _represented(page):
        name = page.piece(*mention.name)
        found.setdefault(
            _key(name),
            RepresentedFound(
                start=mention.name[0],
                end=mention.name[1],
                text=name,
                confidence=mention.confidence,
                position=_post(page, mention),
                by=_bearer(page, mention),
            ),
        )
    return tuple(found.values())


@once_a_page
def _mentions(page: Page) -> tuple[Mention, ...]:
    found = chinese_mentions(page.plain[:_READ]) if page.chinese else english_mentions(page)
    return tuple(with_regions(page, found))


@once_a_page
def _represented(page: Page) -> tuple[Mention, ...]:
    """Return who is named right after the words of a mandate, and those joined to them."""
    mentions = _mentions(page)
    ends = {mention.end for mention in mentions}
    starts = sorted(mentions, key=lambda mention: mention.start)
    at = 0
    found = [mention for mention in mentions if _BY_ANOTHER.match(page.plain, mention.end)]
    form = _ON_BEHALF_HAN if page.chinese else _ON_BEHALF
    for hit in form.finditer(page.small, 0, _READ):
        while at < len(starts) and starts[at].start < hit.end():
            at += 1
        if hit[0] == "代表" and not _acts(page.plain, hit.start(), ends):
            continue
        found += _joined(page, starts[at : at + 12], hit.end())
    return tuple(sorted(dict.fromkeys(found[:_MOST]), key=lambda mention: mention.start))


def _acts(text: str, at: int, ends: set[int]) -> bool:
    """Whether 代表 is what somebody does, and not what she is (来宾代表)."""
    return (
        at in ends or at == 0 or text[at - 1] in "，,。;；\n并还也" or text[at - 2 : at] == "同志"
    )


def _joined(page: Page, mentions: list[Mention], start: int) -> list[Mention]:
    """Return who is named at a place and those joined on; a comma joins where an "and" follows."""
    found: list[Mention] = []
    end, sure = start, 0
    for mention in mentions:
        between = page.plain[end : max(end, mention.start)]
        if mention.start < end or not (_BETWEEN if found else _LEAD_IN).fullmatch(between):
            break
        found.append(mention)
        end = mention.end
        if between.strip(" ,，") or len(found) == 1:
            sure = len(found)
    return found[:sure]


@once_a_page
def _present(page: Page) -> list[Mention]:
    """Return who is present or brought, without those only spoken of."""
    return [
        mention for mention in _mentions(page) if not (mention.passing or _spoken_of(page, mention))
    ]


def _honoured(page: Page, mention: Mention) -> bool:
    """Whether texts only ever honour somebody, or one who is named together with such a one."""
    if page.plain[slice(*mention.name)].lower() in _HONOURED:
        return True
    if page.chinese or mention.post is None:
        return False
    if not _OF_STATE.fullmatch(page.plain, *mention.post):
        return False
    beside = _BESIDE_HONOURED.search(page.plain, max(0, mention.start - 60), mention.start)
    after = _HONOURED_AFTER.match(page.plain, mention.end)
    return bool(beside or after)


def _spoken_of(page: Page, mention: Mention) -> bool:
    if _honoured(page, mention):
        return True
    if page.chinese:
        return False
    former = mention.post is not None and page.text.startswith("then ", mention.post[0])
    if former and page.plain.startswith("'s ", mention.name[1]):
        return True
    before = page.text[max(0, mention.start - 50) : mention.start]
    if _WORDS_OF.match(page.text, mention.name[1]) or _in_memory(before):
        return True
    before = page.text[max(0, mention.start - 220) : mention.start]
    return " by " in before[-9:] and _WORDS_BY.search(before) is not None


def _in_memory(before: str) -> bool:
    """Whether words before a name say that somebody is only remembered or spoken of."""
    return _IN_MEMORY.search(small_letters(before)) is not None


def _bearer(page: Page, mention: Mention) -> str | None:
    """Return who brings it: the last one present named before, else the first named after."""
    represented = {id(other) for other in _represented(page)}
    sentence = next(
        (part for part in page.sentences if part.start <= mention.start < part.end), None
    )
    others = [other for other in _present(page) if id(other) not in represented]
    before = [other for other in others if other.start < mention.start]
    if sentence is not None:
        inside = [other for other in others if sentence.start <= other.start < sentence.end]
        earlier = [other for other in inside if other.start < mention.start]
        if earlier or inside:
            return page.piece(*(earlier[-1] if earlier else inside[0]).name)
    return page.piece(*before[-1].name) if before else None


def _key(name: str) -> str:
    return name.casefold().replace("’", "'")


def _longer(keys: list[str]) -> set[str]:
    """Return names that are a part of a longer name: "Phuc" beside "Nguyen Xuan Phuc"."""
    words = {key: set(key.replace("-", " ").split()) for key in keys}
    several = [parts for parts in words.values() if len(parts) > 1]
    held = {part for parts in several for part in parts}
    return {
        key
        for key, parts in words.items()
        if parts <= held and any(parts < other for other in several)
    }
