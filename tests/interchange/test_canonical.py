"""A book as canonical text: the same steps give the same bytes, whatever keeps the rows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from tests.cast import SYSTEM, Cast, build_cast, carry, confirm, funds, placed, sale
from tests.databases import CommittedDatabase, fresh_sqlite
from tests.example import Installation

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.interchange.canonical.book import canonical_book
from tallystick.kernel.problem import NotFound, Refused
from tallystick.programme.services import add_thing

NOON = datetime(2020, 7, 1, 4, tzinfo=UTC)


def act_out(cast: Cast) -> None:
    """Tell a year with everything that leaves a made-up id behind."""
    add_thing(
        code="mill", pipeline="project", region="xx-fir", name_en="Mill", name_zh="磨坊", by=SYSTEM
    )
    line = services.StatedLine("project", 1, {}, {})
    carry(cast, sale(0, pipeline="project", move="outside>signed", thing="mill", lines=(line,)))
    carry(cast, placed({"partner": 90}, happened_on=date(2020, 6, 1)))
    carry(cast, placed({"partner": 40}, happened_on=date(2020, 3, 1)))
    carry(cast, funds("received>allocated", 9_00))
    entry = carry(cast, sale(500_00))
    services.reverse_entry(
        entry_id=entry.pk, reason="mistyped", by=cast.ann, second=cast.bob,
        replacement=sale(450_00),
    )  # fmt: skip
    open_ = confirm(cast, sale(70_00, title_en="茶叶"))
    services.dispute_entry(
        entry_id=open_.pk, version=1, counter=[(1, 60_00)], reason="we hold 60", by=cast.bob
    )


def told() -> list[str]:
    """Act the year out on an empty stage and return the book as text."""
    with time_machine.travel(NOON, tick=False):
        act_out(build_cast())
        return list(canonical_book("east-west"))


@pytest.mark.journal
def test_the_same_steps_give_the_same_text_on_both_databases(
    committed_db: CommittedDatabase, tmp_path: Path, settings: object
) -> None:
    settings.ROLLUP_DIR = tmp_path / "one"  # type: ignore[attr-defined]
    here = told()
    settings.ROLLUP_DIR = tmp_path / "other"  # type: ignore[attr-defined]
    with fresh_sqlite(tmp_path):
        assert told() == here
    kinds = [json.loads(line)["kind"] for line in here]
    assert {"tallystick", "transaction", "entry", "balance", "scorecard"} == set(kinds)


def test_another_step_gives_another_text(cast: Cast) -> None:
    carry(cast, sale(500_00))
    before = list(canonical_book("east-west"))
    assert list(canonical_book("east-west")) == before
    entry = carry(cast, sale(0, happened_on=date(2020, 4, 1)))
    after = list(canonical_book("east-west"))
    assert after != before
    Entry.objects.filter(pk=entry.pk).update(reason="changed past every service")
    assert list(canonical_book("east-west")) != after


def test_what_was_made_up_is_named_by_its_place(cast: Cast) -> None:
    act_out(cast)
    text = "\n".join(canonical_book("east-west"))
    assert not any(entry.pk in text for entry in Entry.objects.all())
    assert '"reverses":"east-west:' in text
    assert '"mill"' in text


def test_seals_are_added_where_a_copy_is_compared(cast: Cast) -> None:
    carry(cast, sale(500_00))
    plain, sealed = (
        [json.loads(n) for n in canonical_book("east-west", seals=seals)] for seals in (False, True)
    )
    assert "chain" not in plain[1]
    assert len(sealed[1]["chain"]) == 64


@pytest.mark.usefixtures("cast")
def test_only_a_book_is_written_out() -> None:
    with pytest.raises(Refused) as refused:
        list(canonical_book("quay-fir"))
    assert refused.value.code == "not-a-book"
    with pytest.raises(NotFound):
        list(canonical_book("south-north"))


def test_the_command_prints_it_writes_it_and_tells_its_hash(
    loaded_example: Installation, tmp_path: Path
) -> None:
    out = tmp_path / "book.jsonl"
    words = ("export", "canonical", "liaoning-guizhou", "--out", str(out))
    told = loaded_example.json(*words)
    assert (told["book"], told["lines"]) == ("liaoning-guizhou", len(out.read_text().splitlines()))
    again = loaded_example.json("export", "canonical", "liaoning-guizhou")
    assert again["sha256"] == told["sha256"]
    refused = loaded_example.json("export", "canonical", "dalian-liupanshui", code=1)
    assert refused["problems"][0]["code"] == "not-a-book"
