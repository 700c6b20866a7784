"""The workbook of what waits for one side: one row a line, room for its own answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core import signing
from xlsxwriter.worksheet import Worksheet

from tallystick.access.queries import require
from tallystick.access.rules import Sides
from tallystick.entries.models import Entry, EntryLine
from tallystick.entries.policy import ROWS
from tallystick.entries.queries import waiting_for
from tallystick.interchange.excel.layout import MARK, Layout
from tallystick.interchange.excel.words import harmless, pair, pairs, said, spoken
from tallystick.kernel.actor import Actor
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairing, side_name, side_region
from tallystick.programme.rules.pipelines import dimensions, move_words, pipelines, unit_scale
from tallystick.programme.rules.vocabulary import NOT_STATED, counted_words
from tallystick.regions.models import Region
from tallystick.regions.queries import below

FORMAT = "matching"
CODES, HEADER, FIRST = 0, 1, 2
# Column code → width; those of the last group are hers to fill in.
SHOWN = {
    "number": 13, "line": 5, "title": 30, "pipeline": 16, "move": 18, "region": 16, "partner": 16,
    "on": 11, "said": 26, "unit": 14, "theirs": 16,
}  # fmt: skip
ASKED = {"answer": 12, "ours": 16, "basis": 28, "reason": 30}
HIDDEN = ("entry", "version")
_SALT = "tallystick.matching-workbook"


@dataclass(frozen=True)
class Issued:
    """Who was given a workbook of which entries: signed here, so that nobody makes her one."""

    username: str
    rows: frozenset[tuple[str, int]]


def issue(username: str, rows: Sequence[Entry]) -> str:
    """Return the signed word that these entries, as they read now, were given to her."""
    told = [username, [[row.pk, row.version] for row in rows]]
    return signing.dumps(told, salt=_SALT, compress=True)


def issued(word: str) -> Issued | None:
    """Return what was signed here, None for what was not."""
    try:
        username, rows = signing.loads(word, salt=_SALT)
        return Issued(str(username), frozenset((str(id), int(version)) for id, version in rows))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def waiting_in(row: Pairing, by: Actor) -> list[Entry]:
    """Return what waits for this matcher in one pairing, oldest first; blind halves are covered."""
    found = waiting_for(by).to_match
    return [entry for entry in found if entry.pairing_id == row.pk and entry.policy != "blind"]


def waiting_count(by: Actor, pairing_code: str) -> int:
    """Return how many entries of a pairing wait for this matcher; one query."""
    return waiting_for(by).to_match.filter(pairing__code=pairing_code).count()


def write_waiting(*, pairing_code: str, side: str, lang: str, by: Actor) -> tuple[bytes, int]:
    """Return the workbook of what waits for `by`, and how many entries it holds.

    Raises: NotFound for a pairing out of sight; Forbidden for who matches nothing on this side.
    """
    row = pairing(pairing_code, actor=by)
    places = Sides.either(below(side_region(row, side)))
    seat = require(by, ROWS["entries.match"], places, scope=side_name(row, side))
    rows = waiting_in(row, by)
    last = max((entry.changed_at for entry in rows), default=datetime(2000, 1, 1))
    title = spoken(pair("read_me", "matching_title"), lang)
    layout = Layout(lang, title, last.replace(tzinfo=None, microsecond=0))
    names = Words(
        f"{row.supporting.name_en} – {row.supported.name_en}",
        f"{_zh(row.supporting)} – {_zh(row.supported)}",
    )
    facts = [(layout.say("read_me", "pairing"), spoken(names, lang))]
    layout.read_me(title, facts, said()["read_me"]["matching_steps"])
    sheet = layout.book.add_worksheet(layout.say("sheets", "waiting"))
    _head(layout, sheet)
    at = FIRST
    for entry in rows:
        for n, line in enumerate(entry.lines.all()):
            _line(layout, sheet, at, entry, line, first=n == 0)
            at += 1
    _choices(layout, sheet, max(at - 1, FIRST))
    content = layout.finished(
        {
            "format": FORMAT,
            "pairing": row.code,
            "side": side,
            "office": seat.office,
            "language": lang,
            "answers_by": by.username,
            **_in_parts(issue(by.username, rows)),
        }
    )
    return content, len(rows)


def _in_parts(word: str) -> dict[str, str]:
    """Return a long word in parts that a cell holds: 32,767 signs at most."""
    return {
        f"issued {n:03}": word[at : at + 30_000] for n, at in enumerate(range(0, len(word), 30_000))
    }


def _zh(region: Region) -> str:
    return region.name_zh or region.name_en


def _head(layout: Layout, sheet: Worksheet) -> None:
    for n, (code, width) in enumerate({**SHOWN, **ASKED}.items()):
        sheet.set_column(n, n, width)
        sheet.write_string(CODES, n, f"{MARK}{FORMAT}:{code}" if n == 0 else code)
        sheet.write_string(HEADER, n, layout.say("waiting", code), layout.header())
    for n, code in enumerate(HIDDEN, len(SHOWN) + len(ASKED)):
        sheet.write_string(CODES, n, code)
        sheet.set_column(n, n, 8, None, {"hidden": True})
    sheet.set_row(CODES, None, None, {"hidden": True})
    sheet.set_row(HEADER, 32)
    sheet.freeze_panes(FIRST, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEADER)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _line(
    layout: Layout, sheet: Worksheet, at: int, entry: Entry, line: EntryLine, *, first: bool
) -> None:
    lang, locked = layout.lang, layout.cell("text", locked=True)
    for n, text in enumerate(_texts(entry, line, lang)):
        sheet.write_string(at, n, harmless(text), locked)
    scale = unit_scale(line.unit)
    kind = "money" if scale else "whole"
    theirs = len(SHOWN) - 1
    sheet.write_number(at, theirs, line.amount / 10**scale, layout.cell(kind, locked=True))
    for n, code in enumerate(ASKED, len(SHOWN)):
        # Answer, basis and reason are given once an entry, in its first row.
        open_here = code == "ours" or first
        looks = kind if code == "ours" else "text"
        sheet.write_blank(at, n, None, layout.cell(looks, locked=not open_here))
    sheet.write_string(at, len(SHOWN) + len(ASKED), entry.pk)
    sheet.write_number(at, len(SHOWN) + len(ASKED) + 1, entry.version)


def _texts(entry: Entry, line: EntryLine, lang: str) -> Iterator[str]:
    """Yield what stands left of the figure."""
    moved = move_words(entry.pipeline, entry.source_stage, entry.target_stage)
    kind = pipelines()[entry.pipeline]
    yield entry.number
    yield str(line.n)
    yield spoken(Words(entry.title_en or entry.title_zh, entry.title_zh or entry.title_en), lang)
    yield spoken(Words(kind.en, kind.zh), lang)
    yield spoken(moved, lang)
    yield spoken(Words(entry.region.name_en, _zh(entry.region)), lang)
    yield spoken(Words(entry.partner.name_en, _zh(entry.partner)), lang)
    yield entry.happened_on.isoformat()
    yield "; ".join(told_apart_by(line, lang))
    yield "; ".join([spoken(counted_words(line.unit), lang), *_step(line, lang)])


def _step(line: EntryLine, lang: str) -> Iterator[str]:
    """Yield to what a figure was stated, where it is not exact: a number cell says more."""
    if line.precision > 1:
        step = f"{Decimal(line.precision).scaleb(-unit_scale(line.unit)):,f}"
        yield spoken(Words(f"stated to {step}", f"精确到 {step}"), lang)


def told_apart_by(line: EntryLine, lang: str) -> Iterator[str]:
    """Yield the words of each code of a line that is stated."""
    for dimension, code in {**json.loads(line.cell), **json.loads(line.note)}.items():
        if code != NOT_STATED:
            known = dimensions()[dimension].codes or {}
            yield spoken(known[code], lang) if code in known else str(code)


def _choices(layout: Layout, sheet: Worksheet, last: int) -> None:
    lists = {"answer": pairs("answers"), "basis": pairs("bases")}
    for n, code in enumerate(ASKED, len(SHOWN)):
        if code in lists:
            labels = [spoken(words, layout.lang) for words in lists[code].values()]
            rule = {"validate": "list", "source": layout.drop_down(labels), "ignore_blank": True}
            sheet.data_validation(FIRST, n, last, n, rule)
