"""Announcements labelled twice: which ones, and what two labels say of each other."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from bench.readouts import agreement
from bench.readouts.score import HERE, fresh

SECOND = HERE / "second"


def label(name: str, place: str | None, *figures: dict[str, object]) -> dict[str, Any]:
    """Return the label of an invented announcement."""
    event = {"kind": "meeting", "date": "2024-06-18", "place": place, "regions": ["大连市"]}
    lists: dict[str, Any] = {"participants": [], "commitments": [], "agreements": []}
    return {"id": name, "event": event, "figures": [*figures], **lists}


def figure(code: str | None) -> dict[str, object]:
    """Return one figure under an indicator."""
    words = {"text": "12人", "start": 3, "end": 6, "value": 12, "unit": "person"}
    return {**words, "indicator_code": code, "period": "2024", "qualifier": "exact"} | {
        "cumulative": False
    }


def kept(folder: Path, *labels: dict[str, Any]) -> Path:
    """Write labels into a folder, as a labeller does."""
    folder.mkdir()
    for each in labels:
        (folder / f"{each['id']}.json").write_text(json.dumps(each), "utf-8")
    return folder


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """Run the command; return how it ended and what it printed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["agreement", *map(str, words)])
        ended = agreement.main()
    return ended, capsys.readouterr().out


def test_two_labels_of_one_text_are_compared_and_others_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = kept(
        tmp_path / "first",
        label("n1", "大连", figure("LC_TOTAL")),
        label("n2", None),
    )
    second = kept(
        tmp_path / "second",
        label("n1", "贵阳", figure(None)),
        label("n3", None),
    )
    ended, printed = told(capsys, second, "--labels", first)
    lines = {line.split("\t")[0]: line.split("\t")[1:] for line in printed.splitlines()}
    assert ended == 0
    assert printed.startswith("1 texts labelled twice")
    assert lines["figures"] == ["1", "0", "0", "1.000", "1.000", "1.000"]
    assert lines["figures+indicator"] == ["0", "1", "1", "0.000", "0.000", "0.000"]
    assert lines["event place"][:3] == ["0", "1", "1"]
    assert lines["event date"][-1] == "1.000"


def test_where_two_labels_differ_is_told_with_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = kept(tmp_path / "first", label("n1", "大连"))
    second = kept(tmp_path / "second", label("n1", "贵阳"))
    _, printed = told(capsys, second, "--labels", first, "--errors", "event place")
    assert printed.splitlines()[:2] == [
        "n1 event place missed: 大连",
        "n1 event place wrong: 贵阳",
    ]


def test_nothing_labelled_twice_is_no_agreement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = kept(tmp_path / "first", label("n1", None))
    ended, printed = told(capsys, kept(tmp_path / "second"), "--labels", first)
    assert ended == 1
    assert printed.startswith("0 texts labelled twice")


def test_forty_were_labelled_again_in_the_order_of_a_hash() -> None:
    """They are the first of those held back at the time; one has been looked at since."""
    open_at_first = {"006", "013", "028", "065"}
    held = [
        name
        for name in (path.stem for path in (HERE / "labels").glob("*.json"))
        if name not in open_at_first and int(sha256(name.encode()).hexdigest(), 16) % 3 == 0
        if not fresh(name)
    ]
    held.sort(key=lambda name: sha256(f"second{name}".encode()).hexdigest())
    assert {path.stem for path in SECOND.glob("*.json")} == {*held[:40]}


def test_of_the_fresh_part_all_were_labelled_again() -> None:
    again = {path.stem for path in (HERE / "second_fresh").glob("*.json")}
    assert again == {path.stem for path in (HERE / "labels").glob("*.json") if fresh(path.stem)}
