"""Two hundred random steps of a seed: half of them sensible, the rest what people also try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tests.cast import A, B
from tests.model.book import Book
from tests.model.said import OPEN, SUPPORTED, SUPPORTING, No, Person, Said
from tests.model.world import FORD, MILL, THINGS, World, attempt, report, services

from tallystick.entries.models import Entry

BEGINS = datetime(2020, 1, 6, 1, tzinfo=UTC)
PROJECT = (
    ("outside", "signed"), ("signed", "landed"), ("landed", "started"), ("started", "completed"),
    ("completed", "operating"), ("operating", "idle"), ("idle", "operating"),
    ("signed", "cancelled"), ("operating", "closed"),
)  # fmt: skip
FUNDS = (
    ("outside", "committed"), ("committed", "received"), ("committed", "received"),
    ("received", "allocated"), ("received", "paid_out"), ("allocated", "paid_out"),
    ("received", "returned"),
)  # fmt: skip
VERBS = (
    *["enter"] * 26, *["submit"] * 20, *["confirm"] * 20, *["match"] * 22, "match_many", "dispute",
    *["dispute"] * 3, *["uphold"] * 5, *["amend"] * 4, *["withdraw"] * 3, *["reverse"] * 5,
)  # fmt: skip


@dataclass
class Outcome:
    """What one step came to, in the product and in the model."""

    told: str
    product: str
    model: str

    @property
    def agrees(self) -> bool:
        """Whether both did it, to the same state, or both refused."""
        return self.product == self.model


class Run:
    """One seed: a random source, the model's book, and the product beside it."""

    def __init__(self, seed: int, world: World, book: Book, people: dict[str, Person]) -> None:
        self.random = Random(seed)  # noqa: S311 (chance, not secrecy)
        self.world, self.book, self.people = world, book, people
        self.now = BEGINS
        self.made = 0

    def tick(self) -> datetime:
        """Let some hours pass."""
        self.now += timedelta(hours=self.random.choice((1, 5, 20, 40, 90)))
        return self.now

    def step(self) -> Outcome:
        """Take one random step on both sides; the clock must stand at `now`."""
        verb = self.random.choice(VERBS)
        return getattr(self, f"_{verb}")()

    # --- choosing ---------------------------------------------------------------------------
    def _pick(self, *states: str) -> Said | None:
        """Return an entry in one of the states, now and then in any."""
        rows = list(self.book.said.values())
        fit = [row for row in rows if row.state in states]
        if self.random.random() < 0.06:
            fit = rows
        return self.random.choice(fit) if fit else None

    def _who(self, fits: Callable[[Person], bool]) -> Person:
        """Return somebody who may, now and then just anybody."""
        anybody = list(self.people.values())
        able = [who for who in anybody if fits(who)]
        if not able or self.random.random() < 0.12:
            return self.random.choice(anybody)
        return self.random.choice(able)

    def _speaker(self, row: Said, side: str, role: str, *, second: bool = False) -> Person:
        def fits(who: Person) -> bool:
            own = second and who.name in row.hands
            return who.holds([role], self.book.speaks(row, side)) and not own

        return self._who(fits)

    def _version(self, row: Said) -> int:
        return row.version + (1 if self.random.random() < 0.04 else 0)

    def _day(self) -> date:
        """Return a day of the last months; seldom one to come."""
        if self.random.random() < 0.02:
            return self.now.date() + timedelta(5)
        back = self.random.choice((0, 3, 10, 31, 60, 150))
        return self.now.date() - timedelta(self.random.randint(0, back))

    def _fresh(self) -> Said:
        """Return a random report."""
        region = self.random.choice((A, A, MILL, FORD))
        side = SUPPORTED if self.random.random() < 0.8 else SUPPORTING
        base = Said("", side, region, B, "", "", "", "itemised", self._day(), {})
        pipeline = self.random.choice(
            ("sale", "sale", "funds", "funds", "placement", "job", "job", "project", "donation")
        )
        made: Said = getattr(self, f"_a_{pipeline}")(replace(base, pipeline=pipeline))
        if self.random.random() < 0.2:
            self.made += 1
            made.reference = f"r{self.random.choice((self.made, max(1, self.made - 1)))}"
        return made

    def _money(self, *cells: str) -> dict[tuple[str, str], int]:
        chosen = self.random.sample(cells, self.random.randint(1, len(cells)))
        return {(c, "CNY"): self.random.choice((0, 1, 7_00, 500_00, 12_345_67)) for c in chosen}

    def _a_sale(self, row: Said) -> Said:
        lines = self._money("bought/online", "helped/shop")
        return replace(row, source="outside", target="sold", lines=lines)

    def _a_donation(self, row: Said) -> Said:
        lines = {("cash/person", "CNY"): self.random.choice((0, 5_00, 99_00))}
        return replace(row, source="promised", target="received", lines=lines)

    def _a_funds(self, row: Said) -> Said:
        source, target = self.random.choice(FUNDS)
        lines = self._money("city/2020", "county/2020")
        return replace(row, source=source, target=target, lines=lines)

    def _a_placement(self, row: Said) -> Said:
        cells = self.random.sample(("partner", "in_province"), self.random.randint(1, 2))
        lines = {}
        for cell in cells:
            persons = self.random.randint(0, 90)
            lines[cell, "person"] = lines[cell, "placement"] = persons
            if self.random.random() < 0.5:
                lines[cell, "person/out_of_poverty"] = self.random.randint(0, 92)
        reason = "counted anew" if self.random.random() < 0.5 else ""
        return replace(
            row, source="outside", target="placed", statement="year_to_date", lines=lines,
            reason=reason,
        )  # fmt: skip

    def _a_job(self, row: Said) -> Said:
        cells = self.random.sample(("enterprise", "workshop"), self.random.randint(1, 2))
        lines = {}
        for cell in cells:
            persons = self.random.randint(0, 60)
            lines[cell, "person"] = persons
            lines[cell, "person/rural"] = self.random.randint(0, persons)
        return replace(row, source="outside", target="employed", statement="level", lines=lines)

    def _a_project(self, row: Said) -> Said:
        source, target = self.random.choice(PROJECT)
        thing = self.random.choice(THINGS)
        return replace(
            row, source=source, target=target, lines={("", "project"): 1}, thing=thing, region=A
        )

    # --- the steps --------------------------------------------------------------------------
    def _both(
        self, told: str, model: Callable[[], Any], product: Callable[[], Any], row: Said | None
    ) -> Outcome:
        """Take a step on both sides and return what each says of the entry afterwards."""
        refused = ""
        try:
            made = model()
        except No as no:
            refused, made = str(no), None
        done, entry = attempt(product)
        fresh = made if isinstance(made, Said) else row
        if fresh is None or not fresh.number:
            return Outcome(told, done if entry is None else f"done {entry.number}", f"{refused}")
        stands = self.world.entry(fresh.number) if not refused or row is not None else None
        here = f"{'refused' if refused else 'done'} {fresh.number} {fresh.state} v{fresh.version}"
        said = f" ({refused or done})"
        if stands is None:
            return Outcome(told + said, done, here)
        word = "done" if entry is not None else "refused"
        there = f"{word} {stands.number} {stands.state} v{stands.version}"
        return Outcome(told + f" (product: {done}; model: {refused or 'done'})", there, here)

    def _enter(self) -> Outcome:
        row = self._fresh()
        who = self._speaker(row, row.side, "clerk")
        told = f"{who.name} enters {row}"
        try:
            made = self.book.enter(row, who, self.now)
            model = f"{made.number} {made.state}"
        except No:
            model = "refused"
        by = self.world.actors[who.name]
        done, entry = attempt(lambda: services.draft_entry(report=report(row), by=by))
        product = f"{entry.number} {entry.state}" if entry else "refused"
        return Outcome(f"{told} ({done})", product, model)

    def _on(self, verb: str, row: Said | None, *states: str) -> Said | None:
        return row or self._pick(*states)

    def _submit(self) -> Outcome:
        row = self._pick("draft")
        if row is None:
            return self._enter()
        who = self._speaker(row, row.side, "clerk")
        return self._both(
            f"{who.name} submits {row.number}",
            lambda: self.book.submit(row, who),
            lambda: services.submit_entry(
                entry_id=self.world.id_of(row.number), by=self.world.actors[who.name]
            ),
            row,
        )

    def _confirm(self) -> Outcome:
        row = self._pick("submitted")
        if row is None:
            return self._submit()
        who = self._speaker(row, row.side, "confirmer", second=True)
        version = self._version(row)
        return self._both(
            f"{who.name} confirms {row.number}",
            lambda: self.book.confirm(row, who, version, self.now),
            lambda: services.confirm_entry(
                entry_id=self.world.id_of(row.number),
                version=version,
                by=self.world.actors[who.name],
            ),
            row,
        )

    def _match(self) -> Outcome:
        row = self._pick("confirmed")
        if row is None:
            return self._confirm()
        who = self._speaker(row, self.book.other(row.side), "matcher", second=True)
        version = self._version(row)
        return self._both(
            f"{who.name} matches {row.number}",
            lambda: self.book.match(row, who, version, self.now),
            lambda: services.match_entry(
                entry_id=self.world.id_of(row.number),
                version=version,
                basis=self.random_basis(row),
                by=self.world.actors[who.name],
            ),
            row,
        )

    @staticmethod
    def random_basis(row: Said) -> str:
        """Return a basis; which one changes nothing."""
        return ("own_record", "document_seen", "not_contested")[len(row.number) % 3]

    def _match_many(self) -> Outcome:
        """Match everything that waits for one person, in one call; the model one by one."""
        who = self.random.choice((self.people["bob"], self.people["ann"]))
        rows = [row for row in self.book.said.values() if row.state == "confirmed"]
        chosen = [(self.world.id_of(row.number), row.version) for row in rows]
        for row in rows:
            try:
                self.book.match(row, who, row.version, self.now)
            except No:
                continue
        services.match_many(chosen, basis="own_record", by=self.world.actors[who.name])
        states = {row.number: row.state for row in rows}
        found = {row.number: self.world.entry(row.number).state for row in rows}
        return Outcome(f"{who.name} matches {len(rows)} at once", str(found), str(states))

    def _dispute(self) -> Outcome:
        row = self._pick("confirmed")
        if row is None:
            return self._confirm()
        who = self._speaker(row, self.book.other(row.side), "matcher", second=True)
        version = self._version(row)
        first = next(iter(row.lines.values()))
        differs = self.random.random() < 0.9
        return self._both(
            f"{who.name} disputes {row.number}",
            lambda: self.book.dispute(row, who, version, differs=differs),
            lambda: services.dispute_entry(
                entry_id=self.world.id_of(row.number),
                version=version,
                counter=[(1, first + 1 if differs else first)],
                reason="we hold another figure",
                by=self.world.actors[who.name],
            ),
            row,
        )

    def _uphold(self) -> Outcome:
        row = self._pick("disputed")
        if row is None:
            return self._dispute()
        own = row.side in row.upheld or self.random.random() < 0.5
        side = self.book.other(row.side) if own else row.side
        who = self._speaker(row, side, "matcher" if own else "confirmer", second=own)
        version = self._version(row)
        return self._both(
            f"{who.name} upholds {row.number}",
            lambda: self.book.uphold(row, who, version, self.now),
            lambda: services.uphold_entry(
                entry_id=self.world.id_of(row.number),
                version=version,
                reason="it stands",
                by=self.world.actors[who.name],
            ),
            row,
        )

    def _amend(self) -> Outcome:
        row = self._pick("draft", "submitted", "disputed")
        if row is None:
            return self._enter()
        who = self._speaker(row, row.side, "clerk")
        version = self._version(row)
        other: Said = getattr(self, f"_a_{row.pipeline}")(replace(row, lines={}))
        fresh = replace(
            row, on=self._day(), reason=other.reason,
            lines=other.lines if row.pipeline != "project" else dict(row.lines),
        )  # fmt: skip
        return self._both(
            f"{who.name} amends {row.number}",
            lambda: self.book.amend(row, fresh, who, version, self.now),
            lambda: services.amend_entry(
                entry_id=self.world.id_of(row.number),
                version=version,
                report=report(fresh),
                reason="said anew",
                by=self.world.actors[who.name],
            ),
            row,
        )

    def _withdraw(self) -> Outcome:
        row = self._pick(*OPEN)
        if row is None:
            return self._enter()
        who = self._speaker(row, row.side, self.random.choice(("clerk", "confirmer")))
        version = self._version(row)
        return self._both(
            f"{who.name} withdraws {row.number}",
            lambda: self.book.withdraw(row, who, version),
            lambda: services.withdraw_entry(
                entry_id=self.world.id_of(row.number),
                version=version,
                reason="ours no more",
                by=self.world.actors[who.name],
            ),
            row,
        )

    def _reverse(self) -> Outcome:
        row = self._pick("posted")
        if row is None:
            return self._match()
        one = self._speaker(row, row.side, "confirmer")
        two = self._speaker(row, self.book.other(row.side), "matcher")
        if self.random.random() < 0.5:
            one, two = two, one
        fresh = None
        if row.pipeline != "project" and self.random.random() < 0.5:
            other: Said = getattr(self, f"_a_{row.pipeline}")(replace(row, lines={}))
            fresh = Said(
                "", row.side, *row.place, row.source, row.target, row.statement,
                self._day() if self.random.random() < 0.3 else row.on, other.lines,
                reason=other.reason,
            )  # fmt: skip
        told = f"{one.name} and {two.name} reverse {row.number}"
        outcome = self._both(
            told + (f", saying {fresh.lines} on {fresh.on}" if fresh else ""),
            lambda: self.book.reverse(row, one, two, self.now, fresh) and None,
            lambda: services.reverse_entry(
                entry_id=self.world.id_of(row.number),
                reason="counted twice",
                by=self.world.actors[one.name],
                second=self.world.actors[two.name],
                replacement=report(fresh) if fresh else None,
            ),
            row,
        )
        if fresh and fresh.number:
            outcome.model += f" {fresh.number} {fresh.state}"
            if stands := Entry.objects.filter(number=fresh.number).first():
                outcome.product += f" {stands.number} {stands.state}"
        return outcome
