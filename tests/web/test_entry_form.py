"""The entry page answers a bad form with sentences and keeps what was typed."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.test import Client
from tests.example import Installation

from tallystick.access.models import Act, User
from tallystick.entries.models import Entry
from tallystick.web.views.files.handing import looked_at
from tallystick.web.views.files.looking import PICTURES, looks


@pytest.fixture
def client(on_example: Installation) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="chen.xiaolan"))
    return client


def coats() -> Entry:
    return Entry.objects.get(own_reference="lps-2019q4-winter-coats")


def test_a_form_without_a_decision_changes_nothing(client: Client) -> None:
    """form-incomplete"""
    entry = coats()
    for form in ({}, {"act": "steal", "version": "1"}, {"act": "match", "version": "x"}):
        answer = client.post(f"/entries/{entry.number}/", form)
        assert answer.status_code == 422
        assert "came without its decision" in answer.content.decode()
    assert coats().state == "confirmed"


def test_a_counter_figure_that_is_no_number_is_named_and_kept(client: Client) -> None:
    """counter-no-number"""
    entry = coats()
    form = {"act": "dispute", "version": str(entry.version), "reason": "We hold less."}
    answer = client.post(f"/entries/{entry.number}/", {**form, "counter-1": "12.5万元左右"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is no plain number" in page
    assert "12.5万元左右" in page
    assert "We hold less." in page
    assert coats().state == "confirmed"


def test_a_decision_on_an_old_version_is_a_conflict(client: Client) -> None:
    entry = coats()
    form = {"act": "match", "version": str(entry.version + 1), "basis": "own_record"}
    assert client.post(f"/entries/{entry.number}/", form).status_code in (409, 422)
    assert coats().state == "confirmed"


def test_what_is_out_of_sight_is_not_there(client: Client) -> None:
    assert client.get("/entries/E-1900-0001/").status_code == 404
    assert client.get("/pairings/zhongshan-liupanshui/").status_code == 404
    assert client.get("/pairings/dalian-liupanshui/2019/NO_SUCH/").status_code == 404
    assert client.get("/pairings/dalian-liupanshui/1/LC_TOTAL/").status_code == 404


def test_the_auditor_opens_the_original_and_the_reading_is_kept(on_example: Installation) -> None:
    entry = Entry.objects.get(own_reference="lps-2019q4-october-train")
    link = entry.evidence_links.select_related("evidence").get()
    auditor = Client()
    auditor.force_login(User.objects.get(username="he.ruilin"))
    address = f"/entries/{entry.number}/evidence/{link.evidence.sha256}/"
    answer = auditor.get(address)
    assert hashlib.sha256(answer.content).hexdigest() == link.evidence.sha256
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Act.objects.filter(action="entries.read_evidence", who="He Ruilin").exists()
    assert auditor.get(address.replace(link.evidence.sha256, "0" * 64)).status_code == 404


def test_a_late_form_is_answered_in_our_own_words(on_example: Installation) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "This form is no longer valid" in answer.content.decode()


@pytest.mark.parametrize("year", ["0000", "99999", "２０１９", "soon"])
def test_a_year_that_is_none_is_left_out(client: Client, year: str) -> None:
    for page in ("/claims/", "/entries/", "/pairings/dalian-liupanshui/"):
        assert client.get(page, {"year": year}).status_code == 200


def test_a_picture_is_looked_at_alone_and_runs_nothing() -> None:
    shown = looked_at("roster.png", "image/png", b"\x89PNG\r\n\x1a\n")
    assert shown["Content-Disposition"] == 'inline; filename="roster.png"'
    assert shown["Content-Security-Policy"] == "default-src 'none'; img-src 'self'; sandbox"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert {"application/pdf", "text/html", "image/svg+xml"}.isdisjoint(PICTURES)
    assert not any(map(looks, ("text/html", "image/svg+xml", "image/heic")))


def test_the_days_of_a_figure_can_be_chosen_without_a_script(client: Client) -> None:
    walk = "/pairings/dalian-liupanshui/2019/FS_SOCIAL_TOTAL/"
    page = client.get(walk).content.decode()
    values = re.findall(r'<option value="(2\d{3}-\d\d-\d\d)"', page)
    assert values
    assert values == sorted(values)
    then = client.get(walk, {"as_of": values[0]}).content.decode()
    assert f'<option value="{values[0]}" selected>' in then
    assert f"{walk}?as_of={values[0]}" in then, "the permanent address keeps the day"
