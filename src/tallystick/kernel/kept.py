"""Values kept under everything they were made of, so that what nobody changed is not made again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Same:
    """A value that stands in a key by being the very same one, where its content has no hash.

    >>> one = [1]
    >>> Same(one) == Same(one), Same(one) == Same([1])
    (True, False)
    """

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def digest_of(*marks: object) -> bytes:
    """Return one mark for many, of the same weight however many they are; sets are given sorted.

    >>> digest_of(["a", 1]) == digest_of(["a", 1]), digest_of(["a", 1]) == digest_of(["a", "1"])
    (True, False)
    >>> len(digest_of(*range(1000)))
    32
    """
    return hashlib.sha256(repr(marks).encode("utf-8", "backslashreplace")).digest()


class Kept(Generic[Key, Value]):
    """The values asked for last, up to `most` by weight; for all threads of a process.

    Only what follows from its key alone may be kept: then none is ever stale, or somebody else's.

    >>> kept = Kept[str, int](most=2)
    >>> kept.keep({"a": (1, 1), "b": (2, 1)})
    >>> kept.given(["a"])
    {'a': 1}
    >>> kept.keep({"c": (3, 1)})
    >>> kept.given(["a", "b", "c"])
    {'a': 1, 'c': 3}
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def once(
        self, key: Key, make: Callable[[], Value], weigh: Callable[[Value], int] = lambda _: 1
    ) -> Value:
        """Return what is kept under a key, made and kept where nothing is.

        >>> Kept[str, int](most=2).once("a", lambda: 1)
        1
        """
        # A key may be long: each look at it reads the whole of it.
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found[0]
        made = make()
        self.keep({key: (made, weigh(made))})
        return made

    def given(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return those of the keys under which something is kept."""
        found = {}
        with self._lock:
            for key in keys:
                one = self._values.get(key)
                if one is not None:
                    self._values.move_to_end(key)
                    found[key] = one[0]
        return found

    def keep(self, fresh: Mapping[Key, tuple[Value, int]]) -> None:
        """Keep key → value and its weight; what was asked for longest ago makes room."""
        with self._lock:
            for key, (value, weight) in fresh.items():
                if key not in self._values:
                    self._values[key] = (value, weight)
                    self._weight += weight
            while self._weight > self.most and len(self._values) > 1:
                self._weight -= self._values.popitem(last=False)[1][1]
