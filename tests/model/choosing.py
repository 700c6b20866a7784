"""Chance, and what one step comes to on both sides: half of the choices are sensible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tests.model.carrying import Carrying
from tests.model.periods import today_of
from tests.model.said import No, Person, Said
from tests.model.world import World, attempt

BEGINS = datetime(2020, 1, 6, 1, tzinfo=UTC)


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


class Choosing:
    """One seed: a random source, the model's book, and the product beside it."""

    def __init__(self, seed: int, world: World, book: Carrying, people: dict[str, Person]) -> None:
        self.random = Random(seed)  # noqa: S311 (chance, not secrecy)
        self.world, self.book, self.people = world, book, people
        self.now = BEGINS
        self.made = 0

    @property
    def today(self) -> date:
        """The programme's own day."""
        return today_of(self.now)

    def tick(self) -> datetime:
        """Let some hours pass."""
        self.now += timedelta(hours=self.random.choice((1, 5, 20, 40, 90)))
        return self.now

    def chance(self, share: float) -> bool:
        """Return True so often."""
        return self.random.random() < share

    def _pick(self, *states: str) -> Said | None:
        """Return an entry in one of the states, now and then in any."""
        rows = list(self.book.said.values())
        fit = [row for row in rows if row.state in states]
        if self.chance(0.06):
            fit = rows
        return self.random.choice(fit) if fit else None

    def _who(self, fits: Callable[[Person], bool]) -> Person:
        """Return somebody who may, now and then just anybody."""
        anybody = list(self.people.values())
        able = [who for who in anybody if fits(who)]
        if not able or self.chance(0.1):
            return self.random.choice(anybody)
        return self.random.choice(able)

    def _speaker(self, row: Said, side: str, role: str, *, second: bool = False) -> Person:
        def fits(who: Person) -> bool:
            own = second and who.name in row.hands
            return who.holds([role], self.book.speaks(row, side)) and not own

        return self._who(fits)

    def _day(self) -> date:
        """Return a day of the last months; seldom one to come."""
        if self.chance(0.02):
            return self.today + timedelta(5)
        back = self.random.choice((0, 3, 10, 31, 60, 150))
        return self.today - timedelta(self.random.randint(0, back))

    # --- taking a step on both sides ----------------------------------------------------------
    def _both(
        self, told: str, model: Callable[[], Any], product: Callable[[], Any], row: Said | None
    ) -> Outcome:
        """Take a step on both sides and return what each says of the entry afterwards."""
        refused, made = self._in_model(model)
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

    def _decided(
        self, told: str, model: Callable[[], Any], product: Callable[[], Any]
    ) -> Outcome:  # fmt: skip
        """Take a step that is about no single entry; both do it, or both refuse."""
        refused, _ = self._in_model(model)
        done, _ = attempt(product)
        told += f" (product: {done}; model: {refused or 'done'})"
        return Outcome(
            told, "done" if done == "done" else "refused", "refused" if refused else "done"
        )

    def _in_model(self, step: Callable[[], Any]) -> tuple[str, Any]:
        try:
            return "", self.book.attempt(step)
        except No as no:
            return str(no), None
