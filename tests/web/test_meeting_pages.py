"""Meetings on their pages: recorded with who came and what was undertaken, listed and shown."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests.cast import Cast

from tallystick.access.models import User
from tallystick.exchanges.models import Commitment, Meeting

NEW = "/meetings/new/"
FORM = {
    "pairing": "quay-fir", "kind": "visit", "held_on": "2021-05-06", "title_en": "They met",
    "guests.2.side": "supported", "guests.2.name": "田慧", "guests.2.post": "副市长",
    "agreed.3.text": "设立站点。", "agreed.3.owner": "quay", "agreed.3.due_on": "2021-12-31",
}  # fmt: skip


def client(name: str, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(User.objects.get(username=name))
    return found


def see(name: str, page: str, language: str = "en") -> str:
    answer = client(name, language).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def send(name: str, status: int, page: str, **form: Any) -> str:
    answer = client(name).post(page, form)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_a_clerk_records_a_meeting_whole(cast: Cast) -> None:
    assert "Record a meeting" in see("alice", "/meetings/")
    assert "quay" in see("alice", NEW)
    send("alice", 302, NEW, **FORM)
    held = Meeting.objects.get()
    assert [(one.n, one.side, one.name) for one in held.guests.all()] == [(1, "supported", "田慧")]
    made = Commitment.objects.get()
    assert (made.owner.code, made.text_zh, made.meeting) == ("quay", "设立站点。", held)
    page = see("bob", f"/meetings/{held.code}/", "zh-hans")
    for words in ("田慧", "副市长", "设立站点。", f"/commitments/{made.code}/"):
        assert words in page
    assert "They met" in see("bob", "/meetings/?pairing=quay-fir&kind=visit&year=2021")
    assert "Nothing matches" in see("bob", "/meetings/?year=1999")
    assert f"/meetings/{held.code}/" in see("bob", "/commitments/")


def test_every_fault_stands_at_its_own_row_and_what_was_typed_is_kept(cast: Cast) -> None:
    wrong = {
        **FORM, "held_on": "soon", "agreed.3.due_on": "later", "agreed.3.owner": "",
        "title_en": "", "guests.1.post": "Mayor",
    }  # fmt: skip
    page = send("alice", 422, NEW, **wrong)
    for words in ("soon is no day", "later is no day", "Say what the meeting is called"):
        assert words in page
    for field in ("guests-1-name", "agreed-3-due_on", "agreed-3-owner", "held_on"):
        assert f'href="#f-{field}"' in page
    assert 'value="田慧"' in page
    # Problems by their codes: day-missing, no-day.
    assert "The day is missing" in send("alice", 422, NEW, **{**FORM, "held_on": ""})
    lacking = send("alice", 422, NEW, **{**FORM, "agreed.3.owner": "", "agreed.3.text": ""})
    assert 'href="#f-agreed-3-owner"' in lacking
    assert 'href="#f-agreed-3-text"' in lacking
    assert not Meeting.objects.exists()


def test_more_rows_are_asked_for_without_losing_a_word(cast: Cast) -> None:
    page = send("alice", 200, NEW, **FORM, more="guests")
    assert 'name="guests.8.name"' in page
    assert 'name="agreed.4.text"' not in page
    for words in ('value="田慧"', 'value="设立站点。"', 'value="2021-12-31"'):
        assert words in page
    assert not Meeting.objects.exists()


def test_a_commitment_is_recorded_at_a_meeting_or_by_itself(cast: Cast) -> None:
    send("alice", 302, NEW, **FORM)
    held = Meeting.objects.get()
    page = f"/commitments/new/?pairing=quay-fir&meeting={held.code}"
    assert f'value="{held.code}" selected' in see("alice", page)
    form = {"pairing": "quay-fir", "owner": "fir", "due_on": "2021-09-01", "text_en": "A bridge"}
    wrong = send("alice", 422, "/commitments/new/", pairing="quay-fir", meeting="none")
    for words in (
        "Choose the office",
        "The day is missing",
        "no meeting with the code none",
        "Say what",
    ):
        assert words in wrong
    early = {**form, "meeting": held.code, "due_on": "2021-05-05"}
    assert "before the day of the meeting" in send("alice", 422, "/commitments/new/", **early)
    send("alice", 302, "/commitments/new/", **{**form, "meeting": held.code})
    send("alice", 302, "/commitments/new/", **form)
    assert Commitment.objects.filter(owner__code="fir", meeting=held).count() == 1
    assert Commitment.objects.filter(owner__code="fir", meeting=None).count() == 1


def test_who_records_for_no_pairing_finds_no_form(cast: Cast) -> None:
    for page in (NEW, "/commitments/new/"):
        for name in ("bob", "chen"):
            assert client(name).get(page).status_code == 403
            assert client(name).post(page, FORM).status_code == 403
        assert client("alice").post(page, {**FORM, "pairing": "nowhere"}).status_code == 404
    assert "Record a meeting" not in see("bob", "/meetings/")
    assert not Meeting.objects.exists()


def test_only_years_of_meetings_one_sees_are_offered(cast: Cast) -> None:
    send("alice", 302, NEW, **FORM)
    year = '<option value="2021">2021</option>'
    assert year in see("bob", "/meetings/")
    assert year not in see("chen", "/meetings/")
