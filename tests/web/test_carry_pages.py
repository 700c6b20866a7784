"""Carrying over on the pages: what goes where, in the clerk's words; agree, object, Today."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, carry
from tests.entries.test_carrying import JULY, LOWER, MILL, UPPER, firms, split

from tallystick.access.models import User
from tallystick.entries import services
from tallystick.entries.models import CarryProposal
from tallystick.entries.queries.carries import carries_to_decide, carrying_side
from tallystick.entries.services import Plan, Share, proposed_parts
from tallystick.interchange.queries import what_waits

pytestmark = [pytest.mark.django_db, pytest.mark.flow]


def client(name: str, lang: str = "en") -> Client:
    User.objects.filter(username=name).update(language=lang)
    made = Client(headers={"Accept-Language": lang})
    made.force_login(User.objects.get(username=name))
    return made


def proposed(cast: Cast) -> CarryProposal:
    """Ann proposes for Fir to part five firms of Mill: two to Lower, three to Upper."""
    carry(cast, firms(5))
    split()
    plan = Plan(UPPER, (Share(1, LOWER, 2),))
    return services.propose_carry(pairing="quay-fir", region=MILL, plan=plan, on=JULY, by=cast.ann)


def test_each_side_sees_what_goes_where_in_its_own_words(cast: Cast) -> None:
    one = proposed(cast)
    dealt, text = proposed_parts(one)
    assert sorted((d.heir, d.amount) for d in dealt) == [(LOWER, 2), (UPPER, 3)]
    assert text == one.content_hash
    for name in ("ann", "bob", "alice"):
        page = client(name).get(f"/carries/{one.pk}/").content.decode()
        assert "What stands at Mill goes to its heirs" in page
        assert "Lower" in page
        assert "Upper" in page
        assert "minor" not in page
    assert "承接方" in client("bob", "zh-hans").get(f"/carries/{one.pk}/").content.decode()
    assert client("chen").get(f"/carries/{one.pk}/").status_code == 404
    assert f"/carries/{one.pk}/" not in client("chen").get("/carries/").content.decode()


def test_it_waits_on_today_of_whoever_must_decide_and_of_nobody_else(cast: Cast) -> None:
    one = proposed(cast)
    assert [carrying_side(one.pairing, who) for who in (cast.ann, cast.bob, cast.chen)] == [
        "supported", "supporting", "",
    ]  # fmt: skip
    assert carries_to_decide(cast.bob) == [one]
    assert carries_to_decide(cast.ann) == []
    assert what_waits(cast.bob, JULY).get("carry") == 1
    assert f"/carries/{one.pk}/" in client("bob").get("/today/").content.decode()
    assert f"/carries/{one.pk}/" not in client("ann").get("/today/").content.decode()


def test_what_waits_of_one_pairing_is_asked_of_it_once(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    one = proposed(cast)
    with CaptureQueriesContext(connection) as single:
        carries_to_decide(cast.bob)
    for _ in range(3):
        one.pk = None
        one.save(force_insert=True)
    with django_assert_num_queries(len(single)):
        assert len(carries_to_decide(cast.bob)) == 4


def test_the_other_side_agrees_to_what_it_saw_and_it_is_carried(cast: Cast) -> None:
    one = proposed(cast)
    page = f"/carries/{one.pk}/"
    assert "Agree and carry" not in client("ann").get(page).content.decode()
    assert client("ann").post(page, {"act": "agree", "text": one.content_hash}).status_code == 403
    assert client("bob").post(page, {"act": "agree", "text": "0"}).status_code == 409
    answer = client("bob").post(page, {"act": "agree", "text": one.content_hash}, follow=True)
    assert "It is carried over, under both names." in answer.content.decode()
    one.refresh_from_db()
    assert (one.state, one.agreed_by) == ("done", "Bob")
    assert carries_to_decide(cast.bob) == []


def test_an_objection_needs_a_reason_and_both_sides_read_it(cast: Cast) -> None:
    one = proposed(cast)
    page = f"/carries/{one.pk}/"
    assert client("bob").post(page, {"act": "object", "reason": " "}).status_code == 422
    client("bob").post(page, {"act": "object", "reason": "Lower has three firms."})
    assert "Lower has three firms." in client("ann").get(page).content.decode()
    assert CarryProposal.objects.get().state == "withdrawn"
    assert client("bob").post(page, {}).status_code == 422
