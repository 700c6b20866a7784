"""Where the two sides differ, as a brief tells it: by figure, and by entry in dispute."""

from __future__ import annotations

from tallystick.entries.models import State
from tallystick.entries.queries import entries, entry
from tallystick.indicators.queries import Scorecard
from tallystick.interchange.briefs import Difference, Figure, Group
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.nearest import with_those_inside
from tallystick.web.briefs.wanted import Wanted, named_apart
from tallystick.web.contexts.entries import HalfHead
from tallystick.web.views.entries.halves import halves_of
from tallystick.web.wording import colon, entry_address, entry_title, language, pairing_name

# The remarks of a row that say that figures differ: of the two sides, or of what was published.
OFF = ("halves_differ", "claim_differs")
# A longer list is read on the page.
MOST = 40


def figures_off(groups: tuple[Group, ...], card: Scorecard) -> tuple[Figure, ...]:
    """Return the figures on which the sides, or what was published, differ, and by how much."""
    rows = {row.indicator: row for row in card.rows}
    return tuple(
        Figure(colon(line.name, flag.sentence(language())), line.matched.href)
        for group in groups
        for line in group.rows
        for flag in rows[line.code].flags
        if flag.code in OFF and not flag.about
    )


def disputed_entries(wanted: Wanted, by: Actor) -> tuple[Difference, ...]:
    """Return the entries in dispute with both figures; of an earlier day nobody kept which.

    They are of the pairing and of those inside it, as its figures are.
    """
    if wanted.as_of:
        return ()
    inside = with_those_inside(wanted.row.code, by)
    found = entries(by, pairing=",".join(inside), state=State.DISPUTED, year=wanted.year)
    made = []
    for key in found.values_list("pk", flat=True)[:MOST]:
        row = entry(key, by)
        halves = halves_of(row, by)
        made.append(
            Difference(
                what=Figure(
                    named_apart(
                        f"{row.number} · {entry_title(row)}", pairing_name(row.pairing), inside
                    ),
                    wanted.absolute(entry_address(row)),
                ),
                halves=(_half(halves.upper), _half(halves.lower)),
            )
        )
    return tuple(made)


def _half(head: HalfHead) -> str:
    """Return what a half holds, or that it has not answered."""
    return head.said or head.says
