"""Every table of the pages is a list with declared columns, or has a reason why it is none."""

from __future__ import annotations

import pytest
from tests.architecture.source import SRC

from tallystick.entries.queries.carries import CARRY_SORTS
from tallystick.entries.queries.closings import PERIOD_SORTS
from tallystick.entries.queries.lists import SORTS as ENTRY_SORTS
from tallystick.entries.queries.many import CORRECTION_SORTS
from tallystick.exchanges.queries.announcements import ANNOUNCEMENT_SORTS
from tallystick.exchanges.queries.meetings import MEETING_SORTS
from tallystick.exchanges.queries.practices import SORTS as PRACTICE_SORTS
from tallystick.exchanges.queries.readouts import READOUT_SORTS
from tallystick.exchanges.rules.commitments import ORDERS
from tallystick.indicators.queries.claiming import SORTS as CLAIM_SORTS
from tallystick.indicators.queries.comparing import SORTS as COMPARED_SORTS
from tallystick.programme.queries.agreements import SORTS as AGREEMENT_SORTS
from tallystick.programme.queries.things import SORTS as THING_SORTS
from tallystick.web.lists import LISTS

TEMPLATES = SRC / "tallystick/web/templates/web"
FORM = "a form: its rows stand as they were typed or sent"
STORY = "one record's own story, in the order in which it happened"
TEXT = "in the order of the text or the catalogue that it follows"
DRAWN = "the rows of a drawing, in its order"
FEW = "a handful of rows, grouped as one reads them"
EXCUSED = {
    "agreement/clauses.html": TEXT,
    "agreement/targets.html": TEXT,
    "borders.html": FEW,
    "calendar.html": FEW,
    "carry.html": FORM,
    "claim.html": FEW,
    "commitment.html": STORY,
    "components.html": "one of everything that pages are made of",
    "correction_form.html": FORM,
    "entry_table.html": FORM,
    "explain.html": STORY,
    "explain/lines.html": "the lines of one figure, in the order of the book",
    "explain/parts.html": "the parts of one figure, the largest first",
    "explain/waiting.html": "what waits under one figure, newest first",
    "framework.html": TEXT,
    "framework_score.html": TEXT,
    "funds.html": DRAWN,
    "funds_by_tier.html": FEW,
    "help.html": FEW,
    "parts/work_table.html": "what one asked for, newest first",
    "map.html": DRAWN,
    "month.html": "a calendar",
    "office_list.html": "a printed list, by what is done first",
    "paper.html": FORM,
    "parts/chart.html": DRAWN,
    "parts/fix_rows.html": FORM,
    "parts/from_before.html": FEW,
    "parts/past.html": STORY,
    "parts/press_compared.html": TEXT,
    "parts/preview_pieces.html": "the rows of a file, in its order",
    "parts/run_rows.html": "the rows of a file, in its order",
    "parts/run_sums.html": FEW,
    "parts/scorecard.html": TEXT,
    "parts/seats.html": FEW,
    "period.html": STORY,
    "practice.html": STORY,
    "press.html": TEXT,
    "programmes.html": FEW,
    "review.html": "work, what waits longest first",
    "rules.html": TEXT,
    "saved_views.html": "one's own, by page and name, each with its forms",
    "stages.html": TEXT,
    "thing.html": STORY,
    "tiers.html": FORM,
    "timeline.html": DRAWN,
    "today.html": "what changed, newest first",
    "who_may_act.html": FEW,
    "workbook_run.html": "the rows of a file, in its order",
}
# Where a list is read by a query: the orders that it knows, with names in either language.
KNOWN = {
    "entries": ENTRY_SORTS,
    "commitments": ORDERS,
    "claims": CLAIM_SORTS,
    "compared": COMPARED_SORTS,
    "readouts": READOUT_SORTS,
    "announcements": ANNOUNCEMENT_SORTS,
    "meetings": MEETING_SORTS,
    "things": THING_SORTS,
    "practices": PRACTICE_SORTS,
    "agreements": AGREEMENT_SORTS,
    "pairing-agreements": AGREEMENT_SORTS,
    "periods": PERIOD_SORTS,
    "carries": CARRY_SORTS,
    "corrections": CORRECTION_SORTS,
}


def tables() -> dict[str, bool]:
    """Return each template with a table → whether its heads are declared."""
    found = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text("utf-8")
        if "<table" in text:
            declared = "parts/heads.html" in text or "{% heads " in text
            found[str(path.relative_to(TEMPLATES))] = declared
    return found


def test_every_table_is_a_declared_list_or_says_why_not() -> None:
    assert [
        name for name, declared in tables().items() if not declared and name not in EXCUSED
    ] == []


def test_no_reason_is_stale() -> None:
    found = tables()
    assert [name for name in EXCUSED if found.get(name, True)] == []


@pytest.mark.parametrize("code", KNOWN)
def test_every_order_of_a_list_is_one_its_query_knows_and_stands_still(code: str) -> None:
    known = set(KNOWN[code])
    for order in LISTS[code].orders():
        assert {order, f"{order}_en"} & known, order
    keys = KNOWN[code]
    if isinstance(keys, dict):
        for order, columns in keys.items():
            last = str(columns[-1]).lstrip("-")
            assert last in ("code", "id", "pk", "number", "version"), (
                f"{order}: equal rows change places"
            )
