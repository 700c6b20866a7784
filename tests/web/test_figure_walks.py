"""A figure's walk says what its parts come to, and of an earlier day what stood then."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.example import Installation
from tests.web.roles import AUDITOR

from tallystick.access.models import User
from tallystick.journal.queries import head

CARD = "/pairings/dalian-liupanshui/"
FUNDS = f"{CARD}2021/FS_GOV_FUND/"


def see(address: str) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=AUDITOR.username))
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("indicator", "says"), [("FS_GOV_FUND", "Sum"), ("FS_DISBURSE_RATE", "One by the other")]
)
def test_the_last_row_of_the_parts_says_what_it_is(
    on_example: Installation, indicator: str, says: str
) -> None:
    page = see(f"{CARD}2019/{indicator}/")
    (last,) = re.findall(r'<th scope="row"><b>([^<]*)</b>', page)
    assert last == says


@pytest.mark.parametrize("indicator", ["FS_TOTAL_ALL", "FS_IND_SHARE", "FS_GOV_FUND"])
def test_lines_of_several_counts_are_one_list_the_newest_first(
    on_example: Installation, indicator: str
) -> None:
    page = see(f"{CARD}2019/{indicator}/")
    postings = [int(n) for n in re.findall(r"line=(\d+)\.\d+", page)]
    assert len(set(postings)) > 1
    assert postings == sorted(postings, reverse=True)
    # What is opened first seals all that stands under the figure.
    assert f"<dt>Seal</dt><dd>{postings[0]}</dd>" in page


def test_a_ratio_is_not_written_in_the_size_of_its_parts(on_example: Installation) -> None:
    page = see(f"{CARD}2019/LC_WAGE/")
    assert "<title>Wage of placed workers: 3,150 yuan a month" in page
    assert "0.13 million yuan a month" in page


def test_a_day_on_which_nothing_was_known_is_no_zero(on_example: Installation) -> None:
    (row,) = re.findall(r"31 Mar 2021</a></th>.*?</tr>", see(FUNDS))
    assert ">no figure<" in row
    assert "no figure" in see(f"{FUNDS}?as_of=2021-03-31")


@pytest.mark.parametrize("page", [FUNDS, CARD, f"{CARD}funds/"])
def test_the_foot_of_an_earlier_day_names_the_posting_of_that_day(
    on_example: Installation, page: str
) -> None:
    newest = head("liaoning-guizhou").seq
    assert f"posting {newest}<" in see(f"{page}?year=2020")
    (then,) = re.findall(r"posting (\d+)<", see(f"{page}?year=2020&as_of=2020-04-30"))
    assert 0 < int(then) < newest
