"""Signing in by another house, held against a real one on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.access.stage import Stage, stage
from tests.web.house import CLIENT, OTHER_KEY, SECRET, House, open_house

from tallystick.access.models import Act, Seat, User
from tallystick.access.services import deactivate_user
from tallystick.kernel.problem import sentences
from tallystick.web.house import Asked, HouseFailed, address_to_ask, name_told

__all__ = ["stage"]
pytestmark = pytest.mark.django_db
TO, BACK = "/sign-in/house/", "/sign-in/house/back/"
FAILED = "did not say who you are"


class Stay(urllib.request.HTTPRedirectHandler):
    """A browser that tells where it is sent and does not go."""

    def redirect_request(self, *_args: Any, **_words: Any) -> None:
        return None


@pytest.fixture
def house(settings: Any) -> Iterator[House]:
    with open_house() as found:
        settings.OIDC_ISSUER = found.address
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.OIDC_NAME = "Province directory"
        yield found


def visit(address: str) -> str:
    """Return where the house sends a browser."""
    try:
        urllib.request.build_opener(Stay).open(address)
    except urllib.error.HTTPError as sent:
        return str(sent.headers["Location"])
    raise AssertionError("the house sent nobody anywhere")


def through(client: Client, target: str = "") -> Any:
    """Go to the house and come back as a browser does; return what our page answers."""
    there = client.get(TO, {"next": target} if target else {})
    assert there.status_code == 302, there.content.decode()
    back = urlsplit(visit(there.headers["Location"]))
    return client.get(f"{back.path}?{back.query}")


def test_whoever_the_house_knows_by_a_user_name_of_ours_is_signed_in(
    stage: Stage, house: House
) -> None:
    client = Client()
    assert "Sign in with Province directory" in client.get("/sign-in/").content.decode()
    answer = through(client, "/pairings/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pairings/")
    assert client.get("/today/").status_code == 200
    act = Act.objects.get(action="access.accept_identity")
    assert act.user == stage.user("ann")


def test_it_makes_no_user_and_no_seat_of_a_name_nobody_has(stage: Stage, house: House) -> None:
    house.who = "stranger"
    before = User.objects.count(), Seat.objects.count()
    client = Client()
    answer = through(client)
    assert answer.status_code == 403
    assert "no user here has that name" in answer.content.decode()
    assert client.get("/today/").status_code == 302
    assert (User.objects.count(), Seat.objects.count()) == before


@pytest.mark.parametrize("who", ["", "ANN", " ann", "hana"])
def test_a_name_that_is_not_exactly_one_in_office_opens_nothing(
    stage: Stage, house: House, who: str
) -> None:
    deactivate_user(user=stage.user("hana"), by=stage.rita, why="left")
    house.who = who
    client = Client()
    assert through(client).status_code == 403
    assert client.get("/today/").status_code == 302


@pytest.mark.parametrize(
    "lie",
    [
        {"key": OTHER_KEY},
        {"algorithm": "none"},
        {"issuer": "https://elsewhere.example"},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": [CLIENT, "x"], "azp": "x"}},
        {"claims": {"exp": 1_000_000_000}},
        {"claims": {"nonce": "another question"}},
    ],
    ids=["key", "unsigned", "discovery", "issuer", "audience", "party", "old", "nonce"],
)
def test_a_word_that_is_not_the_houses_to_us_now_opens_nothing(
    stage: Stage, house: House, lie: dict[str, Any]
) -> None:
    client = Client()
    there = client.get(TO).headers["Location"]
    for name, value in lie.items():
        setattr(house, name, value)
    back = urlsplit(visit(there))
    answer = client.get(f"{back.path}?{back.query}")
    assert answer.status_code == 403
    assert FAILED in answer.content.decode()
    assert client.get("/today/").status_code == 302


def test_an_answer_is_good_once_and_for_the_browser_that_asked(stage: Stage, house: House) -> None:
    client, other = Client(), Client()
    back = urlsplit(visit(client.get(TO).headers["Location"]))
    answer = f"{back.path}?{back.query}"
    other.get(TO)
    assert other.get(answer).status_code == 403  # another browser's question
    assert client.get(answer).status_code == 302
    assert client.get(answer).status_code == 403  # used
    assert Client().get(answer).status_code == 403  # asked nothing
    refused = Client()
    state = parse_qs(urlsplit(refused.get(TO).headers["Location"]).query)["state"][0]
    assert refused.get(BACK, {"state": state, "error": "access_denied"}).status_code == 403


def test_the_second_factor_is_asked_for_after_the_houses_word(stage: Stage, house: House) -> None:
    TOTP.activate(stage.user("ann"), "JBSWY3DPEHPK3PXP")
    client = Client()
    answer = through(client)
    assert answer.headers["Location"] == "/sign-in/second/"
    assert client.get("/today/").status_code == 302


def test_a_house_that_is_away_is_told_on_the_page(
    stage: Stage, house: House, settings: Any
) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    answer = Client().get(TO)
    assert answer.status_code == 403
    assert FAILED in answer.content.decode()


def test_no_open_redirect_rides_on_the_way_back(stage: Stage, house: House) -> None:
    assert through(Client(), "https://evil.example/").headers["Location"] == "/today/"


def test_off_unless_configured(stage: Stage) -> None:
    assert Client().get(TO).status_code == Client().get(BACK).status_code == 404
    assert TO not in Client().get("/sign-in/").content.decode()


def test_in_production_nothing_goes_over_the_wire_in_the_clear(house: House, settings: Any) -> None:
    asked = Asked.fresh()
    assert address_to_ask(asked, "http://x/").startswith(house.address)
    settings.PRODUCTION = True
    for ask in (address_to_ask, lambda one, back: name_told(one, "code", back)):
        with pytest.raises(HouseFailed, match="no address to trust"):
            ask(asked, "https://x/")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"OIDC_ISSUER": "https://id.example"}, "OIDC_CLIENT_ID is not set"),
        ({"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "x"}, ""),
    ],
)
def test_half_a_configuration_stops_the_start(
    tmp_path: Path, words: dict[str, str], said: str
) -> None:
    environment = {**os.environ, "TALLYSTICK_HOME": str(tmp_path)}
    environment |= {f"TALLYSTICK_{name}": value for name, value in words.items()}
    done = subprocess.run(
        [sys.executable, "-c", "import tallystick.config.settings"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode != 0) == bool(said)
    assert said in done.stderr


def test_the_refusal_has_its_sentence_in_both_languages() -> None:
    assert set(sentences()["house-name-unknown"]) >= {"en", "zh"}
