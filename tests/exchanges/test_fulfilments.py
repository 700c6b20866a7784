"""What no entry can show is written by the office that did it, and acknowledged by the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import Cast
from tests.exchanges.test_commitments import promise

from tallystick.access.models import Act
from tallystick.exchanges.models import Commitment, Fulfilment
from tallystick.exchanges.queries.commitments import row_of
from tallystick.exchanges.queries.fulfilling import (
    fulfilling_sides,
    fulfilment,
    fulfilments,
    waiting_fulfilments,
)
from tallystick.exchanges.services import (
    acknowledge_fulfilment,
    refuse_fulfilment,
    report_fulfilment,
    settle_commitment,
    withdraw_fulfilment,
)
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

DONE = date(2021, 9, 1)


def done(made: Commitment, cast: Cast, **other: object) -> Fulfilment:
    words = {"done_on": DONE, "text": "The list was published.", "by": cast.beth, **other}
    return report_fulfilment(commitment=made, **words)  # type: ignore[arg-type]


def test_it_keeps_the_commitment_under_two_names_and_on_its_own_day(cast: Cast) -> None:
    made = promise(cast)
    one = done(made, cast, url="https://example.org/list")
    day = date(2021, 12, 20)
    assert row_of(made, day).standing == "due_soon"
    assert [row.pk for row in waiting_fulfilments(cast.bob)] == [one.pk]
    acknowledge_fulfilment(fulfilment=one, by=cast.ann)
    row = row_of(made, day)
    assert (row.standing, row.ended_on, row.by_movements) == ("kept", DONE, True)
    assert row_of(made, date(2021, 8, 1)).standing == "open"
    assert (one.written_by, one.answered_by) == ("Beth", "Ann")
    assert not waiting_fulfilments(cast.bob)
    acts = Act.objects.filter(thing_id=made.code, action__endswith="fulfilment").order_by("id")
    assert [act.action for act in acts] == [
        "exchanges.report_fulfilment", "exchanges.acknowledge_fulfilment",
    ]  # fmt: skip


def test_only_its_own_office_writes_and_only_the_other_side_answers(cast: Cast) -> None:
    made = promise(cast)
    assert fulfilling_sides(made).other == {"xx-fir"}
    for actor in (cast.alice, cast.bob, cast.chen):
        with pytest.raises(Forbidden):
            done(made, cast, by=actor)
    one = done(made, cast)
    for actor in (cast.beth, cast.bob, cast.alice, cast.chen):
        with pytest.raises(Forbidden):
            acknowledge_fulfilment(fulfilment=one, by=actor)
    with pytest.raises(Forbidden):
        withdraw_fulfilment(fulfilment=one, by=cast.ann)
    Fulfilment.objects.update(writer=cast.ann.user_id)
    with pytest.raises(Forbidden) as own:
        acknowledge_fulfilment(fulfilment=fulfilment(made, 1, actor=cast.ann), by=cast.ann)
    assert own.value.code == "own-fulfilment"
    with pytest.raises(NotFound):
        fulfilment(made, 1, actor=cast.chen)


def test_refused_or_withdrawn_it_leaves_the_commitment_open_for_another(cast: Cast) -> None:
    made = promise(cast)
    one = done(made, cast)
    with pytest.raises(Conflict) as twice:
        done(made, cast)
    assert twice.value.code == "fulfilment-stands"
    with pytest.raises(Refused) as silent:
        refuse_fulfilment(fulfilment=one, reason="", by=cast.ann)
    assert silent.value.code == "refusing-needs-reason"
    refuse_fulfilment(fulfilment=one, reason="Nobody here has seen it.", by=cast.amy)
    with pytest.raises(Conflict):
        acknowledge_fulfilment(fulfilment=one, by=cast.ann)
    second = done(made, cast)
    withdraw_fulfilment(fulfilment=second, by=cast.beth)
    third = done(made, cast)
    assert row_of(made, DONE).standing == "open"
    assert [(row.n, row.state) for row in fulfilments(made)] == [
        (3, "written"), (2, "withdrawn"), (1, "refused"),
    ]  # fmt: skip
    settle_commitment(
        commitment=made, state="dropped", on=DONE, reason="not wanted any more", by=cast.bill
    )
    with pytest.raises(Conflict):
        acknowledge_fulfilment(fulfilment=third, by=cast.ann)
    with pytest.raises(Conflict):
        done(made, cast)


def test_every_fault_of_a_record_is_told_at_once(cast: Cast) -> None:
    made, tomorrow = promise(cast), timezone.localdate() + timedelta(2)
    with pytest.raises(Refused) as refused:
        done(made, cast, done_on=tomorrow, text=" ", url="ftp://x")
    assert [one.code for one in refused.value.problems] == [
        "done-in-the-future", "done-wordless", "not-a-link",
    ]  # fmt: skip


def test_the_database_holds_one_record_that_stands(cast: Cast) -> None:
    made = promise(cast)
    one = done(made, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.create(
            commitment=made, n=2, done_on=DONE, text="x", written_by="B", written_at=one.written_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.filter(pk=one.pk).update(state="acknowledged")
