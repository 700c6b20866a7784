"""What the model says a scorecard and a list must show, added up anew from every movement.

From docs/method/scorecard.md: a flow counts what moved in the report's days, net of what was taken
back; a stock what stands on the last day; a ratio is divided once; silence is no zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tests.model.book import Book
from tests.model.periods import SHANGHAI, today_of
from tests.model.said import Move, Person, Posting, Said

# regions.md: a month counts as closed for reports so many days after its end, where nobody closed.
DAYS_TO_CLOSE = 31


@dataclass(frozen=True)
class Figure:
    """How one indicator is read: which pipeline, what a movement adds, and whether it stands."""

    pipeline: str
    adds: Callable[[Move], int]
    stock: bool = False


def inflow(pipeline: str, stage: str, unit: str, *cells: str) -> Figure:
    """Return a figure of what came into a stage; what was carried did not come."""

    def adds(move: Move) -> int:
        fits = (move.pipeline, move.target, move.unit) == (pipeline, stage, unit)
        fits = fits and move.source != "carried"
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
    """The model's scorecard of a pairing's year as known at the end of a day."""

    book: Book
    pairing: str
    year: int
    as_of: date
    today: date

    @property
    def days(self) -> tuple[date, date, date]:
        """The first and the last day of the report, and the one on which stocks are read."""
        held = self.book.pairings[self.pairing]
        first = max(date(self.year, 1, 1), held.since)
        last = min(date(self.year, 12, 31), self.as_of, self.today)
        return first, last, min(last, held.until or last)

    def mine(self, move: Move) -> bool:
        """Whether a movement lies between the pairing's two places."""
        held = self.book.pairings[self.pairing]
        lies = self.book.lies_in
        return lies(move.region, held.supported) and lies(move.partner, held.supporting)

    def known(self) -> list[tuple[int, Posting]]:
        """Return what had been recorded by the end of the day, with its number in the book."""
        return [
            (n, posting)
            for n, posting in enumerate(self.book.postings, 1)
            if today_of(posting.recorded) <= self.as_of
        ]

    def rows(self) -> dict[str, dict[str, int | None]]:
        """Return indicator → the numbers of its row; what waits only as of today."""
        first, last, _ = self.days
        held = self.book.pairings[self.pairing]
        before = date(self.year, 1, 1)
        if last < first or first.year != self.year or (held.until and held.until < before):
            return {}
        waits = None
        if self.as_of >= self.today:
            waits = [(row, m) for row, m in open_moves(self.book) if self.mine(m)]
        known = [(n, p.one_sided, m) for n, p in self.known() for m in p.moves if self.mine(m)]
        closed = self._closed()
        found = {code: self._row(one, known, waits, closed) for code, one in FIGURES.items()}
        found[RATE[0]] = {"matched": self._rate([m for _, _, m in known])}
        return found

    def _row(
        self,
        figure: Figure,
        known: list[tuple[int, bool, Move]],
        waits: list[tuple[Said, Move]] | None,
        closed: tuple[date, int],
    ) -> dict[str, int | None]:
        first, last, stock_on = self.days
        until = stock_on if figure.stock else last

        def within(move: Move) -> bool:
            return move.on <= until and (figure.stock or move.on >= first)

        moved = [(n, alone, m, figure.adds(m)) for n, alone, m in known if within(m)]
        row: dict[str, int | None] = {
            "matched": sum(gain for *_, gain in moved),
            "one_sided": sum(gain for _, alone, _, gain in moved if alone),
            "recorded_later": sum(
                gain for n, _, m, gain in moved if m.on <= closed[0] and n > closed[1]
            ),
        }
        heard = self._heard(figure, [m for *_, m in known], first, last)
        if waits is not None:
            here = [(said, m) for said, m in waits if within(m)]
            row["waiting"] = sum(figure.adds(m) for _, m in here)
            row["disputed"] = sum(figure.adds(m) for said, m in here if said.state == "disputed")
            # What waits was heard of, even where a stock is read before its day.
            heard = heard or any(
                figure.adds(m) for _, m in waits if m.on <= last and (figure.stock or m.on >= first)
            )
        if not heard:
            row["matched"] = None
        return row

    def _closed(self) -> tuple[date, int]:
        """Return the last day that had been closed, and how many postings were known then.

        Where both sides closed nothing, a month counts as closed some days after its end.
        """
        _, last, _ = self.days
        end_of_day = datetime.combine(self.as_of, time.max, SHANGHAI)
        found = self.book.last_closing(self.pairing, last, end_of_day)
        if found and found[0] >= self.days[0]:
            return found
        end = last
        if (end + timedelta(1)).day != 1:
            end = end.replace(day=1) - timedelta(1)
        while end + timedelta(DAYS_TO_CLOSE) > min(self.as_of, self.today):
            end = end.replace(day=1) - timedelta(1)
        by = end + timedelta(DAYS_TO_CLOSE)
        return end, sum(1 for p in self.book.postings if today_of(p.recorded) <= by)

    @staticmethod
    def _heard(figure: Figure, moves: Iterable[Move], first: date, last: date) -> bool:
        """Whether anything was heard of the pipeline in these days: a movement, or a report."""
        months: dict[str, int] = {}
        for move in moves:
            if move.on > last or not (figure.stock or move.on >= first):
                continue
            # What was carried stands, and nobody said that it happened in these days.
            told = figure.stock or "carried" not in (move.source, move.target)
            if move.pipeline == figure.pipeline and told:
                return True
            report = move.pipeline == "report" and move.cell.startswith(f"{figure.pipeline}/")
            if report and move.on >= first:
                months[move.cell] = months.get(move.cell, 0) + move.amount
        return any(n > 0 for n in months.values())

    def _rate(self, moves: Iterable[Move]) -> int | None:
        _, last, _ = self.days
        _, above, below = RATE
        sums = [
            sum(
                m.amount
                for m in moves
                if (m.pipeline, m.target) == edge
                and m.source != "carried"
                and m.cell.endswith(f"/{self.year}")
                and m.on <= last
            )
            for edge in (above, below)
        ]
        return half_up(Fraction(sums[0] * 10_000, sums[1])) if sums[1] else None


def open_moves(book: Book) -> Iterable[tuple[Said, Move]]:
    """Yield what waits or is disputed, as movements: differences to what stands and waits before.

    A disputed statement lifts nothing that comes after it. A blind half that stands alone is in no
    sum.
    """
    lifted: list[Move] = []
    states = ("confirmed", "matched", "disputed")
    rows = sorted(
        (row for row in book.said.values() if row.state in states and not row.covered),
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
        shown = row.policy != "blind"
        if row.state == "confirmed" and shown and who.holds(["matcher"], theirs) and not mine:
            found["match"].append(row.number)
        speaks = who.holds(["confirmer", "clerk"], own) or who.holds(["matcher"], theirs)
        if row.state == "disputed" and speaks and who.name not in row.spoke:
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
