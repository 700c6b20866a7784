"""Agreements: proposed by one side, signed by every party, amended with their own approval.

Of `tallystick.programme.services.agreements` and `.signatures`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.cast import A, B, Cast, promise, seated_at, sign

from tallystick.access.models import User
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme import services
from tallystick.programme.models import (
    Agreement,
    AgreementParty,
    AgreementSignature,
    AgreementVersion,
    Clause,
    Pairing,
    Target,
)
from tallystick.programme.queries.agreements import (
    agreement,
    agreement_version,
    agreements,
    signed_texts,
    text_of,
    to_sign,
)
from tallystick.programme.rules.agreements import (
    ClauseText,
    TargetText,
    text_hash,
    text_problems,
)

MARCH, JUNE = date(2020, 3, 1), date(2020, 6, 1)
MILL, FORD = "xx-fir-mill", "xx-fir-ford"


@pytest.fixture
def recorded(cast: Cast) -> Agreement:
    return services.record_agreement(
        code="a-b-2020", pairing=cast.pairing, kind="yearly", year=2020,
        title_en="Agreement 2020", title_zh="2020年协议", by=cast.beth,
    )  # fmt: skip


def put(cast: Cast, found: Agreement, *targets: TargetText, **words: Any) -> AgreementVersion:
    """Propose a first text by region B's clerk."""
    words = {"signed_on": MARCH, "by": cast.beth, **words}
    return services.propose_version(agreement=found, targets=targets, **words)


def state_of(version: AgreementVersion) -> str:
    return AgreementVersion.objects.get(pk=version.pk).state


def agreement_in_force(pairing: Pairing, year: int, on: date = date.max) -> AgreementVersion | None:
    return next((text for text in signed_texts(pairing, year) if text.signed_on <= on), None)


def test_a_text_stands_when_a_signatory_of_each_side_signed_it(
    cast: Cast, recorded: Agreement
) -> None:
    version = put(cast, recorded, TargetText("LC_TOTAL", 300))
    assert agreement_in_force(cast.pairing, 2020) is None
    sign(version, (A, cast.amy))
    assert (state_of(version), agreement_in_force(cast.pairing, 2020)) == ("proposed", None)
    sign(version, (B, cast.bill))
    assert state_of(version) == "signed"
    assert agreement_in_force(cast.pairing, 2020) == version
    names = AgreementSignature.objects.values_list("name", "office", "role", "party__side")
    assert list(names) == [
        ("Amy", "fir", "signatory", "supported"),
        ("Bill", "quay", "signatory", "supporting"),
    ]
    assert {s.content_hash for s in version.signatures.all()} == {text_hash(text_of(version))}


def test_only_a_signatory_signs_and_only_for_her_own_side(cast: Cast, recorded: Agreement) -> None:
    version = put(cast, recorded, TargetText("LC_TOTAL", 300))
    for actor, party in ((cast.alice, A), (cast.amy, B), (cast.bob, B), (cast.chen, A)):
        with pytest.raises(Forbidden) as refused:
            sign(version, (party, actor))
        assert refused.value.code == "not-allowed"
    with pytest.raises(NotFound):
        sign(version, (MILL, cast.amy))
    assert not AgreementSignature.objects.exists()


def test_who_speaks_for_neither_side_proposes_nothing(cast: Cast, recorded: Agreement) -> None:
    for stranger in (cast.ann, cast.chen):
        with pytest.raises(Forbidden) as refused:
            put(cast, recorded, TargetText("LC_TOTAL", 300), by=stranger)
        assert refused.value.code == "not-allowed"
    assert not AgreementVersion.objects.exists()


def test_nobody_signs_or_proposes_for_both_sides(cast: Cast, recorded: Agreement) -> None:
    version = put(cast, recorded, TargetText("LC_TOTAL", 300))
    both = Actor(
        cast.amy.user_id, "amy", "Amy", (*cast.amy.seats, Seat("clerk", B, "quay"))
    )  # fmt: skip
    with pytest.raises(Forbidden) as refused:
        sign(version, (A, both))
    assert refused.value.code == "both-sides-sign"
    with pytest.raises(Forbidden):
        services.withdraw_version(
            version=version, content_hash=version.content_hash, reason="x",
            by=Actor(9, "x", "X", (Seat("clerk", A, "fir"), Seat("clerk", B, "quay"))),
        )  # fmt: skip


def test_a_party_signs_once_and_not_before_the_day_of_the_text(
    cast: Cast, recorded: Agreement
) -> None:
    version = put(cast, recorded, TargetText("LC_TOTAL", 300), signed_on=JUNE)
    early = datetime(2020, 5, 31, 4, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        sign(version, (A, cast.amy), at=early)
    assert refused.value.code == "signed-too-early"
    sign(version, (A, cast.amy))
    with pytest.raises(Conflict) as twice:
        sign(version, (A, cast.amy))
    assert twice.value.code == "party-signed-already"


def test_a_changed_text_voids_the_names_under_the_old_one(cast: Cast, recorded: Agreement) -> None:
    version = put(cast, recorded, TargetText("LC_TOTAL", 300))
    sign(version, (A, cast.amy))
    old = version.content_hash
    services.revise_version(
        version=version, content_hash=old, signed_on=MARCH,
        targets=[TargetText("LC_TOTAL", 280)], by=cast.beth,
    )  # fmt: skip
    for act in (
        lambda: services.add_signature(version=version, region=B, content_hash=old, by=cast.bill),
        lambda: services.withdraw_version(
            version=version, content_hash=old, reason="late", by=cast.beth
        ),
    ):
        with pytest.raises(Conflict) as changed:
            act()
        assert changed.value.code == "text-changed"
    sign(version, (B, cast.bill))
    assert state_of(version) == "proposed"
    sign(version, (A, cast.amy))
    assert state_of(version) == "signed"
    assert version.signatures.filter(content_hash=old).count() == 1


def test_an_amendment_is_a_version_with_its_own_approval(cast: Cast) -> None:
    first = promise(cast, {"LC_TOTAL": 300, "LC_POV": 200})
    second = promise(cast, {"LC_TOTAL": 260}, signed_on=JUNE, signed=False)
    assert agreement_in_force(cast.pairing, 2020) == first
    sign(second, (A, cast.amy), (B, cast.bill))
    assert agreement_in_force(cast.pairing, 2020) == second
    assert agreement_in_force(cast.pairing, 2020, on=date(2020, 5, 31)) == first
    assert agreement_in_force(cast.pairing, 2020, on=JUNE) == second
    kept = Target.objects.order_by("version__number", "indicator")
    assert list(kept.values_list("version__number", "indicator", "amount")) == [
        (1, "LC_POV", 200), (1, "LC_TOTAL", 300), (2, "LC_POV", 200), (2, "LC_TOTAL", 260),
    ]  # fmt: skip
    assert (second.amends, state_of(first)) == (first, "signed")


def test_a_proposal_is_withdrawn_by_its_own_side_with_a_reason(
    cast: Cast, recorded: Agreement
) -> None:
    version = put(cast, recorded, TargetText("LC_TOTAL", 300))

    def withdraw(by: Actor, reason: str) -> None:
        services.withdraw_version(
            version=version, content_hash=version.content_hash, reason=reason, by=by
        )

    for by, reason, code in (
        (cast.alice, "no", "proposers-own-text"),
        (cast.beth, " ", "withdrawal-needs-reason"),
    ):
        with pytest.raises(Refused) as refused:
            withdraw(by, reason)
        assert refused.value.code == code
    withdraw(cast.beth, "The budget changed.")
    assert state_of(version) == "withdrawn"
    with pytest.raises(Conflict):
        sign(version, (A, cast.amy))
    again = put(cast, recorded, TargetText("LC_TOTAL", 250))
    assert (again.number, again.amends) == (2, None)


def test_one_text_at_a_time_waits_for_its_names(cast: Cast, recorded: Agreement) -> None:
    with pytest.raises(Conflict) as early:
        services.amend_agreement(agreement=recorded, signed_on=JUNE, by=cast.beth)
    assert early.value.code == "nothing-to-amend"
    version = put(cast, recorded, TargetText("LC_TOTAL", 300))
    with pytest.raises(Conflict) as still:
        put(cast, recorded, TargetText("LC_TOTAL", 200))
    assert still.value.code == "proposal-open"
    sign(version, (A, cast.amy), (B, cast.bill))
    with pytest.raises(Conflict) as signed:
        put(cast, recorded, TargetText("LC_TOTAL", 200))
    assert signed.value.code == "signed-already"
    for words, code in (
        ({"targets": [TargetText("LC_TOTAL", 300)], "signed_on": JUNE}, "amends-nothing"),
        ({"targets": [TargetText("LC_TOTAL", 1)], "signed_on": date(2020, 2, 1)},
         "signed-before-last"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            services.amend_agreement(agreement=recorded, by=cast.beth, **words)  # type: ignore[arg-type]
        assert refused.value.code == code


def test_every_fault_of_a_text_is_told_at_once(cast: Cast, recorded: Agreement) -> None:
    with pytest.raises(Refused) as refused:
        put(
            cast, recorded,
            TargetText("NO_SUCH", 1), TargetText("MG_GRADE", 1), TargetText("LC_TOTAL", -1),
            TargetText("MG_COMPLETION_RATE", 1),
            TargetText("LC_POV", 0), TargetText("IC_ENT_NEW", "many"),  # type: ignore[arg-type]
            TargetText("IC_PARKS", 10**18), TargetText("FS_GOV_FUND", 5, period="2031"),
            TargetText("TS_TRAIN_TOTAL", 5), TargetText("TS_TRAIN_TOTAL", 6),
            TargetText("LC_TOTAL", 5, region="xx-far"), TargetText("LC_TOTAL", 5, region="xx-no"),
            clauses=[
                ClauseText(1, ""), ClauseText(1, "Meet", owner="far", due_on=JUNE),
                ClauseText(0, "Pay", indicator="FS_DISBURSED"),
                ClauseText(4, "Go", owner="nowhere", due_on=JUNE),
            ],
        )  # fmt: skip
    codes = {problem.code for problem in refused.value.problems}
    assert codes == {
        "not-found", "target-unpromisable", "target-negative", "target-zero", "target-no-number",
        "target-too-large", "target-period", "target-outside", "clause-empty", "clause-twice",
        "clause-needs-owner", "clause-number", "clause-without-target", "clause-owner-outside",
        "target-twice", "target-claim-only",
    }  # fmt: skip
    assert not Target.objects.exists()
    assert not Clause.objects.exists()
    assert [p.code for p in text_problems([], [], first=2020, last=2020)] == ["no-targets"]


def test_nothing_is_promised_of_what_is_only_claimed_and_the_reason_is_told(
    cast: Cast, recorded: Agreement
) -> None:
    with pytest.raises(Refused) as refused:
        put(cast, recorded, TargetText("OUT_BENEFIT", 5))
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("target-claim-only", "targets.1")
    assert "“People benefiting” (OUT_BENEFIT)" in problem.sentence("en")
    assert "sources give no method" in problem.sentence("en")
    assert "来源未说明算法" in problem.sentence("zh")
    assert not Target.objects.exists()


def test_an_agreement_names_parties_of_several_levels_and_all_of_them_sign(cast: Cast) -> None:
    found = services.record_agreement(
        code="wide", pairing=cast.book, kind="framework", year=2020, last_year=2022,
        title_en="Framework", title_zh="", by=cast.alice,
        parties=["xx-east", B, "xx-west", A, MILL],
    )  # fmt: skip
    assert list(AgreementParty.objects.values_list("region__code", "side")) == [
        ("xx-east", "supporting"), (B, "supporting"), ("xx-west", "supported"),
        (A, "supported"), (MILL, "supported"),
    ]  # fmt: skip
    version = put(cast, found, TargetText("LC_TOTAL", 9, period="2022"), by=cast.alice)
    east = Actor(cast.ben.user_id, "eve", "Eve", (Seat("signatory", "xx-east", "east"),))
    west = Actor(cast.ann.user_id, "wes", "Wes", (Seat("signatory", "xx-west", "west"),))
    sign(version, ("xx-east", east), (B, cast.bill), ("xx-west", west), (A, cast.amy))
    assert state_of(version) == "proposed"
    # Mill has no signatory of its own; the city above it signs, and the record says so.
    sign(version, (MILL, cast.amy))
    assert state_of(version) == "signed"
    assert version.signatures.get(party__region__code=MILL).office == "fir"
    assert agreement_in_force(cast.book, 2022) == version
    assert agreement_in_force(cast.book, 2023) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"parties": [A, MILL]}, "party-of-one-side"),
        ({"parties": [A, B, "xx-far"]}, "party-outside"),
        ({"parties": [A, B, "xx-no"]}, "not-found"),
        ({"kind": "handshake"}, "agreement-kind"),
        ({"last_year": 2019}, "agreement-years"),
        ({"title_en": " "}, "title-missing"),
        ({"above": "no-such"}, "not-found"),
        ({"code": "Not A Code"}, "not-a-code"),
    ],
)
def test_a_frame_without_sense_is_refused(cast: Cast, words: dict[str, Any], code: str) -> None:
    frame = {
        "code": "x", "pairing": cast.pairing, "kind": "yearly", "year": 2020, "title_en": "X",
        "title_zh": "", "by": cast.beth,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.record_agreement(**{**frame, **words})
    assert refused.value.code == code
    assert refused.value.problems[0].sentence("zh")


def test_a_stranger_neither_records_nor_sees_an_agreement(cast: Cast, recorded: Agreement) -> None:
    with pytest.raises((Forbidden, NotFound)):
        services.record_agreement(
            code="x", pairing=cast.pairing, kind="yearly", year=2020, title_en="x", title_zh="",
            by=cast.chen,
        )  # fmt: skip
    with pytest.raises(Conflict):
        services.record_agreement(
            code="a-b-2020", pairing=cast.pairing, kind="yearly", year=2020, title_en="x",
            title_zh="", by=cast.beth,
        )  # fmt: skip
    assert list(agreements(cast.chen)) == []
    assert list(agreements(cast.alice, pairing="quay-fir", programme="nowhere", year=2020)) == [
        recorded
    ]
    with pytest.raises(NotFound):
        agreement("a-b-2020", actor=cast.chen)
    with pytest.raises(NotFound):
        agreement_version("a-b-2020", 1, actor=cast.alice)


def test_a_text_waits_for_the_signatories_who_have_not_signed(cast: Cast) -> None:
    assert to_sign(cast.amy) == []
    text = promise(cast, {"LC_TOTAL": 300}, signed=False)
    assert [to_sign(who) for who in (cast.amy, cast.bill)] == [[text], [text]]
    assert [to_sign(who) for who in (cast.alice, cast.bob, cast.chen)] == [[], [], []]
    client = Client()
    client.force_login(User.objects.get(username="amy"))
    assert f"/agreements/{text.agreement.code}/" in client.get("/today/").content.decode()
    sign(text, (A, cast.amy))
    assert (to_sign(cast.amy), to_sign(cast.bill)) == ([], [text])
    assert f"/agreements/{text.agreement.code}/" not in client.get("/today/").content.decode()
    sign(text, (B, cast.bill))
    assert to_sign(cast.bill) == []


def test_a_text_of_another_pair_is_not_even_read(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    promise(cast, {"LC_TOTAL": 300}, signed=False)
    far = seated_at("xx-far", sia="signatory")
    with django_assert_num_queries(1):
        assert to_sign(far) == []
