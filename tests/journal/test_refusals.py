"""What `post` refuses before a database sees it: each with its code, beside what is legal.

Floors and named things are held by `tallystick.journal.services.floors`, over the balances that
`tallystick.journal.services.running` keeps.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from tests.journal import raw
from tests.journal.cast import (
    BOOK,
    RULES,
    account,
    codes,
    draft,
    move,
    post,
    read_ledger,
    reverse,
    stands,
)

from tallystick.journal import queries, services
from tallystick.journal.guards import check_guards, install
from tallystick.journal.rules import Draft, Move, StageRules
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Refused

pytestmark = pytest.mark.django_db


class Whole(int):
    """An integer that is not quite one."""


def refusal(made: Draft) -> list[str]:
    """Post a draft that is refused; return the codes, once it is sure that nothing was written."""
    with pytest.raises(Refused) as refused:
        services.post(made, rules=RULES)
    assert queries.head(BOOK).seq == 0
    return codes(refused)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (2.0, "amount-not-an-integer"),
        (2.5, "amount-not-an-integer"),
        (1e308, "amount-not-an-integer"),
        (True, "amount-not-an-integer"),
        (Whole(7), "amount-not-an-integer"),
        ("7", "amount-not-an-integer"),
        ("12.5万元左右", "amount-not-an-integer"),
        (None, "amount-not-an-integer"),
        (0, "amount-not-positive"),
        (-1, "amount-not-positive"),
        (10**15 + 1, "amount-too-large"),
    ],
)
def test_an_amount_is_a_positive_integer_within_range(amount: Any, code: str) -> None:
    assert refusal(draft(move("outside>received", amount))) == [code]
    assert post(move("outside>received", 10**15)).seq == 1


@pytest.mark.parametrize(
    "day", ["2019-02-30", "2019-03-01", datetime(2019, 3, 1), None, 43525, date(1899, 12, 31)]
)
def test_a_posting_happened_on_a_day(day: Any) -> None:
    made = draft(move("outside>received"))
    assert refusal(replace(made, valid_from=day)) == ["valid-from-not-a-date"]
    assert services.post(replace(made, valid_from=date(2020, 2, 29)), rules=RULES).seq == 1


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (account("received", unit="person"), "units-crossed"),
        (account("received", region="cn-quan"), "accounts-differ"),
        (account("received", partner="cn-north"), "accounts-differ"),
        (account("received", pipeline="donation"), "accounts-differ"),
        (account("received", cell='{"form":"cash"}'), "accounts-differ"),
        (account("outside"), "accounts-differ"),
        (account(""), "account-unfit"),
        (account("x" * 101), "account-unfit"),
    ],
)
def test_the_two_accounts_of_a_move_differ_in_stage_only(target: Any, code: str) -> None:
    assert refusal(draft(Move(account("outside"), target, 1))) == [code]


@pytest.mark.parametrize("cell", ['{"form": "cash"}', '["cash"]', '{"form":1}', "cash", None, "{"])
def test_codes_are_written_one_way_only(cell: Any) -> None:
    assert refusal(draft(move("outside>received", cell=cell))) == ["codes-unfit"]
    assert refusal(draft(move("outside>received", note=cell))) == ["codes-unfit"]
    assert post(move("outside>received", cell='{"form":"cash"}', note='{"a":"b"}')).seq == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": "1"}, "transaction-id-not-uuid"),
        ({"id": uuid7().upper()}, "transaction-id-not-uuid"),
        ({"hand_over": "x"}, "transaction-id-not-uuid"),
        ({"book": "No Book"}, "book-code-unfit"),
        ({"kind": "gift"}, "kind-unfit"),
        ({"kind": "reversal"}, "kind-unfit"),
        ({"reverses": uuid7()}, "kind-unfit"),
        ({"moves": ()}, "nothing-to-post"),
    ],
)
def test_a_draft_is_whole(change: dict[str, Any], code: str) -> None:
    assert refusal(replace(draft(move("outside>received")), **change)) == [code]


@pytest.mark.parametrize("subject", ["", "x" * 201, 7])
def test_a_subject_is_named_by_text(subject: Any) -> None:
    assert refusal(draft(move("outside>received", subject=subject))) == ["subject-unfit"]


def test_every_problem_of_a_draft_is_said_at_once() -> None:
    found = refusal(draft(move("outside>received", 0), move("outside>received", cell="x"), id="1"))
    assert found == ["transaction-id-not-uuid", "amount-not-positive", "codes-unfit"]


def test_a_provenance_that_cannot_be_written_one_way_is_our_own_mistake() -> None:
    with pytest.raises(TypeError):
        services.post(draft(move("outside>received"), provenance={"share": 0.5}), rules=RULES)


def test_no_stage_is_drawn_below_zero() -> None:
    problems = read_ledger(
        """
        2019-03-01 funds outside>received    100 CNY
        2019-03-02 funds received>allocated   60 CNY
        2019-03-03 funds received>allocated   41 CNY  ; bad: 40 left
        2019-03-03 funds received>allocated   40 CNY
        2019-03-03 funds allocated>paid_out  101 CNY  ; bad: 100 allocated
        """
    )
    assert [(p.code, p.path) for p in problems] == [
        ("below-floor", "line 3"),
        ("below-floor", "line 5"),
    ]
    assert problems[0].params["stage"] == "received"
    assert problems[0].params["missing"] == 1
    assert (problems[1].params["stage"], problems[1].params["region"]) == ("allocated", "cn-west")


def test_no_region_spends_what_another_received() -> None:
    problems = read_ledger(
        """
        2019-03-01 funds outside>received   100 CNY
        2019-03-02 funds received>allocated   1 CNY at cn-quan    ; bad
        2019-03-02 funds received>allocated   1 CNY with cn-north ; bad
        2019-03-02 funds received>allocated   1 CNY of cash       ; bad
        2019-03-02 funds received>allocated   1 CNY in other      ; bad
        2019-03-02 funds received>allocated   1 CNY
        """
    )
    assert [p.path for p in problems] == ["line 2", "line 3", "line 4", "line 5"]


def test_a_move_into_the_past_may_not_make_a_past_day_negative() -> None:
    problems = read_ledger(
        """
        2019-05-01 funds outside>received   100 CNY
        2019-04-01 funds received>allocated   1 CNY  ; bad: nothing stood in April
        2019-03-01 funds outside>received    50 CNY
        2019-06-01 funds received>allocated 120 CNY
        2019-04-01 funds received>allocated  31 CNY  ; bad: only 30 are left since June
        2019-04-01 funds received>allocated  30 CNY
        2019-04-30 funds received>allocated   1 CNY  ; bad
        2019-05-01 funds received>allocated   1 CNY  ; bad: none is left in June
        """
    )
    assert [p.path for p in problems] == ["line 2", "line 5", "line 7", "line 8"]
    assert stands("received", valid_to=date(2019, 4, 30)) == 20
    assert stands("received") == 0


def test_a_promise_may_be_overdrawn_and_so_may_the_outer_stages() -> None:
    assert not read_ledger(
        """
        2019-03-01 funds outside>committed  100 CNY
        2019-03-02 funds committed>received 130 CNY
        2019-03-02 funds carried>received     5 CNY
        """
    )
    assert (stands("committed"), stands("received"), stands("carried")) == (-30, 135, -5)


def test_a_floor_is_held_at_the_end_of_the_posting_not_within_it() -> None:
    post(move("received>allocated", 40), move("outside>received", 40))
    assert (stands("received"), stands("allocated")) == (0, 40)


def test_what_has_moved_on_is_not_taken_back() -> None:
    first = post(move("outside>received", 100))
    later = post(move("received>allocated", 1), day="2019-08-01")
    with pytest.raises(Refused) as refused:
        reverse(first.id)
    assert codes(refused) == ["moved-on"]
    assert refused.value.problems[0].params["missing"] == 1
    reverse(later.id)
    reverse(first.id)
    assert stands("received") == 0


def test_a_named_thing_stands_once() -> None:
    problems = read_ledger(
        """
        2019-03-01 project outside>signed 1 project named p1
        2019-03-02 project outside>signed 1 project named p1              ; bad
        2019-03-02 project outside>signed 1 project named p1 at cn-quan   ; bad: elsewhere too
        2019-01-02 project outside>signed 1 project named p1              ; bad: from March on
        2019-04-01 project signed>landed  1 project named p1
        2019-04-02 project outside>signed 1 project named p1              ; bad: it landed
        2019-05-01 project landed>ended   1 project named p1
        2019-06-01 project outside>signed 1 project named p1
        2019-03-02 project outside>signed 1 project                       ; nobody named
        """
    )
    assert [(p.code, p.path) for p in problems] == [
        ("already-standing", f"line {n}") for n in (2, 3, 4, 6)
    ]
    assert problems[0].params["stage"] == "signed"
    assert "landed" in problems[3].params["stage"]


def test_a_named_thing_that_ended_may_not_have_stood_twice_meanwhile() -> None:
    problems = read_ledger(
        """
        2019-03-01 project outside>signed 1 project named p1
        2019-06-01 project signed>ended   1 project named p1
        2019-05-01 project outside>signed 1 project named p1  ; bad: twice in May
        2019-06-01 project outside>signed 1 project named p1  ; good: gone that day
        """
    )
    assert [(p.code, p.path) for p in problems] == [("already-standing", "line 3")]


def test_taking_an_end_back_may_not_make_a_thing_stand_twice() -> None:
    read_ledger("2019-03-01 project outside>signed 1 project named p1")
    ended = post(
        move("signed>ended", 1, pipeline="project", unit="project", subject="p1"), day="2019-04-01"
    )
    read_ledger("2019-05-01 project outside>signed 1 project named p1")
    with pytest.raises(Refused) as refused:
        reverse(ended.id)
    assert codes(refused) == ["already-standing"]


def test_a_promise_below_zero_does_not_hide_a_second_standing() -> None:
    problems = read_ledger(
        """
        2019-03-01 project planned>landed 1 project named p1
        2019-03-02 project planned>landed 1 project named p1  ; bad: planned -2, landed 2
        """
    )
    assert [(p.code, p.path) for p in problems] == [("already-standing", "line 2")]


def test_a_named_thing_leaves_only_where_it_stands() -> None:
    problems = read_ledger(
        """
        2019-03-01 project outside>signed 2 project
        2019-03-01 project outside>signed 1 project named p1
        2019-03-02 project signed>landed  1 project named p2  ; bad: three stand, not p2
        2019-03-02 project signed>landed  1 project named p1
        2019-02-01 funds   outside>received 9 CNY named q1
        2019-03-02 funds   received>allocated 5 CNY named q2  ; funds are not counted by name
        """
    )
    assert [(p.code, p.path) for p in problems] == [("subject-not-there", "line 3")]
    assert problems[0].params["subject"] == "p2"


def test_a_named_thing_moves_as_one() -> None:
    assert refusal(
        draft(move("outside>signed", 2, pipeline="project", unit="project", subject="p1"))
    ) == ["subject-moves-as-one", "already-standing"]
    post(
        move("outside>signed", 1, pipeline="project", unit="project", subject="p1"),
        move("outside>signed", 900, pipeline="project", unit="CNY", subject="p1"),
    )


def test_without_rules_nothing_has_a_floor() -> None:
    made = draft(move("received>allocated", 5))
    assert services.post(made, rules=StageRules()).seq == 1
    assert stands("received") == -5


def test_dropped_guards_stop_the_pen_until_they_are_put_back() -> None:
    post(move("outside>received"))
    raw.settle()
    on = " ON journal_line" if connection.vendor == "postgresql" else ""
    name = "journal_line_open"
    raw.sql(f"DROP TRIGGER {name}{on}")
    with pytest.raises(Refused) as refused:
        post(move("outside>received"))
    assert codes(refused) == ["guards-dropped"]
    assert name in refused.value.problems[0].params["names"]
    install(connection)
    check_guards()
    assert post(move("outside>received")).seq == 2


def test_a_guard_that_was_rewritten_is_seen() -> None:
    if connection.vendor == "sqlite":
        raw.sql("DROP TRIGGER journal_line_no_update")
        raw.sql(
            "CREATE TRIGGER journal_line_no_update BEFORE UPDATE ON journal_line"
            " BEGIN SELECT 1; END"
        )
    else:
        raw.sql(
            "CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
    with pytest.raises(Refused) as refused:
        check_guards()
    assert codes(refused) == ["guards-dropped"]
    install(connection)
    check_guards()


def test_a_trigger_that_was_added_is_seen() -> None:
    if connection.vendor == "sqlite":
        raw.sql(
            "CREATE TRIGGER quiet AFTER INSERT ON journal_line BEGIN DELETE FROM journal_day; END"
        )
    else:
        raw.sql(
            "CREATE TRIGGER quiet AFTER INSERT ON journal_line"
            " FOR EACH ROW EXECUTE FUNCTION journal_append_only()"
        )
    with pytest.raises(Refused) as refused:
        post(move("outside>received"))
    assert codes(refused) == ["guards-dropped"]


@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="only a server has such ways round a guard"
)
@pytest.mark.parametrize(
    "attack",
    [
        "ALTER TABLE journal_line DISABLE TRIGGER journal_line_no_change",
        "ALTER TABLE journal_line ENABLE TRIGGER journal_line_no_change",
        "ALTER TABLE journal_line DROP CONSTRAINT journal_line_amount",
        "ALTER TABLE journal_transaction DROP CONSTRAINT journal_transaction_sealed",
    ],
)
def test_a_guard_that_was_switched_off_is_seen(attack: str) -> None:
    raw.sql(attack)
    with pytest.raises(Refused) as refused:
        post(move("outside>received"))
    assert codes(refused) == ["guards-dropped"]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="a pragma, tried where it commits")
@pytest.mark.parametrize(
    "attack",
    [
        "SET LOCAL session_replication_role = replica",
        "ALTER TABLE journal_line DISABLE TRIGGER ALL",
    ],
)
def test_foreign_keys_that_are_off_stop_the_pen(attack: str) -> None:
    raw.sql(attack)
    with pytest.raises(Refused) as refused:
        post(move("outside>received"))
    assert codes(refused)[0] == "foreign-keys-off"
