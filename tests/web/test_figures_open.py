"""Every figure of the book that a page prints is a door: to its walk, its entry, its comparison.

Each figure is marked where it is written (`Measure.show`), so that one which a template prints past
the component is seen as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.test import Client
from tests.example import Installation
from tests.web.places import PLACES, Place
from tests.web.roles import AUDITOR, CLERK, MATCHER

from tallystick.access.models import User
from tallystick.web.figures import Measure

ON, OFF = "\ue000", "\ue001"
MARKED = re.compile(f"{ON}([^{OFF}]*){OFF}")
# Where a figure needs no door: a drawing has its table beside it, and what stands on its own
# ground (an entry's page, the form that states it, the walk itself) is there already.
GROUND = (
    "ancestor-or-self::*[self::svg or self::title or self::option or self::form"
    " or @data-ground or contains(concat(' ', @class, ' '), ' visually-hidden ')]"
)
DOOR = "ancestor-or-self::a[@href]"
# What shows each reader her own: what waits for her, what she may correct, what she is to report.
OWN = ("today", "review", "corrections", "correction-new", "deadlines", "office-list", "entry-new")


def shut(html: str) -> Iterator[str]:
    """Yield each figure of a page that is no door and stands on no ground of its own."""
    document = lxml.html.fromstring(html)
    for text in document.xpath(f"//body//text()[contains(., '{ON}')]"):
        around = text.getparent()
        around = around.getparent() if text.is_tail else around
        if not around.xpath(DOOR) and not around.xpath(GROUND):
            said = " ".join(MARKED.sub(r"\1", text).split())
            yield f"<{around.tag} class={around.get('class', '')!r}> {said}"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mark each figure where it is written."""
    plain = Measure.show

    def show(self: Measure, amount: int) -> str:
        return f"{ON}{plain(self, amount)}{OFF}"

    monkeypatch.setattr(Measure, "show", show)


def opened(client: Client, place: Place) -> str:
    answer: Any = client.get(place.address)
    return answer.content.decode() if answer.status_code == 200 else ""


def test_every_figure_of_the_book_opens_what_it_stands_on(
    on_example: Installation, marked: None
) -> None:
    found, seen = [], 0
    for role, names in ((AUDITOR, PLACES.keys()), (CLERK, OWN), (MATCHER, OWN)):
        client = Client()
        client.force_login(User.objects.get(username=role.username))
        for place in (one for name in names for one in PLACES[name] if one.page):
            html = opened(client, place)
            seen += html.count(ON)
            faults = shut(html) if html else ()
            found += [f"{role.username} at {place.address}: {fault}" for fault in faults]
    assert not found, "\n".join(found)
    assert seen > 500


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        (f"<p>{ON}5{OFF} yuan", ["<p class=''> 5 yuan"]),
        (f"<a href='/w/'>{ON}5{OFF} yuan</a>", []),
        (f"<a>{ON}5{OFF} yuan</a>", ["<a class=''> 5 yuan"]),
        (f"<a href='/w/'>walk</a> {ON}5{OFF}", ["<div class=''> 5"]),
        (f"<main data-ground><p>{ON}5{OFF}</p></main>", []),
        (f"<form><p>{ON}5{OFF}</p></form><svg><text>{ON}5{OFF}</text></svg>", []),
    ],
)
def test_a_figure_printed_past_the_component_is_caught(html: str, faults: list[str]) -> None:
    assert list(shut(f"<body><div>{html}</div></body>")) == faults
