"""Keeps so many requests a second on their way, whether or not the last ones are answered."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.http.asking import Reader

HANDS = 64


@dataclass
class Found:
    """How long each answer took from the moment it was due, by page; and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)


def keep_asking(
    readers: dict[str, Reader],
    mix: Sequence[tuple[str, str, str]],
    weights: Sequence[float],
    *,
    rate: int,
    seconds: int,
) -> Found:
    """Ask `rate` times a second for `seconds`, drawn from the mix (person, page, address).

    A request is timed from when it was due, so that one that had to wait its turn shows it.
    """
    drawn = random.Random(7).choices(mix, weights, k=rate * seconds)  # noqa: S311 (no secret)
    found, turns, lock = Found(), itertools.count(), threading.Lock()
    start = time.perf_counter() + 0.5

    def work() -> None:
        own = {name: reader.again() for name, reader in readers.items()}
        while (turn := next(turns)) < len(drawn):
            due = start + turn / rate
            if (left := due - time.perf_counter()) > 0:
                time.sleep(left)
            person, page, address = drawn[turn]
            try:
                status = own[person].ask(address).status
            except Exception as error:  # noqa: BLE001 (told in the table)
                own[person].line, status = None, repr(error)
            with lock:
                found.taken[page].append((time.perf_counter() - due) * 1000)
                if status != 200:
                    found.wrong.append(f"{status} {person} {address}")

    hands = [threading.Thread(target=work, daemon=True) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return found


@contextmanager
def now_and_then(writer: Reader, every: float) -> Iterator[None]:
    """Let somebody write every so many seconds while the block lasts; 0: nobody does.

    She reads another language each time: what is as it was is not written. Others keep theirs.
    """
    over, turns = threading.Event(), itertools.cycle(("zh-hans", "en"))

    def write() -> None:
        while not over.wait(every):
            token = writer.cookies["csrftoken"]
            writer.ask("/language/", {"language": next(turns), "csrfmiddlewaretoken": token})

    hand = threading.Thread(target=write, daemon=True)
    if every:
        hand.start()
    try:
        yield
    finally:
        over.set()
