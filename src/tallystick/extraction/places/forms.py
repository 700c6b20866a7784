"""Names that say themselves that they are places: 郯城县, Kisumu County, the City of Cape Town."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tallystick.extraction.drafts import Span
from tallystick.extraction.places.countries import country_names

# Whom an autonomous place is named for: Songtao Miao autonomous county is Songtao.
PEOPLES = (
    r"(?:Achang|Bai|Blang|Bouyei|Buyei|Buyi|Dai|Daur|Dong|Dongxiang|Evenki?|Gelao|Hani|Hui|Jingpo|"
    r"Kazakh?|Kirgiz|Kyrgyz|Korean|Lahu|Li|Lisu|Manchu|Maonan|Miao|Mongol|Mongolian|Mulam|Naxi|Nu|"
    r"Oroqen|Pumi|Qiang|Salar|She|Shui|Sui|Tajik|Tibetan|Tu|Tujia|Uygur|Uighur|Uyghur|Va|Wa|Xibe|"
    r"Yao|Yi|Yugur|Zhuang)"
)
# No possessive, and none that is cut off: China's Haiyan county.
_END = r"(?<![’']s)(?<![’'])(?![’']s?\b)(?!\w)"
_LATIN_NAME = rf"[A-Z][\w'’]{{1,24}}{_END}(?:[ -](?!(?:and|of) )[A-Z][\w'’]{{1,24}}{_END}){{0,2}}"
_LATIN_KIND = (
    r"(?:Autonomous )?(?:Province|City|County|District|Prefecture|Region|Municipality|Township"
    r"|Town|Banner|New Area|Subdistrict|Governorate|Oblast|Village)"
)
# Our two provinces, other prefectures: no names.
_NO_LAND = re.compile(
    "(?:[两各全本我该外跨邻等反节出进入驻援支帮东西中部国自治九神亚美欧非杭有]|兄弟|友好)$"
)
_LONGEST, _LONGEST_OF_A_PEOPLE, _USUAL = 3, 12, 2
_SMALL = (
    r"province|city|county|district|prefecture|township|town|region|state|municipality|port|"
    r"commune|governorate|department|capital"
)
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|"
    "Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|"
    "Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|"
    "North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|South (?:Carolina|Dakota)|"
    "Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_LANDS = "|".join(
    sorted(re.escape(name) for name, _ in country_names() if name.isascii() and len(name) > _USUAL)
)
# Saitama, Japan; Bac Giang in northern Vietnam.
_LYING = rf"(?:, | in (?:[a-z]+ern )?)(?:{_STATES}|{_LANDS})\b"
_LATIN = re.compile(
    # Only a capital begins a name, or a word with "of" or "from" behind it.
    r"(?=[A-Zacdglmoprtv])\b(?=[A-Z]|[a-z]{4,15} (?:of|from) [A-Zcprst])(?:"
    # A name by what stands behind it: its kind, its land, who leads it.
    rf"(?P<people>[A-Z][\w'’]{{1,24}}+(?:[ -](?!{PEOPLES}\b)[A-Z][\w'’]{{1,24}}+)?)"
    rf"(?=(?:(?:,| and|-)? {PEOPLES})* {PEOPLES} [Aa]utonomous )"
    rf"|(?P<named>{_LATIN_NAME})(?P<kind> {_LATIN_KIND})\b"
    r"(?! (?:Government|Hall|Council|Committee|Party|Governor|Mayor|Secretary|Health))"
    r"|(?P<before>[A-Z][\w'’]{1,24}+) (?=(?:[Gg]overnor|[Mm]ayor) [A-Z])"
    rf"|(?P<told>{_LATIN_NAME})"
    r"(?= (?:province|city|county|district|prefecture|township|town)\b(?! of [A-Z])"
    rf"|{_LYING}|, (?:an?|the) (?:[\w'’-]+ ){{0,4}}?(?:{_SMALL})\b)"
    # And by what stands before it.
    r"|(?:[Cc]ity|[Cc]ounty|[Pp]rovince|[Mm]unicipality|[Dd]istrict|[Tt]own|[Rr]egion|[Mm]ayor|"
    r"[Gg]overnor|[Gg]overnment|[Cc]ouncil|[Cc]ommittee|[Aa]dministration|[Dd]elegation|"
    r"[Cc]iti(?:es|zens)|[Rr]esidents|[Aa]uthorities|[Ll]eaders|[Pp]ort) of "
    r"(?:the )?(?:(?:[Cc]ity|[Cc]ounty|[Pp]rovince|[Rr]egion|[Tt]own|[Ss]tate) of )?"
    rf"(?P<of>{_LATIN_NAME})"
    r"|(?:[Dd]elegations?|[Tt]eams?|[Gg]roups?|[Oo]fficials|[Mm]ission|[Vv]isitors|[Gg]uests"
    rf"|[Cc]ounterparts?|[Rr]epresentatives|[Pp]artners?) from (?P<sent>{_LATIN_NAME}))"
)
_GROUPS = ("people", "named", "before", "told", "of", "sent")
# The council of a place is no longer name of it.
_COUNCIL = re.compile(
    r"(?:\A| )(?:Metropolitan|Municipal|Provincial|National|Communist|Government|People|Congress|"
    r"Committee|Assembly|Council|Special Administrative)\b.*\Z"
)
# Capitals that open a sentence, count, or say what kind of place it is.
_NO_NAME = re.compile(
    r"(?:The|This|That|In|At|On|Our|Their|Its|Each|Every|Both|Two|Three|Four|Many|Some|Special|"
    r"Twin|Sister|Member|Autonomous|Economic|Development|Industrial|Provincial|Municipal|Party|"
    r"Visiting|Lord|Lady|Vice|Deputy|CPC|NPC|CPPCC|SIP|Chinese|Lao(?! Cai)|Vietnamese|Cambodian|"
    r"Thai(?! Binh| Nguyen)|German|French|British|American|Japanese|Korean|Tibetan|Kenyan|Filipino|"
    r"Indian|Russian|Mayor|Governor|Secretary|Director|District|County|City|"
    r"People)\b[ -]?"
)

# Signs that stand between a name and what comes before it, or that no short name holds.
_BREAK = (
    "领驻动步以就我副到在赴向与和同从由对给把被让为是的了等及率带团"
    "访抵往经于至去说称将请个批位其该全各两这每市县区省"
)
# 从江县 and 市南区 are names all the same.
_BREAKS = re.compile(
    f"抵达|到达|从(?![江化]\\Z)|市(?![中南北]\\Z)|[{_BREAK.replace('从', '').replace('市', '')}]"
)
# Zones that go by the name of their town.
_ZONE = re.compile(
    "(?:高新区|经开区|经济(?:技术)?开发区|高新技术(?:产业)?开发区|工业园区|综合保税区|新城区)"
)
# Provinces and prefectures all stand in the gazetteer.
_KIND = (
    "自治县|新区|街道|市(?![场民值]|[中南北]区)|县(?![域级])|区(?![域块别位间])|旗(?![下舰帜])|镇(?!痛|[巴宁安原雄远赉坪沅康江海平][县市区])|"
    "乡(?![村镇土情亲])|省(?![委市长份级内外属情直际域会城区心人钱])|州(?![长委府市县级内外直人区])"
)
_HAN = re.compile(rf"(?P<run>[\u4e00-\u9fff]{{1,14}}?)(?P<kind>{_KIND})")
# What stands before a name as often as not, and belongs to no name.
_BEFORE = re.compile(
    "^(?:.*(?:帮扶|支援|援助|对接|走进|考察|调研|参加|主持|代表|推进|支持|协助|位于|地处|结对|组织|邀请|"
    "感谢|以及|希望|深化|推动|参观|指出|打造|包括|现任|时任|召开|举行|介绍|问政|叫|签订|签署|其中|来自|开展|前来|来|还有|会见|陪同|走访|落户|深入|拜会|拜访|看|莅临|奔赴|赶赴|建立|位于|有(?=..)))"
)
_MARKS = frozenset(["", *"，,、。；;：:（）()“”《》—–- \n·"])
_COUNTED = re.compile("[一二三四五六七八九十百几数多]+[个大贫]?\\Z")
# Kinds of land and of town, not names: 山区, 贫困县, 超市.
_KINDS_ONLY = re.compile(
    "(?:兄弟|双方|两地|发展|贫困|受援|重点|示范|摘帽|脱贫|试点|先进|国家级|省级|欠发达|发达|民族|边境|协作|合作|帮扶|结对|"
    "特色|中心|友好|友谊|姊妹|姐妹|行政|政府|汇报|部分|有关|相关|政府|西部|东部|中部|沿海|党)[县区镇乡市]$"
    "|(?:书记|秘书长|[市县区州省局部处厅会院校]长|主任|主席|委员|经理|总裁)[区县市]$"
    "|(?:产业|工业|科技|高新|经济|开发|保税|合作|实验|试验|保护|自贸|功能|方面|棚户|技术|大湾|示范|商务|综保|湾|(?:^|..|[大深高远老石寒边穷])山|社|园|景|城|地|"
    "特|库|片|灾|牧|老|校|小|专|厂|自治)区$|(?:城|上|超|夜|门|股|都|消费|省|[两各])市$|(?:古|乡|村|集|小|城)镇$"
    "|(?:城|家|返|下|回|老|思|异|同|入|离)乡$|(?:红|国|锦|党|团)旗$"
)


def by_form(text: str, known: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Yield start and end of each name that says what it is, in either script.

    `known`: where names of a list stand; a name that follows one begins at its end.

    >>> list(by_form("新疆阿拉山口市", [(0, 2)]))
    [(2, 7)]
    """
    spans = tuple(known)
    ends = frozenset(end for _, end in spans)
    zones = ((start, zone.end()) for start, end in spans if (zone := _ZONE.match(text, end)))
    yield from sorted({*_latin_places(text), *_listed(text), *_han_places(text, ends), *zones})


def named_again(text: str, known: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield where names that a text says the kind of stand again without it: 平武县, then 平武.

    >>> list(named_again("平武县和平武", [Span(0, 3, "")]))
    [(4, 6)]
    """
    bare = dict.fromkeys(_bare(text[found.start : found.end]) for found in known)
    names = [name for name in bare if name][:_MANY]
    at, end = 0, 0
    for start, stop in sorted(span for name in names for span in _standing(text, name)):
        while at < len(known) and known[at].end <= start:
            at += 1
        if start >= end and not (at < len(known) and known[at].start < stop):
            end = stop
            yield start, stop


def _standing(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands; one in Latin letters as a word of its own."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        around = text[at - 1 : at] + text[end : end + 1]
        if not (name[0].isascii() and any(sign.isalnum() or sign in "-_" for sign in around)):
            yield at, end
        at = text.find(name, end)


def _bare(name: str) -> str:
    """Return a name without its kind; nothing where too little is left of it."""
    bare = _KINDS_AFTER.sub("", name)
    return bare if len(bare) >= _USUAL and bare not in _WORDS else ""


_KINDS_AFTER = re.compile(
    "(?:自治县|新区|街道|[市县区旗镇乡])\\Z"
    r"| (?:Autonomous )?(?:Province|City|County|District|Prefecture|Region|Municipality|Town)\Z"
)
# More names than this a list has, and no announcement.
_MANY = 60
# Names that are words too.
_WORDS = frozenset(
    {"和平", "合作", "东方", "文明", "安全", "城关", "中心", "开发", "高新", "经济", "友好"}
)


def _latin_places(text: str) -> Iterator[tuple[int, int]]:
    return filter(None, (_latin(found) for found in _LATIN.finditer(text)))


def _listed(text: str) -> Iterator[tuple[int, int]]:
    if "s of " not in text:
        return
    for found in _LISTED.finditer(text):
        for one in _ONE.finditer(text, *found.span("list")):
            yield one.span()


def _han_places(text: str, known: frozenset[int]) -> Iterator[tuple[int, int]]:
    end = 0
    for found in _HAN.finditer(text):
        place = _han(text, found, known, end)
        if place:
            end = place[1]
            yield place


# The councils of A and B; the cities of A (of one country), B (of another) and C.
_IN_LIST = rf"{_LATIN_NAME}(?: \([^()]{{1,40}}\))?"
_LISTED = re.compile(
    r"\b(?:cities|mayors|governors|officials|leaders|provinces|councils|counties|towns|districts|"
    r"regions|governments|communes) of "
    rf"(?P<list>{_IN_LIST}(?:(?:, and |, | and ){_IN_LIST}){{1,6}})"
)
_ONE = re.compile(rf"{_LATIN_NAME}(?![^(]*\))")


def _latin(found: re.Match[str]) -> tuple[int, int] | None:
    group = next(name for name in _GROUPS if found[name])
    start, end = found.span(group)
    name = found[group]
    while opened := _NO_NAME.match(name):
        name = name[opened.end() :]
    start = end - len(name)
    council = _COUNCIL.search(name)
    if not name or (council and not council.start()):
        return None
    if council:
        return start, start + council.start()
    return (start, found.end() if group == "named" else end)


def _han(
    text: str, found: re.Match[str], known: frozenset[int], before: int
) -> tuple[int, int] | None:
    """Return where a name stands; `known` are ends of known places, `before` that of the last."""
    kind, stop = found["kind"], found.start("kind")
    start = max((at for at in range(found.start(), stop) if at in known), default=found.start())
    after_one = start in known or start == before
    run = _BREAKS.split(text[start:stop])[-1]
    whole = after_one and len(run) == stop - start
    bare = _BEFORE.sub("", run)
    opens = text[start - 1 : start] in _MARKS or len(run) < stop - start
    longest = _LONGEST + 2 * ((whole or opens) and bare == run)
    if len(bare) > (_LONGEST_OF_A_PEOPLE if kind.startswith("自治") else longest):
        bare = bare[-_USUAL:]
    name = bare
    if not name or _COUNTED.match(name) or _KINDS_ONLY.search(name + kind):
        return None
    if kind in "省州" and _NO_LAND.search(name):
        return None
    if len(name) == 1 and kind != "县":
        return None
    return stop - len(name), found.end()
