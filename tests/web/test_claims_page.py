"""Published figures in pages: who may say which place an open party is, and who only reads."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.indicators.test_claims import Party, Row, keep, named

from tallystick.access.models import User
from tallystick.indicators.models import Claim

__all__ = ["named"]


def page(who: str, query: str = "?open=yes") -> str:
    client = Client()
    client.force_login(User.objects.get(username=who))
    return client.get(f"/claims/{query}").content.decode()


def test_who_may_settle_an_open_party_is_offered_the_places_it_may_be(named: Cast) -> None:
    keep(Row(supported_text="Fir", supported=Party("Fir")))
    Claim.objects.update(supported=None, unresolved=[{"side": "supported", "text": "Fir"}])
    assert '<option value="xx-fir"' in page("alice")
    assert '<option value="xx-fir"' not in page("bob")
    assert "Fir" in page("bob")


def test_dates_stay_whole_and_a_figure_of_no_indicator_is_chosen_by_words(named: Cast) -> None:
    keep(Row(indicator="X_OTHER"))
    body = page("alice", "")
    assert '<option value="X_OTHER">outside the catalogue</option>' in body
    assert '<span class="ts-nowrap">1 Jan 2020 –</span> <span class="ts-nowrap">' in body, [
        body[m - 60 : m + 90] for m in range(len(body)) if body.startswith("2020", m)
    ][:3]


def test_a_counted_group_of_places_is_said_in_the_language_of_the_reader(named: Cast) -> None:
    keep(Row(supported_text="11 western provinces", supported=Party("11 western provinces")))
    Claim.objects.update(supported=None)
    client = Client()
    client.force_login(User.objects.get(username="bob"))
    assert "11 western provinces" in client.get("/claims/").content.decode()
    client.cookies["django_language"] = "zh-hans"
    body = client.get("/claims/").content.decode()
    assert "西部11个省份" in body
    assert "11 western provinces" not in body
