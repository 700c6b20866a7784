"""How Chinese announcements name stretches of time, in Simplified signs."""

from __future__ import annotations

from tallystick.extraction.figures.stretches import (
    Reader,
    altogether,
    by_now,
    gone_on,
    last_year,
    last_year_on,
    now,
    of_year,
    plan,
    point,
    recently,
    several_years,
    since,
    since_then,
    so_far,
    this_year,
    whole_year,
    year_range,
    years_back,
    years_gone,
    years_to_come,
)

_Y = r"(?:19|20)\d\d"
_YEAR = rf"(?P<y>{_Y})年"
_MONTH = r"(?P<month>\d\d?)月"
_TO = r"\s?(?:至|到|[-–—~]{1,2})\s?"
_HAN = "[一二两三四五六七八九十]{1,3}"
# What begins with a sign of a class is looked for where one of these stands.
_NUMBER_AHEAD = r"(?=[\d一二两三四五六七八九十几多])"
_SOME = rf"(?P<n>\d{{1,2}}|{_HAN}|几|多)"
_UNTIL = "(?:截至|截止|到|至)到?"
_PART = (
    r"(?P<part>全年|(?P<half>[上下])半年|前(?P<quarters>[一二两三])个?季度"
    r"|第?(?P<quarter>[一二三四])季度"
    rf"|(?P<m1>\d{{1,2}})月?{_TO}(?P<m2>\d{{1,2}})月份?|前(?P<months>\d{{1,2}}|{_HAN})个?月)"
)
# Words after which "N年" is how long something has gone on.
_GONE_ON = (
    "(?=[办建开干运实合协结帮支成])(?:[办建开干]|运营|实施|开展|合作|协作|结对|帮扶|支援|成立|运行)"
)
_BEGUN = "(?:建立|结成|开展|启动|签订|签署|结对|合作|协作|帮扶|支援|实施)"

# Where several begin at a place the longest holds; of the same length, the first. The third of
# each are pieces of words of which what it finds has one.
CHINESE: tuple[tuple[str, Reader, str], ...] = (
    # 2016年至2020年, 1996-2011年
    (
        rf"(?P<y1>{_Y})年?(?:(?P<m1>\d\d?)月)?{_TO}(?P<y2>{_Y}|\d\d(?=年))年"
        r"(?:(?P<m2>\d\d?)月)?[底末]?",
        year_range,
        "至|到|-|–|—|~",
    ),
    # 2018、2019两年
    (rf"(?P<y1>{_Y})年?[、和与及](?P<y2>{_Y})年?两年", year_range, "两年"),
    # 2021年以来, 2016年底至今
    (
        rf"{_YEAR}(?:{_MONTH}|(?P<last>[底末]))?(?:\d\d?日)?份?(?:以来|起|开始|至今|到现在|到目前)",
        since,
        "以来|起|开始|至今|到现在|到目前",
    ),
    (rf"[自从]{_YEAR}(?:{_MONTH})?", since, "自|从"),
    # 截至10月底, 截至2024年10月31日
    (
        rf"{_UNTIL}(?:{_YEAR}|(?P<this>今年)|(?P<last>去年))?{_MONTH}份?(?:(?P<day>\d\d?)日|"
        rf"[底末])?",
        point,
        "截|到|至",
    ),
    (rf"{_UNTIL}(?P<last>去年)(?:年?[底末])", point, "去年"),
    (rf"{_YEAR}{_MONTH}[底末]", point, "底|末"),
    (rf"{_UNTIL}{_YEAR}[底末]?", point, "截|到|至"),
    (rf"{_YEAR}[底末]", point, "底|末"),
    # 2023年前三季度, 2023年10月, 2023年
    (rf"{_YEAR}度?{_PART}", of_year, "季|半年|月|全年"),
    (rf"{_YEAR}{_MONTH}份?(?!\d?\d日)", of_year, "月"),
    (rf"{_YEAR}(?!\d|前(?![一二三四两\d半])|之前|以前)", of_year, "年"),
    # 今年1至10月, 今年以来
    (rf"(?:今年|本年度?|年内)的?{_PART}", this_year, "今年|年内|本年"),
    (rf"今年{_MONTH}份?(?!\d?\d日)", this_year, "今年"),
    (rf"去年{_MONTH}份?(?!\d?\d日)", last_year, "去年"),
    (r"今年(?=[^，。；\n]{0,6}(?:计划|拟|预计|力争))", whole_year, "今年"),
    (r"今年|本年度?(?!鉴)|年内|年初以来", this_year, "今年|本年|年内|年初以来"),
    (r"去年以来|上年以来", last_year_on, "去年以来|上年以来"),
    (rf"(?P<before>去年|上年|上一年|前年)[度的]?{_PART}?", last_year, "去年|上年|上一年|前年"),
    (rf"(?=[\d全上下前第一二三四]){_PART}", of_year, "季|半年|月|全年"),
    # 4月中旬至6月底
    (
        r"(?=\d)(?P<part>(?P<m1>\d{1,2})月(?:[上中下]旬|[初底末])?(?:至|到|[-–—~]{1,2})"
        r"(?P<m2>\d{1,2})月(?:[上中下]旬|[初底末]))",
        of_year,
        "旬|初|底|末",
    ),
    (rf"(?:今后|未来|接下来的?|往后){_SOME}年(?:内|间)?", years_to_come, "今后|未来|接下来|往后"),
    # “十三五”期间, “十四五”以来
    (
        r"(?=[“\"十])[“\"]?(?P<plan>十[一二三四五])五[”\"]?(?:规划)?(?:期间|时期)?(?P<since>以来)?",
        plan,
        "五",
    ),
    (r"(?:脱贫攻坚|过渡|衔接|攻坚)(?:期间|时期|期)(?:以来|内)?", so_far, "期"),
    # 建立帮扶关系以来, 近年来
    (rf"{_BEGUN}[^，。；,;\n]{{0,14}}以来", since_then, "以来"),
    (r"自此|此后|从那时起|自那时起", since_then, "自此|此后|从那时起|自那时起"),
    (r"近年来|多年来|长期以来|这些年|一直以来", so_far, "近年来|多年来|长期以来|这些年|一直以来"),
    (r"几年[间来]|数年[间来]", several_years, "几年|数年"),
    # 五年来, 近三年, 办了三年
    (rf"{_NUMBER_AHEAD}{_SOME}年?[多余]?(?:年来|来|年间)", years_back, "来|年间"),
    # 四载春秋, 十载同心, 五年接续帮扶
    (
        rf"{_NUMBER_AHEAD}{_SOME}(?:余|多)?(?:载(?![重体客人货])|年(?:接续|携手|同心|耕耘|深耕|坚守|情缘|牵手))",
        years_back,
        "载|年接续|年携手|年同心|年耕耘|年深耕|年坚守|年情缘|年牵手",
    ),
    (rf"过去的?{_SOME}年(?!度|代)[间来]?", years_gone, "过去"),
    (rf"(?:近|最近){_SOME}年(?!度|代)", years_back, "近"),
    (rf"{_GONE_ON}了?{_SOME}年(?!多?余?来)", gone_on, "年"),
    (r"已有|已达|现已", by_now, "已有|已达|现已"),
    (
        r"目前|眼下|现在|现有|当前|如今|至今|迄今|截至发稿",
        now,
        "目前|眼下|现在|现有|当前|如今|至今|迄今|截至发稿",
    ),
    (r"累计|历年|总共已|先后", altogether, "累计|历年|总共已|先后"),
    (r"近日|日前|近期|最近|前不久", recently, "近日|日前|近期|最近|前不久"),
)
