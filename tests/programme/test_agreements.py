"""Agreements keep every version; targets are in minor units of the indicator's target unit."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from tallystick.kernel.problem import Forbidden, NotFound, Refused
from tallystick.programme.models import Agreement, AgreementVersion, Target
from tallystick.programme.services import add_version, record_agreement


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return record_agreement(
        code="a-b-2020", pairing=cast.pairing, kind="yearly", year=2020,
        title_en="Agreement 2020", title_zh="2020年协议", by=cast.beth,
    )  # fmt: skip


def test_an_amendment_is_a_new_version_and_the_old_one_stays(
    cast: Cast, agreement: Agreement
) -> None:
    for day, amount in ((date(2020, 3, 1), 300), (date(2020, 6, 1), 260)):
        add_version(agreement=agreement, signed_on=day, targets={"LC_TOTAL": amount}, by=cast.beth)
    kept = Target.objects.order_by("version__number").values_list("version__number", "amount")
    assert list(kept) == [(1, 300), (2, 260)]
    assert AgreementVersion.objects.get(number=1).signed_on == date(2020, 3, 1)


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        ({}, "no-targets"),
        ({"NO_SUCH": 1}, "not-found"),
        ({"LC_TOTAL": -1}, "target-negative"),
        ({"LC_TOTAL": 400.5}, "target-no-number"),
    ],
)
def test_a_text_without_sense_is_refused(
    cast: Cast, agreement: Agreement, targets: dict[str, int], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        add_version(agreement=agreement, signed_on=date(2020, 3, 1), targets=targets, by=cast.beth)
    assert refused.value.code == code
    assert not Target.objects.exists()


def test_an_amendment_is_not_signed_before_what_it_amends(cast: Cast, agreement: Agreement) -> None:
    add_version(
        agreement=agreement, signed_on=date(2020, 3, 1), targets={"LC_TOTAL": 1}, by=cast.beth
    )
    with pytest.raises(Refused) as early:
        add_version(
            agreement=agreement, signed_on=date(2020, 2, 1), targets={"LC_TOTAL": 2}, by=cast.beth
        )
    assert early.value.code == "signed-before-last"


def test_a_stranger_records_no_agreement(cast: Cast) -> None:
    with pytest.raises((Forbidden, NotFound)):
        record_agreement(
            code="x", pairing=cast.pairing, kind="yearly", year=2020, title_en="x", title_zh="",
            by=cast.chen,
        )  # fmt: skip
