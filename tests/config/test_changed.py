"""The mark of the database changes with all that a page may show, and with nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, connections, models, transaction
from tests.databases import CommittedDatabase

from tallystick.access.models import KeptForm, Tries, User
from tallystick.config.changed import mark_now
from tallystick.config.models import Changed
from tallystick.regions.models import Region

pytestmark = pytest.mark.flow

# Tables of ours that may change while a page stands: see `_PASSING`.
PASSING = {KeptForm, Tries}


def touch(model: type[models.Model]) -> None:
    """Run a statement that may write in a table, and finds no row."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE 1 = 0")


def put(code: str) -> None:
    """Write a place, outside of any transaction."""
    Region.objects.create(code=code, name_en="Fir Mill (invented)", kind="county", country="XX")


@pytest.fixture
def begun(committed_db: CommittedDatabase) -> str:
    """A database in which something was written, and its mark."""
    touch(Region)
    return mark_now()


def test_one_writer_after_the_other_has_one_row(begun: str) -> None:
    put("xx-fir")
    (row,) = Changed.objects.all()
    assert str(row) == f"0: {mark_now()}" != f"0: {begun}"


def test_whoever_writes_in_a_table_changes_the_mark(begun: str) -> None:
    ours = [m for m in apps.get_models() if m.__module__.startswith("tallystick.")]
    written = [model for model in ours if model._meta.managed]
    assert len(written) > 60
    for model in written:
        before = mark_now()
        touch(model)
        assert (mark_now() == before) is (model in PASSING), model


def test_signing_in_leaves_the_mark(begun: str) -> None:
    User.objects.filter(pk=0).update(last_login=datetime.now(UTC))
    touch(Session)
    assert list(Region.objects.filter(code="xx-nowhere")) == []
    assert mark_now() == begun
    User.objects.filter(pk=0).update(last_login=datetime.now(UTC), name_en="Anybody")
    assert mark_now() != begun


def test_a_write_outside_of_a_transaction_changes_the_mark_with_it(begun: str) -> None:
    put("xx-fir")
    assert elsewhere(mark_now) == mark_now() != begun
    assert Region.objects.filter(code="xx-fir").update(name_en="Oak Mill (invented)") == 1
    assert elsewhere(mark_now) == mark_now() != begun


def test_one_transaction_has_one_word_and_shows_it_when_it_ends(begun: str) -> None:
    with transaction.atomic():
        put("xx-fir")
        inside = mark_now()
        put("xx-oak")
        assert mark_now() == inside != begun
        assert elsewhere(mark_now) == begun
    assert elsewhere(mark_now) == mark_now() == inside


def test_what_is_taken_back_leaves_the_mark(begun: str) -> None:
    with transaction.atomic():
        put("xx-fir")
        transaction.set_rollback(True)
    assert mark_now() == begun


def test_a_write_after_a_savepoint_was_taken_back_changes_it(begun: str) -> None:
    with transaction.atomic():
        with transaction.atomic():
            put("xx-fir")
            transaction.set_rollback(True)
        assert mark_now() == begun
        put("xx-oak")
    assert mark_now() != begun


def test_on_a_server_no_writer_waits_for_another(begun: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with transaction.atomic():
        put("xx-fir")
        assert elsewhere(lambda: put("xx-oak") or mark_now()) != begun
    assert len(mark_now().split(".")) == 2


def test_a_savepoint_taken_back_by_hand_leaves_no_write_unseen(begun: str) -> None:
    with transaction.atomic():
        trial = transaction.savepoint()
        put("xx-fir")
        transaction.savepoint_rollback(trial)
        put("xx-oak")
    assert mark_now() != begun


@pytest.mark.parametrize(
    "text",
    [
        "(SELECT code FROM regions_region) UNION ALL (SELECT code FROM regions_region)",
        "SELECT code FROM regions_region;\n",
    ],
    ids=["brackets", "ended"],
)
def test_a_question_leaves_the_mark(begun: str, text: str) -> None:
    if connection.vendor == "sqlite" and text.startswith("("):
        pytest.skip("SQLite has no brackets there")
    ask(text)
    assert mark_now() == begun


def test_lists_put_together_leave_the_mark(begun: str) -> None:
    every = Region.objects.order_by().values_list("code")
    assert list(every.filter(code="xx-fir").union(every.filter(code="xx-oak"), all=True)) == []
    assert mark_now() == begun


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1; DELETE FROM regions_region WHERE 1 = 0",
        "BEGIN; DELETE FROM regions_region WHERE 1 = 0; COMMIT",
        "EXPLAIN ANALYZE DELETE FROM regions_region WHERE 1 = 0",
        "SELECT 1 AS n INTO xx_copied",
        "WITH one AS (SELECT 1) MERGE INTO regions_region USING one ON false"
        " WHEN MATCHED THEN DO NOTHING",
    ],
    ids=["second", "begun", "explained", "into", "merged"],
)
def test_a_write_that_begins_like_a_question_is_seen(begun: str, text: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite knows none of these")
    ask(text)
    assert mark_now() != begun


def test_what_a_write_hands_back_may_be_asked_for_in_any_letters(begun: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO config_changed (slot, word) VALUES (900, 'a'), (901, 'b')\nreturning slot"
        )
        assert cursor.fetchall() == [(900,), (901,)]
    assert elsewhere(mark_now).split(".")[0] != begun


def test_whoever_looks_on_while_a_connection_opens_stops_alone(begun: str) -> None:
    def opened() -> str:
        with connection.execute_wrapper(lambda execute, *told: execute(*told)):
            connection.ensure_connection()
        put("xx-fir")
        return f"{len(connection.execute_wrappers)} {mark_now()}"

    assert elsewhere(opened) == f"1 {mark_now()}" != f"1 {begun}"


def test_on_a_server_hundreds_of_writers_do_not_wait_for_one_another(begun: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with transaction.atomic():
        ask("SELECT count(pg_advisory_xact_lock(31249, n)) FROM generate_series(0, 300) n")
        ask("UPDATE config_changed SET word = 'held'")
        assert elsewhere(lambda: put("xx-oak") or mark_now()) != begun


def ask(text: str) -> None:
    """Run a statement as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(text)


def elsewhere(asked: Callable[[], str]) -> str:
    """Return what somebody with a connection of her own is answered."""
    answers: list[str] = []

    def ask() -> None:
        try:
            answers.append(asked())
        finally:
            connections.close_all()

    hand = threading.Thread(target=ask)
    hand.start()
    hand.join(20)
    return answers[0]
