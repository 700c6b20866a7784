"""Traits of what stands around a figure: sums of clues that are heard together.

A weight hears each clue for itself. A trait is a sum of all of them that says something only where
it is above nothing, and then for some codes and against others. What they say is added to the
weights. All are whole numbers: a clue has a byte for each trait.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct

# Clue by group, each with its weights by the number of a code.
Rows = Mapping[str, Mapping[str, Mapping[int, int]]]
# What a clue weighs for all codes and traits is kept as one number, a lane for each, so that the
# clues of a figure are added up at once.
LANE = 32
HALF = 1 << (LANE - 1)
# A clue's byte is in 64ths; what a trait says is in so many parts of a weight.
PARTS, FINER = 64, 10
# No trait is louder, and none says more for a code, so that 96 of them fill no half of a lane,
# whoever writes the text.
LOUDEST, LOUDEST_SAID = 1 << 14, 1000
# Bytes as they are kept, from -128, as they are added up, from nothing.
_UP = bytes((byte + 128) % 256 for byte in range(256))
_NOUGHT = 128


@dataclass(frozen=True)
class Traits:
    """What each trait starts from, what it says for the numbers of codes, and clues by group.

    Shape of `rows`: a signed byte for each trait.
    """

    starts: Sequence[int] = ()
    says: Sequence[Mapping[int, int]] = ()
    rows: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    def packed(self) -> dict[str, dict[str, int]]:
        """Return the bytes of each clue as one number, a lane for each trait."""
        wide = LANE // 8
        nought = sum(_NOUGHT << (LANE * place) for place in range(len(self.starts)))
        lanes = bytearray(wide * len(self.starts))
        found: dict[str, dict[str, int]] = {}
        for group, clues in self.rows.items():
            one = found[group] = {}
            for clue, row in clues.items():
                lanes[::wide] = row.translate(_UP)
                one[clue] = int.from_bytes(lanes, "little") - nought
        return found


class Table:
    """What clues weigh for traits and codes: a number for each clue, a lane for each of them."""

    def __init__(self, codes: int, rows: Rows, traits: Traits) -> None:
        self._traits = len(traits.starts)
        self._shift = LANE * self._traits
        self._nought = sum(HALF << (LANE * code) for code in range(codes))
        self._begin = (self._nought << self._shift) + sum(
            (HALF + start) << (LANE * place) for place, start in enumerate(traits.starts)
        )
        self._says = [_in_lanes(said) for said in traits.says]
        self._all = Struct(f"<{self._traits}I{LANE // 8 * codes}x")
        self._codes = Struct(f"<{codes}I")
        self._packed = traits.packed()
        for group, clues in rows.items():
            known = self._packed.setdefault(group, {})
            for clue, row in clues.items():
                if worth := _in_lanes(row):
                    known[clue] = known.get(clue, 0) + (worth << self._shift)

    def total(self, groups: Iterable[tuple[str, Iterable[str]]], before: int = 0) -> int:
        """Return what clues weigh together with those that were added up before."""
        packed = self._packed
        for group, clues in groups:
            if known := packed.get(group):
                before = sum(filter(None, map(known.get, clues)), before)
        return before

    def sums(self, total: int) -> tuple[int, ...]:
        """Return for each code what clues and traits weigh together, in parts above no weight."""
        total += self._begin
        heights = self._all.unpack(total.to_bytes(self._all.size, "little"))
        if max(heights, default=0) > HALF + LOUDEST:
            heights = tuple(min(height, HALF + LOUDEST) for height in heights)
        weights = (total >> self._shift) - self._nought
        said = sum(
            [
                said * (height - HALF)
                for said, height in zip(self._says, heights, strict=True)
                if height > HALF
            ],
            (weights << FINER) + self._nought,
        )
        return self._codes.unpack(said.to_bytes(self._codes.size, "little"))


def _in_lanes(row: Mapping[int, int]) -> int:
    return sum(worth << (LANE * code) for code, worth in row.items())


def row_of(written: str) -> bytes:
    """Return the bytes of a clue from the file of weights.

    >>> row_of(as_written(bytes([1, 255]))) == bytes([1, 255])
    True
    """
    return b64decode(written)


def as_written(row: bytes) -> str:
    """Return the bytes of a clue as they stand in the file of weights."""
    return b64encode(row).decode("ascii")
