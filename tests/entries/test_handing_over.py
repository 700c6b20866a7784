"""What stands passes to the successor through `carried`, in both books at once.

Of `tallystick.entries.services.handing_over`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.cast import SYSTEM, B, Cast, carry, funds, sale

from tallystick.entries import services
from tallystick.entries.models import State
from tallystick.entries.queries.standing import live_balances
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.journal.queries import lines
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Refused
from tallystick.programme.services import add_thing, create_pairing, set_evidence_duty

pytestmark = pytest.mark.flow
JULY = date(2020, 7, 1)


@pytest.fixture
def successor(cast: Cast) -> Cast:
    """The same two offices under a new book, as when a programme is re-assigned."""
    book = create_pairing(
        code="second-book", programme="nowhere", supporting=B, supported="xx-west",
        level="city", by=SYSTEM,
    )  # fmt: skip
    create_pairing(
        code="second-fir", programme="nowhere", supporting=B, supported="xx-fir", level="city",
        parent="second-book", by=SYSTEM,
    )  # fmt: skip
    set_evidence_duty(
        pairing=book, pipeline="", duty="advisory", reason="no papers here", by=SYSTEM
    )
    return cast


def firm(move: str, thing: str | None = None, n: int = 1, **changes: object) -> Report:
    codes = {"guided": "yes_", "in_park": "no_"}
    base = sale(pipeline="enterprise", move=move, thing=thing)
    return replace(base, lines=(StatedLine("enterprise", n, codes, {}),), **changes)  # type: ignore[arg-type]


def over(by: Actor, second: Actor) -> None:
    services.hand_over_live(
        old="east-west", new="second-book", pairing="second-fir", on=JULY, by=by, second=second
    )


def test_named_and_unnamed_things_pass_one_by_one(successor: Cast) -> None:
    add_thing(
        code="mill", pipeline="enterprise", region="xx-fir", name_en="Mill", name_zh="", by=SYSTEM
    )
    carry(successor, firm("outside>landed", "mill"))
    carry(successor, firm("outside>landed", None, 4))
    carry(successor, funds("committed>received", 100))
    over(successor.ann, successor.bob)
    assert live_balances("east-west", regions=["xx-fir"]) == []
    passed = live_balances("second-book", regions=["xx-fir"])
    assert sorted((row.subject is None, row.amount) for row in passed) == [(False, 1), (True, 4)]
    books = {book: [row for row in lines(book) if row.kind == "hand_over"] for book in
             ("east-west", "second-book")}  # fmt: skip
    assert {(row.source, row.target) for row in books["east-west"]} == {("landed", "carried")}
    assert {(row.source, row.target) for row in books["second-book"]} == {("carried", "landed")}
    assert {row.valid_from for rows in books.values() for row in rows} == {JULY}


def test_what_waited_in_the_new_book_posts_when_it_arrives(successor: Cast) -> None:
    carry(successor, firm("outside>landed"))
    later = firm("landed>operating", pairing="second-fir", happened_on=date(2020, 8, 1))
    waiting = carry(successor, later)
    assert waiting.state == State.MATCHED
    over(successor.bob, successor.ann)
    waiting.refresh_from_db()
    assert waiting.state == State.POSTED


def test_a_hand_over_takes_one_name_of_each_side(successor: Cast) -> None:
    carry(successor, firm("outside>landed"))
    for by, second in ((successor.ann, successor.ann), (successor.ben, successor.bob)):
        with pytest.raises(Forbidden) as refused:
            over(by, second)
        assert refused.value.code == "hand-over-names"
    with pytest.raises(NotFound):
        over(successor.chen, successor.bob)


def test_there_must_be_something_to_hand_over_and_it_passes_once(successor: Cast) -> None:
    carry(successor, firm("outside>landed"))
    over(successor.ann, successor.bob)
    with pytest.raises(Refused) as refused:
        over(successor.ann, successor.bob)
    assert refused.value.code == "nothing-to-hand-over"


@pytest.mark.parametrize(
    ("old", "new", "pairing", "code"),
    [
        ("east-west", "second-book", "quay-fir", "successor-elsewhere"),
        ("east-west", "east-west", "quay-fir", "hand-over-to-itself"),
        ("quay-fir", "second-book", "second-fir", "not-a-book"),
        ("east-west", "second-fir", "second-fir", "not-a-book"),
        ("nowhere", "second-book", "second-fir", "not-found"),
    ],
)
def test_a_hand_over_is_between_two_books_and_to_a_pairing_of_the_new_one(
    successor: Cast, old: str, new: str, pairing: str, code: str
) -> None:
    carry(successor, firm("outside>landed"))
    before = len(list(lines("east-west")))
    with pytest.raises(Refused) as refused:
        services.hand_over_live(
            old=old, new=new, pairing=pairing, on=JULY, by=successor.ann, second=successor.bob
        )
    assert refused.value.code == code
    assert refused.value.problems[0].sentence("zh")
    assert len(list(lines("east-west"))) == before
