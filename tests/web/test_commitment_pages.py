"""Commitments on their pages: listed, filtered, and settled by the head of their own office."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from tests.cast import OPENED, SYSTEM, Cast, carry, head_of, sale
from tests.exchanges.test_fulfilments import done
from tests.exchanges.test_links import project
from tests.exchanges.test_meeting_documents import PDF

from tallystick.access.models import Office, User
from tallystick.access.services import grant_seat
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.services import undertake
from tallystick.programme.models import Thing
from tallystick.regions.models import Region
from tallystick.web.views.promises.following import history_of

DUE = date(2021, 12, 31)
PAGE = "/commitments/a-hall/"


def client(name: str, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(User.objects.get(username=name))
    return found


def see(name: str, page: str = PAGE, language: str = "en") -> str:
    answer = client(name, language).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def send(name: str, status: int, page: str = PAGE, /, **form: Any) -> str:
    answer = client(name).post(page, form)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def make(cast: Cast, code: str = "a-hall", due: date = DUE, owner: str = "quay") -> Commitment:
    return undertake(
        code=code, pairing=cast.pairing, owner=Office.objects.get(code=owner), due_on=due,
        text_en=f"Build {code}", text_zh=f"建设 {code}", by=cast.beth,
    )  # fmt: skip


@pytest.fixture
def hall(cast: Cast) -> Commitment:
    head_of("quay.head", "quay")
    return make(cast)


def test_a_list_keeps_filter_and_order_in_its_address(cast: Cast, hall: Commitment) -> None:
    make(cast, "a-bridge", date(2050, 1, 1), owner="fir")
    board = see("alice", "/commitments/")
    assert "ts-board" in board
    assert 'aria-label="Board"' in board
    both = see("alice", "/commitments/?view=list")
    assert "ts-board" not in both
    assert both.index("Build a-hall") < both.index("Build a-bridge")
    assert "2 commitments" in both
    asked = "/commitments/?pairing=quay-fir&state=open&owner=fir&year=2050&sort=newest"
    only = see("alice", asked)
    assert "Build a-bridge" in only
    assert "Build a-hall" not in only
    for chosen in ("quay-fir", "open", "fir", "2050", "newest"):
        assert f'<option value="{chosen}" selected>' in only
    assert "Nothing matches" in see("alice", "/commitments/?year=1999")
    assert "state=late" in both


def test_a_long_list_is_shown_by_pages(cast: Cast, hall: Commitment) -> None:
    for n in range(51):
        make(cast, f"well-{n:02}", date(2050, 1, 1) + timedelta(n))
    first = see("alice", "/commitments/?sort=due")
    assert "52 commitments" in first
    assert "Build well-50" not in first
    assert "sort=due&amp;page=2" in first
    assert "Build well-50" in see("alice", "/commitments/?sort=due&page=2")


def test_its_own_head_settles_it_with_the_entry_that_proves_it(
    cast: Cast, hall: Commitment
) -> None:
    shown_by = carry(cast, sale(title_en="The hall stands"))
    page = see("quay.head")
    assert "Settle the commitment" in page
    assert f'<option value="{shown_by.number}">The hall stands</option>' in page
    wrong = send("quay.head", 422, state="kept", on="soon", kept_by="E-1", reason="")
    for words in ("soon is no day", "There is no entry with the code E-1", "Say why"):
        assert words in wrong
    assert 'value="soon"' in wrong
    form = {"state": "kept", "on": "2021-11-01", "kept_by": shown_by.number, "reason": "Built."}
    send("quay.head", 302, **form)
    hall.refresh_from_db()
    assert (hall.state, hall.kept_by) == ("kept", shown_by)
    done = see("bob", language="zh-hans")
    assert "2021-11-01兑现" in done
    assert f"/entries/{shown_by.number}/" in done
    assert "Somebody changed this" in send("quay.head", 409, **{**form, "reason": "Again."})


def test_nobody_else_is_offered_the_form_or_heard(cast: Cast, hall: Commitment) -> None:
    form = {"state": "dropped", "on": "2021-11-01", "reason": "Not mine."}
    for name in ("alice", "bob"):
        page = see(name)
        assert "Settle the commitment" not in page
        assert "It ends by the word of those who answer for its place" in page
        send(name, 403, **form)
    assert client("chen").get(PAGE).status_code == 404
    assert client("chen").post(PAGE, form).status_code == 404
    assert Commitment.objects.get().state == "made"


def test_today_and_the_pairing_lead_to_it(cast: Cast, hall: Commitment) -> None:
    assert f'href="{PAGE}"' in see("bob", "/today/")
    assert "/commitments/?pairing=quay-fir" in see("bob", "/pairings/quay-fir/")


def test_the_proof_of_a_successor_is_named_but_not_shown_to_whoever_may_not_see_it(
    cast: Cast, hall: Commitment
) -> None:
    shown_by = carry(cast, sale(title_en="The hall stands"))
    form = {"state": "kept", "on": "2021-11-01", "kept_by": shown_by.number, "reason": "Built."}
    send("quay.head", 302, **form)
    # What one side entered blind is a stranger's to the other, as a successor's entry is.
    type(shown_by).objects.filter(pk=shown_by.pk).update(covered=True, state="confirmed")
    page = see("bob" if shown_by.side == "supported" else "alice")
    assert shown_by.number in page
    assert f"/entries/{shown_by.number}/" not in page
    assert "The hall stands" not in page


def test_what_shows_it_kept_is_linked_done_and_acknowledged_on_its_page(
    cast: Cast, hall: Commitment
) -> None:
    mill = project("mill", "xx-fir-mill")
    assert "Link what shows it kept" in see("alice")
    Thing.objects.create(code="firm", pipeline="enterprise", region=mill.region, name_en="Firm")
    # Two lines share the stage; neither hides the other.
    stage = re.search(r'<option value="landed">([^<]+)</option>', see("alice"))
    assert stage is not None
    assert [words.split(": ")[1] for words in stage[1].split(" · ")] == ["Landed", "Landed"]
    wrong = send("alice", 422, act="link", thing="none", stage="landed", indicator="", amount="")
    assert "There is no thing with the code none" in wrong
    form = {"indicator": "", "amount": "", "period": ""}
    send("alice", 302, act="link", thing="mill", stage="landed", **form)
    send(
        "alice", 302, act="link", thing="", stage="", indicator="FS_GOV_FUND", amount="1,200",
        period="",
    )  # fmt: skip
    page = see("alice")
    for words in ("Mill", "to reach: Landed", "0 of 1", "0 of 1,200 yuan", "History", "linked"):
        assert words in page, words
    assert "1,200" in see("alice", language="zh-hans")
    send("alice", 422, act="unlink", n="2", reason="")
    send("alice", 302, act="unlink", n="2", reason="Another amount.")
    assert "Another amount." in see("alice")
    assert "Say what was done" not in see("alice")
    send("beth", 422, act="done", done_on="", text="", url="")
    send("beth", 302, act="done", done_on="2021-11-02", text="It stands.", url="")
    User.objects.filter(username="beth").update(name_zh="贝丝")
    assert "It stands." in see("ann", "/today/")
    assert "贝丝" in see("ann", "/today/", language="zh-hans")
    assert "2021-11-02 · 贝丝" in see("ann", language="zh-hans")
    assert "Acknowledge" in see("ann")
    send("ann", 302, act="refuse", n="1", reason="We saw nothing.")
    send("beth", 302, act="done", done_on="2021-11-03", text="It stands now.", url="")
    send("beth", 302, act="withdraw", n="2")
    send("beth", 302, act="done", done_on="2021-11-04", text="Now.", url="")
    send("ann", 302, act="acknowledge", n="3")
    page = see("alice")
    assert "Kept 4 Nov 2021" in page
    assert "Settle the commitment" not in see("quay.head")
    for act in ("dance", "unlink", "acknowledge"):
        send("ann", 404, act=act, n="77")


def test_files_are_sent_with_what_was_done_and_opened_by_the_other_side(
    cast: Cast, hall: Commitment
) -> None:
    words = {"done_on": "2021-11-02", "text": "It stands.", "url": ""}
    wrong = send(
        "beth", 422, act="done", **words, evidence=SimpleUploadedFile("a.pdf", b"<script>x")
    )
    assert 'href="#f-evidence"' in wrong
    assert "It stands." in wrong
    two = [SimpleUploadedFile("../公示.pdf", PDF), SimpleUploadedFile("b.html", PDF + b"2")]
    send("beth", 302, act="done", **words, evidence=two)
    assert "Add a file" in see("beth")
    send("beth", 422, act="attach", n="1")
    again = send("beth", 409, act="attach", n="1", evidence=SimpleUploadedFile("c.pdf", PDF))
    assert "lies under what was done already" in again
    send("ann", 403, act="attach", n="1", evidence=SimpleUploadedFile("c.pdf", PDF + b"3"))
    send("beth", 302, act="attach", n="1", evidence=SimpleUploadedFile("c.pdf", PDF + b"3"))
    page = see("ann")
    assert "Add a file" not in page
    for words_shown in ("公示.pdf", "b.html", "c.pdf", "added a file to what was done"):
        assert words_shown in page
    here = f"{PAGE}done/1/files/"
    answer = client("ann").get(f"{here}1/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "attachment" in client("ann").get(f"{here}2/")["Content-Disposition"]
    assert "b.html.pdf" in client("ann").get(f"{here}2/")["Content-Disposition"]
    assert client("ann").get(f"{here}9/").status_code == 404
    assert client("chen").get(f"{here}1/").status_code == 404
    send("ann", 302, act="acknowledge", n="1")
    assert "Add a file" not in see("beth")


def test_who_may_not_open_a_file_reads_its_name_alone(cast: Cast, hall: Commitment) -> None:
    done(hall, cast, files=[("a.pdf", PDF)])
    olga = User.objects.create(username="office.only", name_en="Olga")
    fir = Office.objects.get(code="fir")
    grant_seat(user=olga, office=fir, role="programme_office", since=OPENED, by=SYSTEM)
    page = see("office.only")
    assert "a.pdf" in page
    assert f"{PAGE}done/1/files/1/" not in page
    assert client("office.only").get(f"{PAGE}done/1/files/1/").status_code == 403


def test_the_file_holds_the_rows_of_the_list(cast: Cast, hall: Commitment) -> None:
    make(cast, "a-bridge", date(2050, 1, 1), owner="fir")
    answer = client("alice").get("/commitments.csv?side=supported&linked=no")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "a-bridge" in lines[1]
    page = see("alice", "/commitments/?side=supported&linked=no")
    assert "Remove filter: Side: supported side" in page
    assert "Build a-hall" not in page


def test_the_history_says_what_was_linked_and_hides_a_thing_out_of_sight(
    cast: Cast, hall: Commitment
) -> None:
    mill = project("mill", "xx-fir-mill")
    form = {"indicator": "", "amount": "", "period": ""}
    send("alice", 302, act="link", thing="mill", stage="landed", **form)
    send("alice", 302, act="unlink", n="1", reason="Another mill.")
    past = see("alice").split('id="history"')[1]
    assert past.count("Mill · to reach: Landed") == 2
    assert "linked" in past
    assert "link taken off" in past
    # No colon between name and act: each language has its own.
    assert "Alice</span> ·" in past
    assert "Alice</span>:" not in see("alice", language="zh-hans")
    type(mill).objects.filter(pk=mill.pk).update(region=Region.objects.get(code="xx-far"))
    with override("en"):
        hidden = {row.about for row in history_of(hall, cast.alice) if row.about}
    assert hidden == {"something out of your sight · to reach: Landed"}


def test_no_stage_is_offered_that_is_itself_a_promise(cast: Cast, hall: Commitment) -> None:
    project("mill", "xx-fir-mill")
    place = Region.objects.get(code="xx-fir-mill")
    Thing.objects.create(code="vow", pipeline="commitment", region=place, name_en="A vow")
    page = see("alice")
    assert '<option value="landed">' in page
    assert '<option value="made">' not in page
    assert '<option value="vow">' not in page


def test_a_reason_that_is_too_long_is_refused_with_a_word_and_nothing_is_lost(
    cast: Cast, hall: Commitment
) -> None:
    project("mill", "xx-fir-mill")
    form = {"indicator": "", "amount": "", "period": ""}
    send("alice", 302, act="link", thing="mill", stage="landed", **form)
    assert see("alice").count("at most 2,000 characters") >= 1
    long = "Why " * 501 + "END"
    told = send("alice", 422, act="unlink", n="1", reason=long)
    assert "Shorten it to 2000 characters" in told
    assert "Why END" in told
    send("beth", 302, act="done", done_on="2021-11-02", text="It stands.", url="")
    told = send("ann", 422, act="refuse", n="1", reason=long)
    assert "Shorten it to 2000 characters" in told
    assert f'value="{long}"' in told
    told = send("quay.head", 422, state="dropped", on="2021-11-01", kept_by="", reason=long)
    assert 'href="#f-reason"' in told
    assert "Why END</textarea>" in told
    assert "at most 2,000 characters" in told
    assert 'maxlength="2000"' not in told
