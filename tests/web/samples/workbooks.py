"""Filled pages of workbooks, a file that was sent, and a printed list; all invented."""

from __future__ import annotations

from tests.web.samples.frame import NOW, ROOT

from tallystick.web.contexts import Choice, Fact, Link, Mark
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
