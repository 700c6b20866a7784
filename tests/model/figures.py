"""What the model says a scorecard and a list must show, added up anew from every movement.

From docs/method/scorecard.md: a flow counts what moved in the report's days, net of what was taken
back; a stock what stands on the last day; a ratio is divided once; silence is no zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from fractions import Fraction

from tests.model.book import Book
from tests.model.said import Move, Person, Posting, Said

SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Figure:
    """How one indicator is read: which pipeline, what a movement adds, and whether it stands."""

    pipeline: str
    adds: Callable[[Move], int]
    stock: bool = False


def inflow(pipeline: str, stage: str, unit: str, *cells: str) -> Figure:
    """Return a figure of what came into a stage."""

    def adds(move: Move) -> int:
        fits = (move.pipeline, move.target, move.unit) == (pipeline, stage, unit)
        return move.amount if fits and (not cells or move.cell in cells) else 0

    return Figure(pipeline, adds)


def standing(pipeline: str, stage: str, unit: str, *cells: str) -> Figure:
    """Return a figure of what stands in a stage."""

    def adds(move: Move) -> int:
        if (move.pipeline, move.unit) != (pipeline, unit) or (cells and move.cell not in cells):
            return 0
        return ((move.target == stage) - (move.source == stage)) * move.amount

    return Figure(pipeline, adds, stock=True)


FIGURES = {
    "IC_CONSUMPTION": inflow("sale", "sold", "CNY"),
    "FS_GOV_FUND": inflow("funds", "received", "CNY"),
    "FS_DISBURSED": inflow("funds", "paid_out", "CNY"),
    "FS_SOCIAL_TOTAL": inflow("donation", "received", "CNY"),
    "LC_TOTAL": inflow("placement", "placed", "person"),
    "LC_TRANSFER_EAST": inflow("placement", "placed", "person", "partner"),
    "LC_POV": inflow("placement", "placed", "person/out_of_poverty"),
    "IC_JOBS": standing("job", "employed", "person/rural", "enterprise"),
    "IC_PROJECTS_OPERATING": standing("project", "operating", "project"),
}
# numerator, denominator, both of the money of the report's year, whenever it moved
RATE = ("FS_DISBURSE_RATE", ("funds", "paid_out"), ("funds", "received"))


def half_up(value: Fraction) -> int:
    """Return the nearest integer, halves away from zero."""
    return int(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1)


@dataclass(frozen=True)
class Card:
    """The model's scorecard of one year as known at the end of a day."""

    book: Book
    year: int
    as_of: date
    today: date

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the report."""
        first = max(date(self.year, 1, 1), self.book.opened)
        return first, min(date(self.year, 12, 31), self.as_of, self.today)

    def known(self) -> list[Posting]:
        """Return what had been recorded by the end of the day, in the programme's time zone."""
        return [
            p for p in self.book.postings if p.recorded.astimezone(SHANGHAI).date() <= self.as_of
        ]

    def rows(self) -> dict[str, tuple[int | None, ...]]:
        """Return indicator → matched, one-sided, and, as of today, waiting and disputed."""
        found: dict[str, tuple[int | None, ...]] = {}
        first, last = self.days
        if last < first:
            return {}
        waits = list(open_moves(self.book)) if self.as_of >= self.today else None
        for code, figure in FIGURES.items():
            found[code] = self._row(figure, waits, first, last)
        found[RATE[0]] = (self._rate(last),)
        return found

    def _row(
        self, figure: Figure, waits: list[tuple[Said, Move]] | None, first: date, last: date
    ) -> tuple[int | None, ...]:
        def within(move: Move) -> bool:
            return move.on <= last and (figure.stock or move.on >= first)

        known = self.known()
        moves = [m for p in known for m in p.moves if within(m)]
        matched = sum(map(figure.adds, moves))
        alone = sum(figure.adds(m) for p in known if p.one_sided for m in p.moves if within(m))
        if waits is None:
            heard = self._heard(figure, moves, first)
            return (matched if heard else None, alone)
        here = [(row, m) for row, m in waits if within(m)]
        open_ = sum(figure.adds(m) for _, m in here)
        disputed = sum(figure.adds(m) for row, m in here if row.state == "disputed")
        touched = any(m.pipeline == figure.pipeline and figure.adds(m) for _, m in here)
        heard = touched or self._heard(figure, moves, first)
        return (matched if heard else None, alone, open_, disputed)

    @staticmethod
    def _heard(figure: Figure, moves: Iterable[Move], first: date) -> bool:
        """Whether anything was heard of the pipeline in these days: a movement, or a report."""
        months: dict[str, int] = {}
        for move in moves:
            if move.pipeline == figure.pipeline and (figure.stock or move.on >= first):
                return True
            report = move.pipeline == "report" and move.cell.startswith(f"{figure.pipeline}/")
            if report and move.on >= first:
                months[move.cell] = months.get(move.cell, 0) + move.amount
        return any(n > 0 for n in months.values())

    def _rate(self, last: date) -> int | None:
        _, above, below = RATE
        sums = []
        for pipeline, stage in (above, below):
            sums.append(
                sum(
                    m.amount
                    for p in self.known()
                    for m in p.moves
                    if (m.pipeline, m.target) == (pipeline, stage)
                    and m.cell.endswith(f"/{self.year}")
                    and m.on <= last
                )
            )
        return half_up(Fraction(sums[0] * 10_000, sums[1])) if sums[1] else None


def open_moves(book: Book) -> Iterable[tuple[Said, Move]]:
    """Yield what waits or is disputed, as movements: differences to what stands and waits before.

    A disputed statement lifts nothing that comes after it.
    """
    lifted: list[Move] = []
    states = ("confirmed", "matched", "disputed")
    rows = sorted(
        (row for row in book.said.values() if row.state in states),
        key=lambda row: (row.on, row.number),
    )
    for row in rows:
        more = [m for m in lifted if m.thing == row.thing]
        steps = book.differences(row, book.flows(row, more))
        if row.state != "disputed" and row.statement != "itemised":
            lifted += steps
        yield from ((row, step) for step in steps)


def queue(book: Book, who: Person) -> dict[str, list[str]]:
    """Return what waits for one person: to confirm, to match, and disputes to settle."""
    found: dict[str, list[str]] = {"confirm": [], "match": [], "disputes": []}
    for row in book.said.values():
        if not book.sees(who, row):
            continue
        own = book.speaks(row, row.side)
        theirs = book.speaks(row, book.other(row.side))
        mine = who.name in row.hands
        if row.state == "submitted" and who.holds(["confirmer"], own) and not mine:
            found["confirm"].append(row.number)
        if row.state == "confirmed" and who.holds(["matcher"], theirs) and not mine:
            found["match"].append(row.number)
        speaks = who.holds(["confirmer", "clerk"], own) or who.holds(["matcher"], theirs)
        if row.state == "disputed" and speaks and who.name not in row.upheld.values():
            found["disputes"].append(row.number)
    return {name: sorted(numbers) for name, numbers in found.items()}


def balances(book: Book, until: date) -> dict[tuple[str, ...], int]:
    """Return what stands in each account, and for each thing in it, by the end of a day."""
    found: dict[tuple[str, ...], int] = {}
    for move in book.moves():
        if move.on > until or move.pipeline == "report":
            continue
        for stage, sign in ((move.source, -1), (move.target, 1)):
            for thing in {"", move.thing}:
                key = (move.region, move.partner, move.pipeline, stage, move.unit, move.cell, thing)
                found[key] = found.get(key, 0) + sign * move.amount
    return {key: n for key, n in found.items() if n}
