"""A brief as a Word file: headings, tables and links that a screen reader goes through."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from docx.document import Document as Sheet
from docx.table import _Row

from tallystick.interchange.briefs.pieces import cell, new_row, new_table, next_line, put, small
from tallystick.interchange.briefs.shapes import Brief, Figure, ScoreLine
from tallystick.interchange.briefs.sheet import head_and_foot, new_sheet, plain

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Millimetres of the columns; each adds up to what lies between the margins.
SCORES = (48, 21, 32, 20, 20, 20, 17)
PROMISES = (84, 44, 24, 26)
ENTRIES = (68, 55, 55)
CHECKED = (44, 22, 48, 64)


def write_brief(brief: Brief) -> bytes:
    """Return a brief as a Word file, in the language that is spoken now."""
    sheet = new_sheet(
        lang=brief.lang, title=brief.title, author=brief.made_by, made_at=brief.made_at
    )
    head_and_foot(sheet, brief.head)
    _opening(sheet, brief)
    _scores(sheet, brief)
    _promises(sheet, brief)
    _differences(sheet, brief)
    _checking(sheet, brief)
    kept = io.BytesIO()
    sheet.save(kept)
    return kept.getvalue()


def _opening(sheet: Sheet, brief: Brief) -> None:
    sheet.add_paragraph(plain(brief.title), style="Title")
    sheet.add_paragraph(plain(brief.subtitle), style="Subtitle")
    if brief.note:
        sheet.add_paragraph().add_run(plain(brief.note)).bold = True
    for label, value in brief.facts:
        line = sheet.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{plain(label)}  ").bold = True
        line.add_run(plain(value))
    sheet.add_heading(_("The year in short"), 1)
    for sentence in brief.told:
        sheet.add_paragraph(plain(sentence), style="List Bullet")


def _scores(sheet: Sheet, brief: Brief) -> None:
    sheet.add_heading(_("Scorecard"), 1)
    for sentence in brief.scores_said:
        sheet.add_paragraph(plain(sentence))
    for group in brief.groups:
        sheet.add_heading(plain(group.name), 2)
        table = new_table(sheet, brief.heads, SCORES, group.name, right=1)
        for one in group.rows:
            row = new_row(table, SCORES)
            _named(row, one)
            for flag in one.flags:
                small(next_line(row, 0), flag)
            for n, figure in enumerate(_figures(one), 1):
                put(cell(row, n, right=True), figure)
            if one.proof:
                small(next_line(row, 2, right=True), one.proof.short)


def _named(row: _Row, one: ScoreLine) -> None:
    line = cell(row, 0)
    line.add_run(plain(one.name))
    small(line, one.unit, apart=True)


def _figures(one: ScoreLine) -> tuple[Figure, ...]:
    return (one.target, one.matched, one.waiting, one.claimed, one.last_year, one.completion)


def _promises(sheet: Sheet, brief: Brief) -> None:
    sheet.add_heading(_("What was promised"), 1)
    sheet.add_paragraph(plain(brief.promises_said))
    if not brief.promises:
        return
    heads = (_("Commitment"), _("Kept by"), _("Due"), _("Stands"))
    table = new_table(sheet, heads, PROMISES, _("What was promised"))
    for one in brief.promises:
        row = new_row(table, PROMISES)
        put(cell(row, 0), one.what)
        for n, words in enumerate((one.owner, one.due, one.stands), 1):
            cell(row, n).add_run(plain(words))


def _differences(sheet: Sheet, brief: Brief) -> None:
    sheet.add_heading(_("Where the two sides differ"), 1)
    sheet.add_paragraph(plain(brief.differences_said))
    for figure in brief.off:
        put(sheet.add_paragraph(style="List Bullet"), figure)
    if not brief.differences:
        return
    heads = (_("Entry"), _("Supporting side"), _("Supported side"))
    table = new_table(sheet, heads, ENTRIES, _("Entries in dispute"))
    for one in brief.differences:
        row = new_row(table, ENTRIES)
        put(cell(row, 0), one.what)
        for n, words in enumerate(one.halves, 1):
            cell(row, n).add_run(plain(words))


def _checking(sheet: Sheet, brief: Brief) -> None:
    """Write for each figure what a reader on paper types, and the code that she holds it to."""
    sheet.add_heading(_("How to check a figure"), 1)
    for sentence in brief.check:
        sheet.add_paragraph(plain(sentence))
    lines = [row for group in brief.groups for row in group.rows if row.address]
    if not lines:
        return
    heads = (_("Indicator"), _("Matched"), _("Proof"), _("Permanent address"))
    table = new_table(sheet, heads, CHECKED, _("How to check a figure"))
    for one in lines:
        row = new_row(table, CHECKED)
        _named(row, one)
        put(cell(row, 1), Figure(one.matched.text))
        if one.proof:
            small(cell(row, 2), one.proof.seal)
            small(next_line(row, 2), one.proof.chain)
        put(cell(row, 3), Figure(one.address, one.address))
