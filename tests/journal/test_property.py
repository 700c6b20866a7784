"""Random books against a model that keeps every line and adds everything up each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.journal.cast import BOOK, RULES, account, draft, reverse

from tallystick.journal import queries, services
from tallystick.journal.rules import Account, Move
from tallystick.journal.verify import verify
from tallystick.kernel.problem import Refused

pytestmark = pytest.mark.django_db
START = date(2019, 1, 1)
EDGES = ("outside>received", "received>allocated", "allocated>paid_out", "committed>received")
LIVE = RULES.live_stages("project")


class Model:
    """A book as a list of (day, moves), each sum taken from the beginning."""

    def __init__(self) -> None:
        self.posted: list[tuple[date, tuple[Move, ...]]] = []

    def balance(self, of: Account, day: date, subject: str | None = None) -> int:
        moves = [m for d, moves in self.posted if d <= day for m in moves]
        named = [m for m in moves if subject is None or m.subject == subject]
        gained = sum(m.amount for m in named if m.target == of)
        return gained - sum(m.amount for m in named if m.source == of)

    def accounts(self) -> set[Account]:
        return {a for _, moves in self.posted for m in moves for a in (m.source, m.target)}

    def legal(self) -> bool:
        """Whether no floor is broken on any day, and no named thing stands twice."""
        days = {day for day, _ in self.posted}
        names = {m.subject for _, moves in self.posted for m in moves if m.subject}
        return all(self._legal_on(day, names) for day in days)

    def _legal_on(self, day: date, names: set[str]) -> bool:
        for of in self.accounts():
            if (of.pipeline, of.stage) in RULES.floors:
                asked: list[str | None] = [None, *(names if of.pipeline == "project" else ())]
                if any(self.balance(of, day, name) < 0 for name in asked):
                    return False
        live = [a for a in self.accounts() if a.pipeline == "project" and a.stage in LIVE]
        return all(sum(max(0, self.balance(a, day, n)) for a in live) <= 1 for n in names)

    def takes(self, day: date, moves: tuple[Move, ...]) -> bool:
        """Add a posting if it is legal; return whether it was."""
        self.posted.append((day, moves))
        if not self.legal():
            self.posted.pop()
            return False
        return True


@st.composite
def funds(draw: st.DrawFn) -> Move:
    source, target = draw(st.sampled_from(EDGES)).split(">")
    place = {"region": draw(st.sampled_from(("cn-west", "cn-quan")))}
    made = Move(
        account(source, **place), account(target, **place), draw(st.integers(1, 9)), subject="label"
    )
    return made.mirror() if draw(st.booleans()) and draw(st.booleans()) else made


@st.composite
def projects(draw: st.DrawFn) -> Move:
    edge = draw(st.sampled_from(("outside>signed", "signed>landed", "landed>ended")))
    source, target = (
        account(stage, pipeline="project", unit="project") for stage in edge.split(">")
    )
    return Move(source, target, 1, subject=draw(st.sampled_from(("p1", "p2", None))))


moves = st.lists(st.one_of(funds(), projects()), min_size=1, max_size=3).map(tuple)
days = st.integers(0, 6).map(lambda days: START + timedelta(days=days))
steps = st.lists(st.one_of(st.tuples(days, moves), st.integers(0, 20)), min_size=1, max_size=15)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what an example posted."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=60 if connection.vendor == "sqlite" else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_the_journal_agrees_with_a_model_that_adds_everything_up(
    steps: list[tuple[date, tuple[Move, ...]] | int],
) -> None:
    model, ids, reversed_ = Model(), list[str](), set[int]()
    with undone(), services.writing(BOOK):
        for step in steps:
            if isinstance(step, int):
                if step < len(ids) and step not in reversed_:
                    day, moves = model.posted[step]
                    legal = model.takes(day, tuple(move.mirror() for move in moves))
                    assert legal == posted(lambda step=step: reverse(ids[step]))
                    if legal:
                        # The reversal itself may not be reversed.
                        reversed_ |= {step, len(ids)}
                        ids.append("")
            else:
                made = draft(*step[1], day=step[0].isoformat())
                legal = model.takes(*step)
                assert legal == posted(lambda made=made: services.post(made, rules=RULES))
                if legal:
                    ids.append(made.id)
        agree(model)
        assert verify().problems == []


def posted(step: object) -> bool:
    """Run a step; return whether it was posted rather than refused."""
    try:
        step()  # type: ignore[operator]
    except Refused:
        return False
    return True


def agree(model: Model) -> None:
    """Compare every balance on every day, and as known at every posting."""
    for of in model.accounts():
        for day in (START + timedelta(days=n) for n in range(-1, 8)):
            assert queries.balance(BOOK, of, valid_to=day) == model.balance(of, day)
        for subject in ("p1", "label"):
            by_name = model.balance(of, date.max, subject)
            assert queries.balance(BOOK, of, subject=subject) == by_name
    seen = Model()
    for seq, posting in enumerate(model.posted, 1):
        seen.posted.append(posting)
        of = posting[1][0].target
        assert queries.balance(BOOK, of, as_of_seq=seq) == seen.balance(of, date.max)
