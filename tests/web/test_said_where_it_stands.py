"""What a reader stumbles over is explained where it stands, on the example."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, seated_at
from tests.example import Installation
from tests.web.roles import ADMIN, AUDITOR, HEAD

from tallystick.access.models import User
from tallystick.programme.models import Pairing
from tallystick.programme.queries.agreements import year_with_targets


def page(username: str, address: str, status: int = 200, lang: str = "en") -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    client.cookies["django_language"] = lang
    answer = client.get(address, follow=True)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_foot_names_the_book(on_example: Installation) -> None:
    shown = page(AUDITOR.username, "/pairings/dalian-liupanshui/stages/?year=2019")
    assert "Book of Liaoning – Guizhou as of" in shown


def test_below_is_explained_beneath_the_tiers(on_example: Installation) -> None:
    shown = page(AUDITOR.username, "/pairings/dalian-liupanshui/stages/funds/tiers/?year=2020")
    assert "Below: less was received than the tier" in shown


def test_in_chinese_parts_stand_in_one_size_under_their_sum(on_example: Installation) -> None:
    address = "/pairings/dalian-liupanshui/stages/funds/tiers/?year=2020"
    shown = page(AUDITOR.username, address, lang="zh-hans")
    cells = re.findall(r'data-l="到账"> ?<a[^>]*>([^<]+)</a>', shown)
    tiers, counties = cells[:4], cells[4:]
    assert all(cell.endswith("万") for cell in cells)
    parts = [int(cell[:-1].replace(",", "")) for cell in tiers]
    assert sum(parts[:-1]) == parts[-1]
    assert sum(int(cell[:-1].replace(",", "")) for cell in counties) == parts[-1]


def test_targets_and_what_was_reached_are_written_alike(on_example: Installation) -> None:
    shown = page(AUDITOR.username, "/agreements/dalian-liupanshui-2019/", lang="zh-hans")
    row = re.search(r"财政援助资金</th>.*?</tr>", shown)
    assert row is not None
    said = re.findall(r"[\d,.]+[万亿]元", row[0])
    assert said == ["26,000万元", "26,000万元", "24,860万元", "800万元"]
    assert not re.search(r"\d %", shown)


def test_a_preview_that_is_read_says_so(on_example: Installation) -> None:
    shown = page(AUDITOR.username, "/entries/E-2020-0028/")
    assert 'hx-indicator="next .ts-working"' in shown
    assert "Reading the file" in shown


def test_a_tour_shows_a_scorecard_with_targets(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=HEAD.username))
    gone = client.get("/tour/head/2/")
    found = re.match(r"/pairings/([^/]+)/\?year=(\d+)", gone["Location"])
    assert found is not None
    row, year = Pairing.objects.get(code=found[1]), int(found[2])
    assert year_with_targets(row, near=year) == year


@pytest.mark.parametrize("on", [False, True])
def test_the_whole_book_says_how_a_worker_is_set_up(
    on_example: Installation, settings: Any, on: bool
) -> None:
    settings.WORKER = on
    assert "TALLYSTICK_WORKER=1" in page(ADMIN.username, "/set-up/book/")


@pytest.mark.parametrize("address", ["/commitments/new/", "/meetings/new/"])
def test_who_may_not_record_hears_who_may(cast: Cast, address: str) -> None:
    seated_at("xx-fir-mill", county="clerk")
    assert "by a clerk or the head of an office" in page("county", address, 403)


def test_on_a_phone_each_figure_of_a_stage_bears_its_head(on_example: Installation) -> None:
    shown = page(AUDITOR.username, "/pairings/dalian-liupanshui/stages/placement/?year=2019")
    grid = shown.partition("By place")[2]
    assert 'data-l="Placed"' in grid


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/pairings/dalian-liupanshui/?year=2019&rows=all", r"[\d.]+% of target"),
        ("/agreements/dalian-liupanshui-2019/", r"[\d.]+% of target"),
        ("/pairings/dalian-liupanshui/funds/?year=2020", r"\d+%"),
        ("/pairings/dalian-liupanshui/stages/funds/tiers/?year=2020", r"[\d.]+%"),
    ],
)
def test_a_percentage_leads_to_what_it_is_of(
    on_example: Installation, address: str, said: str
) -> None:
    shown = page(AUDITOR.username, address)
    cells = re.findall(rf"<(td|span)([^>]*)>({said})</\1>", shown)
    assert cells == []
    assert re.search(rf'<a class="ts-fig[^>]*>{said}</a>', shown)
