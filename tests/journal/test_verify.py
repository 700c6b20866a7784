"""Verifying: a whole journal says so, and whatever was altered is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.journal import raw
from tests.journal.cast import move, post, read_ledger, reverse, stands

from tallystick.journal import guards, services
from tallystick.journal.guards import install
from tallystick.journal.models import Account, Book, Day, Line, Record, Seal, Transaction
from tallystick.journal.rules import chain_hash
from tallystick.journal.verify import Report, verify
from tallystick.kernel.code import uuid7

pytestmark = pytest.mark.django_db
MODELS = (Book, Account, Transaction, Line, Seal, Day, Record)
COLUMNS = [
    (model._meta.db_table, field.column)
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.column
]

# Every flipped bit in these breaks a CHECK of its own row.
UNTOUCHABLE = {
    ("journal_transaction", "kind"),
}


@pytest.fixture
def whole(db: None) -> None:
    """A journal in which every column of every table says something."""
    first = post(move("outside>received", 100, cell='{"form":"cash"}', note='{"use":"road"}'))
    reverse(first.id)
    at = datetime(2019, 3, 1, tzinfo=UTC)
    for n in (1, 2):
        services.seal_record(kind="test.grant", about="ann", content={"n": n}, recorded_at=at)
    post(move("outside>held", 7, pipeline="training", unit="person"), hand_over=uuid7())
    read_ledger(
        """
        2019-03-01 project outside>signed 1 project named p1
        2019-04-01 project signed>landed  1 project named p1
        2019-04-02 funds outside>received 9 CNY in other
        """
    )


@contextmanager
def altered(attack: Callable[[], Any]) -> Iterator[Report]:
    """Alter rows as one who can: drop guards and keys, attack, put everything back; then verify.

    What was altered is undone when the block ends.
    """
    with transaction.atomic():
        raw.settle()
        if connection.vendor == "sqlite":
            _attack_sqlite(attack)
        else:
            _attack_postgresql(attack)
        yield verify()
        transaction.set_rollback(True)


def _attack_sqlite(attack: Callable[[], Any]) -> None:
    raw.sql("PRAGMA defer_foreign_keys = ON")
    raw.sql("PRAGMA ignore_check_constraints = ON")
    for (name,) in raw.sql("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        raw.sql(f"DROP TRIGGER {name}")
    attack()
    raw.sql("PRAGMA ignore_check_constraints = OFF")
    install(connection)


def _attack_postgresql(attack: Callable[[], Any]) -> None:
    tables = [model._meta.db_table for model in MODELS]
    for table in tables:
        raw.sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    attack()
    for table in tables:
        raw.sql(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    for name, table in guards._triggers(connection):
        raw.sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def flips(value: Any) -> Iterator[Any]:
    """Yield a value with one bit flipped: its lowest, then others."""
    if isinstance(value, int):
        yield from (value ^ 1 << bit for bit in range(5))
    elif isinstance(value, str):
        for place in reversed(range(len(value))):
            yield value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    else:
        yield bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1])


def flip_a_bit(table: str, column: str) -> bool:
    """Flip a bit of the first row whose column says something; return whether any was taken."""
    keys = {"journal_line": "transaction_id, n", "journal_day": "account_id, subject, day"}
    keys |= {"journal_seal": "transaction_id", "journal_record": "seq"}
    key = keys.get(table, "id")
    row = raw.sql(
        f"SELECT {column}, {key} FROM {table}"
        f" WHERE {column} IS NOT NULL AND CAST({column} AS TEXT) <> '' ORDER BY {key} LIMIT 1"
    )[0]
    where = " AND ".join(f"{name} = %s" for name in key.split(", "))
    for value in flips(row[0]):
        # PostgreSQL keeps its CHECKs even from one who drops the triggers.
        with suppress(IntegrityError), transaction.atomic():
            raw.sql(f"UPDATE {table} SET {column} = %s WHERE {where}", value, *row[1:])
            return True
    return False


def test_a_whole_journal_says_so(whole: None) -> None:
    report = verify()
    assert (report.ok, report.transactions, report.lines, report.problems) == (True, 6, 6, [])
    assert report.records == 2


def test_an_empty_journal_is_whole() -> None:
    assert verify().ok


def test_putting_guards_aside_and_back_changes_nothing(whole: None) -> None:
    with altered(lambda: None) as report:
        assert report.ok


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda name: str(name))
def test_a_flipped_bit_in_any_column_is_found(whole: None, table: str, column: str) -> None:
    taken: list[bool] = []
    with altered(lambda: taken.append(flip_a_bit(table, column))) as report:
        if connection.vendor == "postgresql" and (table, column) in UNTOUCHABLE:
            assert (taken, report.ok) == ([False], True)
            return
        assert (taken, report.ok) == ([True], False)
        assert all(p.sentence("en") and p.sentence("zh") for p in report.problems)


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("DELETE FROM journal_seal WHERE seq = 2", "sequence-broken"),
        ("DELETE FROM journal_line WHERE amount = 7", "lines-differ"),
        ("UPDATE journal_line SET amount = amount + 1 WHERE amount = 7", "leaf-differs"),
        ("UPDATE journal_seal SET seq = 60 WHERE seq = 5", "sequence-broken"),
        ("UPDATE journal_seal SET chain = prev WHERE seq = 5", "chain-differs"),
        ("UPDATE journal_transaction SET provenance = '{}'", "leaf-differs"),
        ("UPDATE journal_transaction SET valid_from = '2019-02-01'", "leaf-differs"),
        ("UPDATE journal_account SET region = 'cn-quan'", "leaf-differs"),
        ("UPDATE journal_account SET region = 'cn-quan' WHERE stage = 'outside'", "lines-differ"),
        ("DELETE FROM journal_transaction WHERE kind = 'reversal'", "row-orphaned"),
        ("DELETE FROM journal_book WHERE code = 'other'", "row-orphaned"),
        ("UPDATE journal_line SET back = 0", "mirror-differs"),
        ("UPDATE journal_day SET net = 0, balance = 0", "balance-differs"),
        ("DELETE FROM journal_day", "balance-differs"),
        ("DELETE FROM journal_seal WHERE seq = 5", "row-orphaned"),
        ("UPDATE journal_record SET content = '{}' WHERE seq = 2", "record-differs"),
        ("UPDATE journal_record SET about = 'bob' WHERE seq = 1", "record-differs"),
        ("DELETE FROM journal_record WHERE seq = 1", "record-chain-broken"),
        ("UPDATE journal_record SET seq = 9 WHERE seq = 2", "record-chain-broken"),
        ("UPDATE journal_record SET chain = prev WHERE seq = 1", "record-chain-broken"),
    ],
)
def test_what_was_altered_is_named(whole: None, attack: str, code: str) -> None:
    with altered(lambda: raw.sql(attack)) as report:
        assert code in {problem.code for problem in report.problems}


def test_a_posting_that_was_sealed_anew_breaks_the_chain_after_it(whole: None) -> None:
    """One who re-hashes the altered row must re-hash all that follow: then the head differs."""
    leaf = bytes(32)
    prev = bytes(raw.sql("SELECT prev FROM journal_seal WHERE seq = 2")[0][0])

    def seal_anew() -> None:
        raw.sql(
            "UPDATE journal_seal SET leaf = %s, chain = %s WHERE seq = 2",
            leaf,
            chain_hash(prev, leaf),
        )

    with altered(seal_anew) as report:
        found = [(p.code, p.params["seq"]) for p in report.problems]
    assert found == [("leaf-differs", 2), ("chain-differs", 3)]


def test_guards_that_are_down_are_a_problem(whole: None) -> None:
    raw.settle()
    on = " ON journal_line" if connection.vendor == "postgresql" else ""
    raw.sql(f"DROP TRIGGER journal_line_open{on}")
    assert [problem.code for problem in verify().problems] == ["guards-dropped"]


def test_text_that_is_no_text_is_found(whole: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a server takes no text that is no UTF-8")
    attack = "UPDATE journal_transaction SET provenance = CAST(X'FF' AS TEXT)"
    with altered(lambda: raw.sql(attack)) as report:
        assert {problem.code for problem in report.problems} == {"leaf-differs"}


def test_a_journal_that_cannot_be_read_is_a_problem(
    whole: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick.journal.verify.links._NO_MIRRORS", "SELECT nothing")
    with altered(lambda: None) as report:
        assert [problem.code for problem in report.problems] == ["journal-unreadable"]


def test_lost_balances_are_worked_out_anew_from_the_lines(whole: None) -> None:
    """`tallystick.journal.services.rebuild` leaves every posting as it is."""
    read_ledger(
        """
        2019-02-01 funds outside>received 50 CNY
        2019-01-01 funds outside>received 20 CNY
        2019-02-01 funds received>allocated 5 CNY
        """
    )
    before = set(Day.objects.exclude(net=0).values_list("account", "subject", "day", "balance"))
    raw.sql("DELETE FROM journal_day")
    services.rebuild_balances()
    assert verify().ok
    assert before == set(
        Day.objects.exclude(net=0).values_list("account", "subject", "day", "balance")
    )
    assert stands("received") == 65
    assert stands("landed", pipeline="project", unit="project", subject="p1") == 1
    post(move("received>allocated", 65))


def test_balances_of_an_empty_journal_need_no_making() -> None:
    services.rebuild_balances()
    assert verify().ok
