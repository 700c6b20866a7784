"""How far long work has come: whoever does it tells, whoever waits listens and may stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int, int], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


class Stopped(Exception):
    """Whoever waits has stopped the work; raised out of it, so that its transaction rolls back."""


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear what is told inside the block.

    >>> heard = []
    >>> with listening(lambda step, done, of: heard.append((step, done, of))):
    ...     tell("entering", 1, 3)
    >>> tell("entering", 2, 3)
    >>> heard
    [('entering', 1, 3)]
    """
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def tell(step: str, done: int, of: int) -> None:
    """Tell that `done` of `of` pieces of a step are done; nothing happens where nobody listens.

    Raises: Stopped where the listener stops the work.
    """
    listener = _LISTENER.get()
    if listener is not None:
        listener(step, done, of)
