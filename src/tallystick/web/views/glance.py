"""My pairings at a glance: the four figures people ask for first, matched of target."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.indicators.queries import Scorecard, scorecard
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span
from tallystick.programme.rules.catalogue import indicators
from tallystick.web.contexts.today import Glance, GlanceRow
from tallystick.web.views.pairings import span_words
from tallystick.web.views.score_rows import measure_of, tally_of
from tallystick.web.wording import language, pairing_name

FIRST_ASKED = ("FS_GOV_FUND", "IC_INV_ACTUAL", "LC_TOTAL", "TS_PRO_EXCHANGE")
SHOWN = 3


def glances(seen: list[Pairing], actor: Actor, today: date) -> tuple[tuple[Glance, ...], str]:
    """Return the first few pairings with their newest year, and what period that is in words.

    A pairing that ended is read in its last year.
    """
    inner = [row for row in seen if row.parent_id is not None] or seen
    found = [_glance(row, actor, today) for row in inner[:SHOWN]]
    return tuple(found), _("matched of target")


def _glance(row: Pairing, actor: Actor, today: date) -> Glance:
    period = fetched_span(row)
    year = min(period.end, today).year if period.end else today.year
    card = scorecard(row, year=year, actor=actor)
    return Glance(
        title=pairing_name(row),
        href=reverse("pairing", args=[row.code]),
        since=f"{span_words(period)} · {year}",
        rows=_rows(card),
    )


def _rows(card: Scorecard) -> tuple[GlanceRow, ...]:
    by_code = {row.indicator: row for row in card.rows}
    found = []
    for code in FIRST_ASKED:
        row = by_code.get(code)
        if row is None or row.matched is None:
            continue
        how = measure_of(row)
        of = f" / {how.show(row.target)}" if row.target else ""
        words = how.with_unit(f"{how.show(row.matched)}{of}")
        found.append(GlanceRow(indicators()[code].name(language()), tally_of(row), words))
    return tuple(found)
