"""The rows of the scorecard as a brief prints them, each with what proves its matched figure."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.indicators.queries import Explanation, Scorecard, explain
from tallystick.interchange.briefs import Figure, Group, Proof, ScoreLine
from tallystick.journal.queries import sealed
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict
from tallystick.kernel.progress import tell
from tallystick.web.addresses import address
from tallystick.web.briefs.wanted import Wanted
from tallystick.web.contexts.pairings import ScoreGroup, ScoreRow
from tallystick.web.contexts.shared import Cell
from tallystick.web.figures import EMPTY_WORDS, Empty
from tallystick.web.glossary import glossary
from tallystick.web.templatetags.tallystick import cell_text, short_hash
from tallystick.web.views.pairings.explain import ROWS
from tallystick.web.views.pairings.narrowing import Narrowed, narrowed_to
from tallystick.web.views.pairings.score_rows import groups_of, shows_all
from tallystick.web.wording import language

# So often the scorecard is read anew where somebody posts while its figures are walked back.
TRIES = 3


def heads() -> tuple[str, ...]:
    """Return the words over the columns, those of the page."""
    words = ("target", "matched", "waiting", "claimed", "last_year")
    named = (glossary()[code].word.label(language()) for code in words)
    return (_("Indicator"), *named, _("Of target"))


def read_scores(wanted: Wanted, by: Actor) -> tuple[Narrowed, tuple[Group, ...]]:
    """Return the scorecard, and its rows in the page's own words with their proofs.

    Raises: Conflict where the book moves on each time while it is read.
    """
    for _try in range(TRIES):
        tell("scorecard", 0, 0)
        asked = narrowed_to(
            wanted.level,
            wanted.framework,
            wanted.row,
            by,
            year=wanted.year,
            as_of=wanted.as_of,
        )
        card = asked.card
        day = {"as_of": card.as_of.isoformat()}
        shown = groups_of(card, wanted.row, day, every=shows_all(card, asked=wanted.every))
        walks = _walks(wanted, shown, by)
        if all(walk.seq == card.seq for walk in walks.values()):
            return asked, tuple(
                Group(group.name, tuple(_line(row, wanted, card, walks) for row in group.rows))
                for group in shown
            )
    raise Conflict.of("brief-moved-on")


def _walks(wanted: Wanted, shown: tuple[ScoreGroup, ...], by: Actor) -> dict[str, Explanation]:
    """Return by indicator the walk of each figure, down to its newest line."""
    codes = [row.code for group in shown for row in group.rows]
    found = {}
    for done, code in enumerate(codes, 1):
        tell("figures", done, len(codes))
        found[code] = explain(
            wanted.row,
            year=wanted.year,
            indicator=code,
            actor=by,
            as_of=wanted.as_of,
            # The page of the figure asks for as many: what is read here is kept for it.
            limit=ROWS,
            level=wanted.level,
        )
    return found


def _line(
    row: ScoreRow, wanted: Wanted, card: Scorecard, walks: Mapping[str, Explanation]
) -> ScoreLine:
    here = reverse("explain", args=[card.pairing, card.year, row.code])
    percent = next(r.completion_percent for r in card.rows if r.indicator == row.code)
    why = Empty.NO_TARGET if row.target.empty == Empty.NO_TARGET else Empty.NOT_APPLICABLE
    permanent = wanted.absolute(
        address(here, {"as_of": card.as_of.isoformat(), "level": card.level})
    )

    def figure(cell: Cell) -> Figure:
        return Figure(cell_text(cell), wanted.absolute(cell.href))

    return ScoreLine(
        code=row.code,
        name=row.name,
        unit=row.unit,
        target=figure(row.target),
        matched=figure(row.matched),
        waiting=figure(row.waiting),
        claimed=figure(row.claimed),
        last_year=figure(row.last_year),
        completion=Figure(f"{percent}%" if percent is not None else str(EMPTY_WORDS[why])),
        flags=tuple(flag.words for flag in row.flags),
        address=permanent if row.matched.text else "",
        proof=_proof(walks[row.code]) if row.matched.text else None,
    )


def _proof(walk: Explanation) -> Proof | None:
    """Return what seals the newest posting under a figure; None where no line stands under it."""
    seal = sealed(walk.lines[0].line.transaction) if walk.lines else None
    if seal is None:
        return None
    said = _("Seal %(number)s") % {"number": f"{seal.seq:,}"}
    return Proof(f"{said} · {short_hash(seal.chain_hex)}", said, seal.chain_hex)
