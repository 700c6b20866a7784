"""The guided first visit: each step is there for the person it is shown to, and remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.cast import Cast
from tests.example import Installation

from tallystick.access.models import User
from tallystick.access.queries import actor_of
from tallystick.access.services import set_tour
from tallystick.access.tour_places import TourPlace, tour_place
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.web.tours import TOURS, Tour, stops, tour_for, tour_of

TITLES = {
    "wang.lei": "clerk", "yang.min": "counterpart", "tian.hui": "head", "he.ruilin": "auditor",
    "xu.ning": "office", "ma.jun": "office",
}  # fmt: skip


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def bar(page: str) -> str:
    """Return what the bar of a tour says on a page; empty where there is none."""
    found = re.search(r'<aside class="ts-tour.*?</aside>', page)
    return found[0] if found else ""


def take(user: User, tours: Iterable[Tour]) -> None:
    """Open every step of tours as one person: it answers, and what it points at is there."""
    actor, client = actor_of(user, on=timezone.localdate()), signed_in(user)
    answered: dict[str, str] = {}
    for tour in tours:
        found = stops(tour, actor)
        assert len(found) >= 3, (user.username, tour.code)
        for n, stop in enumerate(found, 1):
            if stop.href not in answered:
                answer = client.get(stop.href)
                assert answer.status_code == 200, (user.username, tour.code, n, stop.href)
                answered[stop.href] = answer.content.decode()
            assert f'id="{stop.anchor}"' in answered[stop.href], (user.username, tour.code, stop)


def test_every_step_of_her_tour_is_there_for_everybody(on_example: Installation) -> None:
    for user in User.objects.filter(is_active=True):
        take(user, [tour_for(actor_of(user, on=timezone.localdate()))])


@pytest.mark.long
def test_every_step_of_every_tour_is_there_for_everybody(on_example: Installation) -> None:
    for user in User.objects.filter(is_active=True):
        take(user, TOURS)


def test_a_persons_own_tour_has_all_its_steps_on_the_example(on_example: Installation) -> None:
    for name, code in TITLES.items():
        actor = actor_of(User.objects.get(username=name), on=timezone.localdate())
        tour = tour_for(actor)
        assert tour.code == code
        if name != "wang.lei":
            # Her pairing has ended: she finds what will be there, and no table.
            assert [one.words for one in stops(tour, actor)] == [one.words for one in tour.steps]


def test_a_scorecard_with_targets_is_found_in_a_few_queries(on_example: Installation) -> None:
    actor = actor_of(User.objects.get(username="he.ruilin"), on=timezone.localdate())
    find = next(step.find for step in TOURS[3].steps if step.anchor == "scorecard")
    assert find is not None
    with CaptureQueriesContext(connection) as asked:
        found = find(actor)
    assert "?year=" in found
    # What was posted last, ten pairings, and the years of all of them.
    assert sum("programme_target" in query["sql"] for query in asked) == 1
    assert not [
        query["sql"]
        for query in asked
        if "pairing" in query["sql"]
        and "LIMIT" not in query["sql"]
        and "programme_target" not in query["sql"]
    ]


def test_it_is_offered_once_taken_remembered_and_put_away(on_example: Installation) -> None:
    user = User.objects.get(username="luo.zhenghua")
    client = signed_in(user)
    assert 'href="/tour/clerk/1/"' in said(client.get("/today/"))
    went = client.get("/tour/clerk/1/")
    assert went["Location"] == "/today/#main"
    page = said(client.get("/today/"))
    assert "step 1 of 5" in bar(page)
    assert 'href="/tour/clerk/2/"' in bar(page)
    assert "Show me round" not in page
    assert client.get("/tour/clerk/2/")["Location"] == "/entries/new/#g1"
    # In another browser, on another day.
    again = signed_in(user)
    assert "step 2 of 5" in bar(said(again.get("/entries/new/")))
    elsewhere = bar(said(again.get("/claims/")))
    assert "You are on another page now." in elsewhere
    assert 'href="/entries/new/#g1"' in elsewhere
    assert "Go on at step 2" in said(again.get("/help/"))
    assert again.post("/tour/end/", {"act": "off"})["Location"] == "/today/"
    page = said(again.get("/today/"))
    assert (bar(page), "Show me round" in page) == ("", False)
    assert "Go on at step 2" in said(again.get("/help/"))


def test_the_last_step_leads_no_further_and_ends_it(on_example: Installation) -> None:
    client = signed_in(User.objects.get(username="tian.hui"))
    client.get("/tour/head/5/")
    page = bar(said(client.get("/meetings/")))
    assert "Finish the tour" in page
    assert "/tour/head/6/" not in page
    client.post("/tour/end/", {"act": "done"})
    assert "Go on at step" not in said(client.get("/help/"))
    assert 'href="/tour/head/1/"' in said(client.get("/help/"))


def test_whoever_does_not_want_it_is_not_asked_again(on_example: Installation) -> None:
    client = signed_in(User.objects.get(username="zheng.kai"))
    client.post("/tour/end/", {"act": "off"})
    assert "Show me round" not in said(client.get("/today/"))


def test_the_bar_speaks_chinese(on_example: Installation) -> None:
    user = User.objects.get(username="he.ruilin")
    client = Client(headers={"Accept-Language": "zh-hans"})
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(tour="auditor.1")
    page = bar(said(client.get("/pairings/")))
    assert "您可查阅的全部结对关系" in page
    with translation.override("zh-hans"):
        for tour in TOURS:
            for step in tour.steps:
                for words in filter(None, (step.words, step.empty)):
                    assert translation.gettext(words) != words, words


def test_on_an_empty_home_it_says_what_will_be_there(cast: Cast) -> None:
    tour = tour_of("auditor")
    assert tour is not None
    found = stops(tour, cast.bob)
    assert [one.anchor for one in found] == ["main", "main", "all"]
    user = User.objects.get(username="bob")
    client = signed_in(user)
    for one in TOURS:
        for stop in stops(one, cast.bob):
            assert client.get(stop.href).status_code == 200, (one.code, stop.href)
    assert "Show me round" in said(client.get("/today/"))


def test_no_other_step_is_there(on_example: Installation) -> None:
    client = signed_in(User.objects.get(username="luo.zhenghua"))
    for address in ("/tour/clerk/0/", "/tour/thief/1/"):
        assert client.get(address).status_code == 404, address
    assert client.get("/tour/clerk/9/")["Location"] == "/entries/#main", "its last one"
    assert client.get("/tour/end/").status_code == 405
    assert Client().get("/tour/clerk/1/").status_code == 302
    User.objects.filter(username="luo.zhenghua").update(tour="clerk.9")
    assert bar(said(client.get("/today/"))) == ""


def test_a_tour_is_ones_own(cast: Cast) -> None:
    """tour-unknown"""
    bob = User.objects.get(username="bob")
    with pytest.raises(Forbidden):
        set_tour(user=bob, tour="clerk.1", by=cast.alice)
    for none in ("clerk", "Clerk.1", "clerk.1.on", "x" * 40):
        with pytest.raises(Refused):
            set_tour(user=bob, tour=none, by=cast.bob)
    set_tour(user=bob, tour="head.2.off", by=cast.bob)
    bob.refresh_from_db()
    assert tour_place(bob.tour) == TourPlace("head", 2, on=False)
