"""Export a book's lines as Parquet parts; what was exported once is only ever added to.

A part is a file of a seq range under a name that is never used again, and `manifest.json` lists
the parts with their hashes and the seal they reach. The journal stays the only source: an export
that does not fit its chain is thrown away and made anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import Any

from django.conf import settings

from tallystick.indicators.engines.arrow import Table, pq
from tallystick.indicators.engines.columns import LINE_NAMES, line_schema, line_table
from tallystick.indicators.files import replace_file, write_aside
from tallystick.journal import queries as journal
from tallystick.journal.models import Seal
from tallystick.kernel.problem import Problem

# Written into each manifest: a change of the columns makes every export anew.
LAYOUT = 1
ROW_GROUP = 131_072
# A part grown to this many lines is never merged again.
LARGEST_PART = 4_000_000
# Another process may still be reading a part that was merged into a larger one.
KEPT_SECONDS = 3600

_log = logging.getLogger(__name__)
# Part → what it looked like when it was hashed last: a file that was not touched is not read again.
_hashed: dict[Path, tuple[str, int, int, int, int]] = {}


@dataclass(frozen=True)
class Part:
    """One file of lines from `first_seq` to `last_seq`, both included."""

    name: str
    sha256: str
    first_seq: int
    last_seq: int
    lines: int


@dataclass(frozen=True)
class Export:
    """The exported lines of one book up to the seal of `seq`, whose chain value is `chain`."""

    book: str
    seq: int
    chain: str
    parts: tuple[Part, ...] = ()

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Where the parts lie."""
        return tuple(_folder(self.book) / part.name for part in self.parts)


def refresh(book: str) -> Export:
    """Return the export of `book` at its newest seal, adding only what is not exported yet.

    Costs one small read of the database when nothing changed. Two processes may do it at once:
    each leaves a manifest that is whole, and the parts it names.
    """
    return refresh_all([book])[book]


def refresh_all(books: Collection[str]) -> dict[str, Export]:
    """Return book → what `refresh` does; one query where nothing changed in any of them."""
    seals = journal.newest_seals(books)
    return {book: _refreshed(book, *seals.get(book, (0, ""))) for book in books}


def _refreshed(book: str, seq: int, newest: str) -> Export:
    """Return the export of a book up to its newest seal."""
    kept = _read_manifest(book)
    if kept is not None and (kept.seq, kept.chain) == (seq, newest) and _is_there(kept):
        return kept
    if kept is not None and not _fits(kept):
        _log.warning(Problem("rollup-rebuilt", params={"book": book}).sentence())
        kept = None
    parts = list(kept.parts) if kept else []
    after = kept.seq if kept else 0
    if seq > after:
        lines = takewhile(lambda line: line.seq <= seq, journal.lines(book, after))
        parts = _merged(book, [*parts, _write(book, _tables(lines), after + 1, seq)])
    made = Export(book, seq, newest, tuple(parts))
    _write_manifest(made)
    _sweep(made)
    return made


def check_export(book: str) -> list[Problem]:
    """Return one problem for each part whose bytes are not those the manifest lists."""
    kept = _read_manifest(book)
    if kept is None:
        return []
    return [
        Problem("rollup-part-changed", path=part.name, params={"book": book}, value=part.name)
        for part, path in zip(kept.parts, kept.paths, strict=True)
        if not path.exists() or _sha256(path) != part.sha256
    ]


def _folder(book: str) -> Path:
    return Path(settings.ROLLUP_DIR) / book


def _fits(kept: Export) -> bool:
    """Return whether the journal still has, at the export's last seq, the chain it was made at."""
    if kept.seq == 0:
        return True
    row = Seal.objects.filter(book__code=kept.book, seq=kept.seq).values_list("chain").first()
    return row is not None and bytes(row[0]).hex() == kept.chain and _is_there(kept)


def _is_there(kept: Export) -> bool:
    """Return whether the parts reach from the first posting to the last, each as it was written."""
    ends = [0, *(part.last_seq for part in kept.parts)]
    starts = [part.first_seq for part in kept.parts]
    whole = starts == [end + 1 for end in ends[:-1]] and ends[-1] == kept.seq
    return whole and all(
        _unchanged(part, path) for part, path in zip(kept.parts, kept.paths, strict=True)
    )


def _unchanged(part: Part, path: Path) -> bool:
    """Return whether a part has the bytes it was written with, hashing it once as it lies there."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return False
    mark = (part.sha256, seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_ctime_ns)
    if _hashed.get(path) != mark:
        if _sha256(path) != part.sha256:
            return False
        _hashed[path] = mark
    return True


def _read_manifest(book: str) -> Export | None:
    try:
        said: dict[str, Any] = json.loads((_folder(book) / "manifest.json").read_text("utf-8"))
        if said.pop("layout") != LAYOUT:
            return None
        parts = tuple(Part(**part) for part in said.pop("parts"))
        return Export(**said, parts=parts)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_manifest(made: Export) -> None:
    said = {"layout": LAYOUT, **asdict(made)}
    replace_file(_folder(made.book) / "manifest.json", json.dumps(said, indent=1).encode())


def _tables(lines: Iterable[journal.LineRow]) -> Iterator[Table]:
    remaining = iter(lines)
    while batch := list(islice(remaining, ROW_GROUP)):
        yield line_table({name: [getattr(row, name) for row in batch] for name in LINE_NAMES})


def _write(book: str, tables: Iterable[Table], first_seq: int, last_seq: int) -> Part:
    """Write one part. Its name holds its hash, so that no other content can bear it."""
    count = 0

    def fill(aside: Path) -> str:
        nonlocal count
        with pq.ParquetWriter(aside, line_schema(), compression="zstd") as writer:
            for table in tables:
                writer.write_table(table, row_group_size=ROW_GROUP)
                count += table.num_rows
        return f"{first_seq:012}-{last_seq:012}-{_sha256(aside)}.parquet"

    made = write_aside(_folder(book), fill)
    return Part(made.name, made.stem.rpartition("-")[2], first_seq, last_seq, count)


def _merged(book: str, parts: list[Part]) -> list[Part]:
    """Merge the newest part with the ones before it that are not twice its size.

    So there are about as many parts as the number of lines has binary digits, and each line is
    rewritten about as often.
    """
    keep = len(parts) - 1
    size = parts[-1].lines
    while keep > 0 and parts[keep - 1].lines < 2 * size and size < LARGEST_PART:
        keep -= 1
        size += parts[keep].lines
    tail = parts[keep:]
    if len(tail) == 1:
        return parts
    files = (pq.ParquetFile(_folder(book) / part.name) for part in tail)
    groups = chain.from_iterable(_row_groups(file) for file in files)
    return [*parts[:keep], _write(book, groups, tail[0].first_seq, tail[-1].last_seq)]


def _row_groups(file: Any) -> Iterator[Table]:
    for group in range(file.num_row_groups):
        yield file.read_row_group(group).cast(line_schema())


def _sweep(made: Export) -> None:
    """Remove parts no manifest names any more, once nobody can still be reading them."""
    named = {part.name for part in made.parts}
    for path in _folder(made.book).glob("*.parquet"):
        if path.name not in named and time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
