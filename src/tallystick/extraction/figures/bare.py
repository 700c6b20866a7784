"""Numbers that no noun follows: 357 died, 55 of the 109 parks, a population of 442,400, 493万."""

from __future__ import annotations

import re

from tallystick.extraction.cues import Cue
from tallystick.extraction.figures.persons import is_person
from tallystick.kernel.numeral import Number
from tallystick.kernel.numeral.words import COUNT, PERSON

# Who was hit, and what is told of people alone.
_WHO = re.compile(
    r"\s(?:injured|wounded|dead|died|missing|homeless|poor|jobless|unemployed|disabled|Chinese|"
    r"Japanese|Vietnamese|drowned|perished|graduated|enrolled)"
    r"(?=[.,;:)]|\Z|\s(?:in|and|were|was|are|have|had|visited|from|with|who|since|by|now|so)\b)"
)
# A population of 442,400; a delegation of 11; the death toll stands at 357.
_WHOSE = Cue(
    re.compile(
        r"\b(?:populations?|delegations?|teams?|groups?|squad|crew|staff|workforce|class)"
        r"(?: of)?(?: (?:of|is|was|has|had|reached|about|over|some))?\s\Z"
        r"|\b(?:toll|victims|casualties|deaths)(?: \w+){0,3}\s\Z"
        r"|\b(?:injur|kill|displac|benefit|evacuat|train|employ|vaccinat|cur)(?:ed|ing|es|s)?\s\Z",
        re.IGNORECASE,
    ),
    ("opul", "eleg", "eam", "roup", "squad", "crew", "staff", "workf", "class", "toll", "ictim",
     "asual", "eaths", "njur", "ill", "ispl", "enef", "vacu", "rain", "mploy", "accin", "cur"),
)  # fmt: skip
# 55 of the 109 parks, two of Hebei's ten: what they are stands behind.
_OF = re.compile(
    r"\s(?:out )?of (?:the|its|their|these|those|all)(?: \w+){0,2}? "
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten)"
)
# A table in words: Workshops 143, jobs: 5,890; classes, five.
_HEADED = re.compile(
    r"\b(?P<noun>[A-Za-z][a-z-]{2,23}(?:s(?<!ss)|men|people)|staff|personnel|[a-z ]{4,40}(?=:))"
    r"[:,]?\s\Z"
)
_HEAD_ENDS = re.compile(r"[.,;)](?!\d)|\Z|\s[(（]|\n")
_NO_HEAD = re.compile(
    r"\A(?:articles|phases|parts|chapters|grades|classes|lines|routes|rooms|pages|items|this|years|"
    r"versions|levels|steps|types|figures|tables|numbers|ages|weeks|days|times|hours|was|is|has|as)"
    r"\Z"
)
# Eleven more than the plan says: of those before.
_MORE = re.compile(r"\s(?:more|others)(?= than| in\b|[.,;])")
# From 82.49 million to 70.17 million people; from 19.7 percent to 1.3.
_ON = re.compile(r"(?: [a-z]+){0,3} (?:to|and)\s|\s?[到至]")
# What a bare number must be to be no year, page or part of a name.
_LARGE = re.compile(
    r"\d,\d{3}|\d\s?(?:million|billion|thousand|trillion)|\d \d{3}\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\s?(?:[.,;)(]|\Z|:\s)|\s(?:in|by|at|and|last|this|more|less|for|from|to|a|had|have|were|was|are|"
    r"each|per|every|of|came|went|visited|arrived|since|now|people|on|where|it|they|with|who|as|while|or|work|took|lost)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_WHOLE = 100
_POWERS, _HAN_FAR, _THOUSAND = "万亿", 16, 1000
# 人口四十一万, 注册用户6.2万, 总人数29万.
_HAN_PEOPLE = re.compile(
    "(?:人口|人数|人员|总数|群众|居民|用户|观众|乡亲|患者|教师|工人|学生|宿生|残疾人|从业者|创业者|毕业生|"
    "就业|务工|送工)(?:增加|总数|总计)?的?(?:已|共|现有|约|为|达到?|有|近|超过?|逾|突破|至|也超过|"
    "已?[由从](?:\\d{4}年的?)?)?\\Z"
)
# 损失评估497万, 县均达5740万, 入库税收1608万.
_HAN_MONEY = re.compile(
    "(?:资金|投资|[额值税款]|收入|税收|损失|评估|销售量?|价值|拨出|结余|售价|县均|给[^，。；\\d]{2,6}|"
    "卖了|投入)[^，。；\\d]{0,3}\\Z"
)
_GIVEN = re.compile(
    "(?:启动|援助|帮扶|扶持)?(?:资金|撥款|拨款|基金|物资|款项|订单)|的[^，。；]{0,6}(?:机|设备|物资)"
)
_HAN_ENDS = re.compile(r"[,，。;；、)）\n减增到降至]|\Z")
_HAN_ON = re.compile("(?:减少|减|下降|降|增加|增|上升|升|增长)?[到至为]")
_LAST_FAR = 160
# Of farmers 12 percent are over 65.
_AGE = re.compile(r"(?:over|above|under|below|at least) \d{1,2}\Z", re.IGNORECASE)


def bare_unit(text: str, number: Number, last: Number | None) -> str | None:
    """Return what a number counts that no noun follows; None where it may count nothing.

    Units: `last` is the figure before, whose unit one takes over in the same sentence.
    """
    if text[number.end - 1] in _POWERS or text[number.start - 1 : number.start] >= "\u4e00":
        return _han_unit(text, number, last)
    if _WHO.match(text, number.end):
        return PERSON
    if _WHOSE.search(text[max(0, number.start - 40) : number.start]) and _ENDS.match(
        text, number.end
    ):
        return PERSON
    if _OF.match(text, number.end):
        return COUNT
    if last is not None and (
        _MORE.match(text, number.end) or _ON.fullmatch(text, last.end, number.start)
    ):
        return last.unit
    headed = _HEADED.search(text, max(0, number.start - 44), number.start)
    if headed and _HEAD_ENDS.match(text, number.end) and not _YEAR.match(text, number.start):
        noun = headed["noun"].lower()
        if not _NO_HEAD.match(noun):
            return PERSON if is_person(noun) else COUNT
    words = text[number.start : number.end]
    if number.spelled or _AGE.match(words):
        return None
    if number.qualifier == "exact" and not _LARGE.search(words):
        return None
    if not _ENDS.match(text, number.end) or text[number.start - 1 : number.start] in ("(", "#"):
        return None
    if last is None or not _same_sentence(text, last.end, number.start):
        return COUNT
    return COUNT if last.unit == "percent" and number.value > _WHOLE else last.unit


def _han_unit(text: str, number: Number, last: Number | None) -> str | None:
    """Return what a Chinese number counts behind which no word of measure stands."""
    ahead = text[max(0, number.start - _HAN_FAR) : number.start]
    if _GIVEN.match(text, number.end):
        return "CNY"
    if not _HAN_ENDS.match(text, number.end):
        return None
    large = text[number.end - 1] in _POWERS or number.value >= _THOUSAND
    if _HAN_PEOPLE.search(ahead):
        return PERSON
    if last is not None and _HAN_ON.fullmatch(text, last.end, number.start):
        return last.unit
    if not large or number.spelled or _YEAR.fullmatch(text, number.start, number.end):
        return None
    if _HAN_MONEY.search(ahead):
        return "CNY"
    if (
        last is not None
        and _same_sentence(text, last.end, number.start)
        and last.value > number.value
    ):
        return last.unit
    return COUNT if text[number.end - 1] in _POWERS else None


def _same_sentence(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return len(between) < _LAST_FAR and ". " not in between and "\n" not in between
