"""Set-up of programmes, pairings and places in pages; a place shows its history.

A day that is none is answered as `no-day`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast

from tallystick.access.models import Office, User
from tallystick.access.services import grant_seat
from tallystick.programme.models import Pairing, Programme
from tallystick.regions.models import Region

FRAMES, MILL = "/set-up/programmes/", "/regions/xx-fir-mill/"


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The cast, with Chen as the programme's office; she sees what lies under Far only."""
    grant_seat(
        user=User.objects.get(username="chen"), office=Office.objects.get(code="far"),
        role="programme_office", since=date(2019, 1, 1), by=SYSTEM,
    )  # fmt: skip
    return cast


def send(page: str, status: int, by: str = "chen", /, **form: Any) -> str:
    client = Client()
    client.force_login(User.objects.get(username=by))
    answer = client.post(page, form) if form else client.get(page)
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


def test_a_programme_is_opened_and_two_regions_are_paired(office: Cast) -> None:
    assert "Open a programme" in send(FRAMES, 200)
    assert "Open a programme" not in send(FRAMES, 200, "alice")
    frame = {"act": "programme", "code": "second", "name_en": "Second", "country": "xx"}
    send(FRAMES, 403, "alice", **frame)
    assert "no code of a country" in send(FRAMES, 422, **{**frame, "country": "China"})
    assert not Programme.objects.filter(code="second").exists()
    send(FRAMES, 302, **frame)
    assert "already a programme" in send(FRAMES, 409, **frame)
    rename = {"act": "rename", "code": "second", "name_en": "Second Round", "name_zh": "第二轮"}
    send(FRAMES, 403, "alice", **rename)
    send(FRAMES, 302, **rename)
    assert Programme.objects.get(code="second").name_zh == "第二轮"
    assert "called Second Round already" in send(FRAMES, 422, **rename)
    pair = {
        "act": "pairing", "code": "far-west", "programme": "second", "supporting": "xx-far",
        "supported": "xx-west", "level": "province", "since": "2018-01-01", "source": "x",
    }  # fmt: skip
    assert "soon is no day" in send(FRAMES, 422, **{**pair, "since": "soon"})
    assert not Pairing.objects.filter(code="far-west").exists()
    send(FRAMES, 302, **pair)
    send(FRAMES, 302, act="span", pairing="far-west", since="2017-01-01", source="y")
    anew = {
        "act": "re_pair", "pairing": "far-west", "code": "east-west-two", "supporting": "xx-east",
        "on": "2020-07-01", "source": "Decision 7",
    }  # fmt: skip
    send(FRAMES, 302, **anew)
    found = Pairing.objects.get(code="east-west-two")
    assert (found.succeeds, found.programme) == (
        Pairing.objects.get(code="far-west"), Programme.objects.get(code="second"),
    )  # fmt: skip
    send(FRAMES, 422, act="dance")


def test_a_country_is_begun_and_its_programme_is_listed_before_it_pairs_anybody(
    office: Cast,
) -> None:
    land = {"act": "country", "code": "DE", "name_en": "Germany", "name_zh": "德国"}
    send(FRAMES, 403, "alice", **land)
    assert "no code of a country" in send(FRAMES, 422, **{**land, "code": "Germany"})
    send(FRAMES, 302, **land)
    assert Region.objects.get(code="de").kind == "country"
    into = {"act": "add", "code": "fr", "kind": "country", "name_en": "France"}
    assert "lies in no other place" in send("/regions/de/", 422, **into)
    send(FRAMES, 302, act="programme", code="lands", name_en="Lands", country="de")
    assert "Germany; no pairing yet" in send(FRAMES, 200)
    # The control: who sets nothing up is not told.
    assert "no pairing yet" not in send(FRAMES, 200, "alice")


def test_a_place_is_renamed_moved_and_split_and_shows_it(office: Cast) -> None:
    assert "Rename it" not in send(MILL, 200, "alice")
    send(MILL, 403, "alice", act="rename", name_en="X", on="2020-07-01")
    send(MILL, 302, act="rename", name_en="Millford", on="2020-03-01")
    send(MILL, 302, act="move", parent="xx-west", on="2020-04-01")
    into = "xx-up = Up = 上\nxx-low = Low"
    send(MILL, 422, act="split", into="xx-up = Up", on="2020-07-01")
    send(MILL, 302, act="split", into=into, on="2020-07-01")
    shown = send(MILL, 200)
    for words in ("Millford", "Mill", "West", "Split: Up", "Split: Low"):
        assert words in shown
    assert Region.objects.get(code="xx-up").name_zh == "上"
    send("/regions/xx-low/", 302, act="merge", into="xx-up", on="2020-09-01")
    send("/regions/xx-up/", 302, act="add", code="xx-hamlet", kind="village", name_en="Hamlet")
    assert "Hamlet" in send("/regions/xx-up/", 200)
    send("/regions/no-such/", 404)


def test_a_change_that_touches_a_side_waits_on_the_page_of_its_head(office: Cast) -> None:
    move = {"act": "move", "parent": "xx-far", "on": "2020-07-01", "why": "Decision 9"}
    send(MILL, 302, **move)
    assert Region.objects.get(code="xx-fir-mill").parent_links.get().valid_to is None
    assert "Agree for my side" not in send(MILL, 200)
    assert "Take off the table" in send(MILL, 200)
    assert "Agree for my side" not in send(MILL, 200, "bill")
    assert "Mill to lie in Far from" in send("/today/", 200, "amy")
    assert "Changes of the map to agree to" not in send("/today/", 200, "bill")
    page = send(MILL, 200, "amy")
    assert "Decision 9" in page
    assert "waits for a head at Fir" in page
    from tallystick.programme.queries.map_changes import map_proposals

    [put] = map_proposals()
    answer = {"number": str(put.put.seq)}
    send(MILL, 403, "bill", act="agree-map", **answer)
    send(MILL, 422, "amy", act="drop-map", why="", **answer)
    send(MILL, 302, "amy", act="drop-map", why="not yet", **answer)
    send(MILL, 302, **move)
    newest = map_proposals()[0]
    send(MILL, 302, "amy", act="agree-map", number=str(newest.put.seq))
    assert "carried out" in send(MILL, 200, "amy")
    assert "agreed, the map is redrawn" in send("/pairings/quay-fir/who/", 200, "bill")
