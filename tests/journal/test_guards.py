"""What the database itself refuses, whoever asks: each attack beside what is legal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.db import transaction as db_transaction
from tests.journal import raw
from tests.journal.cast import move, post, reverse

from tallystick.journal.models import Account, Book, Day, Line, Record, Seal, Transaction
from tallystick.journal.services import seal_record

pytestmark = pytest.mark.django_db
# No server numbers this many books in one run; a smaller number comes up after enough tests.
NO_BOOK = 999_999_999
GUARDED = (Book, Account, Transaction, Line, Seal, Record)


@pytest.fixture(autouse=True)
def first(db: None) -> str:
    """100 CNY received, of which 40 allocated, and 5 persons at the same region; the first's id."""
    posted = post(move("outside>received", 100), move("received>allocated", 40))
    post(move("outside>received", 5, unit="person"))
    at = datetime(2019, 3, 1, tzinfo=UTC)
    seal_record(kind="test.grant", about="ann", content={"role": "clerk"}, recorded_at=at)
    raw.settle()
    return posted.id


def refused(words: str, step: Callable[[], Any]) -> None:
    """Check that the driver refuses a step with these words."""
    with pytest.raises(DatabaseError, match=words), db_transaction.atomic():
        step()


def accepted(step: Callable[[], Any]) -> None:
    """Check that the database takes a step, deferred keys and all, and undo it."""
    with db_transaction.atomic():
        step()
        raw.settle()
        db_transaction.set_rollback(True)


def posting(**other: Any) -> None:
    """Write a whole posting of one line by hand, with some columns otherwise."""
    parts: dict[str, dict[str, Any]] = {"transaction": {}, "line": {}, "seal": {}}
    for name, value in other.items():
        part, column = name.split("__")
        parts[part][column] = value
    key = raw.transaction(**parts["transaction"])
    ends = {"source": raw.number("outside"), "target": raw.number("received")}
    raw.line(key, **{**ends, **parts["line"]})
    raw.seal(key, **parts["seal"])


def test_a_posting_written_by_hand_is_taken_when_it_is_whole() -> None:
    accepted(posting)


@pytest.mark.parametrize("model", GUARDED)
def test_no_row_is_changed(model: type[Any]) -> None:
    table = model._meta.db_table
    column = {Book: "code", Record: "about"}.get(model, "book_id")
    refused("append-only", lambda: raw.sql(f"UPDATE {table} SET {column} = {column}"))


@pytest.mark.parametrize("model", GUARDED)
def test_no_row_is_deleted(model: type[Any]) -> None:
    refused("append-only", lambda: raw.sql(f"DELETE FROM {model._meta.db_table}"))
    refused("append-only", lambda: model.objects.all()._raw_delete("default"))


def test_balances_are_derived_and_may_be_dropped() -> None:
    assert Day.objects.exists()
    accepted(lambda: raw.sql("DELETE FROM journal_day"))


@pytest.mark.parametrize("model", GUARDED)
def test_no_table_is_emptied(model: type[Any]) -> None:
    if connection.vendor == "sqlite":
        # SQLite has no TRUNCATE: it is a DELETE without WHERE.
        refused("syntax error", lambda: raw.sql(f"TRUNCATE {model._meta.db_table}"))
    else:
        refused("append-only", lambda: raw.sql(f"TRUNCATE {model._meta.db_table} CASCADE"))


@pytest.mark.parametrize("model", GUARDED)
def test_no_row_is_replaced(model: type[Any]) -> None:
    table = model._meta.db_table
    words = "append-only|line-after-seal|line-count|chain-broken"
    if connection.vendor == "sqlite":
        again = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
        refused(words, lambda: raw.sql(again))
        refused(words, lambda: raw.sql(again.replace("INSERT OR REPLACE", "REPLACE")))
    else:
        key, columns = {
            "journal_line": ("transaction_id, n", "amount = 1"),
            "journal_seal": ("transaction_id", "seq = 1"),
            "journal_transaction": ("id", "one_sided = 1"),
            "journal_record": ("seq", "about = 'x'"),
        }.get(table, ("id", "id = 1"))
        again = f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1"
        refused(words, lambda: raw.sql(f"{again} ON CONFLICT ({key}) DO UPDATE SET {columns}"))


def test_no_line_follows_its_seal(first: str) -> None:
    def late() -> None:
        raw.line(first, raw.number("outside"), raw.number("received"), n=3)

    refused("line-after-seal", late)


def test_no_line_stands_without_a_transaction() -> None:
    def stray() -> None:
        raw.line("0" * 36, raw.number("outside"), raw.number("received"))

    refused("no-such-transaction", stray)


def test_a_transaction_without_its_seal_fails_when_it_is_kept() -> None:
    def unsealed() -> None:
        key = raw.transaction()
        raw.line(key, raw.number("outside"), raw.number("received"))
        raw.settle()

    refused("foreign key.*journal_seal|journal_transaction_sealed", unsealed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seal__seq": 4}, "chain-broken"),
        ({"seal__seq": 2}, "chain-broken|append-only"),
        ({"seal__prev": bytes(32)}, "chain-broken"),
        ({"seal__n_lines": 2}, "line-count"),
        ({"line__n": 2}, "line-count"),
        ({"line__n": 0}, "n >= 1|numbered"),
        ({"seal__leaf": b"short"}, "CHECK|hashes"),
        ({"transaction__recorded_at": "2019-01-01T00:00:00.000000Z"}, "recorded-before-last"),
    ],
    ids=["gap", "fork", "wrong-prev", "count", "gap-in-lines", "line-0", "short-hash", "earlier"],
)
def test_a_seal_continues_its_book_and_counts_its_lines(change: Any, words: str) -> None:
    refused(words, lambda: posting(**change))


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_an_amount_out_of_range_is_refused(amount: int) -> None:
    refused("CHECK|amount", lambda: posting(line__amount=amount))
    accepted(lambda: posting(line__amount=10**15))


@pytest.mark.parametrize("amount", [2.5, 2.0, "7", "seven", None])
def test_an_amount_that_is_no_integer_is_refused(amount: Any) -> None:
    if connection.vendor == "postgresql" and amount in (2.5, 2.0, "7"):
        # The server rounds and reads in silence: this is why `post` refuses before it is asked.
        accepted(lambda: posting(line__amount=amount))
        return
    refused("CHECK|NOT NULL|not-null|invalid input", lambda: posting(line__amount=amount))


@pytest.mark.parametrize(
    "day",
    ["2019-02-30", "2019-3-1", "yesterday", "20190301", "2019-03-01T00:00", "", "0019-03-01"],
)
def test_a_day_that_is_none_is_refused(day: str) -> None:
    refused(
        "CHECK|journal_transaction_day|out of range", lambda: posting(transaction__valid_from=day)
    )
    accepted(lambda: posting(transaction__valid_from="2020-02-29"))


@pytest.mark.parametrize("instant", ["2030-01-01", "2030-02-30T00:00:00.000000Z", "now"])
def test_an_instant_that_is_none_is_refused(instant: str) -> None:
    words = "CHECK|journal_transaction_instant|out of range"
    refused(words, lambda: posting(transaction__recorded_at=instant))


@pytest.mark.parametrize(
    "change",
    [
        {"line__unit": "person"},
        {"line__unit": "EUR"},
        {"line__book_id": NO_BOOK},
        {"transaction__book_id": NO_BOOK},
    ],
    ids=["unit-of-others", "unit-of-none", "book-of-line", "book-of-transaction"],
)
def test_no_line_crosses_a_unit_or_a_book(change: Any) -> None:
    def crossed() -> None:
        posting(**change)
        raw.settle()

    refused("(?i)foreign key", crossed)


def test_no_line_reaches_an_account_of_another_unit_or_book() -> None:
    post(move("outside>received"), book="other")
    person = raw.number("received", unit="person")
    other = raw.number("received", book_id=raw.book("other"))
    for number in (person, other):

        def crossed(target: int = number) -> None:
            posting(line__target=target)
            raw.settle()

        refused("(?i)foreign key", crossed)


@pytest.mark.parametrize(
    "other",
    [
        {"region": "cn-quan"},
        {"partner": "cn-north"},
        {"pipeline": "donation"},
        {"cell": '{"form":"cash"}'},
    ],
)
def test_the_two_accounts_of_a_line_differ_in_stage_only(other: dict[str, str]) -> None:
    post(move("outside>received", **other))
    elsewhere = raw.number("received", **other)
    refused("accounts-differ", lambda: posting(line__target=elsewhere))
    accepted(lambda: posting(line__source=raw.number("allocated")))


def test_no_line_stays_where_it_is() -> None:
    here = raw.number("received")
    refused("CHECK|journal_line_moves", lambda: posting(line__source=here, line__target=here))


@pytest.mark.parametrize("change", [{"line__back": 2}, {"line__subject": ""}, {"line__note": "x"}])
def test_a_line_keeps_to_its_forms(change: Any) -> None:
    refused("CHECK|journal_line", lambda: posting(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"transaction__kind": "gift"},
        {"transaction__kind": "reversal"},
        {"transaction__one_sided": 2},
        {"transaction__id": "X" * 36},
        {"transaction__hand_over": "x"},
        {"transaction__provenance": "nobody"},
    ],
)
def test_a_transaction_keeps_to_its_forms(change: Any) -> None:
    refused("CHECK|journal_transaction|foreign key", lambda: posting(**change))


def mirror_of(first: str, **other: Any) -> None:
    """Write the reversal of the first posting by hand, with some columns otherwise."""
    key = raw.transaction(
        kind="reversal", reverses=first, valid_from=other.pop("valid_from", "2019-03-01")
    )
    lines = [("received", "outside", 100), ("allocated", "received", 40)]
    for n, (source, target, amount) in enumerate(lines[: other.pop("n_lines", 2)], 1):
        values = {"back": 1, "amount": amount, "n": n, **(other if n == 2 or not other else {})}
        raw.line(key, raw.number(source), raw.number(target), **values)
    count = raw.sql("SELECT count(*) FROM journal_line WHERE transaction_id = %s", key)[0][0]
    raw.seal(key, n_lines=count)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 39},
        {"back": 0},
        {"subject": "p1"},
        {"note": '{"a":"b"}'},
        {"n_lines": 1},
        {"valid_from": "2019-03-02"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_reversal_that_is_not_the_mirror_is_refused(first: str, other: Any) -> None:
    refused("not-the-mirror", lambda: mirror_of(first, **other))
    accepted(lambda: mirror_of(first))


def test_no_posting_is_reversed_twice(first: str) -> None:
    mirror_of(first)
    refused("append-only|reversed_once", lambda: mirror_of(first))


def test_no_reversal_is_reversed(first: str) -> None:
    back = reverse(first)

    def again() -> None:
        raw.transaction(kind="reversal", reverses=back.id)

    refused("reversal-of-reversal", again)


def test_nothing_is_reversed_before_it_is_sealed_or_in_another_book() -> None:
    refused("not-the-mirror", lambda: mirror_of(raw.transaction()))
    elsewhere = post(move("outside>received", 100), move("received>allocated", 40), book="other")
    refused("not-the-mirror", lambda: mirror_of(elsewhere.id))


def test_every_refusal_of_a_guard_is_an_integrity_error(first: str) -> None:
    with pytest.raises(IntegrityError), db_transaction.atomic():
        raw.sql("DELETE FROM journal_seal")


@pytest.fixture
def replica() -> Iterator[None]:
    """Stop ordinary triggers of this session, as a replica does."""
    raw.sql("SET session_replication_role = replica")
    yield
    raw.sql("SET session_replication_role = DEFAULT")


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no replicas of this kind")
def test_the_guards_hold_for_a_replica_too(replica: None) -> None:
    refused("append-only", lambda: raw.sql("DELETE FROM journal_line"))
