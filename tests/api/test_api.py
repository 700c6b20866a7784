"""The REST door: the same figures as the pages, for whoever may see them; a fixed contract."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from tests.example import Installation

from tallystick.access.models import User

BASELINE = Path(__file__).with_name("openapi.json")
CARD = "/api/pairings/dalian-liupanshui/scorecard"
WALK = "/api/pairings/dalian-liupanshui/explain"


@pytest.fixture
def client(on_example: Installation) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="chen.xiaolan"))
    return client


def test_whoever_has_not_signed_in_is_told_so(on_example: Installation) -> None:
    for path in ("/api/pairings", f"{CARD}?year=2019"):
        answer = Client().get(path)
        assert answer.status_code == 401
        assert answer.json()["problems"][0]["code"] == "signed-out"


def test_pairings_are_those_on_the_askers_own_line(client: Client) -> None:
    found = client.get("/api/pairings").json()
    assert [row["code"] for row in found["items"]] == ["dalian-liupanshui", "liaoning-guizhou"]
    assert found["items"][0]["valid_from"] == "1996-01-01"
    assert client.get("/api/pairings/zhongshan-liupanshui").status_code == 404


def test_pages_of_pairings_are_bounded(client: Client) -> None:
    first = client.get("/api/pairings?limit=1").json()
    assert (len(first["items"]), first["total"], first["next_offset"]) == (1, 2, 1)
    assert client.get("/api/pairings?offset=99999999999999999999").status_code == 422
    assert client.get("/api/pairings?limit=0").status_code == 422


def test_a_question_put_wrongly_is_answered_as_every_refusal_is(client: Client) -> None:
    answer = client.get(f"{CARD}?year=soon&as_of=2020-13-45")
    assert answer.status_code == 422
    found = {row["field"]: row for row in answer.json()["problems"]}
    assert found.keys() == {"year", "as_of"}
    assert (found["year"]["code"], found["year"]["value"]) == ("parameter-unfit", "soon")
    missing = client.get(CARD, HTTP_ACCEPT_LANGUAGE="zh-hans").json()["problems"]
    assert [row["code"] for row in missing] == ["parameter-missing"]
    assert missing[0]["message"].startswith("缺少参数 year")


def test_the_scorecard_is_the_command_lines(client: Client, on_example: Installation) -> None:
    printed = on_example.json("scorecard", "--pairing", "dalian-liupanshui", "--year", "2019")
    answer = client.get(f"{CARD}?year=2019").json()
    assert {row["indicator"]: row["matched"] for row in answer["rows"]} == {
        row["indicator"]: row["matched"] for row in printed["rows"]
    }
    assert answer["invented"] is True


def test_a_figure_is_explained_down_to_evidence(client: Client) -> None:
    answer = client.get(f"{WALK}?year=2019&indicator=IC_INV_ACTUAL").json()
    assert answer["value"] == 764_300_000
    assert sum(line["amount"] for line in answer["lines"]) == 764_300_000


def test_the_lines_of_a_figure_come_part_by_part_and_a_page_at_a_time(client: Client) -> None:
    asked = f"{WALK}?year=2019&indicator=IC_INV_ACTUAL"
    whole = client.get(asked).json()
    total = whole["lines_total"]
    assert total == len(whole["lines"]) > 1
    paged = [client.get(f"{asked}&offset={n}&limit=1").json()["lines"] for n in range(total)]
    assert [line for page in paged for line in page] == whole["lines"]
    assert client.get(f"{asked}&offset={total}").json()["lines"] == []
    for part in whole["parts"]:
        of_part = client.get(f"{asked}&part={quote(part['name'])}").json()
        assert {line["part"] for line in of_part["lines"]} == {part["name"]}
        assert of_part["lines"] == [line for line in whole["lines"] if line["part"] == part["name"]]
        assert len(of_part["lines"]) == of_part["lines_total"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{CARD}?year=soon", 422),
        (f"{CARD}?year=2019&as_of=yesterday", 422),
        (f"{WALK}?year=2019&indicator=NO_SUCH", 404),
        (f"{WALK}?year=2019&indicator=IC_INV_ACTUAL&limit=1001", 422),
        ("/api/pairings/nowhere/scorecard?year=2019", 404),
    ],
)
def test_bad_input_is_answered_with_what_is_wrong(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()


def test_refusals_speak_the_askers_language(client: Client) -> None:
    answer = client.get("/api/pairings/nowhere", headers={"accept-language": "zh-hans"})
    assert "核对拼写" in answer.json()["problems"][0]["message"]


def test_the_openapi_document_is_the_committed_one(on_example: Installation) -> None:
    served = Client().get("/api/openapi.json").json()
    assert served == json.loads(BASELINE.read_text()), (
        "The API changed. If that is meant: bin/baselines writes tests/api/openapi.json anew."
    )


def test_a_scorecard_is_narrowed_by_level_and_framework(client: Client) -> None:
    whole = client.get(f"{CARD}?year=2019").json()
    county = client.get(f"{CARD}?year=2019&level=county").json()
    assert (whole["level"], county["level"]) == (None, "county")
    assert {row["target"] for row in county["rows"]} == {None}
    named = client.get(f"{CARD}?year=2019&framework=five-securities").json()
    kept = {row["indicator"] for row in named["rows"]}
    assert kept == {"IC_ENT_NEW", "IC_INV_ACTUAL", "IC_PROJECTS_OPERATING"}
    assert named["rows"] == [row for row in whole["rows"] if row["indicator"] in kept]
    walk = client.get(f"{WALK}?indicator=LC_TOTAL&year=2019&level=county").json()
    [row] = [row for row in county["rows"] if row["indicator"] == "LC_TOTAL"]
    assert (walk["level"], walk["value"]) == ("county", row["matched"])
    for query in ("level=town", "framework=none"):
        assert client.get(f"{CARD}?year=2019&{query}").status_code == 404
