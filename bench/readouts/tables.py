"""What every learner of weights does with them: write the table shipped, or tell of the folds."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

Rows = Iterable[Sequence[object]]
Of = TypeVar("Of")
Labelled = tuple[dict[str, Any], dict[str, Any]]


def hash_of(pairs: Iterable[Labelled], taught: Callable[[dict[str, Any]], object]) -> str:
    """Return the SHA-256 of texts, and of what their labels teach."""
    found = sha256()
    for source, label in pairs:
        said = [label["id"], source["text"], source.get("published"), taught(label)]
        found.update(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    return found.hexdigest()


def dealt(known: Sequence[Of], folds: int) -> Iterator[tuple[list[Of], list[Of]]]:
    """Yield each fold of texts that are dealt one by one, behind all the others.

    >>> list(dealt("abc", 2))
    [(['b'], ['a', 'c']), (['a', 'c'], ['b'])]
    """
    for fold in range(folds):
        rest = [one for at, one in enumerate(known) if at % folds != fold]
        yield rest, [*known[fold::folds]]


def cut(known: Sequence[Of], folds: int) -> Iterator[tuple[list[Of], list[Of]]]:
    """Yield each fold of rows that stay together as they follow one another, as those of a text.

    >>> list(cut("abc", 2))
    [(['c'], ['a', 'b']), (['a', 'b'], ['c'])]
    """
    size = len(known) // folds + 1
    for start in range(0, len(known), size):
        stop = start + size
        yield [*known[:start], *known[stop:]], [*known[start:stop]]


@dataclass(frozen=True)
class Learner:
    """What is learnt, and where it goes.

    Shape: `rows` gives the rows under `columns`; `others`, for so many folds, what is counted of
    the texts that were left out of the learning; `labels_hash` is that of all that is learnt from.
    """

    name: str
    table: Path
    columns: Sequence[str]
    labels_hash: Callable[[], str]
    rows: Callable[[], Rows]
    others: Callable[[int], Mapping[str, int]]

    def run(self) -> int:
        """Learn and write the table, or tell how well others would be read."""
        given = argparse.ArgumentParser(prog=f"bench.readouts.{self.name}")
        given.add_argument("--folds", type=int, default=0)
        if folds := given.parse_args().folds:
            for what, times in self.others(folds).items():
                sys.stdout.write(f"{what}\t{times}\n")
            return 0
        rows = list(self.rows())
        with self.table.open("w", encoding="utf-8", newline="") as file:
            file.write(f"#made\t{self.labels_hash()}\n")
            out = csv.writer(file, lineterminator="\n")
            out.writerow(self.columns)
            out.writerows(rows)
        sys.stdout.write(f"{len(rows)} weights in {self.table}\n")
        return 0
