"""One of everything that pages are made of, with invented figures, for the page of components."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tallystick.web.atlas import Atlas, Point, draw_atlas
from tallystick.web.bands import Band, Bands, Node, draw_bands
from tallystick.web.contexts.access import SeatRow
from tallystick.web.contexts.commitments import Bar, CommitmentRow
from tallystick.web.contexts.comparing import Judged
from tallystick.web.contexts.components import Drawn, Hollow, Stated, Swatch
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.pairings import Chart, ChartMonth, Flag, ScoreGroup, ScoreRow
from tallystick.web.contexts.previews import PreviewPage, PreviewPiece
from tallystick.web.contexts.shared import Cell, Choice, ChoiceGroup, EvidenceRow, Link, Mark
from tallystick.web.contexts.tags import TagChip, TagPanel
from tallystick.web.contexts.today import Glance, GlanceRow, Task, TaskGroup
from tallystick.web.figures import Empty, month_name
from tallystick.web.lanes import Lanes, draw_lanes
from tallystick.web.lanes import Mark as LaneMark
from tallystick.web.tally import Tally, month_bars, spark
from tallystick.web.wording import in_words

DAY, DUE, LATE = date(2020, 6, 11), date(2020, 10, 31), date(2020, 11, 23)
MONTHS: tuple[int | None, ...] = (3, 7, 12, 17, 24, 33, 41, 50, 59, 66, None, None)
BEFORE: tuple[int | None, ...] = (4, 8, 14, 20, 27, 34, 39, 47, 52, 55, 58, 60)
HERE = "#main"
# The style sheet's colours, the first to be met first.
COLOURS = (
    *("paper", "sheet", "sunk", "rule", "edge", "ink", "ink-2", "accent", "tally", "accent-mid"),
    *("accent-soft", "wait", "wait-soft", "red", "red-soft", "focus"),
    *("c1", "c2", "c3", "c4", "c5", "c6"),
)
ICONS = (
    *("today", "pair", "entry", "promise", "read", "speak", "claim", "practice", "clock", "setup"),
    *("down", "link", "file", "print", "menu"),
)


def states() -> tuple[Stated, ...]:
    """Return every state with what it says."""
    return (
        Stated(Mark("draft", _("Draft")), _("One half, dashed: only its author sees it.")),
        Stated(Mark("submitted", _("Submitted")), _("A second person of the same side confirms.")),
        Stated(Mark("waiting", _("Waiting")), _("The other half is asked for.")),
        Stated(Mark("matched", _("Matched")), _("The notches meet: both halves are equal.")),
        Stated(Mark("disputed", _("Disputed")), _("The halves differ; by how much is said.")),
        Stated(Mark("posted", _("Posted")), _("A double rule, as under a total: in the book.")),
        Stated(Mark("reversed", _("Reversed")), _("Struck; the line stays, and so does its end.")),
        Stated(Mark("late", _("Late")), _("A date has passed.")),
        Stated(Mark("kept", _("Kept")), _("A commitment that is shown to be kept.")),
        Stated(Mark("broken", _("Broken")), _("A snapped stick.")),
        Stated(Mark("dropped", _("Dropped")), _("Both sides agreed to leave it.")),
    )


def tallies() -> tuple[Drawn, ...]:
    """Return the split tally in each of its shapes."""
    return (
        Drawn(_("Matched to the target"), Tally(4000, 4000)),
        Drawn(_("Matched and waiting"), Tally(2800, 4000, waiting=700)),
        Drawn(_("Halves differ"), Tally(2400, 4000, disputed=300, differs=600)),
        Drawn(
            _("With what was claimed, and last year"),
            Tally(3200, 4000, waiting=200, claimed=4200, last_year=2600),
        ),
        Drawn(_("The target does not bind"), Tally(9000, 4000)),
        Drawn(_("Without a target"), Tally(3000)),
    )


def hollows() -> tuple[Hollow, ...]:
    """Return zero, and the ways to hold no figure."""
    return (
        Hollow(Cell("0", href=HERE), _("Both sides say zero.")),
        Hollow(Cell(empty=Empty.NOT_REPORTED), _("It was due, and nobody sent it.")),
        Hollow(Cell(empty=Empty.NOT_DUE), _("Its date is still to come.")),
        Hollow(Cell(empty=Empty.NOT_APPLICABLE), _("It cannot exist here.")),
    )


def colours() -> tuple[Swatch, ...]:
    """Return every colour with its use."""
    uses = {
        "accent": _("what counts, and what can be pressed"),
        "accent-mid": _("one half only"),
        "wait": _("somebody's turn, or a date"),
        "red": _("the halves differ, or an error"),
        "focus": _("the ring round what has the focus"),
    }
    return tuple(Swatch(code, uses.get(code, "")) for code in COLOURS)


def score_groups() -> tuple[ScoreGroup, ...]:
    """Return a scorecard of two rows: one full, one silent."""
    full = ScoreRow(
        code="LC_TOTAL",
        name=_("Persons placed in jobs"),
        unit=_("persons"),
        tally=Tally(3612, 4000, waiting=86, disputed=48, differs=14, claimed=4120, last_year=3905),
        target=Cell("4,000"),
        matched=Cell("3,612", href=HERE),
        waiting=Cell("148"),
        claimed=Cell("4,120", href=HERE),
        last_year=Cell("3,905"),
        completion="90.3%",
        spark=spark(MONTHS, BEFORE),
        flags=(Flag(_("Halves differ by 14."), "red"), Flag(_("Waiting 19 days."), "amber")),
    )
    empty = Cell(empty=Empty.NOT_REPORTED)
    silent = ScoreRow(
        code="IC_CONSUMPTION",
        name=_("Goods sold"),
        unit=_("million yuan"),
        tally=Tally(),
        target=Cell(empty=Empty.NO_TARGET),
        matched=empty,
        waiting=empty,
        claimed=Cell(empty=Empty.NONE),
        last_year=Cell(empty=Empty.NOT_APPLICABLE),
        part=True,
    )
    return (ScoreGroup(_("Labour cooperation"), (full, silent)),)


def chart(lang: str) -> Chart:
    """Return a year by months, the last two not due."""
    bars = month_bars(MONTHS, BEFORE)
    months = tuple(
        ChartMonth(
            month_name(n + 1, lang),
            bars[n],
            Cell(empty=Empty.NOT_DUE) if value is None else Cell(f"{value}.0"),
            Cell(f"{BEFORE[n]}.0"),
        )
        for n, value in enumerate(MONTHS)
    )
    return Chart(_("Goods sold"), _("million yuan"), 2020, months)


def lanes(lang: str) -> Lanes:
    """Return a year's lanes: a text, and a promise up to its day."""
    marks = [
        LaneMark(DAY, _("A commitment"), "ts-t-wait", DUE, HERE),
        LaneMark(date(2020, 3, 2), _("A text"), "ts-t-text"),
    ]
    months = [(month_name(n + 1, lang), n % 5) for n in range(12)]
    return draw_lanes(2020, [(_("Commitments"), marks)], months, LATE)


def bands() -> Bands:
    """Return a small flow of funds."""
    nodes = [
        Node("a", 0, _("City"), "ts-pays"),
        Node("b", 1, _("County"), "ts-place"),
        Node("c", 2, _("paid out"), "ts-paid"),
        Node("d", 2, _("waiting"), "ts-open"),
    ]
    return draw_bands(
        nodes, [Band("a", "b", 90), Band("b", "c", 60), Band("b", "d", 30)], height=160
    )


def atlas() -> Atlas | None:
    """Return two places, what went between them, and an invented outline."""
    east = Point("e", 38.9, 121.6, _("Supporting place"), True)
    west = Point("w", 26.6, 104.8, _("Supported place"), False)
    ring = [103, 25, 107, 25, 108, 28, 105, 29, 103, 25]
    outline = [[degree * 1_000_000 for degree in ring]]
    return draw_atlas([east, west], [("e", "w", 5, "5.0")], [("e", "w")], [outline])


def fields() -> tuple[FormField, ...]:
    """Return a field of each kind, one of them refused."""
    choices = (Choice("a", _("In the place itself")), Choice("b", _("Elsewhere"), True))
    return (
        FormField("amount", _("Amount"), "number", "520", needed=True),
        FormField(
            "part",
            _("Of these, women"),
            "number",
            "92",
            errors=(_("92 is more than the total of 86. A part is no larger than its whole."),),
        ),
        FormField("where", _("Where"), "select", choices=choices),
        FormField("on", _("Happened on"), "day", "2020-10-31"),
        FormField("note", _("Note"), "long", hint=_("The other side reads it.")),
    )


def commitments() -> tuple[CommitmentRow, ...]:
    """Return a commitment that is late and half done."""
    return (
        CommitmentRow(
            title=_("A commitment"),
            href=HERE,
            mark=Mark("late", _("Late")),
            owner=_("Supporting side"),
            due_on=DUE,
            pairing=_("An invented pairing"),
            proof=Link(_("nothing yet"), ""),
            bar=Bar(94, 120, "9.4 / 12.0"),
        ),
    )


def judged() -> tuple[Judged, ...]:
    """Return a published figure that agrees, and one that does not."""
    return (
        Judged(_("Agrees"), _("the book says the same")),
        Judged(_("Differs"), _("the book says less"), tone="red"),
    )


def tags() -> TagPanel:
    """Return the tags of a thing, and one that may be chosen."""
    element = ChoiceGroup(_("A framework"), (Choice("x", _("An element")),))
    return TagPanel("meeting", "x", (TagChip(_("An element"), HERE, "1"),), (element,))


def task_group() -> TaskGroup:
    """Return one thing that waits for somebody."""
    task = Task(
        Mark("waiting", _("Waiting")), _("October placements"), HERE,
        _("Reported by the other side"), "62", _("persons"), _("Match"),
    )  # fmt: skip
    return TaskGroup("components", _("To match"), 14, "", (task,), Link(_("All"), HERE))


def glance() -> Glance:
    """Return a pairing at one glance."""
    row = GlanceRow(_("Persons placed in jobs"), Tally(3612, 4000, waiting=86), "3,612 / 4,000")
    return Glance(_("An invented pairing"), HERE, "", (row,))


def seats() -> tuple[SeatRow, ...]:
    """Return a seat that somebody holds for one who is away."""
    return (
        SeatRow(
            "k", in_words("Chen Xiaolan", "陈晓岚"), "chen.xiaolan", _("Matcher"), DAY, None,
            _("the setting up"), "8", "5c9f688b" * 8, stands_for=in_words("Sun Bo", "孙博"),
        ),
    )  # fmt: skip


def files() -> tuple[EvidenceRow, ...]:
    """Return a file that can be looked at, and one that may not be opened."""
    return (
        EvidenceRow("receipt.png", "48 KB", "7f3a9c04" * 8, HERE, HERE),
        EvidenceRow("roster.pdf", "212 KB", "9be1c041" * 8),
    )


def preview() -> PreviewPage:
    """Return what a file shows of itself: a page of text, and one that is a picture."""
    return PreviewPage(
        title="receipt.pdf",
        sha256="7f3a9c04" * 8,
        words=_(
            "This is the text in the file, not its picture: stamps and signatures are not shown."
        ),
        pieces=(
            PreviewPiece(_("Page %(n)s") % {"n": 1}, "收款 520,000.00 元（虚构）"),
            PreviewPiece(
                _("Page %(n)s") % {"n": 2}, void=_("No text on this page: it may be a picture.")
            ),
        ),
        alone=HERE,
        href=HERE,
    )
