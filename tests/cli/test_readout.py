"""`tallystick readout FILE`: an announcement's draft in JSON or tables, without a book.

The announcements are invented; one is retold from a public page (bench/readouts/texts/006).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests import ready
from tests.architecture.source import ROOT
from tests.example import Installation
from tests.extraction.endpoint import Answering, answering
from tests.extraction.papers import PAGE, marked_paper, pdf_file, word_file
from tests.web.chinese import foreign_words

from tallystick.kernel.problem import Problem

TEXT = (
    "On May 6, 2021, Dalian and Liupanshui held their joint meeting in Dalian. Dalian gave more "
    "than 3 million yuan to Liupanshui and will send 20 teachers."
)
LABELLED = ROOT / "bench/readouts/labels/006.json"


@pytest.fixture
def home(tmp_path: Path) -> Installation:
    """Return an installation in which nothing was ever set up."""
    return Installation(tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "visit.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_json_has_exactly_the_form_of_a_label(home: Installation) -> None:
    told = home.json("readout", str(ROOT / "bench/readouts/texts/006.json"))
    label = json.loads(LABELLED.read_text("utf-8"))
    assert told.keys() - {"represented", "frameworks"} == label.keys() - {
        "represented", "frameworks"
    }  # fmt: skip
    assert (told["id"], told["lang"]) == ("006", "en")
    shapes = {
        "figures": {
            "value", "unit", "indicator_code", "text", "period", "qualifier", "cumulative",
            "start", "end",
        },
        "participants": {"name", "position", "organisation_or_region", "side"},
        "commitments": {"text", "actor", "kind", "modality", "start", "end"},
        "agreements": {"title"},
    }  # fmt: skip
    for part, keys in shapes.items():
        assert all(one.keys() == keys for one in told[part])


def test_the_figures_of_a_text_come_with_their_places(home: Installation, file: Path) -> None:
    told = home.json("readout", str(file), "--places")
    assert (told["id"], told["text"]) == ("visit", TEXT)
    amount = told["figures"][0]
    assert (amount["value"], amount["unit"], amount["qualifier"]) == (3_000_000, "CNY", "more_than")
    for part in ("figures", "participants", "commitments", "agreements", "achievements"):
        for one in told[part]:
            words = one.get("text") or one.get("name") or one.get("title")
            assert TEXT[one["start"] : one["end"]] == words
            assert 0 < one["confidence"] <= 100


def test_nothing_is_set_up_for_it_and_nothing_is_left(home: Installation, file: Path) -> None:
    home.json("readout", str(file))
    assert not home.home.exists()


def test_every_kind_of_file_is_read_and_so_is_what_is_piped_in(
    home: Installation, tmp_path: Path
) -> None:
    kinds = {
        "page.html": PAGE.encode("gb18030"),
        "paper.docx": word_file(marked_paper),
        "paper.pdf": pdf_file([["Alpha gave 3 million yuan."]]),
        "no-ending": json.dumps({"id": "x", "text": TEXT}).encode(),
    }
    for name, content in kinds.items():
        (tmp_path / name).write_bytes(content)
        told = home.json("readout", str(tmp_path / name))
        assert 3_000_000 in [figure["value"] for figure in told["figures"]], name
    piped = home.json("readout", "/dev/stdin", said=TEXT)
    assert piped["figures"][0]["value"] == 3_000_000


def test_the_day_of_publication_given_goes_before_that_of_the_file(
    home: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"text": TEXT, "published": "2021-05-08", "lang": "en"}), "utf-8")

    def published(*words: str) -> Any:
        return home.json("readout", str(file), "--places", *words)["published"]

    assert published() == "2021-05-08"
    assert published("--published", "2021-06") == "2021-06"


def test_the_language_given_goes_before_what_is_found_out(home: Installation, file: Path) -> None:
    assert home.json("readout", str(file))["lang"] == "en"
    assert home.json("readout", str(file), "--lang", "zh-Hant")["lang"] == "zh-Hant"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--published", "soon"), "2021-05-07"),
        (("--published", "2021-02-30"), "no date"),
        (("--lang", "zh"), "en, zh-Hans, zh-Hant"),
    ],
)
def test_a_wrong_call_says_how_it_is_called(
    home: Installation, file: Path, words: tuple[str, ...], said: str
) -> None:
    """readout-no-date"""
    told = home.json("readout", str(file), *words, code=2)
    assert [one["code"] for one in told["problems"]] == ["called-wrongly"]
    assert said in told["problems"][0]["message"]


def test_a_file_that_is_not_there_is_a_wrong_call(home: Installation) -> None:
    home.json("readout", "/no/such/file", code=2)


def test_a_file_that_cannot_be_read_is_a_problem(home: Installation, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.4 torn")
    told = home.json("readout", str(file), code=1)
    assert [one["code"] for one in told["problems"]] == ["readout-damaged"]


def test_a_text_of_another_kind_says_so_and_is_no_fault(home: Installation, tmp_path: Path) -> None:
    file = tmp_path / "recipe.txt"
    file.write_text("Soak the beans. Boil them until they are soft.", "utf-8")
    told = home.json("readout", str(file))
    assert (told["event"], told["figures"], told["commitments"]) == (None, [], [])
    assert "is reported in this text" in home.run("readout", str(file))


def test_what_goes_beyond_any_announcement_is_told(home: Installation, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    whole = f"{TEXT}\n" * 400
    file.write_text(whole, "utf-8")
    told = home.json("readout", str(file), "--places")
    assert 10_800 <= told["unread"] < 12_800
    assert whole[: -told["unread"]].endswith(".")
    done = ready.run(("readout", str(file)), home.environment)
    words = Problem("readout-goes-on", "", {"unread": f"{told['unread']:,}"}).sentence()
    assert words in " ".join(done.stderr.split())


def test_people_read_tables_in_their_own_language(home: Installation, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.encode("gb18030"))
    assert "3,000,000" in home.run("readout", str(file))
    done = ready.run(("--lang", "zh", "readout", str(file)), {**home.environment, "COLUMNS": "300"})
    assert done.returncode == 0
    assert "300万元" in done.stdout
    cells = [part.strip() for line in done.stdout.splitlines() for part in re.split("[│┃]", line)]
    assert foreign_words(cells) == []


def beside(home: Installation, address: str, *words: str) -> tuple[int, str, str]:
    """Run the command with a reader named; return its exit code and what it printed."""
    named = {"TALLYSTICK_READER_URL": address, "TALLYSTICK_READER_MODEL": "invented"}
    done = ready.run(("readout", *words), {**home.environment, **named})
    return done.returncode, done.stdout, done.stderr


def test_a_reader_is_asked_only_where_the_command_says_so(home: Installation, file: Path) -> None:
    items = [{"kind": "framework", "text": "joint meeting"}]
    with answering(Answering(items=items)) as there:
        beside(home, there.address, str(file), "--json")
        assert there.asked == []
        code, told, _ = beside(home, there.address, str(file), "--reader", "--json")
    assert (code, len(there.asked)) == (0, 1)
    assert "joint meeting" in json.loads(told)["frameworks"]


def test_where_the_reader_fails_the_draft_of_the_rules_is_printed_and_the_reason(
    home: Installation, file: Path
) -> None:
    with answering(Answering(status=500)) as there:
        code, told, fault = beside(home, there.address, str(file), "--reader", "--json")
    assert (code, json.loads(told)) == (1, home.json("readout", str(file)))
    assert "answered 500" in fault


def test_without_a_reader_named_the_option_is_a_wrong_call(home: Installation, file: Path) -> None:
    done = ready.run(("readout", str(file), "--reader"), home.environment)
    assert done.returncode == 2
    assert "No reader is set up" in " ".join(done.stderr.replace("│", "").split())
    assert Problem("readout-reader-off").sentence("zh").startswith("未设置")
