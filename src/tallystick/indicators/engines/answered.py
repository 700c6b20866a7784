"""Answers given before, each kept under everything it was made of: what nobody changed is not read.

The lines up to a posting of a part whose name holds its hash, the places, the days, what waits and
what is counted: an answer follows from these alone, so that one kept under them is never a stale
one and never another reader's. After a posting its book is read anew, and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from tallystick.indicators.engines.arrow import Table, pa
from tallystick.indicators.engines.duck import reading_all
from tallystick.indicators.engines.values import Scope
from tallystick.indicators.rules.counts import Count
from tallystick.indicators.rules.figures import NOTHING, Answer
from tallystick.kernel.kept import Kept

Key = tuple[object, ...]
# So many figures and standing projects are kept, with months about a kilobyte each.
MOST = 40_000

_kept: Kept[Key, Answer] = Kept(MOST)


def answers_of(
    scopes: Mapping[str, Scope], counts: Collection[Count] | None = None
) -> dict[str, Answer]:
    """Return the answer to each scope; those not answered before are read together.

    Only the figures of `counts` are read where they are given; all others are left at zero.
    Raises: ValueError for scopes of several years that have to be read.
    """
    wanted = None if counts is None else frozenset(counts)
    # Reports of one book share one table of what waits there.
    waiting = {id(scope.unposted): scope.unposted for scope in scopes.values()}
    marks = {key: _mark(table) for key, table in waiting.items()}
    keys = {
        name: (*_of(scope, marks[id(scope.unposted)]), wanted) for name, scope in scopes.items()
    }
    found = _kept.given(keys.values())
    missing = {name: scopes[name] for name, key in keys.items() if key not in found}
    if missing:
        with reading_all(missing, counts) as laid_out:
            fresh = {keys[name]: answer for name, answer in laid_out.answers().items()}
        _kept.keep({key: (answer, _weigh(answer)) for key, answer in fresh.items()})
        found |= fresh
    return {name: found[key] for name, key in keys.items()}


def key_of(scope: Scope) -> Key:
    """Return all that the lines of a scope follow from."""
    return _of(scope, _mark(scope.unposted))


def _of(scope: Scope, mark: bytes) -> Key:
    return (scope.books, scope.regions, scope.partners, scope.node, scope.window, mark)


def _mark(waiting: Table | None) -> bytes:
    """Return a hash of what waits; the same rows in another order may have another."""
    if waiting is None or not waiting.num_rows:
        return b""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, waiting.schema) as stream:
        stream.write_table(waiting)
    return hashlib.sha256(sink.getvalue()).digest()


def _weigh(answer: Answer) -> int:
    read = sum(1 for figures in answer.figures.values() if figures is not NOTHING)
    return 1 + read + len(answer.signed)
