"""The whole book is verified, and its balances made anew, from Set-up by an administrator."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.cast import OPENED, SYSTEM, Cast, confirm, sale
from tests.interchange.test_long_work import beside_worker, codes, now, work_on
from tests.web.test_long_work_pages import client, page

from tallystick.access.models import Act, Office, Seat, User
from tallystick.access.queries import actor_of
from tallystick.access.services import grant_seat
from tallystick.entries.services import match_entry
from tallystick.interchange import watch
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import ask_to_keep_book, stop_work, verify_book
from tallystick.journal.models import Book
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden

__all__ = ["beside_worker"]
HERE = "/set-up/book/"


@pytest.fixture
def keeper(cast: Cast) -> Actor:
    """Seat one who keeps the installation, with a posted entry in the book."""
    user = User.objects.create(username="ada", name_en="Ada", password="!")
    office = Office.objects.get(code="fir")
    grant_seat(user=user, office=office, role="administrator", since=OPENED, by=SYSTEM)
    entry = confirm(cast, sale())
    match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
    return actor_of(user, on=timezone.localdate())


def ask(kind: str, keeper: Actor) -> LongWork:
    sent = client("ada").post(HERE, {"act": kind})
    assert sent.status_code == 302
    return LongWork.objects.get(kind=kind)


def test_an_administrator_has_it_verified_and_reads_what_was_found(
    keeper: Actor, beside_worker: None
) -> None:
    assert "Verify the whole book" in client("ada").get(HERE).content.decode()
    work = work_on(ask("verify", keeper))
    assert (work.state, work.answer["verified"], work.answer["faults"]) == ("done", True, 0)
    assert work.answer["transactions"] > 0
    shown = page("ada", work).content.decode()
    assert "The book holds." in shown
    assert work.answer["acts_chain"] in shown
    assert verify_book().problems == ()
    assert page("bob", work).status_code == 404


def test_wrong_balances_are_found_and_worked_out_anew(keeper: Actor, beside_worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_day SET balance = balance + 1")
    found = work_on(ask("verify", keeper))
    assert found.answer["verified"] is False
    assert "The book DOES NOT HOLD." in page("ada", found).content.decode()
    work = work_on(ask("rebuild", keeper))
    assert (work.state, work.answer["books"]) == ("done", Book.objects.count())
    assert verify_book().problems == ()
    assert Act.objects.filter(action="entries.rebuild_standing").count() == 1


def test_stopped_between_two_parts_it_changes_nothing(
    keeper: Actor, beside_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = watch.Watch.hear
    work = ask("verify", keeper)

    def stop(self: watch.Watch, step: str, done: int, of: int) -> None:
        if (step, done) == ("verifying", 2):
            assert of > 9
            stop_work(work_id=work.pk, by=keeper)
        hear(self, step, done, of)

    monkeypatch.setattr(watch.Watch, "hear", stop)
    assert codes(work_on(work)) == ["work-stopped"]
    again = ask("rebuild", keeper)
    stop_work(work_id=again.pk, by=keeper)
    work_on(again)
    assert now(again).state == "stopped"
    assert not Act.objects.filter(action="entries.rebuild_standing").exists()


def test_nobody_else_asks_for_it(cast: Cast, keeper: Actor, beside_worker: None) -> None:
    for name in ("alice", "bob", "chen"):
        seen: Client = client(name)
        assert "An administrator of the installation" in seen.get(HERE).content.decode()
        for kind in ("verify", "rebuild"):
            assert seen.post(HERE, {"act": kind}).status_code == 403
    assert client("ada").post(HERE, {"act": "drop"}).status_code == 404
    with pytest.raises(Forbidden):
        ask_to_keep_book(kind="verify", by=cast.bob)
    work = ask("rebuild", keeper)
    Seat.objects.filter(user__username="ada").update(valid_to="2020-12-31")
    assert codes(work_on(work)) == ["not-allowed"]
    assert not Act.objects.filter(action="entries.rebuild_standing").exists()
