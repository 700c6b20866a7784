"""Offices, people, codes and profiles in the pages, as a head, an administrator and strangers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.access.stage import Stage, stage

from tallystick.access.models import OneTimeCode, Seat, User
from tallystick.journal.queries import records
from tallystick.kernel.problem import sentences

__all__ = ["stage"]
pytestmark = pytest.mark.django_db
PASSWORD = "stick-and-stock-2020"
FIR, QUAY = "/set-up/offices/fir/", "/set-up/offices/quay/"
INVITE = {
    "act": "invite",
    "username": "nora",
    "role": "matcher",
    "name_en": "Nora",
    "name_zh": "诺拉",
    "language": "zh-hans",
}


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def as_(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def invited(by: str = "hana") -> str:
    """Invite Nora to Fir; return her code as the sheet shows it."""
    page = as_(by).post(FIR, INVITE).content.decode()
    found = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", page)
    assert found, page
    return found[0]


def use(code: str, username: str = "nora", **more: str) -> str:
    answer = Client().post(
        "/code/", {"username": username, "code": code, "password": PASSWORD, **more}
    )
    return answer.headers.get("Location") or answer.content.decode()


def test_nobody_chooses_a_language_for_somebody_new_unasked(stage: Stage) -> None:
    User.objects.filter(username="hana").update(language="zh-hans")
    assert '<option value="" selected>' in language_of(as_("hana").get(FIR))
    refused = as_("hana").post(FIR, {**INVITE, "username": "no name", "language": "en"})
    assert '<option value="en" selected>' in language_of(refused)
    as_("hana").post(FIR, {name: text for name, text in INVITE.items() if name != "language"})
    assert User.objects.get(username="nora").language == ""


def language_of(answer: Any) -> str:
    page = answer.content.decode()
    return page.partition('id="i-lang"')[2].partition("</select>")[0]


def test_a_head_invites_and_the_person_sets_her_password_and_signs_in(stage: Stage) -> None:
    code = invited()
    assert use(code) == "/sign-in/"
    client = Client()
    answer = client.post("/sign-in/", {"username": "nora", "password": PASSWORD})
    assert answer.headers["Location"] == "/today/"
    assert "do not open anything" in use(code)  # it works once


def test_the_sheet_is_not_kept_by_the_browser_and_shown_once(stage: Stage) -> None:
    answer = as_("hana").post(FIR, INVITE)
    assert "no-store" in answer.headers["Cache-Control"]
    assert OneTimeCode.objects.get().digest not in answer.content.decode()
    assert not re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", as_("hana").get(FIR).content.decode())


@pytest.mark.parametrize("name", ["hugo", "alice", "chen", "rita"])
def test_nobody_but_the_head_gives_a_role_that_decides(stage: Stage, name: str) -> None:
    answer = as_(name).post(FIR, INVITE)
    # Chen belongs to neither side: there is no such office for her.
    assert answer.status_code == (404 if name == "chen" else 403)
    assert not User.objects.filter(username="nora").exists()


def test_five_wrong_codes_wait(stage: Stage) -> None:
    code = invited()
    for _try in range(5):
        use("AAAA-AAAA-AAAA-AAAA")
    assert "Wait a quarter of an hour" in use(code)


def test_a_head_grants_hands_on_hands_over_ends_and_lets_go(stage: Stage) -> None:
    client = as_("hana")
    granted = {"act": "grant", "user": "alice", "role": "signatory", "why": "signs from now on"}
    assert client.post(FIR, granted).status_code == 302
    assert Seat.objects.filter(role="signatory", user__username="alice").exists()
    ann = Seat.objects.get(user__username="ann", role="matcher")
    on = {"act": "hand-on", "seat": ann.key, "user": "alice", "until": "2999-01-01", "why": "leave"}
    assert client.post(FIR, on).status_code == 302
    assert Seat.objects.get(stands_for=ann).user.username == "alice"
    confirmer = Seat.objects.get(user__username="ann", role="confirmer")
    over = {"act": "hand-over", "seat": confirmer.key, "user": "alice", "why": "moved"}
    assert client.post(FIR, over).status_code == 302
    assert Seat.objects.filter(user__username="alice", role="confirmer").exists()
    end = {
        "act": "end",
        "seat": Seat.objects.get(role="signatory", user__username="alice").key,
        "why": "signed off",
    }
    assert client.post(FIR, end).status_code == 302
    leave = {"act": "leave", "user": "ann", "why": "retired"}
    assert client.post(FIR, leave).status_code == 302
    assert not User.objects.get(username="ann").is_active


def test_a_refused_form_says_why_and_keeps_what_was_typed(stage: Stage) -> None:
    ann = Seat.objects.get(user__username="ann", role="matcher")
    typed = {"act": "hand-on", "seat": ann.key, "user": "bob", "until": "soon", "why": "my leave"}
    answer = as_("hana").post(FIR, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentences()["no-day"]["en"] % {"value": "soon"} in page
    assert "my leave" in page


def test_the_page_says_why_an_auditor_becomes_no_matcher(stage: Stage) -> None:
    client = as_("rita")
    audit = {**INVITE, "role": "auditor"}
    assert client.post(FIR, audit).status_code == 200
    form = {"act": "grant", "user": INVITE["username"], "role": "matcher"}
    answer = as_("hana").post(FIR, form)
    assert answer.status_code == 422
    assert "who audits, evaluates or keeps the server decides no figures" in answer.content.decode()


def test_no_seat_of_another_office_is_touched_through_ones_own_page(stage: Stage) -> None:
    bob = Seat.objects.get(user__username="bob", role="matcher")
    answer = as_("hana").post(FIR, {"act": "end", "seat": bob.key, "why": "x"})
    assert answer.status_code == 422
    assert Seat.objects.get(pk=bob.pk).valid_to is None


def test_an_administrator_opens_an_office_and_invites_its_first_head(stage: Stage) -> None:
    client = as_("rita")
    office = {"code": "glen", "region": "xx-far", "name_en": "Glen office", "name_zh": ""}
    assert client.post("/set-up/offices/", office).headers["Location"] == "/set-up/offices/glen/"
    first = {**INVITE, "username": "mia", "role": "head"}
    assert client.post("/set-up/offices/glen/", first).status_code == 200
    assert Seat.objects.get(user__username="mia").role == "head"
    again = client.post("/set-up/offices/glen/", {**INVITE, "role": "head"})
    assert again.status_code == 409
    assert as_("alice").post("/set-up/offices/", {**office, "code": "x"}).status_code == 403


def test_the_head_of_a_side_invites_the_head_of_its_further_office(stage: Stage) -> None:
    office = {"code": "mill", "region": "xx-fir-mill", "name_en": "Mill office", "name_zh": ""}
    as_("rita").post("/set-up/offices/", office)
    first = {**INVITE, "username": "mia", "role": "head"}
    assert as_("rita").post("/set-up/offices/mill/", first).status_code == 403
    assert as_("hana").post("/set-up/offices/mill/", first).status_code == 200
    assert Seat.objects.get(user__username="mia").granted_by == stage.user("hana")


def test_who_may_act_shows_both_sides_to_both(stage: Stage) -> None:
    pages = {name: as_(name).get("/pairings/quay-fir/who/") for name in ("alice", "bob", "chen")}
    assert [answer.status_code for answer in pages.values()] == [200, 200, 404]
    page = pages["bob"].content.decode()
    for name in ("Alice", "Hana", "Bob", "Hugo"):
        assert name in page
    seat = Seat.objects.get(user__username="ann", role="matcher")
    [record] = records(about=seat.key)
    assert f"record {record.seq}" in page
    assert record.leaf_hex in page


def test_what_one_side_decides_is_shown_to_the_other(stage: Stage) -> None:
    invited()
    as_("hana").post(FIR, {"act": "code", "user": "nora"})
    page = as_("bob").get("/pairings/quay-fir/who/").content.decode()
    assert page.count("invitation by a code") == 2
    assert "becomes matcher" in page


def test_the_pages_are_as_light_as_she_keeps_them_and_the_sign_in_too(stage: Stage) -> None:
    client = as_("ann")
    assert "data-bs-theme" not in client.get("/today/").content.decode()
    client.post("/profile/", {"act": "theme", "theme": "dark"})
    page = client.get("/profile/").content.decode()
    assert '<html lang="en" data-bs-theme="dark">' in page
    assert '<meta name="color-scheme" content="dark">' in page
    client.post("/sign-out/")
    assert 'data-bs-theme="dark"' in client.get("/sign-in/").content.decode()
    client.cookies["tallystick_theme"] = '"><script>'
    assert "data-bs-theme" not in client.get("/sign-in/").content.decode()
    again = as_("ann")
    assert again.post("/profile/", {"act": "theme", "theme": "pink"}).status_code == 422
    again.post("/profile/", {"act": "theme", "theme": ""})
    assert "data-bs-theme" not in again.get("/today/").content.decode()


def test_one_sets_her_own_password_and_language_and_hands_her_role_on(stage: Stage) -> None:
    ann = User.objects.get(username="ann")
    ann.set_password(PASSWORD)
    ann.save()
    client, other = as_("ann"), as_("ann")
    wrong = {"act": "password", "old": "no", "new": "another-good-one"}
    assert client.post("/profile/", wrong).status_code == 422
    assert client.post("/profile/", {**wrong, "old": PASSWORD}).status_code == 302
    assert client.get("/today/").status_code == 200
    assert other.get("/today/").status_code == 302  # her other sessions have ended
    client.post("/profile/", {"act": "language", "language": "zh-hans"})
    seat = Seat.objects.get(user=ann, role="confirmer")
    on = {
        "act": "hand-on",
        "seat": seat.key,
        "user": "alice",
        "until": "2999-01-01",
        "why": "leave",
    }
    assert client.post("/profile/", on).status_code == 302
    assert Seat.objects.get(stands_for=seat).valid_to == date(2999, 1, 1)
    assert User.objects.get(username="ann").language == "zh-hans"
    bob = Seat.objects.get(user__username="bob")
    assert client.post("/profile/", {**on, "seat": bob.key}).status_code == 422
    assert client.post("/profile/", {"act": "nothing"}).status_code == 404


def test_whoever_holds_no_seat_sees_no_office(stage: Stage) -> None:
    invited()
    Seat.objects.filter(user__username="nora").update(
        valid_to=date(2001, 1, 1), valid_from=date(2001, 1, 1)
    )
    client = as_("nora")
    assert client.get("/set-up/").status_code == 200
    assert "No office is open to you yet" in client.get("/set-up/offices/").content.decode()
    assert client.get(FIR).status_code == 404
    assert client.get("/profile/").status_code == 200


def test_each_reader_is_offered_what_she_may_do_with_seats(stage: Stage) -> None:
    def offered(who: str) -> set[str]:
        page = as_(who).get(FIR).content.decode()
        return set(re.findall(r'<option value="(clerk|matcher|administrator|auditor)"', page))

    assert offered("hana") == {"clerk", "matcher"}
    assert {"clerk", "administrator"} <= offered("rita")
    assert "matcher" not in offered("rita")
    # Who neither heads the office nor keeps the machine is offered nothing at all.
    reader = as_("alice").get(FIR).content.decode()
    assert 'name="act" value="invite"' in as_("rita").get(FIR).content.decode()
    assert 'value="invite"' not in reader


def test_only_who_keeps_the_machine_is_offered_a_new_office(stage: Stage) -> None:
    form = 'name="name_en"'
    assert form in as_("rita").get("/set-up/offices/").content.decode()
    assert form not in as_("hana").get("/set-up/offices/").content.decode()
