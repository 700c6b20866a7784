"""Filled contexts of what both sides undertook. Places are real; everything else is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.web.samples.readouts import compared
from tests.web.samples.tags import tags

from tallystick.web.contexts import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.announcements import (
    AnnouncementListPage,
    AnnouncementPage,
    AnnouncementRow,
    FigureProof,
    ToldText,
)
from tallystick.web.contexts.commitments import (
    Bar,
    BoardColumn,
    CommitmentListPage,
    CommitmentPage,
    CommitmentRow,
    DoneRow,
    HistoryRow,
    LinkedRow,
)
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.meetings import (
    CalendarDay,
    CalendarEvent,
    Delegation,
    DocumentRow,
    FormRows,
    GuestRow,
    MeetingListPage,
    MeetingPage,
    MeetingRow,
    MeetingStep,
    MonthPage,
    RecordPage,
    ToldIn,
)
from tallystick.web.contexts.shared import EvidenceRow

ROWS = (
    CommitmentRow(
        "20 doctors for Liuzhi hospital", "/commitments/1/", Mark("late", "23 days late"),
        "Dalian health", date(2020, 10, 31), "Dalian – Liupanshui", Link("nothing yet", ""),
        Link("Joint meeting", "/meetings/1/"), Bar(14, 20, "14 of 20 persons"),
    ),
    CommitmentRow(
        "为水城派出 12 名教师。", "/commitments/2/", Mark("kept", "Kept 24 Jul"),
        "Dalian education", date(2020, 7, 30), "Dalian – Liupanshui",
        Link("E-2020-0711", "/entries/1/"), Link("Agreement 2020, clause 4", "/agreements/1/"),
    ),
    CommitmentRow(
        "Spring trade fair", "/commitments/3/", Mark("dropped", "Dropped 2 Mar"), "Both offices",
        date(2020, 4, 1), "Dalian – Liupanshui", Link("not applicable", ""),
    ),
)  # fmt: skip
FIELDS = (
    FormField(
        "state", "How it ended", "select", "kept", (Choice("kept", "kept", True),), needed=True
    ),
    FormField("on", "Day it ended", "day", "2020-12-31", errors=("2020-13-01 is no day.",)),
    FormField("kept_by", "Entry that shows it", choices=(Choice("E-2020-0711", "Teachers"),)),
    FormField("reason", "Why", "long", "All came.", hint="both sides read it", errors=("Why?",)),
)

ANNOUNCED = (
    AnnouncementRow(
        "They met", "/announcements/1/", "Dalian – Liupanshui", "Dalian",
        Link("Joint meeting", "/m/1/"), "11 Jun 2020", Mark("reversed", "Corrected since"), 1,
        "12 Jun 2020", Link("Version 2", "/announcements/2/"),
    ),
    AnnouncementRow(
        "两地会见", "/announcements/2/", "Dalian – Liupanshui", "Dalian",
        Link("联席会议", "/m/1/"), "11 Jun 2020", Mark("kept", "Published"), 2, "13 Jun 2020",
        why="A name was wrong.",
    ),
)  # fmt: skip


def commitments() -> CommitmentListPage:
    """Return a list with one of each kind of source and of proof."""
    return CommitmentListPage(
        section="commitments", title="Commitments", invented=True,
        pairing=Link("Dalian – Liupanshui", "/p/1/"),
        filters=(Filter("state", "State", (Choice("", "all", True), Choice("late", "late"))),),
        counts=(Link("Late 1", "?state=late", True), Link("Kept 1", "?state=kept")),
        views=(Link("List", "?view=list", True),),
        board=(
            BoardColumn(
                "open", Mark("submitted", "On track"), 9, ROWS[:1], Link("All 9", "?s=open")
            ),
            BoardColumn("late", Mark("late", "Late"), 0),
        ),
        rows=ROWS, total=3, older=Link("Older", "?page=2"), actions=(Link("Meetings", "/m/"),),
        new=Link("Record a commitment", "/commitments/new/"),
    )  # fmt: skip


def commitment() -> CommitmentPage:
    """Return one that is late, before the head of its office, who sent a wrong day."""
    return CommitmentPage(
        section="commitments", title="20 doctors for Liuzhi hospital", invented=True,
        code="liuzhi-doctors", pairing=Link("Dalian – Liupanshui", "/p/1/"),
        mark=Mark("late", "23 days late"), also="为六枝医院派出 20 名医生。",
        facts=(
            Fact("Kept by", "Dalian health", "/offices/1/"), Fact("Why", "疫情", typed=True),
        ),
        problems=(FormProblem("2020-12-31 is no day.", "#f-on"), FormProblem("Not she.")),
        form=FIELDS,
        words="选派20名医生支援六枝", tags=tags(),
        linked=(
            LinkedRow(
                1, Link("Oil mill", "/things/1/"), "to reach: Operating", Mark("kept", "fulfilled"),
                Bar(1, 1, "1 of 1"), FormField("reason", "Why it is taken off"),
            ),
            LinkedRow(
                2, Link("Doctors sent", ""), "since 1 May", Mark("waiting", "not there yet"),
                Bar(14, 20, "14 of 20 persons"),
            ),
        ),
        link_form=(FormField("thing", "A thing", choices=(Choice("mill", "Oil mill"),)),),
        done=(
            DoneRow(
                1, date(2020, 9, 1), "The list was published.", "https://example.org/",
                Mark("waiting", "waits"), "Beth",
                files=(EvidenceRow("名单.pdf", "3 KB", "9be1" * 16, "/f/1/", "/f/1/?look=1"),),
                acts=(("acknowledge", "Yes"), ("refuse", "No"), ("attach", "Add a file")),
                refusal=FormField("reason", "Why", value="疫", hint="at most 2,000"),
            ),
            DoneRow(
                2, date(2020, 8, 1), "名单已公布。", "", Mark("broken", "not acknowledged"),
                "Beth", "Ann", "Nobody saw it.",
            ),
        ),
        done_form=(FormField("text", "What was done", "long"), FormField("url", "Where")),
        files_taken="PDF; 20 MB.",
        history=(
            HistoryRow(datetime(2020, 9, 2, 8, tzinfo=UTC), "Ann", "linked", "", "核桃油厂 · 达到"),
            HistoryRow(datetime(2020, 9, 1, 8, tzinfo=UTC), "Beth", "undertaken", "为何"),
        ),
    )  # fmt: skip


def meetings() -> MeetingListPage:
    """Return a list of one meeting at a place that is written down, and one at none."""
    rows = (
        MeetingRow(
            "Joint meeting",
            "/m/1/",
            "Visit",
            date(2020, 6, 11),
            "Dalian",
            "A – B",
            3,
            Mark("kept", "Held"),
            date(2020, 6, 12),
        ),
        MeetingRow(
            "联席会议",
            "/m/2/",
            "Visit",
            date(2020, 11, 5),
            "",
            "A – B",
            0,
            Mark("submitted", "Planned"),
        ),
    )
    return MeetingListPage(
        section="commitments", title="Meetings", invented=True, rows=rows, total=2,
        filters=(Filter("kind", "Kind", (Choice("", "all", True),)),),
        newer=Link("Newer", "?page=1"), new=Link("Record a meeting", "/meetings/new/"),
        calendar=Link("By month", "/month/"), ics=Link("Calendar file (.ics)", "/month.ics"),
    )  # fmt: skip


def meeting() -> MeetingPage:
    """Return a meeting with people of both scripts and what was undertaken."""
    return MeetingPage(
        section="commitments", title="Joint meeting", invented=True, also="联席会议",
        pairing=Link("Dalian – Liupanshui", "/p/1/"),
        facts=(Fact("Day", "11 Jun 2020"), Fact("Read about it", "a.example", "https://a.example")),
        mark=Mark("waiting", "Held?"), reason="The pass is closed.",
        said=(Fact("Wish: Dalian", "more exchanges", "/readouts/a/#d3"),),
        moves=(Fact("Moved from 3 Jun 2020", "大雪", typed=True),),
        sides=(
            Delegation("Supporting side: Dalian", (
                GuestRow("田慧", "副市长", True, (Fact("with greetings of", "Zhao (Mayor)"),)),
                GuestRow("Sun Bo", ""),
            )),
        ),
        absent=(Fact("in place of", "王军"),),
        last=Link("联席会议", "/m/0/"), on=date(2020, 6, 11), before=ROWS,
        signed=(Link("Yearly agreement", "/agreements/1/"),),
        readouts=(
            ToldIn("Supporting side's press", "They met", "/r/1/", "https://a.example"),
            ToldIn("Supported side's press", "两地会见", "/r/2/"),
        ),
        compared=compared(), tags=tags(), people=Link("Add people", "/people/"),
        documents=(
            DocumentRow("会议纪要", "/d/1/", "Minutes", "English", "Sun Bo",
                        datetime(2020, 6, 12, tzinfo=UTC), "9be1" * 16, "/d/1/?look=1"),
        ),
        document_fields=(FormField("doc_title", "Title", errors=("Say what.",)),),
        announcements=ANNOUNCED[:1], all_announcements=Link("All", "/announcements/"),
        announce=Link("Announce it", "/announce/"),
        problems=(FormProblem("Say why.", "#f-why"),),
        steps=(
            MeetingStep("held", "Was it held?", "It was held", lead="Its day has come."),
            MeetingStep(
                "move", "Move it", "Move the meeting",
                (FormField("why", "Why", needed=True, errors=("Say why.",)),), open=True,
            ),
        ),
        rows=ROWS, new=Link("Record a commitment", "/commitments/new/"),
    )  # fmt: skip


def announcements() -> AnnouncementListPage:
    """Return a list of one that was corrected and what took its place."""
    return AnnouncementListPage(
        section="announcements", title="Announcements", invented=True, rows=ANNOUNCED, total=2,
        filters=(Filter("side", "In the name of", (Choice("", "all", True),)),), filtered=True,
        search="met", counts=(Link("Published 1", "?state=published", True),),
        newer=Link("Newer", "?page=1"), meetings=Link("Meetings", "/meetings/"),
        press=Link("What the press printed", "/readouts/"),
    )  # fmt: skip


def announced() -> AnnouncementPage:
    """Return a draft with a fault, a figure and every form at once."""
    return AnnouncementPage(
        section="announcements", title="They met", invented=True, meeting=Link("联席会议", "/m/1/"),
        after=Link("Version 3", "/3/"),
        mark=Mark("draft", "Draft"), facts=(Fact("By", "孙博", typed=True), Fact("Day", "11 Jun")),
        texts=(
            ToldText("en", "They met", ("On 11 June they met.", "- a\n- b")),
            ToldText("zh-Hans", "会见", ("6月11日会见。",)),
        ),
        figures=(FigureProof(1, "Sold 2020: 500 yuan", "/walk/", 7, "ab" * 32, "2020-06-12"),),
        versions=(Link("Version 1", "/1/"), Link("Version 2", "/2/", True)), why="写错了",
        damaged=True, hash="cd" * 32, published_at=datetime(2020, 6, 12, tzinfo=UTC),
        problems=(FormProblem("This is missing.", "#f-title_zh"),), edit=3,
        fields=(
            FormField("title_zh", "Title", errors=("This is missing.",)),
            FormField("body_en", "Text", "long", "On 11 June", errors=("No.",)),
        ),
        publishes=True, correcting=FormField("reason", "What was wrong", needed=True),
        files=(Link("Plain text", "/t/"),),
    )  # fmt: skip


def month() -> MonthPage:
    """Return a month with a meeting on a day and something due on the same."""
    first = date(2020, 6, 1)
    event = CalendarEvent("联席会议", "/m/1/", Mark("kept", "Held"), "A – B")
    return MonthPage(
        section="commitments", title="June 2020", invented=True, month=first,
        filters=(Filter("pairing", "Pairing", (Choice("", "all", True),)),),
        before=Link("May 2020", "/b/"), after=Link("July 2020", "/a/"), now=Link("Now", "/n/"),
        all=Link("As a list", "/meetings/"), ics=Link("Calendar file (.ics)", "/month.ics"),
        weeks=(
            tuple(
                CalendarDay(date(2020, 6, n), n == 2, n == 3, (event, event) if n == 3 else ())
                for n in range(1, 8)
            ),
        ),
        total=2,
    )  # fmt: skip


def record() -> RecordPage:
    """Return the form of a meeting that came back with a fault in a row."""
    row = (
        FormField("agreed.1.owner", "Kept by", "select"),
        FormField("agreed.1.due_on", "Due", "day"),
    )
    return RecordPage(
        section="commitments", title="Record a meeting", invented=True, lead="Where and when.",
        pairing="a-b", pairing_words="A – B", pairings=(Choice("a-b", "A – B", True),),
        problems=(FormProblem("Choose the office that keeps it.", "#f-agreed-1-owner"),),
        fields=FIELDS, tables=(FormRows("agreed", "What was undertaken", (row,), "More rows"),),
        button="Record the meeting",
    )  # fmt: skip


def exchange_samples() -> dict[str, Page]:
    """Return template → a filled page for it."""
    return {
        "commitments": commitments(),
        "commitment": commitment(),
        "meetings": meetings(),
        "meeting": meeting(),
        "record": record(),
        "month": month(),
        "announcement": announced(),
        "announcements": announcements(),
    }


def empty_exchange_samples() -> dict[str, Page]:
    """Return template → the page before anything was undertaken, and one that others settle."""
    return {
        "commitments": CommitmentListPage(title="Commitments", section="commitments"),
        "commitment": CommitmentPage(
            title="A fair", code="fair", pairing=Link("A – B", "/"), mark=Mark("submitted", "Open"),
            settlers="Sun Bo",
        ),
        "meetings": MeetingListPage(title="Meetings", section="commitments"),
        "meeting": MeetingPage(
            title="They met", pairing=Link("A – B", "/"), mark=Mark("kept", "Held")
        ),
        "month": MonthPage(
            title="June 2020", month=date(2020, 6, 1), before=Link("May", "/b/"),
            after=Link("July", "/a/"), now=Link("Now", "/n/"), all=Link("List", "/l/"),
            ics=Link("File", "/f/"), nearest=Link("May 2020", "/b/"),
            weeks=(tuple(CalendarDay(date(2020, 6, n)) for n in range(1, 8)),),
        ),
        "announcements": AnnouncementListPage(
            title="Announcements", meetings=Link("Meetings", "/m/"), press=Link("Press", "/r/")
        ),
        "announcement": AnnouncementPage(
            title="They met", meeting=Link("They met", "/m/1/"), mark=Mark("kept", "Published")
        ),
        "record": RecordPage(
            title="Record a commitment", lead="What an office undertook.", button="Record it"
        ),
    }  # fmt: skip
