"""Posting, asking what stands, replaying and taking back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.journal.cast import (
    BOOK,
    EAST,
    PROVENANCE,
    RULES,
    WEST,
    account,
    codes,
    draft,
    move,
    post,
    read_ledger,
    reverse,
    stands,
)
from tests.journal.flows import net_flow

from tallystick.journal import queries, services
from tallystick.journal.services import posting
from tallystick.journal.verify import verify
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import NotFound, Refused

pytestmark = pytest.mark.django_db


def test_what_is_posted_stands_where_it_arrived() -> None:
    posted = post(move("outside>received", 100))
    assert (posted.seq, posted.book, posted.replayed) == (1, BOOK, False)
    assert stands("received") == 100
    assert stands("outside") == -100
    assert stands("received", region="cn-quan") == 0


def test_each_book_counts_its_own_postings() -> None:
    assert [post(move("outside>received"), book=book).seq for book in (BOOK, "n-s", BOOK)] == [
        1,
        1,
        2,
    ]
    assert queries.books() == [BOOK, "n-s"]
    assert len(list(queries.lines(BOOK))) == 2
    assert queries.head("nowhere") == queries.Head(0, "00" * 32, None)


def test_several_units_are_several_lines_of_one_posting() -> None:
    posted = post(
        move("outside>held", 2, pipeline="training", unit="session"),
        move("outside>held", 90, pipeline="training", unit="person_time"),
    )
    rows = [(row.seq, row.n, row.unit, row.amount) for row in queries.lines(BOOK)]
    assert rows == [(1, 1, "session", 2), (1, 2, "person_time", 90)]
    assert queries.head(BOOK).chain_hex == posted.chain_hex


def test_the_same_id_with_the_same_content_is_a_replay() -> None:
    asked = draft(move("outside>received"))
    first = services.post(asked, rules=RULES)
    post(move("outside>received", 5))
    again = services.post(asked, rules=RULES)
    assert again == posting.Posted(first.id, 1, BOOK, first.chain_hex, replayed=True)
    assert stands("received") == 105


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2019-03-02"},
        {"provenance": {**PROVENANCE, "entry": "e2"}},
        {"one_sided": True},
        {"book": "n-s"},
        {"kind": "restatement"},
    ],
)
def test_the_same_id_with_other_content_is_refused(other: dict[str, object]) -> None:
    first = post(move("outside>received"))
    with pytest.raises(Refused) as refused:
        services.post(draft(move("outside>received"), id=first.id, **other), rules=RULES)
    assert codes(refused) == ["id-reused"]


def test_a_balance_can_be_asked_by_day_and_by_what_was_known() -> None:
    read_ledger(
        """
        2019-03-01 funds outside>received 100 CNY
        2019-05-01 funds outside>received  10 CNY
        2019-04-01 funds outside>received   1 CNY ; recorded last, happened between
        """
    )
    assert stands("received") == 111
    assert stands("received", valid_to=date(2019, 2, 28)) == 0
    assert stands("received", valid_to=date(2019, 4, 30)) == 101
    assert stands("received", as_of_seq=2) == 110
    assert stands("received", as_of_seq=2, valid_to=date(2019, 4, 30)) == 100


def test_an_instant_names_the_newest_posting_recorded_by_then() -> None:
    start = datetime(2019, 3, 1, 8, tzinfo=UTC)
    for hours in (0, 1, 1, 2):
        services.post(
            draft(move("outside>received")),
            rules=RULES,
            recorded_at=start + timedelta(hours=hours),
        )
    asked = [start + timedelta(hours=h) for h in (-1, 0, 1, 1.5, 9)]
    assert [queries.seq_as_of(BOOK, instant) for instant in asked] == [0, 1, 3, 3, 4]
    every = [*((BOOK, instant) for instant in asked), ("no-such", asked[-1])]
    assert list(queries.seqs_as_of(every).values()) == [0, 1, 3, 3, 4, 0]
    newest = queries.newest_seals()[BOOK]
    assert newest == (4, queries.head(BOOK).chain_hex)
    assert queries.newest_seals([]) == queries.newest_seals(["no-such"]) == {}
    assert queries.seals_at({BOOK: 4}) == queries.seals_at({BOOK: None}) == {BOOK: newest}
    assert queries.seals_at({BOOK: 99, "no-such": 1}) == {}
    assert queries.head(BOOK).recorded_at == start + timedelta(hours=2)


def test_what_is_recorded_never_goes_back_in_time_nor_ahead_of_the_clock() -> None:
    at = datetime(2019, 3, 1, tzinfo=UTC)
    services.post(draft(move("outside>received")), rules=RULES, recorded_at=at)
    for given, code in (
        (at - timedelta(microseconds=1), "recorded-before-last"),
        (datetime.now(UTC) + timedelta(hours=1), "recorded-in-the-future"),
    ):
        with pytest.raises(Refused) as refused:
            services.post(draft(move("outside>received")), rules=RULES, recorded_at=given)
        assert codes(refused) == [code]
    services.post(draft(move("outside>received")), rules=RULES, recorded_at=at)
    assert queries.head(BOOK).seq == 2


def test_a_flow_is_net_of_what_was_taken_back() -> None:
    read_ledger(
        """
        2019-03-01 funds outside>received 100 CNY of cash
        2019-04-01 funds outside>received  30 CNY of cash back
        2019-04-01 funds outside>received   7 CNY of goods
        2019-04-02 funds received>outside   3 CNY of goods      ; another edge
        2020-01-01 funds outside>received   9 CNY of cash       ; another year
        """
    )
    found = net_flow(
        BOOK,
        region=WEST,
        partner=EAST,
        pipeline="funds",
        source="outside",
        target="received",
        since=date(2019, 1, 1),
        until=date(2019, 12, 31),
    )
    assert found == {('{"form":"cash"}', "CNY"): 70, ('{"form":"goods"}', "CNY"): 7}


def test_a_line_taken_back_reads_as_a_minus_on_its_own_edge() -> None:
    post(move("outside>received", 100), move("outside>received", 30, back=True))
    rows = [(r.source, r.target, r.amount, r.back) for r in queries.lines(BOOK)]
    assert rows == [("outside", "received", 100, False), ("outside", "received", -30, True)]
    assert stands("received") == 70
    assert list(queries.lines(BOOK, after_seq=1)) == []


def test_a_reversal_takes_every_line_back_on_the_day_it_happened() -> None:
    first = post(move("outside>received", 100), move("received>allocated", 40))
    back = reverse(first.id)
    rows = list(queries.lines(BOOK, after_seq=1))
    assert [(r.source, r.target, r.amount) for r in rows] == [
        ("outside", "received", -100),
        ("received", "allocated", -40),
    ]
    assert {(r.kind, r.reverses, r.valid_from) for r in rows} == {
        ("reversal", first.id, date(2019, 3, 1))
    }
    assert back.seq == 2
    assert stands("received") == stands("allocated") == 0
    assert stands("received", as_of_seq=1) == 60


def test_nothing_is_reversed_twice_and_no_reversal_is_reversed() -> None:
    first = post(move("outside>received"))
    back = reverse(first.id)
    for asked, code in ((first.id, "reversed-already"), (back.id, "reversal-of-reversal")):
        with pytest.raises(Refused) as refused:
            reverse(asked)
        assert codes(refused) == [code]
    with pytest.raises(NotFound) as unknown:
        reverse(uuid7())
    assert codes(unknown) == ["transaction-unknown"]


@pytest.mark.parametrize(
    ("moves", "day", "book", "code"),
    [
        ((move("outside>received", 100, back=True),), "2019-03-01", BOOK, None),
        ((move("outside>received", 99, back=True),), "2019-03-01", BOOK, "not-the-mirror"),
        ((move("received>outside", 100),), "2019-03-01", BOOK, "not-the-mirror"),
        ((move("outside>received", 100, back=True),), "2019-03-02", BOOK, "not-the-mirror"),
        ((move("outside>received", 100, back=True),), "2019-03-01", "n-s", "transaction-unknown"),
        ((move("outside>received", 100, back=True),) * 2, "2019-03-01", BOOK, "not-the-mirror"),
    ],
)
def test_a_reversal_is_the_mirror_or_is_refused(
    moves: tuple[object, ...], day: str, book: str, code: str | None
) -> None:
    post(move("outside>received", 900))
    first = post(move("outside>received", 100))
    asked = draft(*moves, day=day, book=book, kind="reversal", reverses=first.id)  # type: ignore[arg-type]
    if code is None:
        services.post(asked, rules=RULES)
        return
    with pytest.raises(Refused) as refused:
        services.post(asked, rules=RULES)
    assert code in codes(refused)


def test_what_stands_is_listed_by_account_and_by_name() -> None:
    read_ledger(
        """
        2019-03-01 project outside>signed 1 project named p1
        2019-04-01 project signed>landed  1 project named p1
        2019-04-02 project outside>signed 1 project named p2 at cn-quan
        """
    )
    signed = account("signed", pipeline="project", unit="project", region="cn-quan")
    landed = account("landed", pipeline="project", unit="project")
    live = ("signed", "landed")
    assert queries.stands(BOOK, pipeline="project", stages=live) == {landed: 1, signed: 1}
    assert queries.stands(BOOK, pipeline="project", stages=live, subject="p1") == {landed: 1}
    assert queries.stands(BOOK, pipeline="project", stages=live, region=WEST) == {landed: 1}
    assert queries.stands(BOOK, pipeline="project", stages=live, partner="cn-north") == {}
    march = queries.stands(BOOK, pipeline="project", stages=live, valid_to=date(2019, 3, 31))
    assert [(a.stage, n) for a, n in march.items()] == [("signed", 1)]
    assert stands("landed", pipeline="project", unit="project", subject="p1") == 1
    assert stands("landed", pipeline="project", unit="project", subject="p1", as_of_seq=1) == 0


def test_a_posting_rolled_back_inside_the_block_is_forgotten() -> None:
    """What `tallystick.journal.services.pen` remembers ends with the savepoint."""
    with services.writing(BOOK):
        post(move("outside>received", 1))
        with transaction.atomic():
            post(move("outside>received", 10), move("outside>received", 5, cell='{"form":"x"}'))
            transaction.set_rollback(True)
        third = post(
            move("outside>received", 100), move("outside>received", 7, cell='{"form":"x"}')
        )
    assert third.seq == 2
    assert stands("received") == 101
    assert stands("received", cell='{"form":"x"}') == 7


def test_books_are_locked_together_or_in_order() -> None:
    with services.writing("b-book", "a-book"):
        post(move("outside>received"), book="a-book")
        post(move("outside>received"), book="b-book")
    with services.writing("b-book"):  # noqa: SIM117 (the order is the point)
        with pytest.raises(RuntimeError, match="take the books together"):
            with services.writing("a-book"):
                pass


def test_a_posting_costs_the_same_however_much_was_posted_before() -> None:
    with services.writing(BOOK):
        post(move("outside>received"))
        counts = []
        for _ in range(20):
            with CaptureQueriesContext(connection) as queried:
                post(move("outside>received", 1), move("received>allocated", 1))
            counts.append(len(queried))
    # A look at the seal, the transaction, its lines, the balances, its seal.
    assert counts[1:] == [5] * 19


def test_a_posting_into_the_past_reads_each_balance_once() -> None:
    read_ledger("\n".join(f"2019-05-{day:02} funds outside>received 1 CNY" for day in range(1, 20)))
    with services.writing(BOOK):
        post(move("outside>received"), day="2019-05-03")
        with CaptureQueriesContext(connection) as queried:
            post(move("outside>received"), day="2019-05-02")
    # Two more: what stands before and after, and carrying it over the later days.
    assert len(queried) == 7
    assert stands("received", valid_to=date(2019, 5, 2)) == 102
    assert stands("received") == 219


def test_a_posting_may_leave_every_account_as_it_was() -> None:
    posted = post(move("outside>received", 5), move("outside>received", 5, back=True))
    assert (posted.seq, stands("received"), len(list(queries.lines(BOOK)))) == (1, 0, 2)
    assert verify().ok
