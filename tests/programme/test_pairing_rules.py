"""How a pairing works is decided by the programme office, or by the heads of both its sides."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import SYSTEM, A, B, Cast, carry, confirm, sale, seat_people

from tallystick.entries.models import Entry
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import PairingRule
from tallystick.programme.queries import evidence_duty, policy_for, rules_of
from tallystick.programme.services import agree_rule, set_evidence_duty, set_matching_policy

DAY = date(2020, 3, 10)


@pytest.fixture
def heads(cast: Cast) -> dict[str, Actor]:
    """Return the heads of both sides, and who sits in offices that decide nothing here."""
    return seat_people(
        {"fir-head": A, "quay-head": B, "mill": "xx-fir-mill", "top": "xx", "off": "xx-far"},
        {
            "hua": ("fir-head", ("head",)),
            "hugo": ("quay-head", ("head",)),
            "mia": ("mill", ("head",)),
            "otto": ("top", ("programme_office",)),
            "ozan": ("off", ("programme_office",)),
            "ada": ("top", ("administrator",)),
        },
        date(2020, 1, 1),
    )


def decide(cast: Cast, by: Actor, policy: str = "blind", **more: object) -> PairingRule:
    said = {"pipeline": "sale", "reason": "tried by both", **more}
    return set_matching_policy(pairing=cast.pairing, policy=policy, by=by, **said)  # type: ignore[arg-type]


def test_the_programme_office_decides_alone(cast: Cast, heads: dict[str, Actor]) -> None:
    assert decide(cast, heads["otto"]).decided_at
    assert policy_for(cast.pairing, "sale", on=DAY) == ("blind", "tried by both")
    assert policy_for(cast.pairing, "funds", on=DAY) == ("both", "")


@pytest.mark.parametrize("who", ["mia", "ozan", "ada"])
def test_nobody_else_decides(cast: Cast, heads: dict[str, Actor], who: str) -> None:
    with pytest.raises(Forbidden) as refused:
        decide(cast, heads[who])
    assert refused.value.code == "rule-takes-office-or-heads"


def test_one_head_proposes_and_it_holds_when_the_other_agrees(
    cast: Cast, heads: dict[str, Actor]
) -> None:
    """rule-takes-other-head"""
    proposed = decide(cast, heads["hua"])
    assert proposed.decided_at is None
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "both"
    for who in ("hua", "mia", "otto"):
        with pytest.raises(Forbidden):
            agree_rule(rule_id=proposed.pk, by=heads[who])
    with pytest.raises(NotFound):
        agree_rule(rule_id=proposed.pk, by=heads["ozan"])
    assert agree_rule(rule_id=proposed.pk, by=heads["hugo"]).agreed_by == "Hugo"
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "blind"
    with pytest.raises(Conflict):
        agree_rule(rule_id=proposed.pk, by=heads["hugo"])


def test_a_proposal_that_was_overtaken_is_not_agreed_to(
    cast: Cast, heads: dict[str, Actor]
) -> None:
    proposed = decide(cast, heads["hua"])
    decide(cast, heads["otto"], "both")
    with pytest.raises(Conflict):
        agree_rule(rule_id=proposed.pk, by=heads["hugo"])


def test_a_policy_holds_from_its_day_and_leaves_what_was_entered_before(cast: Cast) -> None:
    before = carry(cast, sale(1))
    decide(cast, SYSTEM, "single", valid_from=date(2020, 3, 10))
    assert policy_for(cast.pairing, "sale", on=date(2020, 3, 9))[0] == "both"
    assert confirm(cast, sale(2, happened_on=date(2020, 3, 9))).state == "confirmed"
    assert confirm(cast, sale(3)).state == "posted"
    before = Entry.objects.get(pk=before.pk)
    assert (before.policy, before.state) == ("both", "posted")
    decide(cast, SYSTEM, "both")  # always: the later day still goes before it
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "single"
    decide(cast, SYSTEM, "both", valid_from=date(2020, 3, 10))
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "both"
    assert PairingRule.objects.filter(kind="matching").count() == 3, "every decision is kept"


def test_a_pairing_follows_its_parent_until_it_has_its_own_rule(cast: Cast) -> None:
    decide_above = {"pairing": cast.book, "pipeline": "", "reason": "for all", "by": SYSTEM}
    set_matching_policy(policy="blind", **decide_above)  # type: ignore[arg-type]
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "blind"
    assert policy_for(cast.pairing, "target", on=DAY)[0] == "both"
    decide(cast, SYSTEM, "both")
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "both"
    assert policy_for(cast.pairing, "funds", on=DAY)[0] == "blind"


def test_a_document_is_required_until_it_was_made_advisory(cast: Cast) -> None:
    PairingRule.objects.all().delete()

    def required(pipeline: str) -> bool:
        return evidence_duty(rules_of(cast.pairing), cast.pairing, pipeline, DAY).required

    assert required("sale")
    set_evidence_duty(
        pairing=cast.pairing, pipeline="sale", duty="advisory", reason="no scanner yet", by=SYSTEM
    )
    assert not required("sale")
    assert required("funds")


def test_a_document_may_be_required_for_what_feeds_one_indicator(cast: Cast) -> None:
    rule = set_evidence_duty(
        pairing=cast.pairing, indicator="LC_TOTAL", duty="required", reason="audit", by=SYSTEM
    )
    assert (rule.pipeline, rule.indicator) == ("", "LC_TOTAL")
    rules = rules_of(cast.pairing)
    fed = evidence_duty(rules, cast.pairing, "placement", DAY, {"LC_TOTAL", "LC_POV"})
    assert (fed.required, fed.indicators) == (True, ("LC_TOTAL",))
    assert not evidence_duty(rules, cast.pairing, "placement", DAY, {"LC_POV"}).required
    assert policy_for(cast.pairing, "placement", on=DAY) == ("both", "")


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({"indicator": "NOTHING"}, "not-found"),
        ({"indicator": "LC_INCOME"}, "rule-of-unfed-indicator"),
        ({"indicator": "MG_COMPLETION_RATE"}, "rule-of-unfed-indicator"),
        ({"indicator": "LC_TOTAL", "pipeline": "sale"}, "rule-of-one-scope"),
    ],
)
def test_nothing_is_asked_for_an_indicator_that_no_entry_feeds(
    cast: Cast, scope: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        set_evidence_duty(pairing=cast.pairing, duty="required", reason="x", by=SYSTEM, **scope)
    assert refused.value.code == code


def test_the_book_keeps_an_indicator_beside_documents_only(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="indicator_speaks_of_documents"), transaction.atomic():
        PairingRule.objects.create(
            pairing=cast.pairing, kind="matching", value="both", indicator="LC_TOTAL",
            set_at=timezone.now(), set_by="x",
        )  # fmt: skip


def test_a_later_word_on_another_indicator_overtakes_no_proposal(
    cast: Cast, heads: dict[str, Actor]
) -> None:
    said = {"pairing": cast.pairing, "duty": "required", "reason": "audit"}
    put = set_evidence_duty(indicator="LC_TOTAL", by=heads["hua"], **said)  # type: ignore[arg-type]
    set_evidence_duty(indicator="LC_POV", by=heads["otto"], **said)  # type: ignore[arg-type]
    assert agree_rule(rule_id=put.pk, by=heads["hugo"]).decided_at
    put = set_evidence_duty(indicator="LC_TOTAL", by=heads["hua"], **said)  # type: ignore[arg-type]
    set_evidence_duty(indicator="LC_TOTAL", by=heads["otto"], **said)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        agree_rule(rule_id=put.pk, by=heads["hugo"])


@pytest.mark.parametrize(
    ("policy", "more", "code"),
    [
        ("none", {}, "unknown-rule"),
        ("advisory", {}, "unknown-rule"),
        ("blind", {"reason": " "}, "rule-needs-reason"),
        ("blind", {"pipeline": "nothing"}, "not-found"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    cast: Cast, policy: str, more: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide(cast, SYSTEM, policy, **more)
    assert refused.value.code == code


def test_an_office_gives_its_reason_even_for_the_ordinary(
    cast: Cast, heads: dict[str, Actor]
) -> None:
    with pytest.raises(Refused):
        decide(cast, heads["otto"], "both", reason="")


def test_that_one_side_alone_is_enough_takes_the_heads_of_both(
    cast: Cast, heads: dict[str, Actor]
) -> None:
    """The office of the programme could else post with a clerk and a confirmer of its own."""
    for pairing in (cast.pairing, cast.book):
        with pytest.raises(Forbidden) as refused:
            set_matching_policy(
                pairing=pairing, pipeline="sale", policy="single", reason="x", by=heads["otto"]
            )
        assert refused.value.code == "single-takes-heads"
    put = decide(cast, heads["hua"], "single")
    with pytest.raises(Forbidden):
        agree_rule(rule_id=put.pk, by=heads["otto"])
    agree_rule(rule_id=put.pk, by=heads["hugo"])
    assert policy_for(cast.pairing, "sale", on=DAY)[0] == "single"


def test_for_a_side_that_never_had_a_head_the_programme_office_agrees(
    cast: Cast, heads: dict[str, Actor]
) -> None:
    from tallystick.access.models import Office, Seat

    seats = Seat.objects.filter(role="head", office__in=Office.objects.filter(region__code=B))
    seats.update(role="clerk")
    put = decide(cast, heads["hua"], "single")
    with pytest.raises(Forbidden):
        agree_rule(rule_id=put.pk, by=heads["ada"])
    assert agree_rule(rule_id=put.pk, by=heads["otto"]).decided_at
    Seat.objects.filter(role="head").update(role="clerk")
    assert decide(cast, heads["otto"], "single").decided_at, "nobody is there to be asked"
