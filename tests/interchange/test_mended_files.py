"""A file that was mended is sent from the page that lists its faults, in place of the other one."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.interchange.workbooks import with_sales

from tallystick.access.models import Act, User
from tallystick.interchange.models import ImportRun
from tallystick.interchange.services import hand_in, take_run
from tallystick.interchange.sheets.mended import mended
from tallystick.kernel.problem import Conflict, NotFound, Problem

pytestmark = [pytest.mark.usefixtures("cast"), pytest.mark.flow]
PAPER = ("receipt.pdf", b"%PDF-1.4 invented")


def faulty(cast: Cast, **more: Any) -> ImportRun:
    content = with_sales(cast, {}, {"CNY": "many"}, {"CNY": "some"})
    return hand_in(name="m.xlsx", content=content, by=cast.alice, **more)


def better(cast: Cast, run: ImportRun, *rows: dict[str, object]) -> ImportRun:
    content = with_sales(cast, *rows)
    return hand_in(name="m2.xlsx", content=content, by=cast.alice, replaces=run.pk)


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def test_the_mended_file_stands_in_place_of_the_other_with_its_papers(cast: Cast) -> None:
    before = faulty(cast, files=[PAPER])
    run = better(cast, before, {}, {"CNY": 7}, {"CNY": "some"})
    before.refresh_from_db()
    assert (before.state, before.content, before.files.count()) == ("dropped", None, 0)
    assert (run.replaces, run.state) == (before, "checked")
    assert [one.name for one in run.files.all()] == ["receipt.pdf"]
    act = Act.objects.get(action="interchange.receive", thing_id=str(run.pk))
    assert act.after["replaces"] == before.pk


def test_what_was_taken_stays_taken(cast: Cast) -> None:
    before = faulty(cast)
    # The same workbook, whose rows bear the same numbers.
    content = with_sales(cast, {}, {"CNY": 7}, {"CNY": 9})
    take_run(run_id=before.pk, good_rows=True, by=cast.alice)
    run = hand_in(name="m2.xlsx", content=content, by=cast.alice, replaces=before.pk)
    before.refresh_from_db()
    assert (before.state, run.report["known"], run.report["accepted"]) == ("taken", 1, 3)


def test_nobody_mends_what_is_not_hers_or_is_being_worked_on(cast: Cast) -> None:
    before = faulty(cast)
    content = with_sales(cast, {})
    with pytest.raises(NotFound):
        hand_in(name="m.xlsx", content=content, by=cast.bob, replaces=before.pk)
    ImportRun.objects.filter(pk=before.pk).update(state="taking")
    with pytest.raises(Conflict):
        hand_in(name="m.xlsx", content=content, by=cast.alice, replaces=before.pk)
    assert ImportRun.objects.count() == 1, "nothing was kept"


def test_the_page_of_faults_takes_the_mended_file_and_tells_what_is_right(cast: Cast) -> None:
    before, alice = faulty(cast), signed_in("alice")
    here = f"/entries/workbooks/{before.pk}/"
    assert 'id="mended"' in alice.get(here).content.decode()
    today = alice.get("/today/").content.decode()
    assert f'href="{here}#mended"' in today
    content = with_sales(cast, {}, {"CNY": 7}, {"CNY": "some"})
    file = SimpleUploadedFile("better.xlsx", content)
    answer = alice.post(here, {"act": "mended", "file": file}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/entries/workbooks/{before.pk + 1}/"
    assert "Right now: 1 · still wrong: 1 · new: 0" in page
    assert f'href="{here}"' in page
    assert "better.xlsx" in alice.get(here).content.decode()
    assert 'id="mended"' not in alice.get(here).content.decode()


def test_no_file_is_told_where_it_was_asked_for(cast: Cast) -> None:
    before, alice = faulty(cast), signed_in("alice")
    here = f"/entries/workbooks/{before.pk}/"
    answer = alice.post(here, {"act": "mended"})
    assert answer["Location"] == here
    before.refresh_from_db()
    assert before.state == "checked"
    assert signed_in("bob").post(here, {"act": "mended"}).status_code == 404


def test_two_faults_of_one_cell_are_told_apart() -> None:
    bad, worse = Problem("not-found", "Sale!C5"), Problem("no-date", "Sale!C5")
    found = mended([bad, bad, worse], [bad, Problem("no-date", "Sale!C9")])
    assert ([p.code for p in found.right], found.still, found.fresh) == (
        ["not-found", "no-date"],
        1,
        1,
    )
