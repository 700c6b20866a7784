"""Sealed records: one chain beside the books that nobody bends, and a golden vector."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.databases import CommittedDatabase
from tests.journal import raw
from tests.journal.cast import codes, move, post

from tallystick.journal.queries import records, records_head
from tallystick.journal.rules import GENESIS, chain_hash, record_leaf
from tallystick.journal.services import seal_record, writing
from tallystick.journal.verify import verify
from tallystick.kernel.problem import Refused

AT = datetime(2019, 6, 2, 1, 2, 3, 4, tzinfo=UTC)
# Written by hand from the definition, so that the code cannot agree with itself alone.
WHOLE = (
    b"tallystick-record-1\n2019-06-02T01:02:03.000004Z\n"
    b'["access.grant","ann","{\\"name\\":\\"' + "罗".encode() + b'\\",\\"role\\":\\"matcher\\"}"]'
)
LEAF = "15f2e15eef1bc5138de6185e7614efc64f77b950d1eda7a11487fc8d83d75140"


def seal(n: int = 1, **other: Any) -> Any:
    values = {"kind": "test.grant", "about": "ann", "content": {"n": n}, "recorded_at": AT}
    return seal_record(**{**values, **other})


def by_hand(**other: Any) -> None:
    seq, chain = records_head()
    leaf = bytes(range(32))
    values = {
        "seq": seq + 1,
        "kind": "test.grant",
        "about": "ann",
        "recorded_at": "2019-06-02T01:02:03.000004Z",
        "content": "{}",
        "leaf": leaf,
        "prev": bytes.fromhex(chain),
        "chain": chain_hash(bytes.fromhex(chain), leaf),
    }
    raw.insert("record", **{**values, **other})


def test_the_leaf_of_a_record_is_the_golden_one() -> None:
    content = '{"name":"罗","role":"matcher"}'
    leaf = record_leaf(
        kind="access.grant", about="ann", recorded_at="2019-06-02T01:02:03.000004Z", content=content
    )
    assert leaf == hashlib.sha256(b"\x00" + WHOLE).digest()
    assert leaf.hex() == LEAF


@pytest.mark.django_db
def test_records_are_chained_and_found_again_by_kind_and_subject() -> None:
    first, second = seal(1), seal(2, about="bob")
    other = seal(3, kind="test.closing")
    assert [first.seq, second.seq, other.seq] == [1, 2, 3]
    leaf = bytes.fromhex(first.leaf_hex)
    assert first.chain_hex == chain_hash(GENESIS, leaf).hex()
    assert records() == [first, second, other]
    assert records(kind="test.grant") == [first, second]
    assert records(about=("ann", "none")) == [first, other]
    assert records(kind=("test.grant", "test.closing"), about="bob") == [second]
    assert records_head() == (3, other.chain_hex)
    assert verify().ok


@pytest.mark.django_db
def test_before_any_record_the_chain_is_empty() -> None:
    assert records_head() == (0, GENESIS.hex())


@pytest.mark.django_db
def test_a_record_without_a_name_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        seal(kind="", about="x" * 201)
    assert codes(refused) == ["record-unnamed", "record-unnamed"]


@pytest.mark.django_db
def test_a_record_holds_no_float() -> None:
    with pytest.raises(TypeError):
        seal(content={"share": 0.5})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seq": 4}, "chain-broken"),
        ({"seq": 1}, "chain-broken|append-only"),
        ({"prev": bytes(32)}, "chain-broken"),
        ({"leaf": b"short"}, "CHECK|hashes"),
        ({"content": "nothing"}, "CHECK|content"),
        ({"kind": ""}, "CHECK|named"),
        ({"about": "x" * 201}, "CHECK|named"),
        ({"recorded_at": "2030-02-30T00:00:00.000000Z"}, "CHECK|instant|out of range"),
    ],
    ids=["gap", "fork", "wrong-prev", "short-hash", "content", "kind", "about", "instant"],
)
def test_a_record_written_by_hand_must_fit(change: Any, words: str) -> None:
    seal(1)
    seal(2)
    with transaction.atomic():
        by_hand()  # the control: whole, it is taken
        transaction.set_rollback(True)
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        by_hand(**change)


@pytest.mark.django_db
def test_a_record_is_sealed_in_the_block_of_a_book_but_no_book_after_it() -> None:
    with writing("east-west"):
        post(move("outside>received", 100))
        seal()
    with pytest.raises(RuntimeError, match="take the books together"), writing("~records"):
        post(move("outside>received", 100))


def test_two_who_seal_at_once_both_stand_in_one_chain(committed_db: CommittedDatabase) -> None:
    results = committed_db.together(*(lambda n=n: seal(n) for n in range(6)))
    assert sorted(record.seq for record in results) == [1, 2, 3, 4, 5, 6]
    assert verify().ok


@pytest.mark.django_db
def test_what_was_sealed_in_a_change_that_failed_is_gone_with_it() -> None:
    with transaction.atomic():
        seal()
        transaction.set_rollback(True)
    assert records() == []
    assert seal().seq == 1
