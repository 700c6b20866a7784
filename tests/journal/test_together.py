"""Postings that stand or fall as one: floors look at what all of them leave behind.

Of `tallystick.journal.services.together`.
"""

from __future__ import annotations

import pytest
from tests.journal.cast import (
    BOOK,
    PROVENANCE,
    RULES,
    account,
    codes,
    draft,
    move,
    post,
    stands,
)

from tallystick.journal import queries, services
from tallystick.journal.rules import Draft
from tallystick.journal.verify import verify
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Refused

pytestmark = pytest.mark.django_db


def late_fall(amount: int, back: int) -> list[Draft]:
    """Return a fall in April, between what is there, and what of it is taken back in May."""
    return [
        draft(move("received>allocated", amount), day="2019-04-01"),
        draft(move("received>allocated", back, back=True), day="2019-05-01"),
    ]


@pytest.fixture
def year(db: None) -> None:
    """100 came in March, and 30 of it went on in May."""
    post(move("outside>received", 100), day="2019-03-01")
    post(move("received>allocated", 30), day="2019-05-01")


def test_what_is_taken_back_on_the_day_it_would_be_missing_breaks_no_floor(year: None) -> None:
    drafts = late_fall(90, 90)
    with pytest.raises(Refused) as refused:
        services.post(drafts[0], rules=RULES)
    assert codes(refused) == ["below-floor"]  # alone it does, and that is the control
    done = services.post_together(drafts, rules=RULES)
    assert [one.seq for one in done] == [3, 4]
    assert stands("received") == 70
    assert queries.balance(BOOK, account("received"), valid_to=drafts[0].valid_from) == 10
    assert not verify().problems


@pytest.mark.parametrize(("amount", "back"), [(110, 110), (90, 10)])
def test_what_stays_below_on_any_day_is_refused_and_nothing_is_written(
    year: None, amount: int, back: int
) -> None:
    with pytest.raises(Refused) as refused:
        services.post_together(late_fall(amount, back), rules=RULES)
    assert set(codes(refused)) == {"below-floor"}
    assert (queries.head(BOOK).seq, stands("received")) == (2, 70)
    assert not verify().problems


def test_several_are_taken_back_as_one(year: None) -> None:
    done = services.post_together(late_fall(90, 90), rules=RULES)
    again = {one.id: uuid7() for one in reversed(done)}
    services.reverse_together(again, rules=RULES, provenance=PROVENANCE)
    assert stands("received") == 70
    with pytest.raises(Refused) as refused:
        services.reverse_together({done[0].id: uuid7()}, rules=RULES, provenance=PROVENANCE)
    assert codes(refused) == ["reversed-already"]
    assert not verify().problems
