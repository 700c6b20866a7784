"""A clause without a figure becomes a commitment of its office when every party has signed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import A, B, Cast, sign

from tallystick.exchanges.models import Commitment
from tallystick.exchanges.services import sign_agreement
from tallystick.programme.models import AgreementVersion
from tallystick.programme.rules.agreements import ClauseText, TargetText
from tallystick.programme.services import amend_agreement, propose_version, record_agreement

MARCH, JUNE, DUE = date(2020, 3, 1), date(2020, 6, 1), date(2020, 9, 30)
STATION = ClauseText(1, "Open a labour station.", "设立劳务协作站。", owner="quay", due_on=DUE)
ROSTER = ClauseText(2, "Send the roster.", owner="fir", due_on=DUE)
FIGURE = ClauseText(3, "Place 300 people.", indicator="LC_TOTAL")


@pytest.fixture
def signed(cast: Cast) -> AgreementVersion:
    agreement = record_agreement(
        code="a-b-2020", pairing=cast.pairing, kind="yearly", year=2020, title_en="2020",
        title_zh="", by=cast.beth,
    )  # fmt: skip
    version = propose_version(
        agreement=agreement, signed_on=MARCH, targets=[TargetText("LC_TOTAL", 300)],
        clauses=[STATION, ROSTER, FIGURE], by=cast.beth,
    )  # fmt: skip
    sign(version, (A, cast.amy))
    assert not Commitment.objects.exists()
    sign_agreement(version=version, region=B, content_hash=version.content_hash, by=cast.bill)
    return version


def made() -> list[tuple[str, str, str]]:
    return list(Commitment.objects.order_by("code").values_list("code", "owner__code", "state"))


def test_a_clause_without_a_figure_becomes_a_commitment_with_owner_and_date(
    signed: AgreementVersion,
) -> None:
    assert made() == [
        ("a-b-2020-v1-c1", "quay", "made"),
        ("a-b-2020-v1-c2", "fir", "made"),
    ]
    first = Commitment.objects.get(code="a-b-2020-v1-c1")
    assert (first.due_on, first.text_zh, first.clause) == (
        DUE, "设立劳务协作站。", signed.clauses.get(number=1),
    )  # fmt: skip


def test_an_amendment_keeps_what_it_does_not_name_and_drops_what_it_takes_away(
    cast: Cast, signed: AgreementVersion
) -> None:
    later = ClauseText(1, "Open two labour stations.", owner="quay", due_on=DUE)
    version = amend_agreement(
        agreement=signed.agreement, signed_on=JUNE, clauses=[later], dropped_clauses=[2],
        by=cast.beth,
    )  # fmt: skip
    sign(version, (A, cast.amy), (B, cast.bill))
    assert made() == [
        ("a-b-2020-v1-c1", "quay", "dropped"),
        ("a-b-2020-v1-c2", "fir", "dropped"),
        ("a-b-2020-v2-c1", "quay", "made"),
    ]
    assert Commitment.objects.get(code="a-b-2020-v1-c2").reason == "a-b-2020 v2"
    assert [c.number for c in version.clauses.all()] == [1, 3]


def test_an_amendment_of_figures_makes_no_second_commitment(
    cast: Cast, signed: AgreementVersion
) -> None:
    version = amend_agreement(
        agreement=signed.agreement, signed_on=JUNE, targets=[TargetText("LC_TOTAL", 260)],
        by=cast.beth,
    )  # fmt: skip
    sign(version, (A, cast.amy), (B, cast.bill))
    assert len(made()) == 2
    assert {state for *_, state in made()} == {"made"}
