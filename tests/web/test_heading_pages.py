"""An office without a head in the pages: named by her side, or proposed and agreed to by both."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.access.stage import Stage, stage
from tests.cast import SYSTEM

from tallystick.access.models import Office, Seat, User
from tallystick.access.services import add_user, deactivate_user, grant_seat, open_office

__all__ = ["stage"]
pytestmark = pytest.mark.django_db
FIR, MILL = "/set-up/offices/fir/", "/set-up/offices/mill/"
NEW = {"username": "mia", "name_en": "Mia", "name_zh": "米娅", "language": "en", "why": "appointed"}


def as_(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def page(name: str, address: str) -> str:
    return as_(name).get(address).content.decode()


@pytest.fixture
def mill(stage: Stage) -> Office:
    return open_office(code="mill", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM)


def test_the_head_of_a_side_finds_a_form_to_name_the_head_of_a_further_office(
    stage: Stage, mill: Office
) -> None:
    for other in ("rita", "alice", "hugo"):
        assert 'value="name-head"' not in page(other, MILL)
    shown = page("hana", MILL)
    assert 'value="name-head"' in shown
    answer = as_("hana").post(MILL, {"act": "name-head", **NEW})
    assert re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", answer.content.decode())
    assert Seat.objects.get(user__username="mia").role == "head"
    assert User.objects.get(username="mia").language == "en"
    assert 'value="name-head"' not in page("hana", MILL)


def test_a_head_who_is_new_has_no_language_until_she_chooses(stage: Stage, mill: Office) -> None:
    shown = page("hana", MILL).partition('id="n-lang"')[2]
    assert shown.partition("</option>")[0].endswith('<option value="" selected>As she chooses')
    new = {name: text for name, text in NEW.items() if name != "language"}
    as_("hana").post(MILL, {"act": "name-head", **new})
    assert User.objects.get(username="mia").language == ""


def test_somebody_who_has_a_user_name_is_named_by_it_alone(stage: Stage, mill: Office) -> None:
    answer = as_("hana").post(MILL, {"act": "name-head", "username": "alice", "why": "promoted"})
    assert answer.status_code == 302 or b"-" in answer.content
    assert Seat.objects.get(user__username="alice", role="head").office == mill


def test_a_head_is_proposed_and_the_other_side_agrees_on_the_page(stage: Stage) -> None:
    pia = add_user(username="pia", name_en="Pia", by=SYSTEM)
    nation = Office.objects.get(code="nation")
    grant_seat(user=pia, office=nation, role="programme_office", since=stage.seat("hana", "head")
               .valid_from, by=SYSTEM)  # fmt: skip
    for name in ("hana", "amy"):
        deactivate_user(user=stage.user(name), by=stage.rita, why="left")
    assert 'value="propose-head"' not in page("rita", FIR)
    assert as_("rita").post(FIR, {"act": "name-head", **NEW}).status_code == 403
    assert 'value="propose-head"' in page("pia", FIR)
    assert as_("pia").post(FIR, {"act": "propose-head", **NEW}).status_code == 302
    assert 'value="agree-head"' not in page("pia", FIR)
    assert "proposed as head of fir" in page("bob", "/pairings/quay-fir/who/")
    shown = page("hugo", FIR)
    number = re.search(r'name="number" value="(\d+)"', shown)
    assert number
    agree = {"act": "agree-head", "number": number[1]}
    assert as_("bob").post(FIR, agree).status_code == 403
    assert as_("hugo").post(FIR, agree).status_code == 302
    assert Seat.objects.get(user__username="mia").role == "head"
    assert "Pia, agreed by Hugo" in page("bob", "/pairings/quay-fir/who/")
    # whoever named her makes her code, and no keeper of the server
    assert as_("rita").post(FIR, {"act": "code", "user": "mia"}).status_code == 403
    assert as_("pia").post(FIR, {"act": "code", "user": "mia"}).status_code == 200


def test_who_may_act_shows_who_reaches_over_both_sides(stage: Stage) -> None:
    shown = page("bob", "/pairings/quay-fir/who/")
    assert "Over both sides" in shown
    assert "Rita" in shown


def test_a_grant_that_drops_a_password_says_that_a_code_is_needed(stage: Stage) -> None:
    invite = {"act": "invite", "username": "nick", "role": "clerk", "name_en": "Nick",
              "language": "en"}  # fmt: skip
    sheet = as_("rita").post(FIR, invite).content.decode()
    code = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", sheet)
    assert code
    chosen = {"username": "nick", "code": code[0], "password": "stick-and-stock-2020"}
    assert Client().post("/code/", chosen).status_code == 302
    hana = as_("hana")
    done = hana.post(FIR, {"act": "grant", "user": "nick", "role": "matcher"}, follow=True)
    assert "make her a code" in done.content.decode()
