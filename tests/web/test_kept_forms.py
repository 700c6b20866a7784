"""What was typed before a session ended is there again, for the same person and nobody else.

Of `keep_form` and `forget_form`, and of `KeptForm`.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, confirm, sale

from tallystick.access.models import KeptForm, User
from tallystick.access.queries.keeping import kept_form, kept_pages
from tallystick.access.services import forget_form, keep_form
from tallystick.access.services.keeping import KEPT, LARGEST, MOST
from tallystick.entries.models import Entry

pytestmark = [pytest.mark.flow, pytest.mark.usefixtures("cast")]
PASSWORD = "a long enough one"
FORM = "/entries/new/quay-fir/sale/sold/"
TYPED = {"rows": "1", "on": "2020-03-10", "r1.CNY": "125000", "title_en": "Kiwis in March"}


@pytest.fixture(autouse=True)
def _passwords(cast: Cast) -> None:
    for user in User.objects.filter(username__in=("alice", "bob", "ann")):
        user.set_password(PASSWORD)
        user.language = "en"
        user.save()


def sign_in(client: Client, name: str, to: str = "") -> Any:
    return client.post("/sign-in/", {"username": name, "password": PASSWORD, "next": to})


def expire(client: Client) -> None:
    """Let the session end as it ends by itself: the browser keeps its other cookies."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


def browser(name: str) -> Client:
    client = Client(headers={"Accept-Language": "en", "Referer": f"http://testserver{FORM}"})
    sign_in(client, name)
    client.get("/today/")
    return client


def test_a_form_that_comes_too_late_is_there_after_signing_in(cast: Cast) -> None:
    client = browser("alice")
    expire(client)
    late = client.post(FORM, {**TYPED, "act": "draft"})
    assert late.status_code == 302
    assert Entry.objects.count() == 0
    told = client.get(late["Location"]).content.decode()
    assert "What you typed is kept" in told
    back = sign_in(client, "alice", FORM)
    assert back["Location"] == FORM
    page = client.get(FORM).content.decode()
    assert "This form came after you had been signed out" in page
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    assert fields["title_en"] == "Kiwis in March"
    again = client.post(FORM, {**TYPED, "act": "look"}).content.decode()
    assert 'value="Kiwis in March"' in again


def test_once_it_went_through_nothing_is_kept_any_more(cast: Cast) -> None:
    client = browser("alice")
    expire(client)
    client.post(FORM, {**TYPED, "act": "draft"})
    sign_in(client, "alice")
    client.post("/language/", {"language": "en", "next": FORM})
    assert kept_pages(cast.alice.user_id or 0) == [FORM]
    more = {"region": "xx-fir", "partner": "xx-quay", "r1.sale_mode": "bought"}
    done = client.post(FORM, {**TYPED, **more, "r1.channel": "online", "act": "draft"})
    assert done.status_code == 302
    assert Entry.objects.count() == 1
    assert kept_pages(cast.alice.user_id or 0) == []


def test_what_went_through_lets_a_draft_go_that_its_request_did_not_know_of(cast: Cast) -> None:
    client = browser("alice")
    keep_form(user_id=cast.alice.user_id or 0, page=FORM, fields={key: ["x"] for key in TYPED})
    more = {"region": "xx-fir", "partner": "xx-quay", "r1.sale_mode": "bought"}
    assert client.post(FORM, {**TYPED, **more, "act": "draft"}).status_code == 302
    assert not KeptForm.objects.exists()


def test_whoever_else_signs_in_at_the_same_browser_sees_nothing_of_it(cast: Cast) -> None:
    client = browser("alice")
    expire(client)
    client.post(FORM, TYPED)
    sign_in(client, "ann", FORM)
    assert "Kiwis in March" not in client.get(FORM).content.decode()
    assert kept_form(cast.bob, FORM) is None
    kept = kept_form(cast.alice, FORM)
    assert kept is not None
    assert kept.fields["title_en"] == ["Kiwis in March"]
    assert "Kiwis" not in str(bytes(KeptForm.objects.get().sealed))


def test_after_signing_out_a_form_is_nobodys_and_that_is_said(cast: Cast) -> None:
    client = browser("alice")
    client.post("/sign-out/")
    late = client.post(FORM, TYPED)
    assert "late=lost" in late["Location"]
    assert "copy what you typed" in client.get(late["Location"]).content.decode()
    assert not KeptForm.objects.exists()
    forged = Client(headers={"Accept-Language": "en"})
    forged.cookies["tallystick_who"] = str(cast.alice.user_id)
    forged.post(FORM, TYPED)
    assert not KeptForm.objects.exists()


def test_a_dispute_that_comes_too_late_can_be_sent_as_it_was(cast: Cast) -> None:
    entry = confirm(cast, sale())
    here = f"/entries/{entry.number}/"
    client = Client(headers={"Accept-Language": "en", "Referer": f"http://testserver{here}"})
    sign_in(client, "bob")
    client.get(here)
    expire(client)
    dispute = {"act": "dispute", "version": str(entry.version), "reason": "We hold less: see ours."}
    dispute |= {f"counter-{line.n}": "1" for line in entry.lines.all()}
    client.post(here, dispute)
    sign_in(client, "bob", here)
    page = client.get(here).content.decode()
    assert "Send it as it was" in page
    assert "We hold less: see ours." in page
    client.post(here, dispute)
    assert Entry.objects.get(pk=entry.pk).state == "disputed"
    assert "Send it as it was" not in client.get(here).content.decode()


def test_what_is_typed_is_kept_meanwhile_and_thrown_away_on_wish(cast: Cast) -> None:
    client = browser("alice")
    answer = client.post(f"/kept/?page={FORM}", {**TYPED, "password": "secret", "code": "1"}).json()
    assert answer["kept"] is True
    assert answer["left"] > 19 * 3600
    kept = kept_form(cast.alice, FORM)
    assert kept is not None
    assert (kept.sent, sorted(kept.fields)) == (False, sorted(TYPED))
    assert "You had not finished here" in client.get(FORM).content.decode()
    assert client.post("/kept/?page=/x%07/", TYPED).json()["kept"] is False
    gone = client.post(f"/kept/?drop=1&page={FORM}")
    assert gone["Location"] == FORM
    assert "You had not finished here" not in client.get(FORM).content.decode()
    assert client.post("/kept/?drop=1&page=//evil.example/")["Location"] == "/"


def test_the_server_says_how_long_a_session_lasts_and_makes_it_last(cast: Cast) -> None:
    client = browser("alice")
    session = client.session
    session["until"] = int(time.time()) + 100
    session.save()
    assert 90 < client.get("/session/").json()["left"] <= 100
    assert 'data-left="' in client.get("/today/").content.decode()
    assert client.post("/session/").json()["left"] > 19 * 3600
    expire(client)
    assert client.get("/session/").status_code == 302


def test_a_part_of_a_page_is_never_exchanged_for_the_form_to_sign_in(cast: Cast) -> None:
    client = Client(
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{FORM}?x=1"}
    )
    answer = client.get("/today/")
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/sign-in/?next=/entries/new/")


def test_what_is_kept_has_its_bounds(cast: Cast) -> None:
    alice = cast.alice.user_id or 0
    assert not keep_form(user_id=alice, page="/x/" * 200, fields={"a": ["b"]})
    assert not keep_form(user_id=alice, page="/x/", fields={"a": ["b" * LARGEST]})
    assert not keep_form(user_id=alice, page="/x/", fields={"a": [""]})
    assert not keep_form(user_id=9_999, page="/x/", fields={"a": ["b"]})
    now = timezone.now()
    for n in range(MOST + 2):
        at = now + timedelta(seconds=n)
        assert keep_form(user_id=alice, page=f"/{n}/", fields={"a": ["b"]}, at=at)
    assert len(kept_pages(alice)) == MOST
    assert "/0/" not in kept_pages(alice)
    forget_form(user_id=alice, page="/5/")
    assert "/5/" not in kept_pages(alice)
    later = now + KEPT + timedelta(days=1)
    keep_form(user_id=alice, page="/new/", fields={"a": ["b"]}, at=later)
    assert kept_pages(alice) == ["/new/"]


def test_what_cannot_be_opened_is_not_shown(cast: Cast) -> None:
    alice = cast.alice.user_id or 0
    keep_form(user_id=alice, page="/x/", fields={"a": ["b"]})
    KeptForm.objects.update(page="/y/")
    assert kept_form(cast.alice, "/y/") is None
    assert str(KeptForm.objects.get()) == f"/y/ of {alice}"
