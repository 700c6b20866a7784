"""Whoever reads Chinese finds people by their Chinese names, and no code where a name stands."""

from __future__ import annotations

import re

import lxml.html
from django.test import Client
from tests.example import Installation
from tests.web.places import PLACES
from tests.web.roles import AUDITOR, CLERK, MATCHER, Role

from tallystick.access.models import User
from tallystick.programme.rules.frameworks import shipped_frameworks

# Where a person is shown in both languages, or a form has her English name.
BOTH = ("search",)


def texts(role: Role) -> list[tuple[str, str]]:
    """Return the address and each piece of text of every page that a reader finds, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(User.objects.get(username=role.username))
    found = []
    for name, places in PLACES.items():
        for place in (one for one in places if one.page and name not in BOTH):
            answer = client.get(place.address)
            if answer.status_code == 200:
                body = lxml.html.fromstring(answer.content).find("body")
                found += [(place.address, text) for text in body.xpath(".//text()")]
    return found


def test_no_page_names_a_person_of_an_office_in_english_or_a_framework_by_its_code(
    on_example: Installation,
) -> None:
    people = [user.name_en for user in User.objects.exclude(name_zh="")]
    tags = [f"{text.code} {one.code}" for text in shipped_frameworks().values()
            for one in text.elements]  # fmt: skip
    wrong = re.compile(rf"\b({'|'.join(map(re.escape, [*people, *tags]))})\b|^\W*example\W*$")
    pieces = [piece for role in (AUDITOR, CLERK, MATCHER) for piece in texts(role)]
    found = {f"{address}: {text.strip()}" for address, text in pieces if wrong.search(text)}
    assert not found, "\n".join(sorted(found))
    assert len(people) > 8
    assert any("王磊" in text for _address, text in pieces)
