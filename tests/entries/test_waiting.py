"""What builds on something that is not in the book yet waits, and posts by itself.

Of `tallystick.entries.services.posting`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, Cast, carry, confirm, funds, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry, EntryAct, State
from tallystick.entries.queries import unposted_lines, unposted_of, waiting_problem
from tallystick.journal.queries import lines
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound


def stages() -> list[str]:
    return [row.target for row in lines("east-west") if row.pipeline == "funds"]


def test_a_matched_entry_says_which_step_it_waits_for(cast: Cast) -> None:
    entry = carry(cast, funds("received>allocated", 100))
    assert (entry.state, entry.transaction) == (State.MATCHED, None)
    waits = waiting_problem(Entry.objects.get(pk=entry.pk))
    assert waits is not None
    assert (waits.code, entry.waits_for["params"]["stage"]) == ("below-floor", "received")
    assert waits.sentence("en") == (
        "Fir does not have enough yuan in “Received” (Fiscal funds) from 2020-03-10 on. "
        "Post what arrives in “Received” first."
    )
    assert "“到账”（财政援助资金）的数量不足（单位：元）" in waits.sentence("zh")
    assert stages() == []


@pytest.mark.flow
def test_it_posts_by_itself_when_the_missing_step_arrives(cast: Cast) -> None:
    paid = carry(cast, funds("allocated>paid_out", 100))
    allocated = carry(cast, funds("received>allocated", 100))
    assert {paid.state, allocated.state} == {State.MATCHED}
    carry(cast, funds("committed>received", 100))
    assert stages() == ["received", "allocated", "paid_out"]
    for entry in (paid, allocated):
        entry.refresh_from_db()
        assert (entry.state, entry.transaction, entry.waits_for) == (State.POSTED, entry.pk, None)
        woken = EntryAct.objects.get(entry=entry, verb="posted")
        assert woken.name == "Bob"


def test_half_of_what_is_missing_wakes_nobody(cast: Cast) -> None:
    waiting = carry(cast, funds("received>allocated", 100))
    carry(cast, funds("committed>received", 60))
    waiting.refresh_from_db()
    assert waiting.state == State.MATCHED
    carry(cast, funds("committed>received", 40))
    waiting.refresh_from_db()
    assert waiting.state == State.POSTED


def test_what_waits_may_be_withdrawn_and_wakes_no_more(cast: Cast) -> None:
    waiting = carry(cast, funds("received>allocated", 100))
    services.withdraw_entry(entry_id=waiting.pk, version=1, reason="ours no more", by=cast.alice)
    carry(cast, funds("committed>received", 100))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.waits_for) == (State.WITHDRAWN, None)
    assert stages() == ["received"]


def test_all_of_a_book_that_waits_can_be_tried_again(cast: Cast) -> None:
    waiting = carry(cast, funds("received>allocated", 100))
    assert services.post_waiting(book="east-west", by=SYSTEM) == []
    waiting.refresh_from_db()
    assert waiting.state == State.MATCHED


def test_what_does_not_count_yet_is_shown_as_lines_of_the_same_shape(cast: Cast) -> None:
    confirm(cast, funds("committed>received", 70))
    carry(cast, funds("received>allocated", 100))
    rows = [(row["target"], row["amount"], row["state"]) for row in unposted_lines("east-west")]
    assert sorted(rows) == [("allocated", 100, "waiting"), ("received", 70, "waiting")]
    assert {row["seq"] for row in unposted_lines("east-west")} == {None}


def test_who_holds_no_seat_or_sees_no_such_book_sets_nothing_going(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        services.post_waiting(book="east-west", by=Actor(None, "", "nobody"))
    with pytest.raises(NotFound):
        services.post_waiting(book="east-west", by=cast.chen)
    assert services.post_waiting(book="east-west", by=cast.alice) == []


def test_however_many_sums_wait_the_same_few_questions_are_asked(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            unposted_lines("east-west")
        return len(seen)

    def wait(month: int) -> None:
        report = placed({"partner": 10 * month}, happened_on=date(2020, month, 28))
        confirm(cast, report, at=datetime(2021, 1, 5, tzinfo=UTC))

    wait(1)
    one = asked()
    for month in range(2, 8):
        wait(month)
    assert asked() == one
    people = [row["amount"] for row in unposted_lines("east-west") if row["unit"] == "person"]
    assert people == [10] * 7


def test_what_did_not_change_is_read_by_one_question_and_what_did_is_read_anew(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    def open_now() -> list[tuple[int, str]]:
        return [(row["amount"], row["state"]) for row in unposted_lines("east-west")]

    first = confirm(cast, sale(400))
    assert open_now() == [(400, "waiting")]
    with django_assert_num_queries(1):
        assert open_now() == [(400, "waiting")]
    services.dispute_entry(
        entry_id=first.pk, version=1, counter=[(1, 300)], reason="300", by=cast.bob
    )
    assert open_now() == [(400, "disputed")]
    services.amend_entry(
        entry_id=first.pk, version=1, report=sale(300), reason="a slip", by=cast.alice
    )
    assert open_now() == []
    services.confirm_entry(entry_id=first.pk, version=2, by=cast.ann)
    assert open_now() == [(300, "waiting")]
    services.match_entry(entry_id=first.pk, version=2, basis="own_record", by=cast.bob)
    assert open_now() == []


def test_a_sum_that_waits_is_held_to_what_was_posted_meanwhile(cast: Cast) -> None:
    """1,000 people stated in January, 400 of them posted since: 600 still wait."""

    def people() -> list[int]:
        return [row["amount"] for row in unposted_lines("east-west") if row["unit"] == "person"]

    carry(cast, placed({"partner": 100}, happened_on=date(2020, 1, 31)))
    confirm(cast, placed({"partner": 1000}, happened_on=date(2020, 3, 31)))
    assert people() == [900]
    carry(cast, placed({"partner": 400}, happened_on=date(2020, 2, 29)))
    assert people() == [600]


def test_many_books_are_asked_at_once_and_a_strange_one_has_nothing_open(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    confirm(cast, sale(400))
    unposted_of(["east-west", "no-such-book"])
    with django_assert_num_queries(1):
        found = unposted_of(["east-west", "no-such-book"])
    assert [len(found[book].lines) for book in ("east-west", "no-such-book")] == [1, 0]
