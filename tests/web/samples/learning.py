"""Filled contexts of practices and frameworks. Places are real; everything else is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.web.samples.tags import tags

from tallystick.web.contexts import Cell, Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.frameworks import (
    CountRow,
    ElementCard,
    ElementRow,
    FrameworkListPage,
    FrameworkPage,
    FrameworkRow,
    FrameworkScorePage,
    StandingRow,
    TagLine,
)
from tallystick.web.contexts.practices import (
    ActLine,
    AdoptionCard,
    EvidenceLine,
    PracticeListPage,
    PracticePage,
    PracticeRow,
    StepRow,
)
from tallystick.web.contexts.previews import PreviewPage, PreviewPiece
from tallystick.web.figures import Empty

TAGS = (
    TagLine("commitment", "为水城派出 12 名教师。", "/commitments/1/", "7"),
    TagLine("meeting", "Joint meeting", "/meetings/1/"),
)
FIELDS = (
    FormField("on", "Day", "day", "2020-12-31", errors=("2020-13-01 is no day.",)),
    FormField("text_en", "In English", "long", "We too.", hint="in your own words"),
)
# The forms of one page have fields of their own.
FOLLOWED = tuple(replace(field, name=f"taken-{field.name}") for field in FIELDS)
FILTERS = (Filter("year", "Year", (Choice("2019", "2019", True),)),)


def practices() -> PracticeListPage:
    """Return a list of one that is shared, and one of which little is known."""
    return PracticeListPage(
        section="practices", title="Good practices", invented=True, search="车间", filters=FILTERS,
        filtered=True, total=2, older=Link("Older", "?page=2"), newer=Link("Newer", "?page=1"),
        rows=(
            PracticeRow("A workshop near home", "/practices/1/", "Fujian – Ningxia", "Yinchuan",
                        "2019-08", "Industrial cooperation", 2, True),
            PracticeRow("夜校", "/practices/2/", "", "", "", "", 0, False),
        ),
        new=Link("Record a practice", "/practices/new/"),
        frameworks=Link("Frameworks", "/frameworks/"),
    )  # fmt: skip


def practice() -> PracticePage:
    """Return one that two places took up, before somebody who may follow one of them."""
    evidence = (EvidenceLine("Garment park", "/things/1/", "Operating since 10 Oct 2020"),)
    step = StepRow(date(2020, 12, 28), Mark("kept", "In use"), "每周有单。", evidence)
    return PracticePage(
        section="practices", title="A workshop near home", invented=True, also="家门口的车间",
        code="near-home", label="Industrial cooperation", done=("It taught at the bench.",),
        facts=(Fact("Where", "Yinchuan"), Fact("Read about it", "a.example", "https://a.example"),
               Fact("Told in", "联席会议", "/meetings/1/", typed=True)),
        tags=tags(),
        problems=(FormProblem("2020-13-01 is no day.", "#f-on"),),
        adoptions=(
            AdoptionCard("near-home-a-1", "Liuzhi", Link("Dalian – Liupanshui", "/p/1/"),
                         "15 Sep 2020", Mark("kept", "In use"), "We too.", "Liupanshui office",
                         (step,), FOLLOWED),
            AdoptionCard("near-home-a-2", "Panzhou", Link("Dalian – Liupanshui", "/p/1/"),
                         "16 Sep 2020", Mark("waiting", "Tried"), "我们也做。", "Panzhou"),
        ),
        elsewhere=("given up: 1",), adopt=FIELDS, pairing="a-b",
        pairings=(Link("A – B", "?pairing=a-b", True), Link("A – C", "?pairing=a-c")),
        history=(
            ActLine(datetime(2020, 9, 7, 9, tzinfo=UTC), "Xu Ning", "Said anew", "改了名称"),
            ActLine(datetime(2020, 9, 6, 9, tzinfo=UTC), "Xu Ning", "Recorded"),
        ),
        edit=Link("Say it anew", "/practices/1/edit/"),
    )  # fmt: skip


def frameworks() -> FrameworkListPage:
    """Return a list of one that was shipped, and one of a pairing."""
    return FrameworkListPage(
        section="practices", title="Frameworks", invented=True,
        rows=(
            FrameworkRow("SDGs", "/frameworks/sdg/", "sdg", 17, "", "25 Sep 2015", "A/RES/70/1"),
            FrameworkRow("结对三项目标", "/frameworks/ends/", "ends", 3, "A – B", "", ""),
        ),
        new=Link("State a framework", "/frameworks/new/"),
    )  # fmt: skip


def framework() -> FrameworkPage:
    """Return a pairing's own in its second version, before somebody who tags."""
    return FrameworkPage(
        section="practices", title="Three ends", invented=True, code="ends", also="三项目标",
        note="A note.", facts=(Fact("Of", "A – B"), Fact("Source", "纪要", "/x/", typed=True)),
        earlier=(Link("version 1", "?version=1"), Link("version 2", "?version=2", True)),
        rows=(
            ElementRow("near", "家门口就业", "Work one walks to.", ("Jobs", "In "), TAGS),
            ElementRow("culture", "Culture", "", ()),
        ),
        scores=(Link("A – B", "/p/1/frameworks/"), Link("A – C", "/p/2/frameworks/")),
        problems=(FormProblem("Name what is tagged.", "#f-on"),), form=FIELDS[:1],
        new=Link("A new version", "/frameworks/new/?of=ends"),
    )  # fmt: skip


def framework_score() -> FrameworkScorePage:
    """Return a year with one element that has figures and tags, and one that has neither."""
    row = StandingRow(
        "Workshops in operation", "facilities", Cell("30"), Cell("22", href="/walk/"),
        Cell(empty=Empty.NOT_APPLICABLE), "73.3 %", Mark("late", "behind"),
    )  # fmt: skip
    bare = StandingRow(
        "Jobs", "persons", Cell(empty=Empty.NO_TARGET), Cell("480"), Cell("1"), "",
        Mark("draft", "no target"),
    )  # fmt: skip
    return FrameworkScorePage(
        section="pairings", title="The year 2019 by framework", invented=True,
        lead="Dalian – Liupanshui", lead_href="/p/1/", tabs=(Link("By framework", "/x/", True),),
        filters=FILTERS, as_of="2019-10-20", as_of_words="As recorded then.",
        framework=Link("Three ends", "/frameworks/ends/"), heads=("Indicators", "Met"),
        counts=(
            CountRow("家门口就业", "#e-near", (("Indicators", "2"), ("Met", "0"))),
            CountRow("Together, each once", "", (("Indicators", "2"), ("Met", "0")), True),
        ),
        elements=(
            ElementCard("near", "家门口就业", (row, bare), "Without a target: 1.", TAGS),
            ElementCard("culture", "Culture", (), "No indicator speaks to it.", ()),
        ),
        silent=("Ecology", "生态"),
    )  # fmt: skip


def learning_samples() -> dict[str, Page]:
    """Return template → a filled page for it."""
    return {
        "practices": practices(),
        "practice": practice(),
        "frameworks": frameworks(),
        "framework": framework(),
        "framework_score": framework_score(),
        "preview": preview(),
    }


def preview() -> PreviewPage:
    """Return a file of two pages and a sheet, as no file is, to show all that one may be."""
    return PreviewPage(
        section="entries", title="收据.pdf", invented=True, sha256="9be1" * 16,
        words="This is the text in the file, not its picture.", alone="/f/?look=1", href="/f/",
        back=Link("Entry E-2020-0028", "/e/"), more="3 more pages are not shown.",
        problem="The file is locked with a password.",
        picture="data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        pieces=(PreviewPiece("Page 1", "Paid <b>12</b>"), PreviewPiece("Page 2", void="No text."),
                PreviewPiece("Sheet 1: 资金", rows=(("a", "资金"), ("1", "")), more="2 rows.")),
    )  # fmt: skip


def empty_learning_samples() -> dict[str, Page]:
    """Return template → the page before anything was learned."""
    return {
        "practices": PracticeListPage(title="Good practices", section="practices"),
        "practice": PracticePage(title="Night school", code="night"),
        "frameworks": FrameworkListPage(title="Frameworks", section="practices"),
        "framework": FrameworkPage(title="Ends", code="ends"),
        "framework_score": FrameworkScorePage(
            title="The year 1990", lead="A – B", lead_href="/", framework=Link("SDGs", "/")
        ),
        "preview": PreviewPage(title="a.pdf", sha256="9be1" * 16),
    }
