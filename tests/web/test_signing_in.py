"""Signing in says what is wrong and how many tries are left, and goes nowhere but to us."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tallystick.access.models import User
from tallystick.access.services import add_user
from tallystick.kernel.actor import Actor

pytestmark = pytest.mark.django_db
PASSWORD = "stick-and-stock-2020"
SYSTEM = Actor.system_actor("set-up")


@pytest.fixture(autouse=True)
def alice() -> User:
    cache.clear()
    return add_user(
        username="alice", password=PASSWORD, name_en="Alice", language="zh-hans", by=SYSTEM
    )


def sign_in(client: Client, password: str = PASSWORD, next_address: str = "") -> str:
    """Try to sign in as Alice; return where one is sent, or the page."""
    answer = client.post(
        "/sign-in/", {"username": "alice", "password": password, "next": next_address}
    )
    return str(answer.headers.get("Location") or answer.content.decode())


def test_the_right_password_opens_today_in_her_own_language(client: Client) -> None:
    assert sign_in(client) == "/today/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hans"


@pytest.mark.parametrize("shown", ["en", "zh-hans"])
def test_who_chose_no_language_goes_on_in_the_one_that_was_shown(
    client: Client, alice: User, shown: str
) -> None:
    User.objects.filter(pk=alice.pk).update(language="")
    client.post("/language/", {"language": shown, "next": "/sign-in/"})
    assert sign_in(client) == "/today/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == shown
    tag = {"en": "en", "zh-hans": "zh-Hans"}[shown]
    assert f'<html lang="{tag}"' in client.get("/help/").content.decode()


def test_a_wrong_password_says_how_many_tries_are_left(client: Client) -> None:
    assert "do not match. 4 tries left." in sign_in(client, "wrong")
    assert "do not match. 3 tries left." in sign_in(client, "wrong")


def test_after_five_wrong_tries_even_the_right_password_waits(client: Client) -> None:
    for _try in range(5):
        sign_in(client, "wrong")
    assert "Wait 15 minutes" in sign_in(client)


def test_a_right_password_forgets_the_wrong_tries(client: Client) -> None:
    sign_in(client, "wrong")
    sign_in(client)
    client.logout()
    assert "4 tries left" in sign_in(client, "wrong")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_sent_elsewhere(client: Client, elsewhere: str) -> None:
    assert sign_in(client, next_address=elsewhere) == "/today/"


def test_one_comes_back_to_where_one_was_going(client: Client) -> None:
    assert sign_in(client, next_address="/claims/?page=2") == "/claims/?page=2"


def test_the_language_form_works_before_signing_in(client: Client) -> None:
    answer = client.post("/language/", {"language": "zh-hans", "next": "/sign-in/?next=/claims/"})
    assert answer.headers["Location"] == "/sign-in/?next=/claims/"
    page = client.get("/sign-in/").content.decode()
    assert '<html lang="zh-Hans">' in page
    assert "两地一本账" in page


def test_a_chosen_language_is_kept_with_the_name(client: Client, alice: User) -> None:
    sign_in(client)
    client.post("/language/", {"language": "en", "next": "/today/"})
    alice.refresh_from_db()
    assert alice.language == "en"


def test_signing_out_takes_a_form(client: Client) -> None:
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
