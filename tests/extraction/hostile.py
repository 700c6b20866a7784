"""Texts meant to hurt: announcements torn and spliced by chance, and one piece said over and over.

Chance is seeded, so that a text which once hurt can be made again. The announcements are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tallystick.extraction import Draft, Span

ENGLISH = (
    "On May 6, 2021, Zhang Wei, secretary of the Dalian Municipal Party Committee and mayor of "
    "Dalian, received Li Na, governor of Guizhou Province, in Dalian. “We thank you,” she said. "
    "Since 2016, Dalian has put more than 2.5 million yuan (US$0.4 million) into 45 projects, of "
    "which 12 are finished; 1,200 people were trained, 30 percent of them women. The two sides "
    "signed the East-West Cooperation Agreement (2021-2025) and hope to build two parks by 2023.\n"
)
SIMPLIFIED = (
    "5月6日，大连市委书记、市长张伟在大连会见贵州省委副书记、省长李娜一行。市领导王强、赵敏，"
    "六盘水市委常委、副市长陈明参加。2016年以来，大连市累计投入财政援助资金2.5亿元，实施项目45个，"
    "其中产业项目12个；选派干部3批20名，培训200余人次。双方签署《东西部协作框架协议》，"
    "希望双方加强劳务协作。李娜转达了省委书记刘洋的问候。\n"
)
TRADITIONAL = (
    "昨日（6日），廣東省委副書記、省長張偉率團到貴州考察。兩省簽訂合作協議，捐款１２萬元，"
    "派出教師２０名，近三年培訓約3千人次，將建設產業園區兩個。\n"
)
SOURCES = (ENGLISH, SIMPLIFIED, TRADITIONAL)

# Signs that steer what is seen, that have no width, that no text may hold, that stand apart.
UNSEEN = "\u202e\u202d\u200e\u200f\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301\u20e3\ufe0f"
STRAY = (
    UNSEEN + "\x00\x01\x1f\x7f\x85\u2028\u2029\ufffd\ud800\udfff\U0001f600\U00020000\uffff\t\r\n"
)
MARKS = "“”\"'‘’《》（）()[]【】、，,。.；;：:！!？?-—~%·/\\…$¥"
ODD = "ſİıßﬁ①⑩㈠Ⅷ½²٣५〇零卌廿萬億兆¾壹拾"
TAGS = (
    "<p>",
    "</p>",
    "<b",
    "<script>",
    "&nbsp;",
    "&#x202e;",
    "<!--",
    "]]>",
    "<a href='",
    "<div " * 9,
)
WORDS = (
    *("其中", "累计", "以来", "签署", "双方", "和", "及", "等", "率", "一行", "转达", "希望", "将"),
    *("of whom", "and", "Mr.", "Jr.", "signed", "hope", "will", "since 2016", "on behalf of"),
    *("5月6日", "May 6", "2021年", "9批140名", "百分之三十", "half a million", "12.5万", "US$3"),
)  # fmt: skip

Mutation = Callable[[Random, str], str]


def _cut(chance: Random, text: str) -> str:
    first, last = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[first:last]


def _splice(chance: Random, text: str) -> str:
    other = chance.choice(SOURCES)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other)) :]


def _strewn(signs: str | tuple[str, ...]) -> Mutation:
    def strew(chance: Random, text: str) -> str:
        parts = list(text)
        for _ in range(chance.randrange(1, 30)):
            parts.insert(chance.randrange(len(parts) + 1), chance.choice(signs))
        return "".join(parts)

    return strew


def _replaced(chance: Random, text: str) -> str:
    old = chance.choice("，。、,. 0123456789人元年月日市“”（）ae")
    return text.replace(old, chance.choice((*MARKS, *ODD, *UNSEEN, "", old * 9)))


def _repeated(chance: Random, text: str) -> str:
    first = chance.randrange(len(text) + 1)
    last = first + chance.randrange(1, 40)
    return text[:first] + text[first:last] * chance.randrange(2, 40) + text[last:]


def _shuffled(chance: Random, text: str) -> str:
    parts = text.split(chance.choice("，。、,. "))
    chance.shuffle(parts)
    return chance.choice("，。、,. \n").join(parts)


def _cased(chance: Random, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _reversed(_: Random, text: str) -> str:
    return text[::-1]


def _widened(_: Random, text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


MUTATIONS: tuple[Mutation, ...] = (
    _cut, _splice, _replaced, _repeated, _shuffled, _cased, _reversed, _widened,
    *map(_strewn, (UNSEEN, STRAY, MARKS, ODD, TAGS, WORDS)),
)  # fmt: skip


def mutated(number: int) -> str:
    """Return the text of a number: an announcement that one to four things happened to."""
    chance = Random(number)  # noqa: S311 (to be made again, not to be hidden)
    text = chance.choice(SOURCES)
    for _ in range(chance.randrange(1, 5)):
        text = chance.choice(MUTATIONS)(chance, text)
    return text[:20_000]


# Each of these said over and over is a text of any length.
PIECES = (
    *("9", "９", "九", "万", "亿", "1,", "1.", "1 ", "12.5万", "1万1亿", "百分之", "9%", "0"),
    *("、", "，", "。", "；", "“", "”", "“”", "《", "》", "《》", "（", "）", "(", ")", "'", '"'),
    *(" ", "\n", "\t", " \n", ". ", ", ", "; ", "-", "—", "\u200b", "\u202e", "\u3000", "\x00"),
    *("and ", "of ", "the ", "The ", "A", "a", "A ", "Ab ", "A. ", "Mr. ", "Mr", "Aa", "aA"),
    *("of whom ", "of the ", "to ", "will ", "hope to ", "signed ", "since ", "more than "),
    *("governor of ", "secretary of the ", "mayor ", ", mayor of ", "Deputy ", "vice ", "said "),
    *("的", "市", "省", "县", "人", "名", "和", "与", "及", "等", "其中", "累计", "双方", "协议"),
    *("书记", "市长", "副", "委员", "主任", "省委书记", "市委副书记、", "张伟、", "、张", "张三"),
    *("签署", "签订", "希望", "将", "转达", "率", "代表", "以来", "派出", "捐赠", "投入", "建设"),
    *("5月", "5日", "5月6日", "2021年", "2021-", "May ", "May 6", "昨日", "今年", "近年"),
    *("yuan ", "million ", "hundred ", "one ", "twenty-", "half ", "US$", "¥", "$1", "percent "),
    *("3个项目", "3个", "20 people ", "20 ", "3批20名", "45 projects, ", "of which 3 "),
    *("Zhang Wei, ", "Zhang Wei and ", "Zhang-", "O'", "Dalian ", "大连", "大连市", "贵州省"),
    *("<p>", "&nbsp;", "<", ">", "http://a.b/", "a@b.", "\ud800", "\U0001f600", "e\u0301"),
    *(ENGLISH, SIMPLIFIED, TRADITIONAL, ENGLISH[:120] + "\n", SIMPLIFIED[:30]),
    *("张伟，男，省长。", "Zhang Wei, governor of Guizhou. ", "签约3个，其中2个。", "Agreement "),
    *("《甲》", "《甲、", "“甲，", "签署《", "signed the ", "the Agreement on ", "agreed to "),
)  # fmt: skip


def over_and_over(piece: str, length: int) -> str:
    """Return a piece said until the text has this length."""
    return (piece * (length // len(piece) + 1))[:length]


def unlike(length: int, seed: int = 0) -> str:
    """Return a long text in which every figure, name and clause is another: nothing is repeated."""
    chance = Random(seed)  # noqa: S311
    parts, size = [], 0
    while size < length:
        a, b, n = chance.choice("张王李赵陈刘杨"), chr(chance.randrange(0x4E00, 0x9000)), len(parts)
        parts.append(
            chance.choice(
                (
                    f"市委常委、副市长{a}{b}{chr(0x4E00 + n % 9000)}出席，签约项目{n}个，"
                    f"其中产业{n // 2}个。",
                    f"双方签署《第{n}号合作协议》，投入资金{n}.5万元。",
                    f"Wang {chr(65 + n % 26)}{'abcdefgh'[: n % 7 + 1]}, mayor of Place{n}, gave "
                    f"{n:,} yuan, of which {n // 3:,} went to {n % 97} schools. ",
                )
            )
        )
        size += len(parts[-1])
    return "".join(parts)[:length]


def found_in(draft: Draft) -> Iterator[Span]:
    """Yield all that a draft pins to its text."""
    yield from (*draft.people, *draft.represented, *draft.figures, *draft.commitments)
    yield from (*draft.agreements, *draft.frameworks, *draft.achievements)
    yield from (*draft.dates, *draft.regions, *((draft.event,) if draft.event else ()))


def misplaced(draft: Draft, text: str) -> list[Span]:
    """Return the pieces whose words are not those of the text at their place."""
    return [
        one
        for one in found_in(draft)
        if not (0 <= one.start < one.end <= len(text)) or text[one.start : one.end] != one.text
    ]
