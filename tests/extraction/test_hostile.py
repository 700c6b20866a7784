"""Nothing that is written in a text makes its reader fail, lose its place, or take its time.

Time is measured as a ratio: ten times as much text may take at most twice ten times as long.
"""

from __future__ import annotations

import time
import tracemalloc
from functools import partial

import pytest
from tests.extraction.hostile import (
    PIECES,
    SOURCES,
    found_in,
    misplaced,
    mutated,
    over_and_over,
    unlike,
)

from tallystick.extraction import read
from tallystick.extraction.reading import LONGEST
from tallystick.regions.rules.shipped import shipped_names

PUBLISHED = "2021-05-07"
MEGABYTE = 1_000_000
# A megabyte is read in the time of so many announcements: two seconds where one takes 5 ms.
ANNOUNCEMENTS = 400
# Some of each kind, for the run that everybody waits for.
FEW = (
    "9", "万", "1 ", "、", "“", "《", " ", "and ", "A", "A. ", "市", "签署", "希望", "5月", "May ",
    "governor of ", "市委副书记、", "3批20名", "20 people ", "Zhang Wei, ", "大连", "\u202e", "<p>",
)  # fmt: skip


def hurt(text: str) -> str:
    """Return what reading a text does wrong, or nothing."""
    try:
        draft = read(text, published=PUBLISHED, gazetteer=shipped_names())
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is told)
        return f"{type(fault).__name__}: {fault}"
    lost = misplaced(draft, text)
    return f"{type(lost[0]).__name__} {lost[0]!r}" if lost else ""


def seconds(text: str) -> float:
    """Return how long it takes to read a text."""
    began = time.process_time()
    read(text, published=PUBLISHED, gazetteer=shipped_names())
    return time.process_time() - began


def announcement() -> float:
    """Return how long it takes to read an announcement, here and now."""
    return min(sum(map(seconds, SOURCES * 5)) / len(SOURCES * 5) for _ in range(3))


def growth(short: str, long: str) -> float:
    """Return how much longer a long text takes than its length says; 1 is in step with it."""
    times = len(long) / len(short)
    # Below some milliseconds the clock tells more of the machine than of the text.
    return min(seconds(long) for _ in range(2)) / times / max(seconds(short), 0.005)


def test_what_is_searched_for_is_in_the_texts_that_are_torn() -> None:
    """The control: each of these announcements has people, figures and undertakings in it."""
    for text in SOURCES:
        draft = read(text, published=PUBLISHED, gazetteer=shipped_names())
        assert draft.figures
        assert draft.commitments
        assert len(list(found_in(draft))) > 5


def test_a_piece_out_of_its_place_is_seen() -> None:
    draft = read(SOURCES[0], gazetteer=shipped_names())
    assert misplaced(draft, SOURCES[0]) == []
    assert misplaced(draft, SOURCES[0][1:])


@pytest.mark.parametrize("tens", range(4))
def test_a_torn_text_is_read_with_every_piece_in_its_place(tens: int) -> None:
    faults = {n: fault for n in range(tens * 75, tens * 75 + 75) if (fault := hurt(mutated(n)))}
    assert faults == {}


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_a_piece_said_over_and_over_is_read_with_every_piece_in_its_place(piece: str) -> None:
    assert hurt(over_and_over(piece, 1_500)) == ""


@pytest.mark.parametrize("piece", FEW, ids=repr)
def test_reading_takes_time_by_length_alone(piece: str) -> None:
    assert growth(over_and_over(piece, 4_000), over_and_over(piece, 16_000)) <= 2


def test_a_text_in_which_nothing_is_said_twice_takes_time_by_length_alone() -> None:
    assert growth(unlike(10_000), unlike(40_000)) <= 2


def test_of_a_text_longer_than_any_announcement_the_beginning_is_read() -> None:
    draft = read(SOURCES[1] * 2_000, gazetteer=shipped_names())
    assert draft.unread > 100_000
    assert draft.figures[-1].end < LONGEST
    assert read(SOURCES[1]).unread == 0


@pytest.mark.long
def test_ten_thousand_torn_texts_are_read_with_every_piece_in_its_place() -> None:
    faults = {n: fault for n in range(300, 10_300) if (fault := hurt(mutated(n)))}
    assert faults == {}


@pytest.mark.long
@pytest.mark.parametrize("piece", [*PIECES, "unlike"], ids=repr)
def test_a_megabyte_is_read_in_step_with_its_length_and_in_bounded_memory(piece: str) -> None:
    made = unlike if piece == "unlike" else partial(over_and_over, piece)
    # Of a megabyte only the beginning is read, so what is held to its length is not longer.
    assert growth(made(LONGEST // 10), made(LONGEST)) <= 2
    long = made(MEGABYTE)
    assert min(seconds(long) for _ in range(2)) < ANNOUNCEMENTS * announcement()
    tracemalloc.start()
    read(long, published=PUBLISHED, gazetteer=shipped_names())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300_000_000
