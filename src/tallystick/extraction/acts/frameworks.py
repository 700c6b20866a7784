"""Policy frameworks by name, in English and Chinese, and the forms in which new ones are named.

A name that is only quoted with "action", "project" or "strategy" behind it is one too: such names
are made every year, and no list has them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.cues import has_any

# Each row: as English has it, as Chinese has it (patterns, Simplified).
KNOWN: tuple[tuple[str, str], ...] = (
    (r"Belt and Road(?: Initiative)?", r"一带一路"),
    (r"(?:China-CEEC )?1[67]\+1", r"1[67]\+1"),
    # A place too: it is a policy where one joins it or builds it.
    (
        r"Guangdong-Hong Kong-Macao Greater Bay Area|Greater Bay Area",
        r"(?<=融入|对接|参与|服务|推进)粤港澳大湾区|粤港澳大湾区(?=建设|战略)|大湾区建设",
    ),
    (
        r"(?:coordinated|collaborative|integrated) development of (?:the )?"
        r"[A-Z]\w{1,20}(?:, [A-Z]\w{1,20}){0,3} and [A-Z]\w{1,20}",
        r"京津冀协同发展|长三角(?:区域)?一体化(?:发展)?|东西部协作和定点帮扶工作部署",
    ),
    (
        r"(?:Beijing-Tianjin-Hebei|Yangtze River Delta) (?:coordinated|integrated) development",
        r"京津冀协同发展战略",
    ),
    (
        r"Yangtze River Economic Belt",
        r"(?<=融入|参与|推动|共抓|服务)长江经济带(?:发展|建设)?|长江经济带(?:发展|建设)(?!研讨|论坛)",
    ),
    (r"(?:Great )?Western Development(?: [Ss]trategy)?", r"(?:新时代)?西部大开发(?:战略)?"),
    (r"[Rr]ural [Rr]?e?[Vv]itali[sz]ation [Ss]trategy", r"乡村振兴战略"),
    (
        r"(?:Great )?[Gg]o West (?:campaign|policy|strategy)|[Rr]ise of [Cc]entral China",
        r"中部(?:地区)?崛起(?:战略)?",
    ),
    (r"Chengdu-Chongqing economic circle", r"成渝地区双城经济圈(?:建设)?"),
    (r"New International Land-Sea Trade Corridor", r"西部陆海新通道"),
    (
        r"Northeast(?:ern)? (?:China )?[Rr]evitali[sz]ation(?: [Ss]trategy)?",
        r"(?:新一轮)?东北(?:地区等?老工业基地|全面)?(?:全面)?振兴(?:发展)?战略",
    ),
    (r"Global (?:Development|Security|Civili[sz]ation) Initiative", r"全球(?:发展|安全|文明)倡议"),
    (
        r"Regional Comprehensive Economic Partnership(?: \(RCEP\))?",
        r"区域全面经济伙伴关系协定(?:[(（]RCEP[)）])?",
    ),
    (r"Lancang-Mekong Cooperation|Greater Mekong Subregion", r"澜(?:沧江-?|-)?湄(?:公河)?合作"),
    (r"(?:21st[- ]Century )?Maritime Silk Road|Silk Road Economic Belt", r"丝绸之路经济带"),
    (
        r"China-ASEAN Free Trade (?:Area|Zone)|Hainan Free Trade Port",
        r"中国[—-]东盟自(?:由贸易|贸)区|海南自(?:由贸易|贸)港(?=建设|战略|政策)",
    ),
    # The pairing scheme, where a text names it as the one scheme.
    (
        r"(?:[Pp]air(?:ing|ed)(?:[- ](?:up|off))?|[Cc]ounterpart)"
        r"(?:[- ](?:and|assistance|aid|support|cooperation|assisting|help|relief)){0,4}"
        r" (?:program(?:me)?|scheme|policy|mechanism|initiative)(?![\w-])",
        r"春风行动(?!计划|暨)",
    ),
    (r"Global Gateway", r"全球门户"),
    (r"(?:the )?2030 Agenda(?: for Sustainable Development)?", r"2030年可持续发展议程"),
    (r"Sustainable Development Goals", r"可持续发展目标"),
    (r"Agenda 2063", r"2063年议程"),
    (r"(?:[A-Z]\w{1,20} )?Vision 20[2-9]\d", r"20[2-9]\d年?愿景"),
    (r"African Continental Free Trade Area", r"非洲大陆自(?:由贸易|贸)区"),
    (r"Forum on China-Africa Cooperation", r"中非合作论坛"),
    (r"Aid-(?:Xizang|Tibet|Xinjiang|Qinghai) program(?:me)?", r"援(?:藏|疆|青)计划"),
    (
        r"(?:[A-Z][\w-]{2,30} ){1,3}Economic Corridor(?: \([A-Z]{2,6}\))?",
        r"[中孟][一-鿿]{1,4}经济走廊",
    ),
    (r"Interreg(?: [A-Z]\w{2,20}){0,2}", r"欧盟区域间合作计划"),
    (r"Healthy China|Digital China", r"健康中国(?:行动|建设)|数字中国建设"),
    (
        r"[Tt]wo (?:assurances|worries|carefree aspects|no worries) and three"
        r" (?:guarantees|guaranteed aspects)",
        r"两不愁、?三保障",
    ),
    (
        r"(?:10,000|ten thousand|1,000|thousands of) enterprises (?:\w{3,12} ){1,3}(?:10,000|ten"
        r" thousand|1,000|thousands of) villages|ten thousand enterprises",
        r"万企兴万村|万企帮万村|千企帮千村",
    ),
    (
        r"Green Rural Revival Program(?:me)?",
        r"千村示范、?万村整治|百县千镇万村高质量发展工程|百千万工程",
    ),
)  # fmt: skip
# "... Council opinion of October 2023", "the Guangdong skilled worker scheme".
_ENGLISH_FORMS = (
    r"(?:State Council|Central Committee|Cabinet) (?:opinion|guideline|guidelines|decision|notice"
    r"|directive|resolution)s? of (?:[A-Z][a-z]{2,8} )?\d{4}"
    r"|(?<=[“\"])[A-Za-z][^“”\",.;]{3,40}(?=[”\"] (?:program|programme|initiative|strategy"
    r"|campaign|scheme|action|project|team|policy|mechanism|framework))"
    # A slogan that counts what it stands for: "six key tasks".
    r"|(?<=[“\"])(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en)"
    r"(?: [A-Za-z-]{3,20}){1,6}(?=[”\"])"
    r"|[“\"](?:Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth|1[0-5]th) Five-Year[”\"] plan"
    r"|(?<![.!?] )(?<!^)\b(?:[A-Z][\w-]{2,20} ){1,4}(?:[a-z-]{3,14} ){0,2}"
    r"(?:scheme|initiative|Initiative|strategy|Strategy|Programme|Scheme)(?![\w-])"
)
_CHINESE_FORMS = (
    r"(?<=“)(?!十[三四五六]五)[^“”,，。]{2,14}(?=”(?:专项)?(?:行动|工程|计划|战略|倡议|建设"
    r"|部署|目标|专项))"
    # A slogan that counts what it stands for: “六大任务”. A pair and a kind of place are none.
    r"|(?<=“)(?!十[一二三四五六]五)[二两三四五六七八九十百][^“”,，。\d]{1,8}(?<![村园县户码对站])(?=”)"
    r"|(?<=“)[^“”,，。 —]{2,14}(?:行动|工程|计划|战略|倡议)(?=”)"
    r"|(?<=《)[^《》]{4,50}(?:办法|意见|条例|纲要|决定|通知|规定|指导意见"
    r"|细则)(?:[(（][^()（）《》]{1,8}[)）])?(?=》)"
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# What every English pattern holds: most texts have none of it and need no closer look.
_HINTS = (
    "Belt", "+1", "Bay Area", "development of", "Delta", "Western Dev", "evitali", "Chengdu-Chong",
    "Land-Sea", "Global ", "Agenda", "Sustainable", "Vision 20", "Continental", "Forum on",
    "0 enterpr", "of enterpr", "wo assur", "wo worr", "wo caref", "wo no w", "Aid-",
    "Corridor", "Healthy", "Digital China", "scheme", "nitiative", "trategy", "rogramme", "Scheme",
    "o West", "entral China", "Regional C", "Mekong", "Silk Road",
    "Free Trade", "Northeast", "Green Rural", "ten thousand",
    "” proj", "\" proj", "” team", "\" team", "Five-Year", "Interreg",
    "” progr", "\" progr", "” camp", "\" camp", "” act", "\" act",
    "” pol", "\" pol", "” mech", "\" mech", "” fram", "\" fram",
    *(
        f"{body} {paper}"
        for body in ("State Council", "Central Committee", "Cabinet")
        for paper in ("opinion", "guideline", "decision", "notice", "directive", "resolution")
    ),
    *(mark + word for mark in "“\"" for number in _NUMBERS for word in (number, number.title())),
)  # fmt: skip
# Or one of the first with one of the second: the pairing scheme by its name.
_PAIRS = ("airing", "aired", "ounterpart")
_SCHEMES = (" program", " scheme", " policy", " mechanism", " initiative")
# The signs a known name begins with: elsewhere none of its patterns is tried.
_ENGLISH = re.compile(
    r"(?=[A-Z\d“\"]|(?<=[“\"])|\b[ciprt])(?:"
    + "|".join(f"(?:{row[0]})" for row in KNOWN)
    + f"|{_ENGLISH_FORMS})"
)
_CHINESE = re.compile(
    "(?=[一1粤欧大京长东新西乡成全2非中孟健数万千百两援区澜丝海春])(?:"
    + "|".join(f"(?:{row[1]})" for row in KNOWN)
    + f")|(?<=[“《])(?:{_CHINESE_FORMS})"
)


# "A long-term pairing program" is no scheme that goes by this name.
_ONE_OF_MANY = re.compile(r"\ban? (?:[\w-]+ )?$")


def frameworks_in(text: str, *, chinese: bool) -> Iterator[tuple[int, int]]:
    """Yield the places of framework names; Chinese is looked for in Simplified signs.

    >>> [*frameworks_in("在“一带一路”框架下", chinese=True)]
    [(2, 6)]
    """
    if not (chinese or _may_name(text)):
        return
    for hit in (_CHINESE if chinese else _ENGLISH).finditer(text):
        start = hit.start() + (4 if hit[0].startswith("the ") else 0)
        scheme = not chinese and hit[0][:4].lower() in ("pair", "coun")
        if not (scheme and _ONE_OF_MANY.search(text, max(0, start - 24), start)):
            yield start, hit.end()


def _may_name(text: str) -> bool:
    """Whether an English text has a hint of any framework."""
    return has_any(text, _HINTS) or (has_any(text, _PAIRS) and has_any(text, _SCHEMES))
