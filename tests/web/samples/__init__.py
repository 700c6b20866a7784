"""One filled context a page. Places are real; every figure, person and event is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.web.samples.claims import claim_samples, empty_claim_samples
from tests.web.samples.compare import compare_samples, empty_compare_samples
from tests.web.samples.correcting import correcting_samples, empty_correcting_samples
from tests.web.samples.exchanges import empty_exchange_samples, exchange_samples
from tests.web.samples.learning import empty_learning_samples, learning_samples
from tests.web.samples.readouts import empty_readout_samples, readout_samples
from tests.web.samples.time import empty_time_samples, time_samples
from tests.web.samples.work import work_samples

from tallystick.web.contexts import (
    BookFoot,
    Cell,
    Change,
    Chart,
    ChartMonth,
    Choice,
    ChoiceGroup,
    ClaimListPage,
    ClaimRow,
    CounterLine,
    EntryBrief,
    EntryForms,
    EntryListPage,
    EntryPage,
    EntryRow,
    ErrorPage,
    EvidenceRow,
    ExplainPage,
    Fact,
    Filter,
    Flag,
    Glance,
    GlanceRow,
    HalfHead,
    HalfRow,
    HeldRule,
    Line,
    Link,
    Mark,
    NameHalf,
    Page,
    PairingListPage,
    PairingPage,
    PairingRow,
    Part,
    ProgrammeGroup,
    Proof,
    Proposal,
    QueueItem,
    ReviewPage,
    ReviewRow,
    RuleRow,
    RulesPage,
    Said,
    ScoreGroup,
    ScoreRow,
    SideName,
    SignInPage,
    Task,
    TaskGroup,
    TodayPage,
    Unresolved,
    WaitingFor,
)
from tallystick.web.contexts.access import (
    ActingSide,
    AskFactorPage,
    CodePage,
    FactorPage,
    FactorRow,
    OfficeListPage,
    OfficePage,
    OfficeRow,
    PersonForm,
    ProfilePage,
    SealedAct,
    SeatRow,
    SetUpCard,
    SetUpPage,
    Typed,
    UseCodePage,
    WhoMayActPage,
)
from tallystick.web.contexts.explain import Earlier, KnownDay
from tallystick.web.contexts.long_work import KeepingBookPage, LongWorkListPage
from tallystick.web.contexts.workbooks import (
    CellGroup,
    OutcomeRow,
    PaperLine,
    PaperPage,
    PaperRow,
    RunPage,
    RunRow,
    SheetRow,
    SheetRows,
    SumRow,
    WorkbooksPage,
)
from tallystick.web.figures import Empty, measure, month_name
from tallystick.web.lists import LISTS
from tallystick.web.tally import Tally, month_bars, spark

NOW = datetime(2020, 11, 23, 1, 12, tzinfo=UTC)
ROOT = "7f3a9c04" + "5d" * 26 + "e21b"
FOOT = BookFoot(NOW, 48_213, ROOT)
COMMON = {"invented": True, "foot": FOOT}
GROWS = [3, 7, 12, 17, 24, 33, 41, 50, 59, 66]
LAST = [4, 8, 14, 20, 27, 34, 39, 47, 52, 55, 58, 60]


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


def sign_in() -> SignInPage:
    return SignInPage(
        title="Sign in",
        invented=True,
        username="chen.xiaolan",
        next_address="/pairings/",
        error="The user name and password do not match. 4 tries left.",
    )


def today(lang: str = "en") -> TodayPage:
    return TodayPage(
        section="today",
        title="Today",
        today=date(2020, 11, 23),
        office="Dalian office",
        side="supporting side",
        groups=(
            TaskGroup(
                "to_match",
                "To match",
                14,
                "oldest 19 days",
                (
                    Task(
                        Mark("disputed", "Differ by 14"),
                        "October placements, Shuicheng",
                        "/entries/E-2020-1103/",
                        "They answered your counter-figure on Friday",
                        "62 / 48",
                        "persons",
                        "Answer",
                    ),
                    Task(
                        Mark("waiting", "Waiting 19 days"),
                        "Cold store, Panzhou: paid out",
                        "/entries/E-2020-1077/",
                        "Entered by Liupanshui 4 Nov · 2 receipts",
                        "5.20",
                        "million yuan",
                        "Match",
                    ),
                ),
                Link("All 14", "/entries/"),
            ),
            TaskGroup(
                "to_confirm",
                "To confirm in your office",
                1,
                "a second person must sign",
                (
                    Task(
                        Mark("submitted", "Needs a second name"),
                        "School desks given to Liuzhi",
                        "/entries/E-2020-1110/",
                        "Entered by Wang Lei, your office, 20 Nov",
                        "0.36",
                        "million yuan",
                        "Confirm",
                    ),
                ),
            ),
        ),
        changes=(
            Change(NOW, Mark("posted", "Posted"), "School roof, Liuzhi", "/entries/1/", "+8.31 m"),
            Change(NOW, Mark("reversed", "Reversed"), "Training counted twice, Panzhou", "", "−86"),
        ),
        glances=(
            Glance(
                "Dalian – Liupanshui",
                "/pairings/dalian-liupanshui/",
                "since 1996",
                (
                    GlanceRow("Funds", Tally(2486, 2600, waiting=80), "248.6 / 260.0"),
                    GlanceRow("Jobs", Tally(3612, 4000, waiting=86, differs=14), "3,612 / 4,000"),
                ),
            ),
        ),
        waiting_for=(
            WaitingFor("Liupanshui", "Waiting 11 working days", 4, "/entries/?state=confirmed"),
        ),
        glance_note="to 31 Oct, matched of target",
        **COMMON,
    )


def pairings(lang: str = "en") -> PairingListPage:
    return PairingListPage(
        section="pairings",
        title="Pairings",
        programmes=(
            ProgrammeGroup(
                "East-West cooperation",
                True,
                (
                    PairingRow("Liaoning", "Guizhou", "/p/1/", "province", "2013 to 2021"),
                    PairingRow("Dalian", "Liupanshui", "/p/2/", "city", "1996 to 2021", 1),
                ),
            ),
        ),
        **COMMON,
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
            Flag(word("Halves differ by 14 in Shuicheng", "水城区双方相差 14 人"), "red"),
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
            Flag(word("Cohorts from May on are not due yet", "5 月以后批次未到期"), "amber"),
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
            Fact(word("Valid", "有效期"), word("1996 to June 2021", "1996 年至 2021 年 6 月")),
            Fact(word("Agreement", "协议"), word("2020, version 2", "2020 年度第 2 版")),
            Fact(word("Matching", "核对方式"), word("both sides", "双方核对")),
        ),
        filters=(
            Filter(
                "year",
                word("Year", "年度"),
                (Choice("2020", "2020", True), Choice("2019", "2019")),
            ),
        ),
        heading=word("Scorecard, 1 January to 31 October 2020", "记分卡：2020年1月1日至10月31日"),
        summary=word("1 of 4 targets reached, 1 does not bind", "4 项目标中 1 项达标"),
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


def explain(lang: str = "en") -> ExplainPage:
    return ExplainPage(
        section="pairings",
        title="3,612 persons helped into jobs",
        code="LC_TOTAL",
        figure="3,612",
        unit="persons",
        pairing=Link("Dalian – Liupanshui", "/pairings/dalian-liupanshui/"),
        period="1 January to 31 October 2020",
        formula="Rural labourers whose stage became placed, each person once in the year.",
        excluded="Signed intentions are not in it.",
        definition="Definition LC_TOTAL, version 3.",
        tally=Tally(3612, 4000, waiting=86, disputed=48, differs=14, claimed=4120, last_year=3905),
        target=Cell("4,000"),
        facts=(Fact("Waiting", "148, of which 62 disputed"), Fact("Claimed", "4,120", "/claims/")),
        parts=(
            Part("Placed in Liaoning", Tally(611, full=3612), "17%", Cell("611"), 41, open=True),
            Part(
                "Placed near home or in Guizhou",
                Tally(2760, full=3612),
                "76%",
                Cell("2,760", href="?part=near"),
                188,
            ),
        ),
        lines_of="Placed in Liaoning",
        lines=(
            Line(
                "44902.1",
                "?line=44902",
                date(2020, 9, 18),
                date(2020, 10, 12),
                "Shuicheng",
                "registered → placed",
                "54",
                current=True,
            ),
            Line(
                "38846.1",
                "?line=38846",
                date(2020, 8, 20),
                date(2020, 9, 8),
                "Liuzhi",
                "reversal of 38,011: counted twice",
                "−12",
                Mark("reversed", "Reversed"),
            ),
        ),
        lines_total=41,
        older=Link("Older", "?page=2"),
        entry=EntryBrief(
            "E-2020-0917",
            "/entries/E-2020-0917/",
            Mark("posted", "Posted"),
            "Placements · Shuicheng to Jinpu New Area · 18 September 2020",
            (Fact("Persons", "54, of whom 41 out of poverty"),),
            (
                NameHalf("Dalian's half", "Chen Xiaolan", ("matched 12 Oct 2020, 10:31",)),
                NameHalf("Liupanshui's half", "Luo Zhenghua", ("confirmed by Yang Min 26 Sep",)),
            ),
            (
                EvidenceRow("Coach hire receipt", "PDF, 212 KB", "9be1" * 16, "/evidence/9be1/"),
                EvidenceRow("Roster, page 1", "PNG, 48 KB", "9be2" * 16, "/e/", "/e/?look=1"),
            ),
        ),
        proof=Proof("01937a90-7000-7000-8000-000000000917", "c41d" * 16, 44_902, ROOT),
        kept=(("year", "2020"),),
        earlier=(Earlier(date(2020, 10, 31), "3,188", "424 recorded later", "?as_of=2020-10-31"),),
        days=(
            KnownDay("2020-09-30", date(2020, 9, 30), "30 Sep 2020: 2,871"),
            KnownDay("2020-10-31", date(2020, 10, 31), "31 Oct 2020: 3,188"),
            KnownDay("", TODAY, "today: 3,612", chosen=True),
        ),
        address="/pairings/dalian-liupanshui/2020/LC_TOTAL/",
        **COMMON,
    )


def entries(lang: str = "en") -> EntryListPage:
    states = Filter("state", "State", (Choice("", "all", True), Choice("posted", "posted")))
    return EntryListPage(
        section="entries",
        title="Entries",
        filters=(states,),
        rows=(
            EntryRow(
                "E-2020-1077",
                "/entries/E-2020-1077/",
                Mark("waiting", "Waiting 19 days"),
                "Cold store, Panzhou: paid out",
                "Liupanshui",
                date(2020, 11, 4),
                ("5.20 million yuan",),
                "Match",
            ),
            EntryRow(
                "E-2020-0917",
                "/entries/E-2020-0917/",
                Mark("posted", "Posted"),
                "Placements, Shuicheng",
                "Liupanshui",
                date(2020, 9, 18),
                ("54 persons", "41 persons, of whom out of poverty"),
            ),
        ),
        total=2,
        **COMMON,
    )


def entry(lang: str = "en") -> EntryPage:
    return EntryPage(
        section="entries",
        title="October placements, Shuicheng",
        label="Dalian – Liupanshui",
        number="E-2020-1103",
        note="version 2",
        mark=Mark("disputed", "Halves differ by 14"),
        upper=HalfHead("Dalian holds", "48", "persons", 48),
        lower=HalfHead("Liupanshui reports", "62", "persons", 62),
        gutter="14",
        differ=True,
        stick_words="Upper half Dalian, lower half Liupanshui, one notch ten persons.",
        rows=(
            HalfRow("out of poverty", "38", "47", False),
            HalfRow("women", "21", "21", True),
            HalfRow("date", "", "19 Oct 2020"),
        ),
        evidence=(EvidenceRow("Train roster", "PDF, 88 KB", "40af" * 16, "/evidence/40af/"),),
        thread=(
            Said(
                "Chen Xiaolan",
                "Dalian office",
                NOW,
                "disputed it",
                "We hold 48 persons.",
                "14 never arrived.",
                ours=True,
            ),
            Said("Luo Zhenghua", "Liupanshui office", NOW, "amended it to 53"),
        ),
        forms=EntryForms(
            2,
            frozenset(
                {"match", "dispute", "uphold", "withdraw", "settle", "amend", "remark", "attach"}
            ),
            (Choice("own_record", "our own record", True), Choice("document_seen", "document")),
            (CounterLine(1, "Persons", "persons", "62", "4o", "“4o” is no number."),),
            "14 people never reached the firms.",
            "Matching adds 62 persons to the book under your name.",
            ("“4o” is no number. Write digits only.",),
            opened="dispute",
            proposal=Proposal("Yang Min would let 53 persons stand.", ((1, "53"),)),
            rosters=True,
        ),
        policy="both sides, blind",
        waits="62 are placed, but only 48 were registered.",
        waits_on=Link("E-2020-1099", "/entries/E-2020-1099/"),
        other_half=Link("E-2020-1104", "/entries/E-2020-1104/"),
        odd=("62 is about ten times off what is usual here.",),
        queue_title="To match",
        queue=(
            QueueItem(
                Mark("disputed", "Differ by 14"),
                "October placements, Shuicheng",
                "/entries/E-2020-1103/",
                "62 / 48 persons",
                True,
            ),
            QueueItem(
                Mark("waiting", "19 days"),
                "Cold store, Panzhou: paid out",
                "/entries/E-2020-1077/",
                "5.20 m yuan",
            ),
        ),
        queue_more=Link("All 14", "/entries/"),
        **COMMON,
    )


def claims(lang: str = "en") -> ClaimListPage:
    return ClaimListPage(
        section="claims",
        title="Claims",
        rows=(
            ClaimRow(
                "7",
                "超过72.8亿元",
                "zh-Hans",
                "more than 7.28 billion yuan",
                "Consumption assistance",
                "Invented East – Invented West",
                "2020",
                "https://bulletin.example/a",
                "bulletin.example",
                "official",
                date(2020, 10, 31),
                (Unresolved("supporting", "Zhongshan", (Choice("cn-442000", "Zhongshan"),)),),
            ),
        ),
        total=1,
        unresolved=1,
        may_resolve=True,
        **COMMON,
    )


SEATS = (
    SeatRow(
        "01937a90-7000-7000-8000-000000000001",
        "Sun Bo",
        "sun.bo",
        "Head of office",
        date(2019, 1, 1),
        None,
        "Liu Yang",
        "12",
        "c41d" * 16,
        office="Dalian office",
    ),
    SeatRow(
        "01937a90-7000-7000-8000-000000000002",
        "Wang Lei",
        "wang.lei",
        "Matcher",
        date(2020, 11, 24),
        date(2020, 12, 4),
        "Chen Xiaolan",
        "31",
        "9be1" * 16,
        "Chen Xiaolan",
        "Dalian office",
        True,
    ),
)
TYPED = Typed("nora", "Nora", "", user="wang.lei", since="2020-12-01", why="On leave")
TODAY = date(2020, 11, 23)
PEOPLE = (Choice("sun.bo", "Sun Bo (sun.bo)", True), Choice("wang.lei", "Wang Lei (wang.lei)"))
SEAT_CHOICES = (Choice(SEATS[0].key, "Sun Bo · head of office", True),)


def people() -> dict[str, Page]:
    """Return the pages about offices, people and oneself."""
    roles = (Choice("clerk", "clerk"), Choice("matcher", "matcher", True))
    languages = (Choice("en", "English", True), Choice("zh-hans", "中文"))
    form = PersonForm("hand-on", ("Choose other days.",), TYPED)
    dalian = ActingSide("supporting", "Dalian", SEATS)
    return {
        "set_up": SetUpPage(
            section="set-up", title="Set-up", cards=(SetUpCard("Offices", "Who works.", "/o/"),)
        ),
        "offices": OfficeListPage(
            section="set-up",
            title="Offices and people",
            rows=(OfficeRow("dalian-office", "Dalian office", "/o/d/", "Dalian", "city", 4),),
            may_open=True,
            typed=Typed(code="x", region="cn"),
            problems=("Choose another code.",),
        ),
        "office": OfficePage(
            section="set-up",
            title="Dalian office",
            code="dalian-office",
            place="Dalian",
            seats=SEATS,
            people=PEOPLE,
            seat_choices=SEAT_CHOICES,
            roles=roles,
            languages=languages,
            acts=frozenset({"invite", "grant", "code", "leave", "end", "hand-on", "hand-over"}),
            form=form,
            today=TODAY,
        ),
        "code": CodePage(
            section="set-up",
            title="Code for Nora",
            name="Nora",
            username="nora",
            code="ABCD-EFGH-JKMN-PQRS",
            expires_at=NOW,
            address="http://127.0.0.1/code/",
            back=Link("Dalian office", "/o/d/"),
        ),
        "use_code": UseCodePage(title="Set your password", username="nora", problems=("No.",)),
        "profile": ProfilePage(
            section="set-up",
            title="My profile",
            name="Sun Bo",
            username="sun.bo",
            languages=languages,
            themes=(Choice("", "as my system has it", True), Choice("dark", "dark")),
            seats=SEATS,
            seat_choices=SEAT_CHOICES,
            colleagues=PEOPLE,
            form=form,
            today=TODAY,
        ),
        "second_factor": FactorPage(
            section="set-up",
            title="Second factor",
            factors=(FactorRow(1, "passkey", "Stick", NOW, NOW),),
            codes_left=9,
            codes=("12345678", "87654321"),
            secret="ABCD EFGH",
            picture="data:image/svg+xml;base64,PHN2Zy8+",
            passkey="{}",
            must=True,
            problems=("These figures do not fit.",),
        ),
        "ask_factor": AskFactorPage(title="Second factor", passkey="{}", problems=("No.",)),
        "who_may_act": WhoMayActPage(
            section="pairings",
            title="Who may act",
            pairing=Link("Dalian – Liupanshui", "/pairings/x/"),
            sides=(dalian, ActingSide("supported", "Liupanshui", ())),
            acts=(SealedAct(31, NOW, "stands in as matcher", "Wang Lei", "Sun Bo", "9be1" * 16),),
            chain=ROOT,
            newest=31,
        ),
    }


def error() -> ErrorPage:
    return ErrorPage(
        title="There is no such page",
        what="It was never here, or it is not open to you.",
        way_out="Check the address, or go back to Today.",
        link=Link("Go to Today", "/"),
        code="404",
    )


def review() -> ReviewPage:
    return ReviewPage(
        section="entries",
        title="Match many at once",
        act="match",
        step="check",
        lead="2 entries stand to be decided under your name.",
        rows=(
            ReviewRow("a.1", "E-2020-1", "/e/", "Honey sold", "Fir", ("12 yuan",)),
            ReviewRow(
                "b.2", "E-2020-2", "/e/", "Kiwis sold", "Fir", ("9 yuan",), ("Round.",), False
            ),
        ),
        totals=("Sale: Sold – 21 yuan in 2 entries",),
        bases=(Choice("own_record", "our own record", True),),
        basis="own_record",
        basis_words="our own record",
        other=Link("To confirm", "/entries/review/?act=confirm"),
        **COMMON,
    )


def rules() -> RulesPage:
    return RulesPage(
        section="pairings",
        title="How this pairing works",
        label=Link("Dalian – Liupanshui", "/p/"),
        holds=(HeldRule("All pipelines", "both sides", "as ever"),),
        rows=(
            RuleRow(
                "Sale",
                "both sides, blind",
                "1 May 2021",
                "Tian Hui",
                "Tried.",
                "waits for the other head",
                7,
            ),
        ),
        decides="proposes",
        rules=(Choice("matching.blind", "both sides, blind", True),),
        scopes=(
            ChoiceGroup("", (Choice("", "all", True),)),
            ChoiceGroup("Pipeline", (Choice("pipeline.sale", "Sale"),)),
        ),
        since="2021-05-01",
        reason="Tried.",
        problems=("Give a reason.",),
        **COMMON,
    )


def workbooks() -> WorkbooksPage:
    """Return the page of workbooks as a clerk who also matches sees it."""
    side = Choice("dalian-liupanshui:supported", "Dalian – Liupanshui · Liupanshui")
    row = RunRow("march.xlsx", "/entries/workbooks/7/", "Taken in", NOW, "Entries of your side")
    return WorkbooksPage(
        section="entries",
        title="Workbooks",
        invented=True,
        enter=(side,),
        answer=(side,),
        printed=(side,),
        languages=(Choice("en", "English", True), Choice("zh", "中文")),
        period="2020-11",
        rows=(row, RunRow("L-2020-0001", "/p/", "Printed", NOW, "Dalian – Liupanshui")),
    )


def workbook_run() -> RunPage:
    """Return a workbook with two cells to mend and one to look at."""
    return RunPage(
        section="entries",
        title="march.xlsx",
        invented=True,
        state="Checked, nothing taken yet",
        open=True,
        facts=(Fact("Rows read", "53"), Fact("SHA-256", ROOT)),
        groups=(
            CellGroup("This cell may not be empty. Fill it in.", 2, ("资金!D7", "资金!D9"), 1),
        ),
        warnings=(CellGroup("The cell holds a formula; its value 5 was taken.", 1, ("资金!E7",)),),
        good=51,
        known=2,
        faulty=True,
        sums=(
            SumRow(
                "Funds: Paid out",
                "this movement",
                "52,480,000.00 yuan",
                51,
                "1,200,000.00 yuan",
                2,
                "53,680,000.00 yuan",
                True,
            ),
        ),
        rough=True,
        unsummed=2,
        sheet_rows=SheetRows(
            (
                SheetRow(
                    "资金",
                    "6",
                    Mark("submitted", "Enters"),
                    "Funds: Paid out",
                    "this movement",
                    "Cold store, second payment",
                    "Shuicheng",
                    NOW.date(),
                    ("480,000.00 yuan",),
                ),
                SheetRow(
                    "资金",
                    "7–9",
                    Mark("disputed", "To be mended"),
                    wrong=(("资金!D7", "This cell may not be empty. Fill it in.", "w1"),),
                ),
                SheetRow(
                    "资金",
                    "10",
                    Mark("matched", "Stands already"),
                    "Funds: Paid out",
                    "this movement",
                    "",
                    "Panzhou",
                    NOW.date(),
                    ("720,000.00 yuan",),
                ),
            ),
            55,
            (Link("All rows 55", "?", True), Link("Enters 51", "?rows=new")),
        ),
        older=Link("Rows after", "?page=2"),
        marked="/m/",
        numbers=(Link("E-2020-1077", "/entries/E-2020-1077/"),),
        outcomes=(OutcomeRow("E-2020-1077", "待核对!L3", "not decided", "It changed."),),
    )


def paper() -> PaperPage:
    """Return a list that was recorded and waits for its check."""
    line = PaperLine(1, "107,000.53 yuan", "壹拾万柒仟元伍角叁分", "Money")
    return PaperPage(
        section="entries",
        title="List L-2020-0001",
        invented=True,
        code="L-2020-0001",
        sha256=ROOT,
        state="Recorded",
        answers_for="Liupanshui",
        reported_by="Dalian",
        made=NOW,
        rows=(PaperRow("E-2020-1077", "Winter coats", "Liuzhi", NOW.date(), (line,), "agree"),),
        may_record=True,
        may_check=True,
        signed=(Fact("Signed by", "Zhou Wen, Deputy head"),),
        problems=("It changed.",),
    )


def samples(lang: str = "en") -> dict[str, Page]:
    """Return template → a filled page for it."""
    filled: dict[str, Page] = {
        "sign_in": sign_in(),
        "today": today(lang),
        "pairings": pairings(lang),
        "pairing": pairing(lang),
        "explain": explain(lang),
        "entries": entries(lang),
        "entry": entry(lang),
        "claims": claims(lang),
        "review": review(),
        "rules": rules(),
        "error": error(),
        **compare_samples(pairing(lang).groups[0].rows),
        **time_samples(),
        **correcting_samples(),
        **exchange_samples(),
        **learning_samples(),
        **readout_samples(),
        **claim_samples(),
        **people(),
        "workbooks": workbooks(),
        "workbook_run": workbook_run(),
        **work_samples(),
        "paper": paper(),
    }
    return {name: tabled(name, page) for name, page in filled.items()}


# Templates that show a list of another name.
LISTED = {"meeting": "commitments", "catalogue": "indicators"}


def tabled(name: str, page: Page) -> Page:
    """Return a page with the columns of its list, where it is one."""
    listing = LISTS.get(LISTED.get(name, name))
    return replace(page, table=listing.table()) if listing else page


def empty_samples() -> dict[str, Page]:
    """Return template → the page of an office on its first day."""
    here = Cell(empty=Empty.NOT_REPORTED)
    return {
        "workbooks": WorkbooksPage(title="Workbooks", section="entries"),
        "long_work_list": LongWorkListPage(title="Long work", section="today"),
        "keeping_book": KeepingBookPage(title="The whole book", section="set-up"),
        "today": TodayPage(title="Today", section="today", today=date(2020, 1, 1), office=""),
        "pairings": PairingListPage(title="Pairings", section="pairings"),
        "pairing": PairingPage(
            title="A – B",
            programme="P",
            level="city",
            supporting=SideName("A"),
            supported=SideName("B"),
            heading="Scorecard",
        ),
        "explain": ExplainPage(
            title="Nothing yet",
            code="LC_TOTAL",
            figure="0",
            unit="persons",
            pairing=Link("A – B", "/"),
            period="2020",
            formula="Persons placed.",
            tally=Tally(),
            target=here,
        ),
        "entries": EntryListPage(title="Entries", section="entries"),
        "entry": EntryPage(
            title="Nothing",
            number="E-1",
            note="",
            mark=Mark("draft", "Draft"),
            upper=HalfHead("A holds"),
            lower=HalfHead("B reports"),
            forms=EntryForms(1),
        ),
        "claims": ClaimListPage(title="Claims", section="claims"),
        **empty_compare_samples(),
        **empty_time_samples(),
        **empty_correcting_samples(),
        **empty_exchange_samples(),
        **empty_learning_samples(),
        **empty_readout_samples(),
        **empty_claim_samples(),
        "set_up": SetUpPage(title="Set-up", section="set-up"),
        "offices": OfficeListPage(title="Offices", section="set-up"),
        "office": OfficePage(
            title="Office", code="o", place="Dalian", form=PersonForm(""), today=TODAY
        ),
        "profile": ProfilePage(
            title="My profile", name="N", username="n", form=PersonForm(""), today=TODAY
        ),
        "use_code": UseCodePage(title="Set your password"),
        "second_factor": FactorPage(title="Second factor"),
        "ask_factor": AskFactorPage(title="Second factor", by_phone=False),
        "who_may_act": WhoMayActPage(title="Who may act", pairing=Link("A – B", "/")),
        "review": ReviewPage(title="Match", section="entries", act="match", step="choose", lead=""),
        "rules": RulesPage(title="Rules", section="pairings", label=Link("A – B", "/")),
    }
