"""The page of borders: loaded by whoever may, told off whole, drawn under the points of a map."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.example import Installation

from tallystick.access.models import Office, User
from tallystick.access.services import grant_seat
from tallystick.kernel.actor import Actor
from tallystick.regions.models import Border

PAGE, MAP = "/set-up/borders/", "/pairings/dalian-liupanshui/map/?year=2019"
SOURCE = "Survey <b>2020</b> (invented)"


def outline(place: str, west: float, south: float) -> dict[str, object]:
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": place}, "geometry": shape}


@pytest.fixture
def office(on_example: Installation) -> Client:
    """Return the client of somebody who may redraw the map."""
    user = User.objects.create(username="map.office", name_en="Map Office", password="!")
    seat = Office.objects.order_by("code").first()
    assert seat is not None
    grant_seat(
        user=user,
        office=seat,
        role="administrator",
        since=date(2019, 1, 1),
        by=Actor.system_actor("stage"),
    )
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, *features: object, **more: str) -> str:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    sent = SimpleUploadedFile("fir.geojson", content)
    form = {"act": "load", "source": SOURCE, "borders": sent, **more}
    return client.post(PAGE, form, follow=True).content.decode()


def test_a_loaded_border_is_drawn_with_its_source_and_taken_off_again(office: Client) -> None:
    assert "No borders are drawn." in office.get(MAP).content.decode()
    features = outline("cn-210200", 121, 38), outline("cn-520200", 104, 25)
    assert "The borders of 2 places are drawn." in send(office, *features)
    drawn = office.get(MAP).content.decode()
    # Once for a phone and once for a desk.
    assert drawn.count('class="border-of"') == 2 * 2
    assert "Borders: Survey &lt;b&gt;2020&lt;/b&gt; (invented)" in drawn
    assert "No borders are drawn." not in drawn
    number = re.search(r'name="file" value="(\d+)"', office.get(PAGE).content.decode())
    assert number
    office.post(PAGE, {"act": "remove", "file": number[1]})
    assert not Border.objects.exists()


def test_a_file_with_faults_names_each_and_what_could_be_taken(office: Client) -> None:
    features = outline("cn-210200", 121, 38), outline("<script>x</script>", 1, 1)
    told = send(office, *features)
    assert "Feature 2 is about &lt;script&gt;x&lt;/script&gt;" in told
    assert "1 place has a border that can be taken: Dalian." in told
    assert not Border.objects.exists()
    assert "The border of 1 place is drawn." in send(office, *features, good_only="yes")


def test_a_form_without_a_file_is_told_so(office: Client) -> None:
    answer = office.post(PAGE, {"act": "load", "source": SOURCE})
    assert answer.status_code == 422
    assert "alert-danger" in answer.content.decode()


def test_others_see_what_is_drawn_and_load_nothing(office: Client) -> None:
    send(office, outline("cn-210200", 121, 38))
    clerk = Client()
    clerk.force_login(User.objects.get(username="luo.zhenghua"))
    page = clerk.get(PAGE).content.decode()
    assert "fir.geojson" in page
    assert 'type="file"' not in page
    assert "may not do this here" in send(clerk, outline("cn-520200", 104, 25))
    assert Border.objects.count() == 1


def test_what_somebody_may_not_load_is_not_read(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_words: object) -> None:
        raise AssertionError("the file was read")

    monkeypatch.setattr("tallystick.web.views.set_up.borders.look_through", read)
    clerk = Client()
    clerk.force_login(User.objects.get(username="luo.zhenghua"))
    assert "may not do this here" in send(clerk, outline("cn-520200", 104, 25))
