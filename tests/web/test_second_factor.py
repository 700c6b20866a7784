"""The second factor: asked for after the password, used once, and required where a role asks."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from tests.access.stage import DAY, Stage, stage
from tests.cast import SYSTEM

from tallystick.access.factors import FactorAdapter
from tallystick.access.models import Act, User
from tallystick.access.queries import factors, recovery_codes_left
from tallystick.access.services import add_totp, grant_seat, remove_factor
from tallystick.journal.queries import records
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused, sentences

__all__ = ["stage"]
pytestmark = pytest.mark.django_db
PASSWORD = "stick-and-stock-2020"
PAGE = "/profile/second-factor/"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def bob(stage: Stage) -> User:
    cache.clear()
    user = stage.user("bob")
    user.set_password(PASSWORD)
    user.save()
    return user


def figures(secret: str = SEED, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def turn_on(stage: Stage) -> list[str]:
    user = stage.user("bob")
    return add_totp(
        user=user, secret=SEED, code=figures(), password=PASSWORD, by=stage.actor("bob")
    )


def sign_in(client: Client) -> Any:
    return client.post("/sign-in/", {"username": "bob", "password": PASSWORD, "next": "/claims/"})


def answer(client: Client, code: str) -> Any:
    return client.post("/sign-in/second/", {"code": code})


def test_the_password_alone_opens_nothing_once_there_is_a_second_factor(
    stage: Stage, client: Client
) -> None:
    turn_on(stage)
    assert sign_in(client).headers["Location"] == "/sign-in/second/"
    assert client.get("/today/").status_code == 302
    assert client.get("/sign-in/second/").status_code == 200
    assert answer(client, "000000").status_code == 422
    assert answer(client, figures()).headers["Location"] == "/claims/"
    assert client.get("/today/").status_code == 200


def test_figures_work_once(stage: Stage) -> None:
    turn_on(stage)
    code = figures()
    first, second = Client(), Client()  # `check_factor` counts figures as used
    sign_in(first), sign_in(second)
    assert answer(first, code).status_code == 302
    assert answer(second, code).status_code == 422


def test_a_recovery_code_works_once_in_place_of_the_phone(stage: Stage) -> None:
    codes = turn_on(stage)
    assert len(codes) == 10
    for status in (302, 422):
        client = Client()
        sign_in(client)
        assert answer(client, codes[0]).status_code == status
    assert recovery_codes_left(stage.user("bob")) == 9
    assert Act.objects.filter(action="access.use_factor", why="recovery_codes").count() == 1


def test_five_wrong_figures_wait_from_wherever_they_come(stage: Stage) -> None:
    turn_on(stage)
    for _try in range(5):
        client = Client()
        sign_in(client)
        answer(client, "000000")
    assert answer(client, figures()).status_code == 429


def test_nobody_reaches_the_second_step_without_the_first(client: Client) -> None:
    assert client.get("/sign-in/second/").headers["Location"] == "/sign-in/"
    assert answer(client, figures()).headers["Location"] == "/sign-in/"


def test_the_second_step_waits_ten_minutes(stage: Stage, client: Client) -> None:
    turn_on(stage)
    sign_in(client)
    session = client.session
    session["second-factor"] = {**session["second-factor"], "at": int(time.time()) - 601}
    session.save()
    assert answer(client, figures()).headers["Location"] == "/sign-in/"


def test_a_seed_lies_encrypted(stage: Stage) -> None:
    turn_on(stage)
    row = Authenticator.objects.get(type="totp")
    assert SEED not in json.dumps(row.data)
    assert FactorAdapter().decrypt(row.data["secret"]) == SEED


def test_a_factor_is_added_and_removed_on_ones_own_page_by_the_password(
    stage: Stage, client: Client
) -> None:
    client.force_login(stage.user("bob"))
    page = client.get(PAGE)
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = client.session["totp-secret"]
    typed = {"act": "totp", "code": figures(secret), "password": "wrong"}
    assert client.post(PAGE, typed).status_code == 422
    shown = client.post(PAGE, {**typed, "password": PASSWORD}).content.decode()
    assert "Recovery codes" in shown
    assert "Recovery codes" not in client.get(PAGE).content.decode()
    [factor] = factors(stage.user("bob"))
    gone = {"act": "remove", "factor": str(factor.id), "password": PASSWORD}
    assert client.post(PAGE, gone).status_code == 302
    assert not Authenticator.objects.exists()
    assert client.post(PAGE, {"act": "nothing"}).status_code == 404


def test_nobody_changes_anothers_factor(stage: Stage) -> None:
    turn_on(stage)
    bob, hugo = stage.user("bob"), stage.hugo
    [factor] = factors(bob)
    with pytest.raises(Forbidden) as refused:
        remove_factor(user=bob, factor=factor.id, password=PASSWORD, by=hugo)
    assert refused.value.code == "only-own-factor"
    with pytest.raises(NotFound):
        remove_factor(user=bob, factor=0, password=PASSWORD, by=stage.actor("bob"))
    with pytest.raises(Conflict) as twice:
        turn_on(stage)
    assert twice.value.code == "factor-there-already"


def test_wrong_figures_turn_nothing_on(stage: Stage) -> None:
    bob = stage.user("bob")
    with pytest.raises(Refused) as refused:
        add_totp(user=bob, secret=SEED, code="000000", password=PASSWORD, by=stage.actor("bob"))
    assert refused.value.code == "factor-code-wrong"
    assert factors(bob) == []


@pytest.mark.parametrize("credential", [{}, {"cancelled": True}, {"id": "x", "response": {}}])
def test_what_is_no_passkey_is_refused(stage: Stage, client: Client, credential: Any) -> None:
    client.force_login(stage.user("bob"))
    client.get(PAGE)
    typed = {"act": "passkey", "name": "stick", "password": PASSWORD}
    said = client.post(PAGE, {**typed, "passkey": json.dumps(credential)})
    assert said.status_code == 422
    assert "The passkey was not taken" in said.content.decode()
    assert client.post(PAGE, {**typed, "passkey": "[1"}).status_code == 422


def test_what_is_no_passkey_opens_no_session(stage: Stage, client: Client) -> None:
    """`check_passkey` and `add_passkey` take what a browser answered; this was made up."""
    turn_on(stage)
    sign_in(client)
    said = client.post("/sign-in/second/", {"passkey": json.dumps({"cancelled": True})})
    assert said.status_code == 422
    assert sentences()["passkey-unfit"]["en"] in said.content.decode()
    assert client.get("/today/").status_code == 302


def test_a_role_may_ask_for_a_second_factor(stage: Stage, client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["matcher"]
    assert sign_in(client).headers["Location"] == "/claims/"
    assert client.get("/claims/").headers["Location"] == PAGE
    assert client.get("/api/pairings").status_code == 403
    client.get(PAGE)
    typed = {"act": "totp", "code": figures(client.session["totp-secret"]), "password": PASSWORD}
    assert client.post(PAGE, typed).status_code == 200
    assert client.get("/claims/").status_code == 200


def test_a_role_that_comes_while_a_session_is_open_asks_at_the_next_page(
    stage: Stage, client: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["signatory"]
    sign_in(client)
    assert client.get("/claims/").status_code == 200
    grant_seat(user=stage.user("bob"), office=stage.quay, role="signatory", since=DAY, by=SYSTEM)
    assert client.get("/claims/").headers["Location"] == PAGE
    assert client.get("/api/pairings").status_code == 403
    assert client.get(PAGE).status_code == 200
    assert client.post("/sign-out/").status_code == 302


def test_who_is_asked_for_none_is_let_in(stage: Stage, client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["auditor"]
    sign_in(client)
    assert client.get("/claims/").status_code == 200


def test_the_head_takes_a_lost_second_factor_away_with_the_new_code(
    stage: Stage, client: Client
) -> None:
    turn_on(stage)
    client.force_login(stage.user("hugo"))
    typed = {"act": "code", "user": "bob"}
    client.post("/set-up/offices/quay/", typed)
    assert factors(stage.user("bob"))  # a code alone leaves it
    client.post("/set-up/offices/quay/", {**typed, "drop": "yes"})
    assert not Authenticator.objects.exists()
    said = records(kind="access.code", about="bob")
    assert [r.content.get("second_factor_removed") for r in said] == [None, True]
    page = client.get("/pairings/quay-fir/who/").content.decode()
    assert "code for a new password, second factor removed" in page
