"""A page is given again only to whom it was made for, and only while nothing has changed."""

from __future__ import annotations

import gc
import re
import zlib
from datetime import UTC, datetime
from typing import Any
from weakref import ref

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from tests.example import Installation
from tests.web.places import PLACES
from tests.web.roles import MATCHER, ROLES

from tallystick.access.late_forms import PAGES
from tallystick.access.models import Act, User
from tallystick.access.services import record_act
from tallystick.config import again
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Programme
from tallystick.regions.models import Region
from tallystick.web.urls import urlpatterns
from tallystick.web.views.signing.keeping import UNTIL

# Who is signed in, and the mark: what is asked even of a page that is given again.
ASKED_OF_A_KEPT_PAGE = 3
# What differs between two answers that say the same.
PASSING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|csrftoken[^"]*"[^"]*"| data-left="\d+"|DTSTAMP:\w+'
)


@pytest.fixture
def keeping(
    on_example: Installation, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Installation:
    """The example in this process, with pages kept as a server keeps them."""
    settings.PAGES_MB = 8
    monkeypatch.setattr(again, "_SHELF", again.Shelf())
    Region.objects.filter(code="cn-520281").update(name_en="Panzhou")
    return on_example


def reader(username: str = MATCHER.username) -> Client:
    """Return a browser with somebody signed in, which was here before."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    client.get("/profile/")
    return client


def asked(client: Client, address: str, **said: str) -> tuple[HttpResponse, int]:
    """Return the answer and how often the database was asked for it."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=said)
    assert answer.status_code == 200
    return answer, len(queries)


def is_made(client: Client, address: str, **said: str) -> bool:
    """Whether a page is made anew."""
    return asked(client, address, **said)[1] > ASKED_OF_A_KEPT_PAGE


def test_a_page_is_given_again_as_it_was(keeping: Installation) -> None:
    client = reader()
    first, many = asked(client, "/pairings/")
    second, few = asked(client, "/pairings/")
    assert few <= ASKED_OF_A_KEPT_PAGE < many
    assert first.content == second.content
    assert first.headers == second.headers
    # The secret of its forms lives on, as with a page that is made.
    assert second.cookies["csrftoken"].value == first.cookies["csrftoken"].value


def test_nothing_is_kept_where_the_office_wants_none(keeping: Installation, settings: Any) -> None:
    settings.PAGES_MB = 0
    client = reader()
    assert [is_made(client, "/pairings/") for _ in range(2)] == [True, True]


def test_whatever_is_written_drops_it(keeping: Installation) -> None:
    client = reader()
    address = "/regions/cn-520281/"
    client.get(address)
    assert not is_made(client, address)
    Region.objects.filter(code="cn-520281").update(name_en="Panzhou, renamed for a test")
    answer, _many = asked(client, address)
    assert b"renamed for a test" in answer.content


def test_every_reading_of_evidence_is_told_and_drops_nothing_else(keeping: Installation) -> None:
    client = reader()
    client.get("/pairings/")
    told = Act.objects.filter(action="entries.read_evidence")
    before = told.count()
    (address,) = [one.address for one in PLACES["evidence"] if one.address.endswith("?look=1")]
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert told.count() == before + 3
    assert not is_made(client, "/pairings/")
    # One that stands on a page is no act of reading, whatever whoever did it is called.
    for called in ("test", "entries.read_evidence"):
        client.get("/pairings/")
        record_act("programme.add_thing", "thing", "none", by=Actor.system_actor(called))
        assert is_made(client, "/pairings/")


def test_what_was_kept_is_let_go_once_something_is_written(keeping: Installation) -> None:
    client = reader()
    client.get("/regions/cn-520281/")
    (page,) = [ref(made) for made, _weight in again._SHELF._now[1]._values.values()]
    assert page() is not None
    Region.objects.filter(code="cn-520281").update(name_en="Panzhou, renamed for a test")
    client.get("/pairings/")
    gc.collect()
    assert page() is None


def test_a_right_that_ends_closes_the_page(keeping: Installation) -> None:
    client = reader()
    client.get("/today/")
    User.objects.filter(username=MATCHER.username).update(is_active=False)
    assert client.get("/today/").status_code == 302


def test_nobody_is_given_what_another_asked_for(keeping: Installation) -> None:
    seen = {}
    for role in ROLES[1:]:
        client = reader(role.username)
        assert is_made(client, "/today/"), role
        seen[role.username] = client.get("/today/").content
    assert len(set(seen.values())) == len(seen) > 3


@pytest.mark.parametrize(
    "said",
    [{"accept-language": "zh-hans"}, {"hx-request": "true"}, {"host": "localhost"}],
    ids=["language", "part", "host"],
)
def test_what_a_browser_says_is_heard(keeping: Installation, said: dict[str, str]) -> None:
    client = reader()
    client.get("/pairings/")
    assert is_made(client, "/pairings/", **said)
    assert not is_made(client, "/pairings/")


def test_a_new_session_or_cookie_asks_anew(keeping: Installation) -> None:
    client = reader()
    client.get("/pairings/")
    client.cookies["tallystick_theme"] = "dark"
    assert is_made(client, "/pairings/")
    assert is_made(reader(), "/pairings/")


def test_the_next_day_asks_anew(keeping: Installation) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 14, tzinfo=UTC), tick=False) as clock:
        client = reader()
        client.get("/deadlines/")
        assert not is_made(client, "/deadlines/")
        clock.move_to(datetime(2026, 3, 3, 2, tzinfo=UTC))
        assert is_made(client, "/deadlines/")


def test_the_next_day_of_a_programme_asks_anew(keeping: Installation) -> None:
    before = Programme.objects.get().time_zone
    Programme.objects.update(time_zone="Pacific/Auckland")
    try:
        with time_machine.travel(datetime(2026, 3, 2, 10, 59, tzinfo=UTC), tick=False) as clock:
            client = reader()
            client.get("/deadlines/")
            assert not is_made(client, "/deadlines/")
            clock.shift(120)
            assert is_made(client, "/deadlines/")
    finally:
        Programme.objects.update(time_zone=before)


def test_what_is_written_while_a_page_is_made_leaves_it_unkept(keeping: Installation) -> None:
    def kept(name: str) -> bool:
        def view(request: HttpRequest) -> HttpResponse:
            request.resolver_match = resolve(request.path)
            if name:
                Region.objects.filter(code="cn-520281").update(name_en=name)
            return HttpResponse("as it was")

        request = RequestFactory().get(f"/pairings/?written={name}")
        request.user = User.objects.get(username=MATCHER.username)
        request.session = SessionStore()
        again.AgainMiddleware(view)(request)
        return bool(again._SHELF._now[1]._values)

    assert not kept("Panzhou, renamed for a test")
    assert not kept("Panzhou")
    assert kept("")


def test_a_file_is_given_again_to_the_letter(keeping: Installation) -> None:
    content = b'<note data-left="5"/>'
    page = again._Page((("Content-Type", "text/xml"),), zlib.compress(content), has_form=False)
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session[UNTIL] = 2**32
    assert again._given_again(request, page).content == content


def test_a_cookie_that_is_no_secret_asks_anew(keeping: Installation) -> None:
    client = reader()
    for _ in range(2):
        client.cookies["csrftoken"] = "none"
        assert is_made(client, "/pairings/")


def test_addresses_that_are_written_alike_are_two(keeping: Installation) -> None:
    client = reader()
    client.get("/entries/?text=%C3%A4")
    with CaptureQueriesContext(connection) as queries:
        client.get("/entries/", QUERY_STRING="text=\xe4")
    assert len(queries) > ASKED_OF_A_KEPT_PAGE


def test_the_time_left_is_that_of_now(keeping: Installation) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 3, tzinfo=UTC), tick=False) as clock:
        client = reader()
        session = client.session
        session[UNTIL] = int(datetime(2026, 3, 2, 4, tzinfo=UTC).timestamp())
        session.save()
        assert b' data-left="3600"' in client.get("/pairings/").content
        clock.shift(60)
        answer, queries = asked(client, "/pairings/")
        assert queries <= ASKED_OF_A_KEPT_PAGE
        assert b' data-left="3540"' in answer.content


def test_a_page_with_a_draft_is_made_anew(keeping: Installation) -> None:
    client = reader()
    client.get("/pairings/")
    session = client.session
    session[PAGES] = ["/pairings/"]
    session.save()
    assert [is_made(client, "/pairings/") for _ in range(2)] == [True, True]


def test_what_moves_by_itself_is_made_anew(keeping: Installation) -> None:
    client = reader()
    assert [is_made(client, "/long-work/") for _ in range(2)] == [True, True]
    names = {pattern.name for pattern in urlpatterns}
    assert names >= again.MOVING


def test_a_refusal_and_a_form_that_is_sent_are_not_kept(keeping: Installation) -> None:
    client = reader()
    for _ in range(2):
        assert client.get("/pairings/never-was/").status_code == 404
        assert client.post("/language/", {"language": "en"}).status_code == 302


def test_inside_a_transaction_every_page_is_made(keeping: Installation) -> None:
    client = reader()
    client.get("/pairings/")
    with transaction.atomic():
        assert is_made(client, "/pairings/")


def test_a_page_says_the_same_all_day_unless_it_is_said_to_move(on_example: Installation) -> None:
    """Nothing else tells which pages move: a view that looks at the clock is found here."""
    client = reader()
    moved = []
    for name, places in PLACES.items():
        for place in places:
            if MATCHER not in place.seen_by or name in again.MOVING:
                continue
            told = []
            for hour in (2, 11):
                with time_machine.travel(datetime(2026, 3, 2, hour, tzinfo=UTC), tick=False):
                    answer = client.get(place.address)
                told.append(b"" if answer.streaming else PASSING.sub(b"", answer.content))
            if told[0] != told[1]:
                moved.append(place.address)
    assert moved == []
