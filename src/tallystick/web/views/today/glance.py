"""My pairings at a glance: the four figures people ask for first, matched of target."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.indicators.queries.side_by_side import side_by_side
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span
from tallystick.programme.rules.catalogue import indicators
from tallystick.web.contexts.today import Glance, GlanceRow
from tallystick.web.views.pairings.pairings import span_words
from tallystick.web.views.pairings.score_rows import measure_of, tally_of
from tallystick.web.wording import language, pairing_name

FIRST_ASKED = ("FS_GOV_FUND", "IC_INV_ACTUAL", "LC_TOTAL", "TS_PRO_EXCHANGE")
SHOWN = 3


def glances(seen: list[Pairing], actor: Actor, today: date) -> tuple[tuple[Glance, ...], str]:
    """Return the first few pairings with their newest year, and what period that is in words.

    A pairing that ended is read in its last year.
    Units: `seen` comes from `pairings_in_full`.
    """
    inner = ([row for row in seen if row.parent_id is not None] or seen)[:SHOWN]
    years = {row.code: _year(row, today) for row in inner}
    rows: dict[str, list[ScoreRow]] = {row.code: [] for row in inner}
    for year in set(years.values()):
        asked = [code for code, own in years.items() if own == year]
        read = side_by_side(actor, codes=FIRST_ASKED, year=year, pairings=asked, seen=seen).rows
        for one in (one for found in read.values() for one in found):
            rows[one.pairing.code].append(one.row)
    glances = tuple(
        Glance(
            title=pairing_name(row),
            href=reverse("pairing", args=[row.code]),
            since=f"{span_words(fetched_span(row))} · {years[row.code]}",
            rows=_rows(rows[row.code], row.code, years[row.code]),
        )
        for row in inner
    )
    return glances, _("matched of target")


def _year(row: Pairing, today: date) -> int:
    end = fetched_span(row).end
    return min(end, today).year if end else today.year


def _rows(read: list[ScoreRow], pairing: str, year: int) -> tuple[GlanceRow, ...]:
    by_code = {row.indicator: row for row in read}
    found = []
    for code in FIRST_ASKED:
        row = by_code[code]
        if row.matched is None or not (row.matched or row.target or row.waiting):
            continue
        how = measure_of(row)
        of = f" / {how.show(row.target)}" if row.target else ""
        words = how.with_unit(f"{how.show(row.matched)}{of}")
        walk = reverse("explain", args=[pairing, year, code])
        found.append(GlanceRow(indicators()[code].name(language()), tally_of(row), words, walk))
    return tuple(found)
