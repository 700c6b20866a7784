"""Learn from the open labels which clauses tell an act that no rule tells.

    .venv/bin/python -m bench.readouts.learn_acts            write leftover.csv
    .venv/bin/python -m bench.readouts.learn_acts --folds 5  how well others are read; no file

Weights are those of an averaged perceptron over the clauses of a sentence, rounded; texts go by in
an order that their ids settle, so the same labels always give the same table. Texts held back are
never learnt from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from bench.readouts.score import HERE, labelled
from bench.readouts.tables import Learner, dealt, hash_of

import tallystick.extraction.acts
from tallystick.extraction.acts.chinese import clauses_in
from tallystick.extraction.acts.english_clauses import clauses_of
from tallystick.extraction.acts.english_words import words_of
from tallystick.extraction.acts.leftover import BEGINS, GOES_ON, NO_ACT, acts_of, tags_of
from tallystick.extraction.acts.leftover_chinese import marks_in_chinese
from tallystick.extraction.acts.leftover_english import marks_in_english, pieces_of
from tallystick.extraction.page import Page, page_of
from tallystick.regions.rules.shipped import shipped_names

TABLE = Path(tallystick.extraction.acts.__path__[0]) / "leftover.csv"
# How often the texts go by, how often a mark must stand in them, and what a weight of one becomes.
ROUNDS, SELDOM, SCALE = 8, {"en": 3, "zh": 4}, 10
# Weights smaller than this say nothing.
LIGHT = 3
Weights = dict[str, tuple[int, int]]


class Row(NamedTuple):
    """The clauses of a sentence: where they are, their marks, and what the label makes of them."""

    places: list[tuple[int, int]]
    marks: list[list[str]]
    tags: list[int]
    before: int


def rows_of(page: Page, label: dict[str, Any]) -> Iterator[Row]:
    """Yield the sentences of a text as the reader cuts them, with their tags."""
    before = NO_ACT
    for number, sentence in enumerate(page.sentences):
        title = number == 0
        if page.chinese:
            clauses = clauses_in(sentence)
            places = [(clause.start, clause.end) for clause in clauses]
            marks = [marks_in_chinese(page, clauses, at, title=title) for at in range(len(clauses))]
        else:
            words = words_of(sentence.text, sentence.start)
            pieces = pieces_of(page, sentence, words, [*clauses_of(words)])
            places = [(piece.start, piece.end) for piece in pieces]
            marks = [marks_in_english(page, pieces, at, title=title) for at in range(len(pieces))]
        tags = tags_in(places, label["commitments"])
        yield Row(places, marks, tags, before)
        before = (GOES_ON if tags[-1] else NO_ACT) if tags else before


def tags_in(places: Sequence[tuple[int, int]], acts: Iterable[dict[str, Any]]) -> list[int]:
    """Return for each clause whether a labelled act begins there or goes on.

    >>> tags_in([(0, 10), (12, 20), (22, 30)], [{"start": 0, "end": 18}])
    [1, 2, 0]
    """
    tags = [NO_ACT] * len(places)
    for act in sorted(acts, key=lambda one: int(one["start"])):
        shared = [min(end, act["end"]) - max(start, act["start"]) for start, end in places]
        inside = [
            at
            for at, (start, end) in enumerate(places)
            if shared[at] > 0 and shared[at] * 2 >= end - start
        ]
        if not inside and shared and max(shared) > 0:
            inside = [shared.index(max(shared))]
        for number, at in enumerate(inside):
            if number == 0 or tags[at] == NO_ACT:
                tags[at] = GOES_ON if number else BEGINS
    return tags


def learnt(rows: Sequence[Row], seldom: int) -> Weights:
    """Return the weights that tell the tags of rows, by mark."""
    often = Counter(mark for row in rows for marks in row.marks for mark in marks)
    known = [
        ([[m for m in marks if often[m] >= seldom] for marks in row.marks], row.tags, row.before)
        for row in rows
        if row.tags
    ]
    now: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    ever: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    step = 1
    for _ in range(ROUNDS):
        for marks, tags, before in known:
            held = {mark: (weight[0], weight[1]) for mark, weight in _those(now, marks)}
            for mark, tag, change in _changes(marks, tags, tags_of(marks, held, 0, before), before):
                now[mark][tag - 1] += change
                ever[mark][tag - 1] += change * step
            step += 1
    return _rounded(now, ever, step)


def _those(
    weights: dict[str, list[int]], marks: Iterable[Iterable[str]]
) -> Iterator[tuple[str, list[int]]]:
    for mark in {*(m for clause in marks for m in clause), "after 0", "after 1", "after 2"}:
        if mark in weights:
            yield mark, weights[mark]


def _changes(
    marks: Sequence[Iterable[str]], right: Sequence[int], said: Sequence[int], first: int
) -> Iterator[tuple[str, int, int]]:
    """Yield by how much a mark is to weigh more or less for a tag."""
    for at, clause in enumerate(marks):
        before = [f"after {tags[at - 1] if at else first}" for tags in (right, said)]
        for tag, mark, change in ((right[at], before[0], 1), (said[at], before[1], -1)):
            if tag != NO_ACT:
                yield mark, tag, change
                if right[at] != said[at]:
                    for own in clause:
                        yield own, tag, change


def _rounded(now: dict[str, list[int]], ever: dict[str, list[int]], step: int) -> Weights:
    """Return the mean of each weight over all steps; those that say nothing are left out."""
    mean = {
        mark: (
            round(SCALE * (now[mark][0] - ever[mark][0] / step)),
            round(SCALE * (now[mark][1] - ever[mark][1] / step)),
        )
        for mark in sorted(now)
    }
    return {mark: weight for mark, weight in mean.items() if max(map(abs, weight)) >= LIGHT}


def open_texts() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return text and label of all that is learnt from, in the order of the hash of its id."""
    pairs = labelled(HERE / "texts", HERE / "labels", "open")
    return sorted(pairs, key=lambda pair: sha256(pair[1]["id"].encode()).digest())


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from: open announcements and where acts stand."""
    return hash_of(
        open_texts(),
        lambda label: sorted((int(one["start"]), int(one["end"])) for one in label["commitments"]),
    )


def texts() -> Iterator[tuple[str, str, list[Row]]]:
    """Yield id, language and sentences of each open text, in the order of the hash of its id."""
    places = shipped_names()
    for source, label in open_texts():
        page = page_of(source["text"], None, source.get("published"), places)
        yield label["id"], "zh" if page.chinese else "en", [*rows_of(page, label)]


def _others(own: Sequence[Sequence[Row]], seldom: int, folds: int) -> dict[str, int]:
    """Return how many acts of each fold are told right by what the other folds teach."""
    counts: Counter[str] = Counter()
    for rest, left in dealt(own, folds):
        taught = [row for rows in rest for row in rows]
        weights = learnt(taught, seldom)
        for rows in left:
            for row in rows:
                said, right = (
                    set(acts_of(tags_of(row.marks, weights, 0, row.before))),
                    set(acts_of(row.tags)),
                )
                counts.update(right=len(said & right), missed=len(right - said))
                counts.update(wrong=len(said - right))
    return dict(counts)


def main() -> int:
    """Learn and write the table, or tell how well others would be read."""
    known = [*texts()]
    own = {language: [rows for _, one, rows in known if one == language] for language in SELDOM}
    return Learner(
        "learn_acts",
        TABLE,
        ["language", "mark", "begins", "goes_on"],
        labels_hash,
        lambda: (
            (language, mark, *weight)
            for language, seldom in SELDOM.items()
            for mark, weight in learnt([r for rows in own[language] for r in rows], seldom).items()
        ),
        lambda folds: {
            f"{language} {what}": times
            for language, seldom in SELDOM.items()
            for what, times in _others(own[language], seldom, folds).items()
        },
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
