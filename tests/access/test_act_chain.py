"""The act log is one chain: what was changed, taken out or put in past the product is found."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from tests.access.stage import Stage
from tests.cast import SYSTEM
from tests.databases import CommittedDatabase

from tallystick.access.chaining import install_after_migrate, remove
from tallystick.access.models import Act, ActSeal
from tallystick.access.queries import act_problems, acts_head
from tallystick.access.rules import act_leaf, next_link
from tallystick.access.services import add_user, record_act

pytestmark = pytest.mark.journal
AT = datetime(2019, 6, 2, 1, 2, 3, 4, UTC)


def found() -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in act_problems()]


def do(why: str, after: object = None) -> Act:
    return record_act("access.test", "office", "fir", by=SYSTEM, after=after, why=why, at=AT)


def test_each_act_is_bound_to_all_before_it(stage: Stage) -> None:
    assert not found()  # the control; and what waits for COMMIT is sealed by now
    seq, chain = acts_head()
    assert seq == Act.objects.count() == ActSeal.objects.count()
    act = do("one more", after={"rows": [1, "二"], 3: None})
    assert not found()
    assert acts_head() == (seq + 1, next_link(chain, act.leaf))
    told = {
        "user": None, "who": "cast", "action": "access.test", "thing": "office", "thing_id": "fir",
        "before": None, "after": {"rows": [1, "二"], "3": None}, "why": "one more",
    }  # fmt: skip
    assert Act.objects.get(pk=act.pk).leaf == act_leaf(AT, told)


@pytest.mark.parametrize(
    "change",
    [
        {"why": "another"},
        {"who": "Somebody"},
        {"action": "access.other"},
        {"thing_id": "quay"},
        {"after": {"rows": 2}},
        {"before": {}},
        {"at": datetime(2019, 6, 2, 1, 2, 3, 5, UTC)},
    ],
)
def test_an_act_that_was_changed_is_found(stage: Stage, change: dict[str, object]) -> None:
    act = do("one", after={"rows": 1})
    do("two")
    assert not found()
    Act.objects.filter(pk=act.pk).update(**change)
    assert found() == [("act-unlike-seal", str(act.pk))]


def test_an_act_that_became_somebody_elses_is_found(stage: Stage) -> None:
    act = record_act("access.test", "office", "fir", by=stage.hana)
    assert not found()
    Act.objects.filter(pk=act.pk).update(user=stage.user("hugo"))
    assert found() == [("act-unlike-seal", str(act.pk))]


def test_an_act_changed_together_with_its_leaf_no_longer_fits_the_chain(stage: Stage) -> None:
    act = do("one")
    do("two")
    assert not found()
    told = {name: getattr(act, name) for name in ("who", "action", "thing", "thing_id")}
    told |= {"user": None, "before": None, "after": None, "why": "another"}
    Act.objects.filter(pk=act.pk).update(why="another", leaf=act_leaf(AT, told))
    assert found() == [("act-unlike-seal", str(act.pk))]


def test_an_act_taken_out_and_one_put_in_are_found(stage: Stage) -> None:
    act, kept = do("one"), do("two")
    assert not found()
    Act.objects.filter(pk=act.pk).delete()
    assert [problem.code for problem in act_problems()] == ["act-gone"]
    ActSeal.objects.filter(act=act.pk).delete()  # its seal with it: the next one has a gap before
    assert found() == [("act-unlike-seal", str(kept.pk))]
    loose = do("put in")
    assert len(found()) == 1
    ActSeal.objects.filter(act=loose.pk).delete()
    assert ("act-unsealed", str(loose.pk)) in found()


def test_migrating_puts_the_trigger_back_and_what_was_written_without_it_is_found(
    stage: Stage,
) -> None:
    assert not found()  # so that nothing waits for COMMIT
    remove(connection)
    loose = do("without it")
    install_after_migrate(using="default")
    do("with it")
    assert found() == [("act-unsealed", str(loose.pk))]


def test_what_was_undone_leaves_no_gap(stage: Stage) -> None:
    do("kept")
    with transaction.atomic():
        do("undone")
        transaction.set_rollback(True)
    do("kept too")
    assert not found()


def test_one_act_is_sealed_by_a_fixed_number_of_queries(stage: Stage) -> None:
    counts = []
    for n in (1, 30):
        for _ in range(n):
            do("more")
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        do("counted")
        counts.append(len(connection.queries_log) - before)
        connection.force_debug_cursor = False
    assert counts[0] == counts[1] == 1


def test_two_who_act_at_once_follow_one_another(committed_db: CommittedDatabase) -> None:
    user = add_user(username="nora", name_en="Nora", by=SYSTEM)

    def act() -> None:
        for n in range(20):
            with transaction.atomic():
                record_act("access.test", "user", user.username, by=SYSTEM, why=str(n))
                record_act("access.test", "user", user.username, by=SYSTEM, why=f"{n} again")

    assert committed_db.together(act, act) == [None, None]
    assert acts_head()[0] == Act.objects.count() >= 80
    assert not found()
