"""How far two people agree who labelled the same announcements without seeing the other's labels.

    .venv/bin/python -m bench.readouts.agreement FOLDER [--labels FOLDER] [--errors [MEASURE]]

The labels in FOLDER count as what was found, those of the project as what was to be found; F1 is
the same the other way round. Nothing is read by the grammars: a reader that agrees with labels as
well as a second person does has come as far as these labels can tell. `--errors` lists where the
two differ: *missed* has the first label, *wrong* the second.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.readouts import measures
from bench.readouts.score import HERE, Label, count, write


def both(second: Path, first: Path) -> Iterator[tuple[Label, Label]]:
    """Yield the second and the first label of each announcement that has both."""
    for path in sorted(second.glob("*.json")):
        other = first / path.name
        if other.exists():
            yield json.loads(path.read_text("utf-8")), json.loads(other.read_text("utf-8"))


def main() -> int:
    """Compare; return 1 when no announcement was labelled twice."""
    words = argparse.ArgumentParser(prog="bench.readouts.agreement")
    words.add_argument("second", type=Path, metavar="FOLDER")
    words.add_argument("--labels", type=Path, default=HERE / "labels")
    words.add_argument("--errors", nargs="?", const="all", default="", help="all, or one measure")
    given = words.parse_args()
    totals: dict[str, Counter[str]] = {}
    twice = 0
    for second, first in both(given.second, given.labels):
        twice += 1
        for line in count(totals, measures.compare(second, first), given.errors):
            print(first["id"], line)
    print(f"{twice} texts labelled twice")
    write(totals)
    return 0 if twice else 1


if __name__ == "__main__":
    raise SystemExit(main())
