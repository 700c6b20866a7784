"""The words that stand around a printed number: units, hedges, currencies, and what is no figure.

Units: names as the indicator catalogue writes them (CNY, person, person-time, session, percent,
count …). `ordinal` and `duration` mark numbers that count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# One character for one, so that places in the text stay what they are.
SAME_LENGTH = str.maketrans(
    "０１２３４５６７８９．％＋－～￥﹪\u3000\u2212萬億餘個兩點來約過將場項戶對縣鎮歲條處種臺輛噸畝頃幣圓圆達數幾張間隻",
    "0123456789.%+-~¥% -万亿余个两点来约过将场项户对县镇岁条处种台辆吨亩顷币元元达数几张间只",
)

ORDINAL, DURATION, COUNT, PERSON = "ordinal", "duration", "count", "person"

_HAN_UNITS: Mapping[str, str] = {
    "CNY": "元人民币|块钱|人民币|元(?![化素件旦])",
    "USD": "美元",
    "HKD": "港元|港币",
    "EUR": "欧元",
    "JPY": "日元|日币|円",
    "KRW": "韩元",
    "VND": "越南盾",
    "MOP": "澳门元|澳门币|葡币",
    "TWD": "(?:新)?台币",
    "GBP": "英镑",
    "person-time": "人次",
    PERSON: (
        "人|名|位"
        "|(?:农村|贫困|脱贫|西部|当地|本地|困难|低收入|返乡|外出|富余|各族|受益){0,2}"
        "(?:劳动力|劳动者|群众|人口|学生|农民|村民|学员|患者|党员|干部)"
    ),
    "percentage-point": "个百分点|百分点",
    "percent": "%",
    "permille": "‰",
    "square-km": "平方公里|平方千米",
    "km": "公里|千米|km(?![2²])",
    "metre": "米",
    "times": "倍(?![增感道])",
    "hectare": "公顷",
    "mu": "亩",
    "square-metre": "平方米|㎡",
    "tonne": "吨",
    "household": "户",
    "session": "期",
    DURATION: (
        "个多月|个月|个多?小时|个日夜|个昼夜|小时|个工作日|个年头|周年|分钟|余年|多年|年来|年|月|日|号|天|周|岁|时"
    ),
    ORDINAL: "届",
    COUNT: (
        "个|家|所|项|场|次|批|对|份|条|座|处|种|台(?![河镇])|辆|套|件|社|只|头|株|张|本|支|间|棵|册|门|款|"
        "组|趟|笔|栋|幢|艘|篇|架(?![构子设])|双(?![方向边城创减一语休])|列(?![入为出举席])|"
        "起(?=[，,。、；;])|口(?=[井水“])|部(?=[手电车影再法])|层(?=[，,。楼高])"
    ),
}
_ENGLISH_UNITS: Mapping[str, str] = {
    "CNY": "yuan|rmb|renminbi|cny",
    "USD": "us dollars?|u\\.s\\. dollars?|dollars?|usd",
    "VND": r"vnd(?!\d)|(?:vietnam(?:ese)? )?dong"
    # The Dong are a people.
    r"(?!\s(?:village|household|people|minorit|ethnic|autonom|famil|song|wom|m[ae]n|student))",
    "LAK": r"lak(?!\d)|kip",
    # A mop head is none of money.
    "MOP": "patacas?|mop"
    r"(?!\s(?!(?:to|for|from|in|and|or|was|were|of|on|at|by|a|per|each)\b)[a-z])",
    "EUR": "euros?|€|eur(?!o)",
    "GBP": "pounds(?: sterling)?",
    "JPY": "yen",
    "KRW": "won",
    "HKD": "hk dollars?|hkd",
    "IDR": "rupiahs?",
    "INR": "rupees?",
    "PHP": "pesos?",
    "MYR": "ringgits?",
    "RUB": "rou?bles?",
    "THB": "baht",
    "NGN": "naira",
    "KZT": "tenge",
    "CHF": "swiss francs?|chf",
    "KES": "kenyan? shillings?",
    "ZAR": "rands?",
    "BDT": "(?:bangladeshi )?takas?",
    "ETB": "(?:ethiopian )?birrs?",
    "GHS": "(?:ghana(?:ian)? )?cedis?",
    "KHR": "riels?",
    "MMK": "kyats?",
    "PLN": "zlot(?:y|ys|ies)",
    "UZS": "soums?",
    "person-time": "person-times?|person times?|man-times?",
    PERSON: (
        "people|persons?|officials|cadres|teachers|doctors|workers|labou?rers|labou?rs|"
        "students|children|villagers|farmers|residents|specialists|experts|professionals|"
        "technicians|leaders|educators|volunteers|participants|migrants|inhabitants|"
        "individuals|members|trainees|personnel|staff|employees|patients|guests|visitors|"
        "donors|women|men|pupils|staffers|graduates|representatives|delegates|entrepreneurs"
    ),
    "percentage-point": "percentage points?",
    "percent": "%|percent|per cent",
    "square-km": "km2|km²|sq\\.? ?km|square kilomet(?:er|re)s?",
    "km": "km(?!²)|kilomet(?:er|re)s?",
    "mile": "miles",
    "kg": "kgs?|kilogram(?:me)?s?",
    "kwh": "kwh|kilowatt[- ]hours?",
    "metre": "met(?:er|re)s?",
    "hectare": "hectares?|ha",
    "square-metre": "sq\\.? ?m|square met(?:er|re)s?",
    "mu": "mu",
    "tonne": "tons?|tonnes?",
    "household": "households?|families",
    "session": "sessions|courses|classes",
    DURATION: (
        "years?|months?|weeks?|days?|hours?|minutes?|decades?|years? old|year-old|o'clock|am|pm"
    ),
    ORDINAL: "st|nd|rd|th",
    COUNT: (
        "projects|enterprises|companies|firms|businesses|counties|cities|villages|towns|townships|"
        "districts|provinces|regions|schools|hospitals|products|parks|bases|cent(?:er|re)s|"
        "workshops|agreements|documents|contracts|visits|meetings|pairs|stations|facilities|"
        "clinics|factories|plants|fairs|jobs|posts|vacancies|houses|homes|bridges|roads|"
        "greenhouses|institutions|organi[sz]ations|delegations|pacts|technologies|techniques|"
        "cooperatives|shops|stores|items|merchants|programmes|programs|scholarships|libraries|"
        "countries|partners|departments|groups|teams|organs|wells|generators|reservoirs|"
        "outlets|markets|counters|universities|colleges|kindergartens|laboratories|cases|rooms|classrooms|beds|kilns|batches|industries|communities|languages|"
        "books|computers|vehicles|ambulances|trees|banners|"
        "times(?! (?:as|more|larger|higher|bigger|greater|the|that|its|over))"
    ),
    "times": "times",
}


def _group(units: Mapping[str, str]) -> str:
    parts = ((words, name) for name, words in units.items())
    return "|".join(f"(?P<u_{name.replace('-', '_')}>{words})" for words, name in parts)


# A longer Chinese unit is listed before the shorter one it begins with (人次 before 人).
HAN_UNIT = re.compile(rf"\s?(?:{_group(_HAN_UNITS)})", re.ASCII)
# Up to three words may stand between a number and what it counts: "26 national key counties".
# Words that open another phrase do not.
ENGLISH_UNIT = re.compile(
    r"(?:[\s-]{0,2}(?!(?:and|or|of|in|from|to|for|by|with|at|on|per|were|was|are|is|has|have|had|"
    r"that|which|who|the|its?|as|but|than|while|when|this|these|an?|each|every|after|before|until)"
    r"\b)(?:[a-z][a-z'-]{0,24}[\s]))"
    # "200 primary and secondary schools"
    r"{0,3}?(?:\s[a-z-]{3,20} and [a-z-]{3,20}\b)??[\s-]{0,2}"
    rf"(?:{_group(_ENGLISH_UNITS)})(?![a-z])",
    re.ASCII,
)
# 九成 is nine tenths; 成立 and 成效 are words of their own.
TENTHS = re.compile("成(?![立为员本都果效功长熟交绩年了就品份型语片色])")
PER_BEFORE = re.compile(
    r"(?:每(?P<each>人|县|村|户|月|年)|(?P<mean>人|县|村|户|月|年)均)[^\d]{0,6}$", re.ASCII
)
PER_AFTER = re.compile(
    r"(?: (?:per|a|each) (?P<en>person|capita|county|village|household|month|year)\b"
    r"|[/每](?P<zh>人|县|村|户|月|年))",
    re.ASCII,
)
PER: Mapping[str, str] = {
    **dict(
        zip(
            "人县村户月年",
            ["person", "county", "village", "household", "month", "year"],
            strict=True,
        )
    ),
    "capita": PERSON,
}

# No number of things, but one below nothing.
NEGATIVE = ("负", "minus")
MORE, ABOUT, NEARLY, BELOW = "more_than", "about", "nearly", "below"
_BEFORE: Mapping[str, str] = {
    BELOW: (
        "不足|不到|未达|未满|低于|少于|不超过|不多于|至多|最多|no more than|not more than|"
        "less than|fewer than|under|below|"
        "(?<!add )(?<!adds )(?<!added )(?<!adding )(?<!amounts )(?<!amounted )(?<!came )"
        "(?<!comes )(?<!sums )up to|at most|not quite|负|minus"
    ),
    NEARLY: "将近|接近|(?<![最附靠邻就])近|nearly|almost|close to|just under",
    ABOUT: (
        "大约|大概|约为|(?<![签合节集契条预违履制])约|about|around|approximately|approx\\.|roughly|"
        "some|an estimated|circa"
    ),
    MORE: (
        "超过|超|逾|突破|至少|不少于|不低于|高于|多于|大于|more than|above|at least|"
        "(?<!handed )(?<!turned )(?<!took )over|no less than|no fewer than|not less than|exceeding|"
        "upwards of|in excess of|well over"
    ),
}
_HEDGES = "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items())
# "no more than" and "not less than" carry a word that alone would say the opposite.
_HEDGE_BEFORE = re.compile(rf"(?:(?<![a-z])(?<!no )(?<!not )(?:{_HEDGES}))\s?-?\s?$", re.ASCII)
# Without one of its words at the end of a text the pattern is not tried.
_HEDGE_WORDS = tuple(
    re.sub(r"\(\?<!.*?\)|\\", "", word) for words in _BEFORE.values() for word in words.split("|")
)
HEDGE_AFTER = re.compile(
    rf"(?P<{MORE}>\s?以上|\s?有余|\+(?!\s?\d)|\sor more|\splus\b)"
    rf"|(?P<{ABOUT}>\s?左右|\s?上下|\sor so)"
    rf"|(?P<{BELOW}>\s?以下|\s?以内|\s?之内|\sor less|\sor fewer)"
)


def hedge_before(small: str) -> re.Match[str] | None:
    """Return the hedge that a text ends with, by name; a text in small letters.

    >>> [hit and hit.lastgroup for hit in map(hedge_before, ("nearly ", "一共约", "not over "))]
    ['nearly', 'about', None]
    """
    if not small.rstrip(" -\t\n\r\f\v").endswith(_HEDGE_WORDS):
        return None
    return _HEDGE_BEFORE.search(small)
