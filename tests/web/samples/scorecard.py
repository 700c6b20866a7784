"""A filled scorecard of a pairing; places are real, figures invented."""

from __future__ import annotations

from tests.web.samples.frame import COMMON, GROWS, LAST

from tallystick.web.contexts import (
    Cell,
    Chart,
    ChartMonth,
    Choice,
    Fact,
    Filter,
    Flag,
    PairingPage,
    ScoreGroup,
    ScoreRow,
    SideName,
)
from tallystick.web.contexts.shared import PostedDay
from tallystick.web.figures import Empty, measure, month_name
from tallystick.web.tally import Tally, month_bars, spark


def _score(
    code: str,
    name: str,
    unit: str,
    figures: tuple[int | None, int, int, int | None, int],
    flag: Flag | None = None,
    *,
    lang: str = "en",
    money: bool = False,
    part: bool = False,
    tally: Tally | None = None,
) -> ScoreRow:
    target, matched, waiting, claimed, last = figures
    size = 10_000_000 if money else 1
    row = measure(
        [value * size for value in figures if value is not None],
        unit,
        "CNY" if money else "person",
        scale=2 if money else 0,
        lang=lang,
    )

    def cell(value: int | None, empty: Empty, href: str = "") -> Cell:
        return Cell(empty=empty) if value is None else Cell(row.show(value * size), href=href)

    return ScoreRow(
        code=code,
        name=name,
        unit=row.unit,
        tally=tally or Tally(matched, target, waiting=waiting, claimed=claimed, last_year=last),
        target=cell(target, Empty.NO_TARGET),
        matched=cell(matched, Empty.NOT_REPORTED, "/explain/"),
        waiting=cell(waiting, Empty.NOT_REPORTED),
        claimed=cell(claimed, Empty.NONE, "/claims/"),
        last_year=cell(last, Empty.NOT_APPLICABLE),
        spark=spark(GROWS, LAST),
        flags=(flag,) if flag else (),
        part=part,
    )


def pairing(lang: str = "en") -> PairingPage:
    zh = lang.startswith("zh")
    yuan, persons = ("元", "人") if zh else ("yuan", "persons")

    def word(en: str, chinese: str) -> str:
        return chinese if zh else en

    funds = (
        _score(
            "FS_GOV_FUND",
            word("Government funds", "财政援助资金"),
            yuan,
            (2600, 2486, 80, 2570, 2314),
            Flag(word("Claim fits matched + waiting", "外部数字 = 一致 + 待核对")),
            lang=lang,
            money=True,
        ),
        _score(
            "FS_SPENT",
            word("of which paid out", "其中：已支出"),
            yuan,
            (2340, 1812, 124, None, 1980),
            Flag(word("72.9% of funds received", "支出率 72.9%")),
            lang=lang,
            money=True,
            part=True,
        ),
        _score(
            "IC_CONSUMPTION",
            word("Consumption assistance", "消费帮扶"),
            yuan,
            (1200, 8321, 0, 8320, 964),
            Flag(word("693% of target: this target does not bind", "完成率 693%"), "red"),
            lang=lang,
            money=True,
        ),
    )
    jobs = (
        _score(
            "LC_TOTAL",
            word("Helped into jobs", "帮助就业"),
            persons,
            (4000, 3612, 148, 4120, 3905),
            Flag(word("Halves differ by 14 in Shuicheng", "水城区双方相差14人"), "red"),
            lang=lang,
            tally=Tally(
                3612, 4000, waiting=86, disputed=48, differs=14, claimed=4120, last_year=3905
            ),
        ),
        _score(
            "LC_STOCK",
            word("Still employed after 6 months", "稳定就业满六个月"),
            persons,
            (None, 402, 0, None, 380),
            Flag(word("Cohorts from May on are not due yet", "5月以后批次未到期"), "amber"),
            lang=lang,
            part=True,
        ),
    )
    months = [12, 25, 20, 31, 0, 18, 22, 27, 30, 19, None, None]
    before = [10, 20, 24, 22, 9, 15, 20, 21, 25, 20, 18, 16]
    bars = month_bars(months, before)
    return PairingPage(
        section="pairings",
        title=word("Dalian – Liupanshui", "大连市 – 六盘水市"),
        programme=word("East-West cooperation", "东西部协作"),
        level=word("city pairing", "市级结对"),
        supporting=SideName(word("Dalian", "大连市"), word("Liaoning", "辽宁")),
        supported=SideName(word("Liupanshui", "六盘水市"), word("Guizhou", "贵州")),
        facts=(
            Fact(word("Valid", "有效期"), word("1996 to June 2021", "1996年至2021年6月")),
            Fact(word("Agreement", "协议"), word("2020, version 2", "2020年度第2版")),
            Fact(word("Matching", "核对方式"), word("both sides", "双方核对")),
        ),
        posted=(
            PostedDay(word("today", "今天"), "", "?year=2020", True, word("today", "今天")),
            PostedDay(
                word("30 Sep 2020", "2020-09-30"),
                word("12 postings", "12笔"),
                "?year=2020&as_of=2020-09-30",
                said=word("30 Sep 2020: 12 postings", "2020-09-30：12笔"),
            ),
        ),
        filters=(
            Filter(
                "year",
                word("Year", "年度"),
                (Choice("2020", "2020", True), Choice("2019", "2019")),
            ),
        ),
        heading=word("Scorecard, 1 January to 31 October 2020", "记分卡：2020年1月1日至10月31日"),
        summary=word("1 of 4 targets reached, 1 does not bind", "4项目标中1项达标"),
        months_heading=word("Jan – Oct", "1–10月"),
        groups=(
            ScoreGroup(word("Financial support", "资金支持"), funds),
            ScoreGroup(word("Labour cooperation", "劳务协作"), jobs),
        ),
        chart=Chart(
            word("Government funds by month", "财政援助资金：逐月"),
            word("million yuan", "元"),
            2020,
            tuple(
                ChartMonth(
                    month_name(n + 1, lang),
                    bars[n],
                    Cell(empty=Empty.NOT_DUE) if value is None else Cell(f"{value}.0"),
                    Cell(f"{before[n]}.0"),
                )
                for n, value in enumerate(months)
            ),
        ),
        **COMMON,
    )
