"""The pages of long work, as who asked for it sees them, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.exchanges.announcing import QUAY, name_places
from tests.interchange.test_long_work import asked, beside_worker, go_silent, now, planted, work_on

from tallystick.access.models import User
from tallystick.exchanges.models import Readout
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import hand_in, long_work
from tallystick.kernel.problem import Problem
from tallystick.web.views.today import long_work as views

__all__ = ["beside_worker", "planted"]

FORM = {"pairing": "quay-fir", "side": "supporting", "published": "2021-05-07"}
LONG = QUAY + "They went on to talk. " * 1_000


def client(name: str, language: str = "en", **headers: str) -> Client:
    found = Client(headers={"accept-language": language, **headers})
    found.force_login(User.objects.get(username=name))
    return found


def page(name: str, work: LongWork, **headers: str) -> Any:
    return client(name, **headers).get(f"/long-work/{work.pk}/")


@pytest.fixture
def shown(planted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages know the planted kind too."""
    monkeypatch.setattr(views, "KINDS", long_work.KINDS)


def test_a_long_text_leads_to_its_work_and_from_there_to_its_review(
    cast: Cast, beside_worker: None
) -> None:
    name_places()
    beth = client("beth")
    sent = beth.post("/readouts/new/", {**FORM, "text": LONG.replace("\n", "\r\n")})
    work = LongWork.objects.get()
    assert (sent.status_code, sent.url) == (302, f"/long-work/{work.pk}/")
    first = page("beth", work).content.decode()
    assert "Waits for a worker" in first
    assert 'hx-trigger="every 2s"' in first
    assert "Look again" in first
    assert "A pasted text" in beth.get("/today/").content.decode()
    assert "A pasted text" not in client("bob").get("/today/").content.decode()
    work_on(work)
    over = page("beth", work, **{"HX-Request": "true"})
    assert over["HX-Refresh"] == "true"
    one = Readout.objects.get()
    assert one.text == LONG
    last = page("beth", work).content.decode()
    assert f'href="/readouts/{one.code}/"' in last
    assert "hx-trigger" not in last
    assert "At work for you" not in beth.get("/today/").content.decode()


def test_a_long_file_goes_the_same_way_and_a_short_one_stays_in_the_request(
    cast: Cast, beside_worker: None
) -> None:
    beth, file = client("beth"), SimpleUploadedFile("两地.txt", (QUAY * 200).encode())
    sent = beth.post("/readouts/new/", {**FORM, "file": file})
    assert sent.url.startswith("/long-work/")
    short = beth.post("/readouts/new/", {**FORM, "text": QUAY})
    assert short.url.startswith("/readouts/")
    wrong = beth.post("/readouts/new/", {**FORM, "side": "east", "text": LONG})
    assert wrong.status_code == 422
    assert LongWork.objects.count() == 1


def test_her_file_is_hers_alone_and_its_name_is_harmless(
    cast: Cast, beside_worker: None, shown: None
) -> None:
    work = work_on(asked(cast.alice))
    LongWork.objects.update(title="<script>alert(1)</script>")
    seen = page("alice", work).content.decode()
    assert "<script>alert" not in seen
    assert "Download Made" in seen
    got = client("alice").get(f"/long-work/{work.pk}/file/")
    assert (got.content, got["Content-Type"]) == (b"rows!", "text/csv")
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    for name in ("bob", "ann", "chen"):
        assert page(name, work).status_code == 404
        assert client(name).get(f"/long-work/{work.pk}/file/").status_code == 404
        assert client(name).post(f"/long-work/{work.pk}/", {"act": "stop"}).status_code == 404
        assert f"/long-work/{work.pk}/" not in client(name).get("/long-work/").content.decode()


def test_she_stops_it_and_begins_it_again_without_scripts(
    cast: Cast, beside_worker: None, shown: None
) -> None:
    alice, work = client("alice"), asked(cast.alice)
    here = f"/long-work/{work.pk}/"
    assert alice.post(here, {"act": "nothing"}).status_code == 404
    stopped = alice.post(here, {"act": "stop"}, follow=True).content.decode()
    assert Problem("work-stopped").sentence().split(".")[0] in stopped
    assert alice.post(here, {"act": "stop"}, follow=True).status_code == 200
    again = alice.post(here, {"act": "again"}, follow=True).content.decode()
    assert "Waits for a worker" in again
    assert work_on(work).state == "done"
    assert alice.post(here, {"act": "again"}, follow=True).status_code == 200
    assert now(work).state == "done"


def test_what_went_silent_says_that_it_broke_off(
    cast: Cast, beside_worker: None, shown: None
) -> None:
    work = asked(cast.alice)
    go_silent(work)
    seen = page("alice", work).content.decode()
    assert Problem("work-broke-off").sentence() in seen
    assert 'value="again"' in seen
    assert "Broke off" in client("alice").get("/today/").content.decode()


def test_the_list_tells_of_work_and_files_with_filters_and_pages(
    cast: Cast, beside_worker: None, shown: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = client("alice")
    assert "No long work yet" in alice.get("/long-work/").content.decode()
    work_on(asked(cast.alice))
    hand_in(name="march.csv", content=b"entry\n", by=cast.alice)
    every = alice.get("/long-work/").content.decode()
    assert "2 pieces of work" in every
    assert "march.csv" in every
    assert "march.csv" not in alice.get("/long-work/?kind=planted").content.decode()
    assert "Many rows" not in alice.get("/long-work/?kind=sent").content.decode()
    assert "march.csv" in alice.get("/long-work/?state=ready").content.decode()
    assert "Nothing matches" in alice.get("/long-work/?state=failed").content.decode()
    assert "Nothing matches" in alice.get("/long-work/?state=never").content.decode()
    monkeypatch.setattr("tallystick.web.views.shared.ROWS", 1)
    assert "?page=2" in alice.get("/long-work/").content.decode()
    chinese = client("alice", "zh-Hans").get("/long-work/").content.decode()
    assert "长时任务" in chinese
    for _name, _label, choices in views._choices():
        assert len({value for value, _words in choices}) == len(choices)
