"""Who is signed out is asked to sign in at every address but the few that are named here."""

from __future__ import annotations

from typing import cast

import pytest
from django.test import Client
from tests.matrix.addresses import routes
from tests.matrix.stage import NONE, Pair

# The way in, what a reader chooses before it, and the words of the API about itself.
OPEN = {
    "front-door", "sign-in", "set-language", "ask-factor", "to-house", "from-house",
    "use-code", "api:openapi-json", "api:api-root",
}  # fmt: skip


@pytest.mark.django_db
def test_every_other_address_asks_for_a_sign_in() -> None:
    opened = []
    for route in routes():
        # Of absent things: no pair is needed to name them.
        address, _codes = next(route.addresses(cast("Pair", None), NONE))
        answer = Client().get(address)
        asks = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
        if not (asks or answer.status_code == 401):
            opened.append(route.name)
    assert set(opened) <= OPEN, sorted(set(opened) - OPEN)
    assert "sign-in" in opened


@pytest.mark.parametrize(
    "said", ["http://[", "http://x//evil.example", "", "http://x/\\\\evil.example"]
)
def test_a_page_that_is_no_address_leads_to_no_other_site(said: str) -> None:
    answer = Client().get("/today/", headers={"HX-Request": "true", "HX-Current-URL": said})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] in ("/sign-in/?next=/", "/sign-in/?next=/evil.example")
    late = Client().post("/today/", headers={"Referer": said})
    assert late.status_code == 302
    assert late["Location"].startswith("/sign-in/?next=/today/")
