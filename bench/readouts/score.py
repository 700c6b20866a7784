"""How well announcements are read, against labels made by hand.

    .venv/bin/python -m bench.readouts.score [--texts FOLDER] [--labels FOLDER]
        [--part open|held|worn|fresh|all|events|events-seen|events-unseen]
        [--errors [MEASURE]] [--only ID,ID]

Prints precision, recall and F1 a line. A text is held back when the SHA-256 of its id is divisible
by three: the grammars are never changed by looking at those. Of these the worn were scored often
while grammars changed, the fresh are kept for the end of such work. `--errors` lists what is wrong.
Of the texts in `events/` only who took part, where and when is labelled: only that is scored.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.readouts import measures

from tallystick.extraction import as_label, read
from tallystick.regions.rules.shipped import shipped_names

HERE = Path(__file__).parent
EVENTS = HERE / "events"
Label = dict[str, Any]
# What is labelled of a text in `events/`.
OF_EVENTS = ("participants", "event date", "event place")
PARTS = ["open", "held", "worn", "fresh", "all", "events", "events-seen", "events-unseen"]


# Four came with their labels and were read by whoever wrote the grammars; of three the pages that
# they retell were seen.
LOOKED_AT = frozenset({"006", "013", "028", "065", "r003", "r005", "t007"})


def _number(name: str) -> int:
    """Return the number by which a text is in one part or another, whoever reads it."""
    return int(sha256(name.encode()).hexdigest(), 16)


def held_back(name: str) -> bool:
    """Whether a text is only ever scored, never looked at."""
    return name not in LOOKED_AT and _number(name) % 3 == 0


def fresh(name: str) -> bool:
    """Whether a text held back was labelled after the others had been scored many times."""
    return name.startswith("h")


def of_part(name: str, part: str) -> bool:
    """Whether a text belongs to a part: all, open, held; worn and fresh are held ones too."""
    if part in ("worn", "fresh"):
        return held_back(name) and fresh(name) == (part == "fresh")
    return part == "all" or held_back(name) == (part == "held")


def unseen(name: str) -> bool:
    """Whether a text of `events/` is only ever scored, never looked at."""
    return _number(name) % 2 == 1


def of_events(part: str) -> list[tuple[Label, Label]]:
    """Return text and label of the texts of which only the event and its people are labelled."""
    found = labelled(EVENTS / "texts", EVENTS / "labels", "all")
    return [
        pair
        for pair in found
        if part == "events" or unseen(pair[1]["id"]) == (part == "events-unseen")
    ]


def labelled(texts: Path, labels: Path, part: str) -> list[tuple[Label, Label]]:
    """Return text and label of each labelled announcement of a part."""
    found = []
    for path in sorted(labels.glob("*.json")):
        if of_part(path.stem, part):
            source = texts / path.name
            if source.exists():
                found.append(
                    (json.loads(source.read_text("utf-8")), json.loads(path.read_text("utf-8")))
                )
    return found


def count(
    totals: dict[str, Counter[str]], outcomes: dict[str, measures.Outcome], errors: str = ""
) -> list[str]:
    """Add what was right and wrong to the totals; return the errors of a measure, or of all."""
    told = []
    for name, (right, missed, wrong) in outcomes.items():
        counts = totals.setdefault(name, Counter())
        counts.update(right=right, missed=len(missed), wrong=len(wrong))
        if errors in ("all", name):
            told += [f"{name} missed: {thing}" for thing in missed]
            told += [f"{name} wrong: {thing}" for thing in wrong]
    return told


def write(totals: dict[str, Counter[str]]) -> None:
    """Print precision, recall and F1 of each measure a line, between tabs."""
    out = csv.writer(sys.stdout, delimiter="\t")
    out.writerow(["measure", "right", "missed", "wrong", "precision", "recall", "F1"])
    for name, counts in totals.items():
        out.writerow(
            [name, counts["right"], counts["missed"], counts["wrong"], *measures.rates(counts)]
        )


def main() -> int:
    """Score; return 1 when no labelled text was found."""
    words = argparse.ArgumentParser(prog="bench.readouts.score")
    words.add_argument("--texts", type=Path, default=HERE / "texts")
    words.add_argument("--labels", type=Path, default=HERE / "labels")
    words.add_argument("--part", choices=PARTS, default="open")
    words.add_argument("--errors", nargs="?", const="all", default="", help="all, or one measure")
    words.add_argument("--only", default="", help="ids, separated by commas")
    given = words.parse_args()
    places = shipped_names()
    totals: dict[str, Counter[str]] = {}
    only_events = given.part.startswith("events")
    chosen = (
        of_events(given.part) if only_events else labelled(given.texts, given.labels, given.part)
    )
    chosen = [pair for pair in chosen if not given.only or pair[1]["id"] in given.only.split(",")]
    for source, label in chosen:
        found = as_label(
            read(source["text"], published=source.get("published"), gazetteer=places), label["id"]
        )
        outcomes = measures.compare(found, label)
        if only_events:
            outcomes = {name: one for name, one in outcomes.items() if name.startswith(OF_EVENTS)}
        for line in count(totals, outcomes, given.errors):
            print(label["id"], line)
    print(f"{len(chosen)} texts ({given.part})")
    write(totals)
    return 0 if chosen else 1


if __name__ == "__main__":
    raise SystemExit(main())
