"""Filled contexts of the pages that correct many entries. Figures and people are invented."""

from __future__ import annotations

from tests.web.samples.frame import NOW

from tallystick.web.contexts.corrections import (
    CorrectionDocuments,
    CorrectionFormPage,
    CorrectionListPage,
    CorrectionPage,
    CorrectionRow,
    FixLine,
    FixRow,
    UploadRow,
)
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Choice, EvidenceRow, Fact, Link, Mark, Page

RULES = (Choice("divide", "divide by the factor", True), Choice("reverse", "take back"))
ROW = FixRow(
    number="E-2020-0917",
    href="/entries/E-2020-0917/",
    title="Kiwis sold, Shuicheng",
    mark=Mark("posted", "Posted"),
    before=("1.20 billion yuan",),
    after=("120,000 yuan",),
    lines=(FixLine("yuan: online", "1200000000", "figure-E-2020-0917-1", "12O", "No number."),),
    result="corrected",
    replacement=Link("E-2020-0950", "/entries/E-2020-0950/"),
)
REFUSED = FixRow(
    number="E-2020-0918",
    href="/entries/E-2020-0918/",
    title="Tea sold, Liuzhi",
    mark=Mark("dropped", "Withdrawn"),
    before=("123 yuan",),
    ticked=False,
    refused=("123 cannot be divided by 10,000 without a rest. Look at this entry by itself.",),
)


FILE = EvidenceRow("receipt.pdf", "48 KB", "7f3a9c04" * 8, "/e/")
DOCUMENTS = CorrectionDocuments(
    "E-2020-0917", (FILE,), more=True, errors=("The file is empty. Choose it anew.",)
)


def _field(name: str, label: str, kind: str = "text", **more: object) -> FormField:
    return FormField(name, label, kind, **more)  # type: ignore[arg-type]


def _form(step: str, rows: tuple[FixRow, ...] = ()) -> CorrectionFormPage:
    return CorrectionFormPage(
        section="entries",
        title="Put many entries right",
        invented=True,
        step=step,
        lead="2 entries.",
        upload="0193" * 9,
        upload_name="november.xlsx",
        rows=rows,
        total=len(rows),
        rule=_field("rule", "What is to be done", "select", choices=RULES),
        unit=_field("unit", "Figures in", "select", choices=(Choice("CNY", "yuan"),)),
        factor=_field("factor", "Factor", "number", value="10000"),
        reason=_field("reason", "One reason for all of them", errors=("Say why.",)),
        problems=(FormProblem("Say why.", "#f-reason"),) if rows else (),
        hidden=(("rule", "divide"),),
        facts=(Fact("What", "yuan divided by 10,000"), Fact("Why", "The column was in 万.")),
        good=1,
        documents=DOCUMENTS if step == "check" else None,
    )


def correcting_samples() -> dict[str, Page]:
    """Return template → a filled page for it."""
    return {
        "corrections": CorrectionListPage(
            section="entries",
            title="Corrections of many entries",
            invented=True,
            rows=(
                CorrectionRow(
                    "/entries/corrections/1/", "The column was in 万.",
                    "Dalian – Liupanshui · yuan divided by 10,000", "Waits for a second name",
                    "Yang Min", NOW, 312,
                ),
            ),
            uploads=(UploadRow("november.xlsx", "Luo Zhenghua", NOW, 312, "?upload=1"),),
        ),
        "correction_form": _form("choose", (ROW, REFUSED)),
        "correction": CorrectionPage(
            section="entries",
            title="yuan divided by 10,000",
            invented=True,
            label="Dalian – Liupanshui · Liupanshui",
            mark="Waits for a second name",
            facts=(Fact("Why", "The column was in 万."), Fact("Asked by", "Yang Min")),
            rows=(ROW, REFUSED),
            not_shown=2,
            done=1,
            refused=1,
            acts=frozenset({"agree", "drop", "resume"}),
            problems=("Somebody decided meanwhile.",),
            documents=CorrectionDocuments("E-2020-0917", (FILE,), (FILE,)),
            each_goes_over=True,
        ),
    }  # fmt: skip


def empty_correcting_samples() -> dict[str, Page]:
    """Return template → the page before anything was corrected, and the step that only shows."""
    return {
        "corrections": CorrectionListPage(title="Corrections", section="entries"),
        "correction_form": _form("choose"),
        "correction": CorrectionPage(title="taken back", label="A – B", mark="Dropped"),
    }
