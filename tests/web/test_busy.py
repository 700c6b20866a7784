"""Where others write too long, a page and the interface say so and when to come again (503)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.locked import sqlite_locked

from tallystick.access.models import User
from tallystick.access.services import add_user
from tallystick.kernel.actor import Actor

PASSWORD = "stick-and-stock-2020"
pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    system = Actor.system_actor("set-up")
    return add_user(username="alice", password=PASSWORD, name_en="Alice", language="en", by=system)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def failing(monkeypatch: pytest.MonkeyPatch, where: str, fault: Exception) -> None:
    def fail(*_words: object, **_ways: object) -> None:
        raise fault

    monkeypatch.setattr(where, fail)


SIGN_IN = "tallystick.web.views.signing.signing_in.take_try"


@pytest.mark.parametrize(
    ("language", "title"), [("en", "The book is busy just now"), ("zh-hans", "系统正忙")]
)
@pytest.mark.usefixtures("alice")
def test_a_sign_in_that_waits_too_long_is_told_so(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, title: str
) -> None:
    failing(monkeypatch, SIGN_IN, sqlite_locked(tmp_path))
    typed = {"username": "alice", "password": PASSWORD}
    answer = client.post("/sign-in/", typed, headers={"accept-language": language})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert title in answer.content.decode()
    assert 'class="ts-main' in answer.content.decode()


def test_a_fault_of_ours_is_still_a_fault_of_ours(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, SIGN_IN, OperationalError("disk I/O error"))
    answer = client.post("/sign-in/", {"username": "alice", "password": PASSWORD})
    assert (answer.status_code, answer.headers.get("Retry-After")) == (500, None)


def test_the_page_asks_nothing_of_what_is_busy(
    client: Client,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(alice)
    client.get("/today/")
    fault = sqlite_locked(tmp_path)
    failing(monkeypatch, "tallystick.access.middleware.lacks_factor", fault)
    # Her session and her name, before anything failed; nothing after it.
    with django_assert_num_queries(2):
        answer = client.get("/today/")
    assert answer.status_code == 503


@pytest.mark.parametrize(
    "where", ["tallystick.access.middleware.lacks_factor", "tallystick.api.pairings.pairings"]
)
def test_the_interface_answers_with_a_problem_wherever_it_failed(
    client: Client, alice: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    client.force_login(alice)
    failing(monkeypatch, where, sqlite_locked(tmp_path))
    answer = client.get("/api/pairings")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    (problem,) = answer.json()["problems"]
    assert problem["code"] == "database-busy"
    assert problem["message"].startswith("The book is busy")
