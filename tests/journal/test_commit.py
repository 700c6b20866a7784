"""What happens when transactions really commit: missing seals, rollbacks, and two at once."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import DatabaseError, connection, transaction
from tests.databases import CommittedDatabase
from tests.journal import raw
from tests.journal.cast import BOOK, codes, draft, move, post, stands

from tallystick.journal import queries, services
from tallystick.journal.services import turns
from tallystick.journal.verify import verify
from tallystick.kernel.problem import Refused

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_transaction_without_its_seal_cannot_be_committed() -> None:
    post(move("outside>received"))

    def half(*, sealed: bool) -> None:
        with transaction.atomic():
            key = raw.transaction()
            raw.line(key, raw.number("outside"), raw.number("received"))
            if sealed:
                raw.seal(key)

    with pytest.raises(DatabaseError, match=r"FOREIGN KEY|journal_transaction_sealed"):
        half(sealed=False)
    assert raw.sql("SELECT count(*) FROM journal_transaction") == [(1,)]
    half(sealed=True)
    assert raw.sql("SELECT count(*) FROM journal_transaction") == [(2,)]


def test_a_block_is_kept_whole_or_not_at_all() -> None:
    with pytest.raises(Refused), services.writing(BOOK):  # noqa: PT012 (one block)
        post(move("outside>received", 10))
        post(move("received>allocated", 11))
    assert queries.head(BOOK).seq == 0
    assert queries.books() == []
    with services.writing(BOOK):
        post(move("outside>received", 10))
        post(move("received>allocated", 10))
    assert queries.head(BOOK).seq == 2


def test_a_refusal_that_is_caught_leaves_the_rest_of_the_block() -> None:
    with services.writing(BOOK):
        post(move("outside>received", 10))
        with pytest.raises(Refused):
            post(move("received>allocated", 11))
        post(move("received>allocated", 9))
    assert (stands("received"), stands("allocated"), queries.head(BOOK).seq) == (1, 9, 2)
    assert verify().ok


def test_a_failure_of_the_database_inside_a_block_undoes_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tallystick.journal.services.posting._SEAL", "SELECT * FROM nowhere")
    with pytest.raises(DatabaseError), services.writing(BOOK):  # noqa: PT012 (one block)
        with suppress(DatabaseError):
            post(move("outside>received"))
        raw.sql("SELECT 1")
    assert queries.books() == []


def test_foreign_keys_that_are_off_stop_the_pen() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("no pragma: tried with the other refusals")
    raw.sql("PRAGMA foreign_keys = OFF")
    with pytest.raises(Refused) as refused:
        post(move("outside>received"))
    assert codes(refused) == ["foreign-keys-off"]
    raw.sql("PRAGMA foreign_keys = ON")
    assert post(move("outside>received")).seq == 1


def both_draw(database: CommittedDatabase) -> list[object]:
    """Let two writers draw 60 of 100 at the same moment; return what each got."""
    post(move("outside>received", 100))
    together = threading.Barrier(2)

    def draw() -> services.Posted:
        connection.ensure_connection()
        together.wait(10)
        return post(move("received>allocated", 60))

    return database.together(draw, draw)


def test_of_two_writers_at_a_floor_exactly_one_succeeds(committed_db: CommittedDatabase) -> None:
    got = both_draw(committed_db)
    assert sorted(type(result).__name__ for result in got) == ["Posted", "Refused"]
    refused = next(result for result in got if isinstance(result, Refused))
    assert refused.code == "below-floor"
    assert (stands("received"), stands("allocated")) == (40, 60)
    assert verify().ok


@contextmanager
def no_turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let writers in together: no lock in front, none of the transaction, both look first."""
    looked = threading.Barrier(2)
    write = services.posting._write  # type: ignore[attr-defined]

    def write_after_both_looked(*asked: object) -> object:
        looked.wait(10)
        return write(*asked)

    with monkeypatch.context() as patch:
        patch.setattr(turns, "_lock", lambda *_: None)
        patch.setattr(turns, "_file_lock", lambda *_: transaction.atomic(durable=False))
        patch.setattr("tallystick.journal.services.posting._write", write_after_both_looked)
        yield


def test_without_the_lock_both_pass_the_floor_and_only_the_guards_hold(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same two writers, let in together, are not stopped by the floor."""
    post(move("outside>received", 100))
    if connection.vendor == "sqlite":
        from django.db import connections

        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
        connections.settings["default"]["OPTIONS"]["timeout"] = 1

    def draw() -> services.Posted:
        return post(move("received>allocated", 60))

    with no_turns(monkeypatch):
        got = committed_db.together(draw, draw)
    assert not any(isinstance(result, Refused) for result in got)
    assert any(isinstance(result, DatabaseError) for result in got)
    assert verify().ok


def test_many_writers_leave_one_unbroken_book(committed_db: CommittedDatabase) -> None:
    def write() -> list[int]:
        return [post(move("outside>received", 1)).seq for _ in range(10)]

    got = committed_db.together(*[write] * 4)
    assert sorted(seq for seqs in got for seq in seqs) == list(range(1, 41))
    assert stands("received") == 40
    assert verify().ok


def test_writers_of_other_books_do_not_wait_on_postgresql(committed_db: CommittedDatabase) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    entered = threading.Barrier(2)

    def write(book: str) -> None:
        with services.writing(book):
            entered.wait(10)
            post(move("outside>received"), book=book)

    got = committed_db.together(lambda: write("a-book"), lambda: write("b-book"))
    assert got == [None, None]


def test_the_same_draft_from_two_at_once_is_posted_once(committed_db: CommittedDatabase) -> None:
    from tests.journal.cast import RULES

    asked = draft(move("outside>received"))

    def send() -> services.Posted:
        return services.post(asked, rules=RULES)

    got = committed_db.together(send, send, send)
    assert sorted(posted.replayed for posted in got) == [False, True, True]
    assert queries.head(BOOK).seq == 1


def test_another_process_finds_the_database_by_its_url(committed_db: CommittedDatabase) -> None:
    post(move("outside>received"))
    if committed_db.vendor == "sqlite":
        with sqlite3.connect(committed_db.url.removeprefix("sqlite://")) as other:
            assert other.execute("SELECT count(*) FROM journal_seal").fetchone() == (1,)
    else:
        assert committed_db.url.startswith("postgres://")
