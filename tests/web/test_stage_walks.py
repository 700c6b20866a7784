"""A figure of a stage, on whichever page, opens the lines that add up to it."""

from __future__ import annotations

import re
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.example import Installation
from tests.web.roles import AUDITOR, CLERK, STRANGER, Role

from tallystick.access.models import User
from tallystick.web.figures import Measure, measure
from tallystick.web.wording import rounded_note

CARD = "/pairings/dalian-liupanshui/"
WALK = f"{CARD}stages/funds/lines/"
PAGES = (
    f"{CARD}stages/?year=2019",
    f"{CARD}stages/funds/?year=2019",
    f"{CARD}stages/funds/?year=2020&show=here&as_of=2020-10-20",
    f"{CARD}stages/project/?year=2019&region=cn-520281",
    f"{CARD}stages/placement/?year=2020&unit=placement",
    f"{CARD}stages/funds/tiers/?year=2019",
    f"{CARD}funds/?year=2020",
    f"{CARD}map/?year=2019&flow=people",
    f"{CARD}map/?year=2020&flow=funds&as_of=2020-10-20",
)
DOOR = re.compile(r'<a class="ts-fig[^"]*" href="([^"]*/lines/\?[^"]*)">(-?\d+)</a>')
FIGURE = re.compile(r'<div class="ts-fig-lg">(-?\d+)</div>')
# So many doors of a page are opened: they are made alike.
FEW = 24


def reader(role: Role) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=role.username))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_each_figure_is_what_its_walk_adds_up_to(
    on_example: Installation, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(Measure, "show", lambda _self, amount: str(amount))
    client = reader(AUDITOR)
    doors = DOOR.findall(client.get(page).content.decode())
    assert doors, page
    told = {(unescape(href), figure) for href, figure in doors if "part=moved" not in href}
    for href, figure in sorted(told)[:: max(1, len(told) // FEW)]:
        walk = client.get(href).content.decode()
        assert FIGURE.findall(walk) == [figure], href
        assert f"{href.partition('?')[2].partition('&')[0]}" in unescape(walk)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (f"{CARD}stages/?year=2019", True),
        (f"{CARD}stages/survey/?year=2019", True),
        # The control: what is a whole number of tens of thousands is shown so.
        (f"{CARD}stages/funds/?year=2019", False),
    ],
)
def test_where_figures_are_rounded_the_page_says_so(
    on_example: Installation, page: str, says: bool
) -> None:
    shown = reader(AUDITOR).get(page).content.decode()
    assert ("Figures are rounded: parts may miss" in shown) == says


def test_parts_that_are_rounded_are_told_where_their_sums_are_whole() -> None:
    how = measure([26_000_000_000], "yuan", "CNY", scale=2, lang="en")
    with translation.override("en"):
        assert rounded_note(how, [13_000_000_000]) == ""
        assert rounded_note(how, [13_004_000_000, 12_996_000_000])


def test_a_walk_leads_on_to_the_entry_its_names_and_its_proof(on_example: Installation) -> None:
    walk = reader(CLERK).get(f"{WALK}?stage=received&year=2019").content.decode()
    for step in ("words", "lines", "entry", "names", "evidence", "proof"):
        assert f'<li id="{step}">' in walk
    assert "What reached “Received” up to 31 Dec 2019" in walk
    assert "Permanent address" in walk


def test_a_day_before_anything_was_known_is_shown_as_that_day(on_example: Installation) -> None:
    client = reader(AUDITOR)
    asked = client.get("/pairings/dalian-liupanshui/2021/LC_TOTAL/?as_of=2021-06-30")
    said = [(day.words, day.chosen) for day in asked.context["page"].days]
    assert said[:2] == [("30 Jun 2021: no figure", True), ("8 Jul 2021: 720", False)]
    assert sum(chosen for _words, chosen in said) == 1


def test_the_permanent_address_keeps_year_and_day(on_example: Installation) -> None:
    client = reader(CLERK)
    asked = client.get(f"{WALK}?stage=received&as_of=2021-10-20").context["page"]
    assert asked.address == f"{WALK}?stage=received&year=2021&as_of=2021-10-20"
    today = timezone.now().astimezone(ZoneInfo("Asia/Shanghai")).date()
    later = client.get(f"{WALK}?stage=received&year=2019").context["page"]
    assert later.address == f"{WALK}?stage=received&year=2019&as_of={today}"
    again = client.get(later.address).context["page"]
    assert (again.figure, again.address) == (later.figure, later.address)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "stage=nothing",
        "stage=received&part=all",
        "stage=received&unit=person",
        "stage=received&by=colour&is=red",
        "stage=received&thing=nothing",
    ],
)
def test_what_no_figure_is_made_of_is_not_there(on_example: Installation, asked: str) -> None:
    assert reader(CLERK).get(f"{WALK}?{asked}").status_code == 404


@pytest.mark.parametrize(
    "asked", ["page=99999999999", "line=x", "year=soon", "as_of=soon", "at=nowhere", "budget=never"]
)
def test_what_is_oddly_asked_is_answered(on_example: Installation, asked: str) -> None:
    assert reader(CLERK).get(f"{WALK}?stage=received&{asked}").status_code == 200


def test_who_does_not_see_the_pairing_walks_nothing(on_example: Installation) -> None:
    assert reader(STRANGER).get(f"{WALK}?stage=received").status_code == 404
