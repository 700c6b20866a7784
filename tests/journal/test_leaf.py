"""The bytes a posting is sealed by: golden vectors that may never change under version 1."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tallystick.journal.rules import (
    GENESIS,
    Account,
    Content,
    Draft,
    Move,
    chain_hash,
    instant_text,
    leaf_bytes,
    leaf_hash,
    parse_instant,
)

AWAY = Account("cn-520200", "cn-210200", "placement", "outside", "person", '{"place":"partner"}')
PLACED = Account("cn-520200", "cn-210200", "placement", "placed", "person", '{"place":"partner"}')
DRAFT = Draft(
    id="018bcfe5-6800-7000-8000-000000000001",
    book="liaoning-guizhou",
    kind="move",
    valid_from=date(2019, 5, 31),
    moves=(
        Move(AWAY, PLACED, 120, note='{"sector":"电子"}'),
        Move(PLACED, AWAY, 5, back=True, subject="k1"),
    ),
    provenance={"matched": {"name": "罗"}, "entry": "e1"},
)
RECORDED = "2019-06-02T01:02:03.000004Z"
# Written by hand from the definition, so that the code cannot agree with itself alone.
CONTENT = (
    '[["018bcfe5-6800-7000-8000-000000000001","liaoning-guizhou","move","2019-05-31",null,0,null,'
    '"{\\"entry\\":\\"e1\\",\\"matched\\":{\\"name\\":\\"罗\\"}}"],'
    '[[1,"cn-520200","cn-210200","placement","outside","placed","person",'
    '"{\\"place\\":\\"partner\\"}",120,0,null,"{\\"sector\\":\\"电子\\"}"],'
    '[2,"cn-520200","cn-210200","placement","placed","outside","person",'
    '"{\\"place\\":\\"partner\\"}",5,1,"k1","{}"]]]'
).encode()
LEAF = "8a71539d7001aa28e3f65a474e9d961f1a9e5d17a33ce32b323780c75f95909a"
CHAIN = "810777d56ae1df0b046e6ac6ab51bd17af8a23c4d4d12914da555c8db463c0f3"


def test_the_content_of_a_draft_is_written_one_way() -> None:
    content = Content.of(DRAFT)
    assert content.written == CONTENT
    assert content.request == hashlib.sha256(CONTENT).digest()
    assert content.provenance == '{"entry":"e1","matched":{"name":"罗"}}'


def test_the_leaf_and_the_first_chain_are_the_golden_ones() -> None:
    whole = b"tallystick-leaf-1\n2019-06-02T01:02:03.000004Z\n" + CONTENT
    assert leaf_bytes(CONTENT, RECORDED) == whole
    leaf = leaf_hash(CONTENT, RECORDED)
    assert leaf == hashlib.sha256(b"\x00" + whole).digest()
    assert leaf.hex() == LEAF
    assert chain_hash(GENESIS, leaf) == hashlib.sha256(bytes(32) + leaf).digest()
    assert chain_hash(GENESIS, leaf).hex() == CHAIN


def test_an_instant_is_written_in_utc_with_six_decimals() -> None:
    shanghai = timezone(timedelta(hours=8))
    instant = datetime(2019, 6, 2, 9, 2, 3, 4, tzinfo=shanghai)
    assert instant_text(instant) == RECORDED
    assert parse_instant(RECORDED) == instant
    assert parse_instant(RECORDED).tzinfo == UTC
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2019, 6, 2))
