"""What a run that takes permissions away knows already: who came by, and what was decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

from tests.permissions.mutants import Mutant

# A verdict that is not asked for again before its line changes.
DECIDED = ("killed",)
# Every row of policy, asked at once.
ROWS = "tests/access/test_who_may_what.py"
# For how many seconds a mutant's own room is asked before the matrix is.
QUICK = 20


class Kept:
    """Two files: the verdicts, and beside them the tests that came by each permission."""

    def __init__(self, path: Path) -> None:
        self.path, self.seen_path = path, path.with_name(f"{path.stem}-tests.json")
        self.verdicts: dict[str, str] = _read(path)
        seen = _read(self.seen_path)
        self.took: dict[str, float] = seen.get("took", {})
        self.hits: dict[str, list[str]] = seen.get("hits", {})
        self.broken: list[str] = seen.get("broken", [])
        self.mutants: list[str] = seen.get("mutants", [])
        # test → the hash of its file when it was looked at
        self.texts: dict[str, str] = seen.get("texts", {})

    def not_seen(self, names: Iterable[str], mutants: Sequence[Mutant]) -> list[str]:
        """Return the tests of which it is not known by which permissions they come.

        Where lines changed, these are all that came by one of the files they stand in; where a
        test's own file changed, all tests in it.
        """
        known, now = set(self.mutants), {mutant.name: mutant.file for mutant in mutants}
        changed = {file for name, file in now.items() if name not in known} if known else set()
        again = {
            test
            for name, tests in self.hits.items()
            if name.partition(":")[0] in changed
            for test in tests
        }
        return [
            name
            for name in names
            if name not in self.took or name in again or _text(name) != self.texts.get(name)
        ]

    def look(self, test: str, seconds: float, came_by: Iterable[str], *, sound: bool) -> None:
        """Keep what one test came by."""
        self.took[test], self.texts[test] = round(seconds, 3), _text(test)
        self.broken = sorted({*self.broken, test} if not sound else {*self.broken} - {test})
        for name in came_by:
            tests = self.hits.setdefault(name, [])
            if test not in tests:
                tests.append(test)

    def look_saved(self, mutants: Sequence[Mutant]) -> None:
        """Write down what the tests came by so far; forget lines that are gone."""
        self.mutants = sorted(mutant.name for mutant in mutants)
        self.hits = {name: tests for name, tests in self.hits.items() if name in set(self.mutants)}
        seen = {"took": self.took, "hits": self.hits, "broken": self.broken, "texts": self.texts}
        _write(self.seen_path, {**seen, "mutants": self.mutants})

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the sound tests that came by, the likeliest to fail first.

        These are the table of who may what and the quick ones of the mutant's own room, then the
        matrix, which asks every role, then what is left of the room, then all others; within each,
        the quickest first.
        """
        room = f"tests/{mutant.file.partition('/')[0]}/"
        sound = sorted(set(self.hits.get(mutant.name, ())) - set(self.broken), key=self.took.get)
        spent = accumulate(self.took[test] for test in sound if test.startswith(room))
        own = [test for test in sound if test.startswith(room)]
        quick = {test for test, seconds in zip(own, spent, strict=True) if seconds <= QUICK}

        def rank(test: str) -> int:
            return (
                0 if test in quick or test.startswith(ROWS)
                else 1 if test.startswith("tests/matrix/")
                else 2 if test.startswith(room)
                else 3
            )  # fmt: skip

        return sorted(sound, key=rank)

    def decide(self, mutant: Mutant, verdict: str) -> None:
        """Write a verdict down."""
        self.verdicts[mutant.name] = verdict
        _write(self.path, self.verdicts)

    def verdict(self, mutant: Mutant) -> str:
        """Return what became of a permission."""
        return self.verdicts.get(mutant.name, "not tried")


def _text(test: str) -> str:
    """Return the hash of the file a test stands in; nothing where there is none."""
    return _hash(test.partition("::")[0])


@cache
def _hash(file: str) -> str:
    path = Path(file)
    return sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _write(path: Path, values: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fresh.replace(path)
