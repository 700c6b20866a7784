"""Filled contexts of the pages about time. Places are real; every figure and person is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.web.samples.frame import NOW

from tallystick.web import lanes
from tallystick.web.atlas import Point, draw_atlas
from tallystick.web.bands import Band, Node, draw_bands
from tallystick.web.contexts import (
    CalendarPage,
    CarriedRow,
    Choice,
    DeadlinesPage,
    DueGroup,
    DueRow,
    DutyRow,
    Fact,
    Filter,
    FundCell,
    FundRow,
    FundsByTierPage,
    LaterRow,
    Link,
    ListedEntry,
    ListedGroup,
    Mark,
    OfficeListPage,
    Page,
    PeriodForm,
    PeriodListPage,
    PeriodPage,
    PeriodRow,
    TierHeld,
    TierSaid,
    TiersPage,
)
from tallystick.web.contexts.borders import BorderFault, BorderRow, BordersPage
from tallystick.web.contexts.carries import CarryListPage, CarryPage, CarryPart, CarryRow
from tallystick.web.contexts.explain import EntryBrief, Line, NameHalf, Proof
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.funds import FundsPage, FundStep, FundTable
from tallystick.web.contexts.help import (
    CataloguePage,
    HelpPage,
    IndicatorRow,
    Job,
    MethodPage,
    TermRow,
)
from tallystick.web.contexts.map import MapPage, PlaceRow, WentRow
from tallystick.web.contexts.search import FoundKind, FoundRow, SearchPage
from tallystick.web.contexts.stage_lines import StageLinesPage
from tallystick.web.contexts.timeline import MonthPosted, TimelinePage, TimelineRow

TODAY = date(2020, 11, 23)
DUE = (
    DueRow(
        "quarter 3 of 2020", "funds, sales", "either side", date(2020, 10, 29), date(2020, 11, 12),
        Mark("late", "Not reported"), "17 working days late", True,
    ),
    DueRow(
        "quarter 3 of 2020", "placements", "Dalian", date(2020, 10, 29), date(2020, 11, 12),
        Mark("waiting", "Waits for the other side"), "7 working days late",
    ),
)  # fmt: skip


def deadlines() -> DeadlinesPage:
    return DeadlinesPage(
        section="deadlines",
        title="Deadlines",
        invented=True,
        today=TODAY,
        groups=(
            DueGroup("dalian-liupanshui", "Dalian – Liupanshui", "/p/1/", 3, 5, DUE),
            DueGroup("liaoning-guizhou", "Liaoning – Guizhou", "/p/2/", 2, 2),
        ),
        switch=Link("Show what is reported too", "?show=all"),
        periods_href="/periods/",
        print_href="/deadlines/list/",
        ics_href="/deadlines/calendar.ics",
        note="The holidays of 2021 are not loaded here: only weekends are left out of the count.",
        mail_note="No e-mail is set up here.",
    )


def calendar() -> CalendarPage:
    days = FormField(
        "report_days", "Report within", "number", "soon",
        hint="Counted from the end of the period.", needed=True, errors=("No number.",),
    )  # fmt: skip
    return CalendarPage(
        section="pairings",
        title="When this pairing reports",
        invented=True,
        label=Link("Dalian – Liupanshui", "/p/"),
        rows=(
            DutyRow("Sale", "every month", "Dalian", "8 days", "12 days", TODAY, "?pipeline=sale"),
            DutyRow("All without a line of their own", "not reported here", "", "", "", TODAY),
        ),
        sets=True,
        fields=(days,),
        problems=(FormProblem("No number.", "#f-report_days"),),
    )


def office_list() -> OfficeListPage:
    row = ListedEntry("E-2020-1077", "Cold store, paid out", "5.20 million yuan", TODAY, "Dalian")
    return OfficeListPage(
        section="deadlines",
        title="List for the office",
        invented=True,
        today=TODAY,
        office="Dalian office",
        due=DUE,
        groups=(ListedGroup("To match", (row,)),),
    )


def periods() -> PeriodListPage:
    one = Choice("dalian-liupanshui", "Dalian – Liupanshui", True)
    return PeriodListPage(
        section="deadlines",
        title="Closed periods",
        invented=True,
        rows=(
            PeriodRow(
                "/periods/1/", "Closed", "2019, the whole year", "Dalian – Liupanshui",
                "everything", Mark("matched", "In force"), "Sun Bo, Tian Hui", NOW,
            ),
        ),
        form=PeriodForm(
            (one,), (Choice("", "everything", True),), (Choice("close", "Close", True),),
            "2019-13", "The year is complete.", ("2019-13 is no period.",),
        ),
    )  # fmt: skip


def period() -> PeriodPage:
    return PeriodPage(
        section="deadlines",
        title="Closed: 2019, the whole year",
        label="Dalian – Liupanshui · everything",
        invented=True,
        mark=Mark("matched", "In force"),
        reason="The year is complete.",
        facts=(Fact("Proposed by", "Sun Bo"), Fact("Chain there", "7f3a9c04" + "5d" * 28)),
        carried=(CarriedRow("E-2020-0028", "/e/1/", "disputed", "62 persons", "48 persons"),),
        later=(
            LaterRow(NOW, date(2019, 12, 20), "Coats", "/e/2/", "0.2 m", "Invoice in May", 481),
        ),
        closing=True,
        in_force=True,
        may_agree=True,
        may_drop=True,
        problems=("It takes a second name.",),
    )


def carries() -> CarryListPage:
    row = CarryRow(
        href="/carries/1/", what="What stands at Shuicheng goes to its heirs",
        pairing="Dalian – Liupanshui",
        on=date(2020, 7, 1), mark=Mark("waiting", "Waits for the other side"),
        proposer="Chen Xiaolan", at=NOW, mine=True,
    )  # fmt: skip
    return CarryListPage(section="deadlines", title="Carrying over", invented=True, rows=(row,))


def carry() -> CarryPage:
    part = CarryPart("Enterprises · landed", "guided, not in a park", "Kiwi store", "3 firms", "A")
    return CarryPage(
        section="deadlines", title="What stands at Shuicheng goes to its heirs", invented=True,
        lead="Dalian – Liupanshui", mark=Mark("waiting", "Waits for the other side"),
        facts=(Fact("On", "1 Jul 2020"), Fact("Proposed by", "Chen Xiaolan")), parts=(part,),
        may_agree=True, may_object=True, changed=False, text="0" * 64,
    )  # fmt: skip


def tiers() -> TiersPage:
    code = FormField("tier.code", "Code", value="First", needed=True, errors=("No code.",))
    county = FormField(
        "county.region", "County", "select", choices=(Choice("xx", "Panzhou", chosen=True),)
    )
    return TiersPage(
        section="pairings", title="Tiers of funds", invented=True,
        label=Link("Dalian – Liupanshui", "/p/"), funds=Link("Funds by tier", "/f/"),
        tiers=(TierHeld("First tier", "90,000,000 yuan a county", "2019–2020", "Notice"),),
        counties=(TierHeld("Panzhou", "First tier", "2019–2020", "Notice"),),
        said=(
            TierSaid(
                "Panzhou", "First tier", "2019–2020", "Notice", "Xu Ning", "15 Jan 2019",
                "The notice was misread.", "41", "c0ffee" * 10,
            ),
            TierSaid("First tier", "no such tier", "2021–", "", "Xu Ning", "15 Jan 2021"),
        ),
        sets=True, seen="2020-11-23T01:12:00+00:00", tier_fields=(code,), county_fields=(county,),
        problems=(FormProblem("No code.", "#f-tier-code"),),
    )  # fmt: skip


def funds_by_tier() -> FundsByTierPage:
    cells = (
        FundCell("Counties", "2"), FundCell("Amount due", "180.0"), FundCell("Received", "165.0"),
        FundCell("Beside what is due", "15.0 below", low=True),
    )  # fmt: skip
    return FundsByTierPage(
        section="pairings", title="Funds by tier", invented=True, lead="Dalian – Liupanshui",
        lead_href="/p/", tabs=(Link("Stages", "/s/", True),), year=2019, unit="million yuan",
        filters=(Filter("year", "Budget year", (Choice("2019", "2019", chosen=True),)),),
        as_of="2020-10-20", as_of_words="As it was known at the end of 20 Oct 2020.",
        tiers=(
            FundRow("First tier", cells, "90 million yuan a county"),
            FundRow("Together", cells, whole=True),
        ),
        counties=(FundRow("Panzhou", cells[1:], "First tier", href="/entries/"),),
        notes=(Link("Received within 2019: 248.6 million yuan.", "/w/"),), csv_href="/c/",
        set_link=Link("State tiers", "/t/"),
    )  # fmt: skip


def funds() -> FundsPage:
    nodes = [Node("a", 0, "Province", "ts-pays"), Node("b", 1, "Panzhou", "ts-place")]
    steps = (FundStep("Province", "Panzhou", "90.0", "60%", target_href="/stages/funds/"),)
    return FundsPage(
        section="pairings", title="Funds", invented=True, lead="Dalian – Liupanshui",
        lead_href="/p/", tabs=(Link("Funds", "/f/", True),), year=2020, unit="million yuan",
        filters=(Filter("year", "Budget year", (Choice("2020", "2020", chosen=True),)),),
        as_of="2020-10-20", as_of_words="As it was known at the end of 20 Oct 2020.",
        heading="Where the money of 2020 went", findings="Of 150.0 million yuan, 90.0 is paid out.",
        notes=(Link("Matched only.", ""),), drawn=draw_bands(nodes, [Band("a", "b", 9)]),
        tables=(FundTable("Who paid", ("Level of payer", "Place"), steps),), csv_href="/c/",
        tiers=Link("Funds by tier", "/t/"), stages=Link("Stages of funds", "/s/"),
    )  # fmt: skip


def stage_lines() -> StageLinesPage:
    line = Line(
        "7.1",
        "#entry",
        date(2019, 9, 2),
        date(2019, 9, 9),
        "Panzhou",
        "Funds: Received",
        "90.0 million yuan",
        current=True,
    )
    half = NameHalf("Dalian's half", "Chen Xiaolan", ("Chen Xiaolan: matched, 9 Sep 2019",))
    return StageLinesPage(
        section="pairings", title="Funds: Received: 90.0 million yuan", invented=True,
        pairing=Link("Dalian – Liupanshui", "/p/"), pipeline=Link("Funds", "/s/"),
        words="What came into “Received” from 1 Jan 2019 to 31 Dec 2019.",
        figure="90.0", unit="million yuan", facts=(Fact("Place", "Panzhou"),),
        lines=(line,), lines_total=40, older=Link("Older", "?page=2"),
        entry=EntryBrief(
            "E-2019-0007", "/e/", Mark("posted", "Posted"), "Funds received",
            (Fact("Amounts", "90.0 million yuan"),), (half, half),
        ),
        proof=Proof("0" * 32, "9be1" * 16, 7, "9be1" * 16), address="/lines/?stage=received",
    )  # fmt: skip


def timeline() -> TimelinePage:
    day, due = date(2020, 6, 11), date(2020, 10, 31)
    marks = [
        lanes.Mark(day, "20 doctors", "ts-t-wait", due, "/c/"),
        lanes.Mark(day, "Text", "ts-t-text"),
    ]
    promised = TimelineRow(
        "promised", day, "Commitment", "二十名医生", "/c/", Mark("late", "Late"), due
    )
    return TimelinePage(
        section="pairings", title="Timeline", invented=True, lead="Dalian – Liupanshui",
        lead_href="/p/", tabs=(Link("Timeline", "/t/", True),), year=2020,
        filters=(Filter("year", "Year", (Choice("2020", "2020", chosen=True),)),),
        heading="2020: agreed, held, promised, posted", findings="1 text signed.",
        drawn=replace(
            lanes.draw_lanes(2020, [("Commitments", marks)], [("Jan", 4)] * 12, TODAY),
            lanes=(lanes.Lane("Commitments", "40", "60", (), more=2),),
        ),
        months=(MonthPosted("Jan", 4),), months_href="/entries/", rows=(promised,), total=51,
        older=Link("Later", "?page=2"), csv_href="/c/",
    )  # fmt: skip


def map_of_pairs() -> MapPage:
    points = [
        Point("e", 38.91, 121.62, "Dalian", True),
        *(Point(f"w{n}", 25.7 + n / 50, 104.47, f"Place {n}", False) for n in range(20)),
    ]
    return MapPage(
        section="pairings", title="Map", invented=True, lead="Dalian – Liupanshui",
        lead_href="/p/", tabs=(Link("Map", "/m/", True),),
        filters=(Filter("flow", "What went", (Choice("funds", "funds", chosen=True),)),),
        as_of="2020-10-20", as_of_words="As it was known at the end of 20 Oct 2020.",
        heading="2020: government funds", unit="million yuan", findings="98.0 on 1 line.",
        drawn=draw_atlas(
            points, [("e", "w0", 98, "Dalian → Place 0: 98.0")], [("e", "w1")],
            [[[121_000_000, 38_000_000, 123_000_000, 39_000_000, 121_000_000, 40_000_000]]],
        ),
        border_sources=("Survey 2020 (invented)",), borders_href="/b/",
        went=(WentRow("Dalian", "Place 0", "98.0", "/e/", "/w/"),),
        places=(
            PlaceRow("Dalian", "/e/", "supporting side", "38.91", "121.62"),
            PlaceRow("Mill", "/m/", "supported side"),
        ),
        undrawn=1, csv_href="/c/",
    )  # fmt: skip


def borders() -> BordersPage:
    return BordersPage(
        section="set-up", title="Borders", invented=True, may_load=True,
        rows=(BorderRow(1, "fir.geojson", "Survey 2020 (invented)", 12, NOW, "Chen Xiaolan"),),
        faults=(
            BorderFault("2", "Feature 2 is about Ford, and no place here has that code or name."),
        ),
        good=2, good_names="Dalian, Panzhou", source="Survey 2020", naming="adcode",
    )  # fmt: skip


def search() -> SearchPage:
    row = FoundRow("盘州市", "/regions/cn-520281/", "Panzhou")
    return SearchPage(
        section="search", title="Search", words="Panzhou", kind="place", total=8,
        chips=(Link("All 8", "?q=Panzhou"), Link("Places 8", "?q=Panzhou&kind=place", True)),
        found=(FoundKind("Places", "8", (row, FoundRow("Mill", "/m/")), Link("All 8", "?")),),
        newer=Link("Back", "?page=1"), older=Link("More", "?page=3"),
    )  # fmt: skip


def help_page() -> HelpPage:
    step = Link("See what is due", "/deadlines/")
    return HelpPage(
        section="help", title="Help", jobs=(Job("Clerk", "Enter once a month.", (step,)),),
        terms=(TermRow("matched", "Matched", "双方一致", "Both sides hold the figure."),),
        keys=(("/", "to the search"),), catalogue="/indicators/",
    )  # fmt: skip


def catalogue() -> CataloguePage:
    row = IndicatorRow("LC_TOTAL", "Helped into jobs", "/i/", "Labour", "persons", "flow", "All.")
    return CataloguePage(
        section="help", title="Indicators", rows=(row,), total=1, filtered=True, search="jobs",
        filters=(Filter("workstream", "Workstream", (Choice("", "all", chosen=True),)),),
    )  # fmt: skip


def method() -> MethodPage:
    other = (Link("Donations", "/d/"),)
    return MethodPage(
        section="help", title="All assistance", code="FS_TOTAL_ALL", other_name="资金物资合计",
        definition="Money and goods.", other_definition="资金与物资。", formula="The sum of two.",
        facts=(Fact("Unit", "yuan"), Fact("Seen elsewhere", "487 million", typed=True)),
        overlaps=other, parts=other, notes=("A note.",), walks=(Link("Dalian, 2020", "/w/"),),
        back=Link("Indicators", "/indicators/"),
    )  # fmt: skip


def time_samples() -> dict[str, Page]:
    """Return template → a filled page for it."""
    return {
        "deadlines": deadlines(),
        "calendar": calendar(),
        "tiers": tiers(),
        "funds": funds(),
        "timeline": timeline(),
        "stage_lines": stage_lines(),
        "map": map_of_pairs(),
        "borders": borders(),
        "search": search(),
        "help": help_page(),
        "catalogue": catalogue(),
        "method": method(),
        "funds_by_tier": funds_by_tier(),
        "office_list": office_list(),
        "periods": periods(),
        "period": period(),
        "carries": carries(),
        "carry": carry(),
    }


def empty_time_samples() -> dict[str, Page]:
    """Return template → the page of an office with no calendar and no closing."""
    return {
        "stage_lines": StageLinesPage(
            title="Funds",
            pairing=Link("A – B", "/"),
            pipeline=Link("Funds", "/s/"),
            words="What moved.",
        ),
        "deadlines": DeadlinesPage(title="Deadlines", today=TODAY),
        "calendar": CalendarPage(title="When this pairing reports", label=Link("A – B", "/")),
        "tiers": TiersPage(
            title="Tiers of funds", label=Link("A – B", "/"), funds=Link("Funds by tier", "/f/")
        ),
        "help": HelpPage(title="Help"),
        "catalogue": CataloguePage(title="Indicators"),
        "method": MethodPage(title="Grade", code="MG_GRADE", formula="It is not computed."),
        "search": SearchPage(title="Search", words="a", short=True),
        "map": MapPage(title="Map", lead="A – B", lead_href="/", heading="2020", unit="yuan"),
        "borders": BordersPage(title="Borders"),
        "timeline": TimelinePage(title="Timeline", lead="A – B", lead_href="/", year=2020),
        "funds": FundsPage(title="Funds", lead="A – B", lead_href="/", year=2020),
        "funds_by_tier": FundsByTierPage(
            title="Funds by tier",
            lead="A – B",
            lead_href="/",
            year=2020,
            set_link=Link("State tiers", "/t/"),
        ),
        "office_list": OfficeListPage(title="List for the office", today=TODAY, office=""),
        "carries": CarryListPage(title="Carrying over"),
        "periods": PeriodListPage(title="Closed periods"),
    }
