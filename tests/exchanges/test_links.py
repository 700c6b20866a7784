"""A commitment is linked to what shows it kept; a link is taken off with a reason, and stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import SYSTEM, Cast
from tests.cast import promise as sign_targets
from tests.exchanges.test_commitments import promise

from tallystick.access.models import Act
from tallystick.exchanges.models import Commitment, CommitmentLink
from tallystick.exchanges.queries.linked import link
from tallystick.exchanges.services import (
    link_commitment,
    settle_commitment,
    undertake,
    unlink_commitment,
)
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.services import add_thing

pytestmark = pytest.mark.flow


def project(code: str = "mill", region: str = "xx-fir-mill") -> Thing:
    """Name an invented project."""
    return add_thing(
        code=code, pipeline="project", region=region, name_en=code.title(), name_zh="",
        record={"enterprise": f"{code.title()} Ltd", "counterparty": "Fir farmers"}, by=SYSTEM,
    )  # fmt: skip


def refused(made: Commitment, cast: Cast, **said: Any) -> list[str]:
    """Return why a link is refused, path by path."""
    with pytest.raises(Refused) as fault:
        link_commitment(commitment=made, by=cast.alice, **said)
    return [f"{one.path}:{one.code}" for one in fault.value.problems]


def test_what_was_said_is_kept_with_its_kind_and_the_words_of_its_source(cast: Cast) -> None:
    made = promise(cast, kind="build", words="推动已签约项目落地投产")
    assert (made.kind, made.words) == ("build", "推动已签约项目落地投产")
    assert made.begun_on == date(2021, 5, 6)
    with pytest.raises(Refused) as fault:
        promise(cast, code="other", meeting=None, kind="dance")
    assert fault.value.code == "unknown-commitment-kind"
    alone = promise(cast, code="alone", meeting=None)
    assert alone.begun_on == alone.made_on is not None


def test_either_side_links_a_thing_an_amount_or_a_target_and_nobody_else(cast: Cast) -> None:
    made, mill = promise(cast), project()
    sign_targets(cast, {"FS_GOV_FUND": 900_00})
    first = link_commitment(commitment=made, thing=mill, stage="operating", by=cast.alice)
    second = link_commitment(
        commitment=made, indicator="IC_INV_ACTUAL", amount=500_00, by=cast.beth
    )
    third = link_commitment(commitment=made, indicator="FS_GOV_FUND", period="2020", by=cast.bill)
    assert [(one.n, one.kind) for one in (first, second, third)] == [
        (1, "thing"), (2, "amount"), (3, "target"),
    ]  # fmt: skip
    assert (second.since, third.pairing) == (date(2021, 5, 6), cast.pairing)
    assert CommitmentLink.objects.visible_to(cast.bob).count() == 3
    assert not CommitmentLink.objects.visible_to(cast.chen)
    with pytest.raises(Forbidden):
        link_commitment(commitment=made, thing=mill, stage="landed", by=cast.chen)
    with pytest.raises(Conflict) as twice:
        link_commitment(commitment=made, thing=mill, stage="operating", by=cast.beth)
    assert twice.value.code == "linked-already"


def test_every_fault_of_a_link_is_told(cast: Cast) -> None:
    made, mill, far = promise(cast), project(), project("dam", "xx-far")
    assert refused(made, cast) == ["thing:link-of-nothing"]
    assert refused(made, cast, thing=mill, indicator="IC_INV_ACTUAL") == ["thing:link-of-nothing"]
    assert refused(made, cast, thing=mill, stage="blooming") == ["stage:link-unknown-stage"]
    assert refused(made, cast, thing=far, stage="landed") == ["thing:link-elsewhere"]
    assert refused(made, cast, indicator="NONE", amount=1) == ["indicator:not-found"]
    assert refused(made, cast, indicator="FS_DISBURSE_RATE", amount=0) == [
        "indicator:link-not-counted", "amount:link-amount-missing",
    ]  # fmt: skip
    assert refused(made, cast, indicator="FS_GOV_FUND", period="2020") == [
        "indicator:link-no-target"
    ]
    above = Pairing.objects.get(code="east-west")
    assert refused(made, cast, indicator="FS_GOV_FUND", period="2020", pairing=above) == [
        "pairing:link-elsewhere"
    ]


def test_a_link_is_taken_off_with_a_reason_and_stays_in_the_history(cast: Cast) -> None:
    made, mill = promise(cast), project()
    linked = link_commitment(commitment=made, thing=mill, stage="operating", by=cast.alice)
    with pytest.raises(Refused) as silent:
        unlink_commitment(link=linked, reason=" ", by=cast.alice)
    assert silent.value.code == "unlinking-needs-reason"
    with pytest.raises(Forbidden):
        unlink_commitment(link=linked, reason="x", by=cast.chen)
    unlink_commitment(link=link(made, 1), reason="It was another mill.", by=cast.beth)
    with pytest.raises(Conflict):
        unlink_commitment(link=linked, reason="again", by=cast.beth)
    with pytest.raises(NotFound):
        link(made, 1)
    again = link_commitment(commitment=made, thing=mill, stage="landed", by=cast.alice)
    assert again.n == 2
    acts = Act.objects.filter(thing="commitment", thing_id=made.code, action__contains="link")
    assert [(act.action, act.why) for act in acts.order_by("id")] == [
        ("exchanges.link_commitment", ""),
        ("exchanges.unlink_commitment", "It was another mill."),
        ("exchanges.link_commitment", ""),
    ]


def test_what_ended_is_linked_to_nothing_more(cast: Cast) -> None:
    made, mill = promise(cast), project()
    linked = link_commitment(commitment=made, thing=mill, stage="operating", by=cast.alice)
    day = date(2021, 5, 6)
    settle_commitment(commitment=made, state="dropped", on=day, reason="moot", by=cast.bill)
    for act in (
        lambda: link_commitment(commitment=made, thing=mill, stage="landed", by=cast.alice),
        lambda: unlink_commitment(link=linked, reason="x", by=cast.alice),
    ):
        with pytest.raises(Conflict):
            act()


def test_the_database_holds_a_link_to_one_thing(cast: Cast) -> None:
    made, mill = promise(cast), project()
    link_commitment(commitment=made, thing=mill, stage="operating", by=cast.alice)
    for change in ({"thing": None}, {"stage": ""}, {"amount": 3}, {"kind": "target"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CommitmentLink.objects.update(**change)


def test_undertake_still_asks_for_no_kind_and_no_words(cast: Cast) -> None:
    made = undertake(
        pairing=cast.pairing, owner=cast_office(), due_on=date(2031, 1, 1), text_en="Do it.",
        text_zh="", by=cast.beth,
    )  # fmt: skip
    assert (made.kind, made.words) == ("", "")


def cast_office() -> Any:
    """Return the office of B."""
    from tallystick.access.models import Office

    return Office.objects.get(code="quay")
